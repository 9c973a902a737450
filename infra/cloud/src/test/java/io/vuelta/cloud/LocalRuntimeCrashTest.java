package io.vuelta.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.testkit.Await;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("slow")
class LocalRuntimeCrashTest {
    private final Path directory;

    LocalRuntimeCrashTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void a_killed_runtime_loses_nothing_acknowledged_and_leaves_no_child_process() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingRuntime.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var acknowledged = new ArrayList<String>();
        var children = new ArrayList<ProcessHandle>();
        readUntilBusy(process, acknowledged, children);
        process.destroyForcibly().waitFor();

        assertThat(children).isNotEmpty();
        Await.until("the end of DynamoDB Local", () -> children.stream().noneMatch(ProcessHandle::isAlive));
        try (var runtime = restart();
                var dynamo = DynamoDbClient.create();
                var s3 = S3Client.create()) {
            assertThat(received(runtime)).containsAll(acknowledged);
            Map<String, AttributeValue> kept =
                    Map.of("pk", AttributeValue.fromS("kept"), "sk", AttributeValue.fromS("kept"));
            assertThat(dynamo.getItem(get ->
                                    get.tableName(runtime.physicalName("Table")).key(kept))
                            .item())
                    .isEqualTo(kept);
            assertThat(s3.getObjectAsBytes(get ->
                                    get.bucket(runtime.physicalName("Bucket")).key("out/kept"))
                            .asUtf8String())
                    .isEqualTo("kept");
        }
    }

    /** Reads the output until the work is in progress, so that the kill comes in the middle of it. */
    private static void readUntilBusy(Process process, List<String> acknowledged, List<ProcessHandle> children)
            throws Exception {
        BufferedReader reader = process.inputReader();
        @Nullable String line = reader.readLine();
        while (line != null && acknowledged.size() < 50) {
            if (line.startsWith("child ")) {
                ProcessHandle.of(Long.parseLong(line.substring("child ".length())))
                        .ifPresent(children::add);
            } else {
                acknowledged.add(line);
            }
            line = reader.readLine();
        }
        assertThat(acknowledged).hasSize(50);
    }

    private LocalRuntime restart() {
        return LocalRuntime.start(
                LocalRuntimeOptions.of(LocalRuntimeTest.TEMPLATE, LocalRuntimeTest.DYNAMODB_CLASS_PATH)
                        .withStackName("test")
                        .withDataDirectory(directory));
    }

    private static List<String> received(LocalRuntime runtime) {
        var bodies = new ArrayList<String>();
        try (var sqs = SqsClient.create()) {
            int before = -1;
            while (bodies.size() > before) {
                before = bodies.size();
                sqs.receiveMessage(receive ->
                                receive.queueUrl(runtime.queueUrl("Seen")).maxNumberOfMessages(10))
                        .messages()
                        .forEach(message -> bodies.add(message.body()));
            }
        }
        return bodies;
    }
}
