package io.vuelta.adapters.sqs;

import io.vuelta.domain.pace.Command;
import io.vuelta.domain.pace.Commands;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** The dispatch queue. SQS delays by whole seconds; the receiver waits for the rest. */
public final class SqsCommands implements Commands {
    private final SqsClient sqs;
    private final String queueUrl;
    private final InstantSource clock;

    public SqsCommands(SqsClient sqs, String queueUrl, InstantSource clock) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.clock = clock;
    }

    @Override
    public void send(List<? extends Command> commands) {
        List<SendMessageBatchRequestEntry.Builder> messages = new ArrayList<>();
        for (Command command : commands) {
            int delay = delay(command);
            messages.add(SendMessageBatchRequestEntry.builder()
                    .messageBody(CommandMessages.write(command, Duration.ofSeconds(delay)))
                    .delaySeconds(delay));
        }
        MessageBatches.send(sqs, queueUrl, messages);
    }

    private int delay(Command command) {
        Duration wait = Duration.between(clock.instant(), command.notBefore());
        if (wait.isNegative()) {
            return 0;
        }
        long seconds = switch (command) {
            case Command.Begin _ -> wait.toSeconds();
            case Command.Ask _ -> wait.toSeconds();
            // The delay is rounded up: for an alarm that fires early, the pacer would assume that it has not fired yet.
            case Command.Wake _ -> wait.plusNanos(999_999_999).toSeconds();
        };
        return Math.toIntExact(Math.min(seconds, FURTHEST.toSeconds()));
    }
}
