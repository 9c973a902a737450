package io.vuelta.handlers.api;

import io.vuelta.domain.event.Endpoint;
import io.vuelta.domain.event.EventReceiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives the scripted answers, and records the posted events. */
public final class ScriptedReceiver implements EventReceiver {
    public final List<Map<String, @Nullable Object>> posted = new ArrayList<>();
    public Reply reply = new Reply.Accepted(204);
    public Optional<String> refusal = Optional.empty();

    @Override
    public Reply post(Endpoint endpoint, Map<String, @Nullable Object> body) {
        posted.add(body);
        return reply;
    }

    @Override
    public Optional<String> refusal(String url) {
        return refusal;
    }
}
