package vuelta.adapters.sqs;

import java.time.InstantSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import vuelta.domain.line.LineId;
import vuelta.domain.pace.Wakes;

/**
 * The pace queue, FIFO, one group a line. Wake-ups within one second share a deduplication id, so that SQS keeps one of
 * them; the queue's own delay of one second makes the tick come after all that it stands for.
 */
public final class SqsWakes implements Wakes {
    private final SqsClient sqs;
    private final String queueUrl;
    private final InstantSource clock;

    public SqsWakes(SqsClient sqs, String queueUrl, InstantSource clock) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.clock = clock;
    }

    @Override
    public void wake(LineId line) {
        String second = String.valueOf(clock.instant().getEpochSecond());
        sqs.sendMessage(send -> send.queueUrl(queueUrl)
                .messageGroupId(line.value())
                .messageDeduplicationId(line + "-" + second)
                .messageBody(write(line)));
    }

    /** {@code {"line": …}} */
    public static String write(LineId line) {
        return Json.object().put("line", line.value()).toString();
    }

    /** Throws IllegalArgumentException for what is none. */
    public static LineId read(String body) {
        return new LineId(Json.text(Json.read(body), "line"));
    }
}
