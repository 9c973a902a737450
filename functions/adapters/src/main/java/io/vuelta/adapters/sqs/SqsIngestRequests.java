package io.vuelta.adapters.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.file.IngestRequests;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The uploads queue: S3's notifications that a file has arrived, and our own, of the same shape, that it be read on. */
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
     * The keys that a message names; none in the test message that S3 sends when the notification is set up. Throws
     * IllegalArgumentException if the body is no message of this queue.
     */
    public static List<String> read(String body) {
        List<String> keys = new ArrayList<>();
        for (JsonNode entry : SqsJson.read(body).path("Records")) {
            // S3 encodes keys in notifications as a form does.
            keys.add(URLDecoder.decode(
                    entry.path("s3").path("object").path("key").asText(), StandardCharsets.UTF_8));
        }
        return keys;
    }
}
