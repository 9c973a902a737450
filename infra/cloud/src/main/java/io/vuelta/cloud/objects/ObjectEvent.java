package io.vuelta.cloud.objects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.cloud.template.LocalAccount;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * The event with which S3 notifies a queue of a new object.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
 *     message structure</a>
 */
final class ObjectEvent {
    private ObjectEvent() {}

    static String of(String eventName, StoredObject object, Instant now) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ObjectNode record = event.putArray("Records").addObject();
        record.put("eventVersion", "2.1")
                .put("eventSource", "aws:s3")
                .put("awsRegion", LocalAccount.REGION)
                .put("eventTime", now.toString())
                .put("eventName", eventName);
        record.putObject("userIdentity").put("principalId", "local");
        record.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
        record.putObject("responseElements")
                .put("x-amz-request-id", UUID.randomUUID().toString())
                .put("x-amz-id-2", "local");
        ObjectNode s3 = record.putObject("s3").put("s3SchemaVersion", "1.0").put("configurationId", "local");
        ObjectNode bucket =
                s3.putObject("bucket").put("name", object.bucket()).put("arn", LocalAccount.bucketArn(object.bucket()));
        bucket.putObject("ownerIdentity").put("principalId", "local");
        s3.putObject("object")
                .put("key", encode(object.key()))
                .put("size", object.size())
                .put("eTag", object.eTag())
                .put("sequencer", String.format("%016X", object.modified().toEpochMilli()));
        return event.toString();
    }

    /** Encodes the key like form data, but keeps its slashes. */
    private static String encode(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
    }
}
