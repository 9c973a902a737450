package io.vuelta.handlers.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.vuelta.adapters.sqs.CommandMessages;
import io.vuelta.domain.dispatch.AskProvider;
import io.vuelta.domain.dispatch.BeginAttempt;
import io.vuelta.domain.pace.Command;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsBatchHandler;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Dispatch queue → {@link BeginAttempt}, {@link AskProvider}, or a wake-up, which it forwards. */
public final class DispatchHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final DispatchWiring wiring;
    private final SqsBatchHandler messages;
    private boolean warm;

    public DispatchHandler() {
        this(Settings.environment());
    }

    public DispatchHandler(Map<String, String> environment) {
        this(DispatchWiring.of(Settings.of(environment)));
    }

    public DispatchHandler(DispatchWiring wiring) {
        this.wiring = wiring;
        this.messages = new SqsBatchHandler(wiring.redelivery(), wiring.parallel());
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        boolean wasWarm = warm;
        warm = true;
        SQSBatchResponse handled = messages.together(event, context, message -> {
            Duration kept = wasWarm ? CommandMessages.kept(message.getBody()) : null;
            switch (CommandMessages.read(message.getBody())) {
                case Command.Begin attempts -> wiring.begin().handle(attempts, invocation(context, message), kept);
                case Command.Ask attempt -> wiring.ask().handle(attempt);
                case Command.Wake wake -> wiring.wakes().wake(wake.line());
            }
        });
        wiring.times().log(context);
        return handled;
    }

    /** A short id, stored with each attempt; a repeated delivery of a message has another one. */
    private static String invocation(Context context, SQSEvent.SQSMessage message) {
        String whole = context.getAwsRequestId() + "/" + message.getMessageId();
        long bits = UUID.nameUUIDFromBytes(whole.getBytes(UTF_8)).getMostSignificantBits();
        return Long.toUnsignedString(bits, Character.MAX_RADIX);
    }
}
