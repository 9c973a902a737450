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
import io.vuelta.domain.wake.Wakes;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.Redelivery;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsBatchHandler;
import io.vuelta.handlers.runtime.SqsRedelivery;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Dispatch queue → {@link BeginAttempt}, {@link AskProvider}, or a wake-up passed on. */
public final class DispatchHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final BeginAttempt begin;
    private final AskProvider ask;
    private final Wakes wakes;
    private final SqsBatchHandler messages;
    private boolean warm;

    public DispatchHandler() {
        this(Settings.environment());
    }

    public DispatchHandler(Map<String, String> environment) {
        this(Settings.of(environment), Aws.sqs());
    }

    private DispatchHandler(Settings settings, SqsClient sqs) {
        this(new DispatchWiring(settings, sqs), new SqsRedelivery(sqs, settings.text("DISPATCH_QUEUE_URL")));
    }

    private DispatchHandler(DispatchWiring wiring, Redelivery redelivery) {
        this(wiring.begin(), wiring.ask(), wiring.wakes(), redelivery);
    }

    public DispatchHandler(BeginAttempt begin, AskProvider ask, Wakes wakes, Redelivery redelivery) {
        this.begin = begin;
        this.ask = ask;
        this.wakes = wakes;
        this.messages = new SqsBatchHandler(redelivery);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        boolean wasWarm = warm;
        warm = true;
        return messages.together(
                event,
                context,
                message -> handle(CommandMessages.read(message.getBody()), invocation(context, message), wasWarm));
    }

    /** Short, as it is kept with each attempt. */
    private static String invocation(Context context, SQSEvent.SQSMessage message) {
        String whole = context.getAwsRequestId() + "/" + message.getMessageId();
        long bits = UUID.nameUUIDFromBytes(whole.getBytes(UTF_8)).getMostSignificantBits();
        return Long.toUnsignedString(bits, Character.MAX_RADIX);
    }

    /** A message that is delivered again is another invocation: the mark must tell them apart. */
    private void handle(Command command, String invocation, boolean wasWarm) {
        switch (command) {
            case Command.Begin attempts -> begin.handle(attempts, invocation, wasWarm);
            case Command.Ask attempt -> ask.handle(attempt);
            case Command.Wake wake -> wakes.wake(wake.line());
        }
    }
}
