package io.vuelta.adapters.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.file.IngestRequests;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The uploads queue: S3's notifications about new files, and our own messages in the same form, which order the
 * continuation of reading.
 */
public final class SqsIngestRequests implements IngestRequests {
    private final SqsClient sqs;
    private final String queueUrl;

    public SqsIngestRequests(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    /** {@inheritDoc} Letters, digits, {@code _}, {@code -} and {@code /}, which a notification does not encode. */
    @Override
    public void send(String key) {
        ObjectNode json = SqsJson.object();
        json.putArray("Records").addObject().putObject("s3").putObject("object").put("key", key);
        sqs.sendMessage(send -> send.queueUrl(queueUrl).messageBody(json.toString()));
    }

    /**
     * The keys in a message; empty for the test message that S3 sends when the notification is configured. Throws
     * IllegalArgumentException if the body is not a message of this queue.
     */
    public static List<String> read(String body) {
        List<String> keys = new ArrayList<>();
        for (JsonNode entry : SqsJson.read(body).path("Records")) {
            // S3 encodes keys in notifications like values of a form.
            keys.add(URLDecoder.decode(
                    entry.path("s3").path("object").path("key").asText(), StandardCharsets.UTF_8));
        }
        return keys;
    }
}
