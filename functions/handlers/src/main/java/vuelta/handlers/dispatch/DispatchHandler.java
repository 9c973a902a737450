package vuelta.handlers.dispatch;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.Map;
import vuelta.adapters.sqs.CommandMessages;
import vuelta.domain.dispatch.AskProvider;
import vuelta.domain.dispatch.BeginAttempt;
import vuelta.domain.pace.Command;
import vuelta.domain.pace.Wakes;
import vuelta.handlers.runtime.Messages;
import vuelta.handlers.runtime.Settings;

/** Dispatch queue → {@link BeginAttempt}, {@link AskProvider}, or a wake-up passed on. */
public final class DispatchHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final BeginAttempt begin;
    private final AskProvider ask;
    private final Wakes wakes;

    public DispatchHandler() {
        this(Settings.environment());
    }

    public DispatchHandler(Map<String, String> environment) {
        this(new Wiring(Settings.of(environment)));
    }

    private DispatchHandler(Wiring wiring) {
        this(wiring.begin(), wiring.ask(), wiring.wakes());
    }

    public DispatchHandler(BeginAttempt begin, AskProvider ask, Wakes wakes) {
        this.begin = begin;
        this.ask = ask;
        this.wakes = wakes;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return Messages.together(event, context, message -> handle(CommandMessages.read(message.getBody())));
    }

    private void handle(Command command) {
        switch (command) {
            case Command.Begin attempt -> begin.handle(attempt);
            case Command.Ask attempt -> ask.handle(attempt);
            case Command.Wake wake -> wakes.wake(wake.line());
        }
    }
}
