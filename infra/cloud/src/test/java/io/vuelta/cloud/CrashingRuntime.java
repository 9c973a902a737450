package io.vuelta.cloud;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A process with a runtime that sends messages and stores objects, prints what was acknowledged, and waits to be
 * killed.
 */
final class CrashingRuntime {
    private CrashingRuntime() {}

    public static void main(String[] arguments) throws InterruptedException {
        var runtime = LocalRuntime.start(
                LocalRuntimeOptions.of(LocalRuntimeTest.TEMPLATE, LocalRuntimeTest.DYNAMODB_CLASS_PATH)
                        .withStackName("test")
                        .withDataDirectory(Path.of(arguments[0])));
        try (var dynamo = DynamoDbClient.create();
                var s3 = S3Client.create()) {
            dynamo.putItem(put -> put.tableName(runtime.physicalName("Table"))
                    .item(Map.of("pk", AttributeValue.fromS("kept"), "sk", AttributeValue.fromS("kept"))));
            s3.putObject(
                    put -> put.bucket(runtime.physicalName("Bucket")).key("out/kept"), RequestBody.fromString("kept"));
        }
        ProcessHandle.current().descendants().forEach(child -> System.out.println("child " + child.pid()));
        var sqs = SqsClient.create();
        for (int i = 0; i < 200; i++) {
            String body = "message " + i;
            sqs.sendMessage(send -> send.queueUrl(runtime.queueUrl("Seen")).messageBody(body));
            System.out.println(body);
        }
        System.out.println("done");
        new CountDownLatch(1).await();
    }
}
