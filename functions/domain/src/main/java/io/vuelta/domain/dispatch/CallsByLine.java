package io.vuelta.domain.dispatch;

import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Provider;
import java.util.Map;

/** A call provider that forwards each request to the provider of its line. */
public final class CallsByLine implements CallProvider {
    private final Map<Provider, CallProvider> providers;

    /**
     * Uses these providers.
     *
     * @param providers all providers of calls
     */
    public CallsByLine(Map<Provider, CallProvider> providers) {
        this.providers = Map.copyOf(providers);
    }

    @Override
    public PlacementResult place(CallRequest request) {
        return of(request.line()).place(request);
    }

    @Override
    public LookUp lookUp(Line line, Call call) {
        return of(line).lookUp(line, call);
    }

    @Override
    public void hangUp(Line line, Call call) {
        of(line).hangUp(line, call);
    }

    @Override
    public void leaveMessage(Line line, Call call, String text) {
        of(line).leaveMessage(line, call, text);
    }

    @Override
    public void takeBack(Line line, Call call) {
        of(line).takeBack(line, call);
    }

    private CallProvider of(Line line) {
        CallProvider provider = providers.get(line.provider());
        if (provider == null) {
            throw new IllegalStateException("line " + line.id() + " names a provider that does not call: "
                    + line.provider().wire() + "; only lines with a known provider may be created");
        }
        return provider;
    }
}
