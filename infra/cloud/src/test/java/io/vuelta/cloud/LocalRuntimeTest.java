package io.vuelta.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.cloud.handlers.WorkHandler;
import io.vuelta.cloud.rude.Meter;
import io.vuelta.cloud.rude.Rudeness;
import io.vuelta.cloud.streams.MappingState;
import io.vuelta.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Uses one running system for all tests; the bodies of the messages distinguish the tests. */
@Isolated("the SDK of the whole process is led to its servers")
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(Lifecycle.PER_CLASS)
@Tag("slow")
class LocalRuntimeTest {
    static final Path TEMPLATE = Path.of("src/test/resources/runtime-test-template.yaml");
    static final Path DYNAMODB_CLASS_PATH = Path.of("../dynamodb/target/classpath");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalRuntime runtime;
    private final SqsClient sqs;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final List<String> seen = new ArrayList<>();

    LocalRuntimeTest() {
        runtime = LocalRuntime.start(LocalRuntimeOptions.of(TEMPLATE, DYNAMODB_CLASS_PATH)
                .withStackName("test")
                .withParameter("Greeting", "good day")
                .withSecret("vuelta/line", "{\"token\":\"t\"}")
                .withSecret("vuelta/replaced", "{\"token\":\"old\"}")
                .withRudeness(Rudeness.none())
                .withMount("/_local", exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                }));
        sqs = SqsClient.create();
    }

    @BeforeAll
    void warm() throws Exception {
        assertThat(get("/echo/warm").statusCode()).isEqualTo(200);
    }

    @AfterAll
    void close() {
        sqs.close();
        runtime.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create(runtime.baseUrl() + path);
    }

    private void sendMessage(String queue, String body) {
        sqs.sendMessage(send -> send.queueUrl(runtime.queueUrl(queue)).messageBody(body));
    }

    /** The reports of functions: how often a message was received, and its body. */
    private synchronized List<String> seen(String ending) {
        var response = sqs.receiveMessage(
                receive -> receive.queueUrl(runtime.queueUrl("Seen")).maxNumberOfMessages(10));
        response.messages().forEach(message -> {
            seen.add(message.body());
            sqs.deleteMessage(
                    delete -> delete.queueUrl(runtime.queueUrl("Seen")).receiptHandle(message.receiptHandle()));
        });
        return seen.stream().filter(body -> body.endsWith(ending)).toList();
    }

    @Test
    void an_item_s_changes_reach_every_function_that_reads_the_stream() throws Exception {
        try (var dynamo = DynamoDbClient.create()) {
            for (String change : List.of("P#stream 1", "P#stream 2", "T#stream 13", "Q#stream 3")) {
                String[] parts = change.split(" ", 2);
                dynamo.putItem(put -> put.tableName(runtime.physicalName("Table"))
                        .item(Map.of(
                                "pk", AttributeValue.fromS("stream"),
                                "sk", AttributeValue.fromS(parts[0]),
                                "v", AttributeValue.fromN(parts[1]))));
            }
        }
        Await.until("the end of the stream", runtime::isAtEndOfStreams);

        Await.until("what was seen of it", () -> seen("#stream").size() == 4);
        String shard =
                "shardId-\\d{20}-[0-9a-f]{8} arn:aws:dynamodb:us-east-1:000000000000:table/test-Table/stream/\\S+ ";
        assertThat(seen("P#stream"))
                .anySatisfy(seen -> assertThat(seen).matches(shard + "INSERT \\d{21} NEW_AND_OLD_IMAGES -=>1 P#stream"))
                .anySatisfy(seen -> assertThat(seen).matches(shard + "MODIFY \\d{21} NEW_AND_OLD_IMAGES 1=>2 P#stream"))
                .contains("told P#stream");
        assertThat(seen("T#stream")).containsExactly("told T#stream");
        assertThat(runtime.streamStates()).extracting(MappingState::waiting).containsOnly(0);
        JsonNode page = JSON.readTree(get(LocalRuntime.STREAMS_PAGE).body());
        assertThat(page.valueStream().map(state -> state.path("function").asText()))
                .containsOnly("test-CountFunction", "test-PublishFunction");
        assertThat(page.valueStream()
                        .mapToInt(state -> state.path("failures").asInt())
                        .sum())
                .isEqualTo(1);
    }

    @Test
    void a_function_sees_its_environment_and_context() throws Exception {
        JsonNode answer = JSON.readTree(get("/echo/environment").body());

        JsonNode environment = answer.path("environment");
        assertThat(environment.path("GREETING").asText()).isEqualTo("good day");
        assertThat(environment.path("TABLE").asText()).isEqualTo("test-Table");
        assertThat(environment.path("BUCKET").asText()).isEqualTo("test-bucket");
        assertThat(environment.path("API").asText()).isEqualTo(runtime.baseUrl().toString());
        assertThat(environment.path("SEEN_URL").asText()).isEqualTo(runtime.queueUrl("Seen"));
        assertThat(environment.path("AWS_REGION").asText()).isEqualTo("us-east-1");
        assertThat(environment.path("AWS_LAMBDA_FUNCTION_NAME").asText()).isEqualTo("test-EchoFunction");
        assertThat(environment.path("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").asText()).isEqualTo("512");
        assertThat(answer.path("function").asText()).isEqualTo("test-EchoFunction");
        assertThat(answer.path("remaining").asInt()).isBetween(1, 1_000);
        assertThat(runtime.outputs()).isEqualTo(Map.of("ApiUrl", runtime.baseUrl() + "/v1"));
    }

    @Test
    void a_request_becomes_an_event_of_payload_format_2() throws Exception {
        JsonNode event = JSON.readTree(send(HttpRequest.newBuilder(uri("/echo/a%20b/c?x=1&y=%C3%A9&x=2&z"))
                                .header("X-Custom", "one")
                                .header("X-Custom", "two")
                                .header("Cookie", "a=1; b=2")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"é\":1}"))
                                .build())
                        .body())
                .path("event");

        assertThat(event.path("version").asText()).isEqualTo("2.0");
        assertThat(event.path("routeKey").asText()).isEqualTo("ANY /echo/{proxy+}");
        assertThat(event.path("rawPath").asText()).isEqualTo("/echo/a b/c");
        assertThat(event.path("rawQueryString").asText()).isEqualTo("x=1&y=%C3%A9&x=2&z");
        assertThat(event.path("queryStringParameters"))
                .isEqualTo(JSON.readTree("{\"x\":\"1,2\",\"y\":\"é\",\"z\":\"\"}"));
        assertThat(event.path("pathParameters")).isEqualTo(JSON.readTree("{\"proxy\":\"a b/c\"}"));
        assertThat(event.path("cookies")).isEqualTo(JSON.readTree("[\"a=1\",\"b=2\"]"));
        assertThat(event.path("headers").path("x-custom").asText()).isEqualTo("one,two");
        assertThat(event.path("headers").path("x-forwarded-proto").asText()).isEqualTo("http");
        assertThat(event.path("headers").has("cookie")).isFalse();
        assertThat(event.path("body").asText()).isEqualTo("{\"é\":1}");
        assertThat(event.path("isBase64Encoded").asBoolean(true)).isFalse();
        JsonNode context = event.path("requestContext");
        assertThat("http://" + context.path("domainName").asText())
                .isEqualTo(runtime.baseUrl().toString());
        assertThat(context.path("stage").asText()).isEqualTo("$default");
        assertThat(context.at("/http/method").asText()).isEqualTo("POST");
        assertThat(context.at("/http/sourceIp").asText()).isEqualTo("127.0.0.1");
    }

    @Test
    void a_form_reaches_the_function_as_base64() throws Exception {
        JsonNode event = JSON.readTree(send(HttpRequest.newBuilder(uri("/echo/form"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("a=1&b=2"))
                                .build())
                        .body())
                .path("event");

        assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
        assertThat(new String(Base64.getDecoder().decode(event.path("body").asText()), StandardCharsets.UTF_8))
                .isEqualTo("a=1&b=2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /nowhere | 404 | {"message":"Not Found"}
        /items   | 404 | {"message":"Not Found"}
        /throw   | 500 | {"message":"Internal Server Error"}
        /sleep   | 500 | {"message":"Internal Server Error"}
        /big     | 500 | {"message":"Internal Server Error"}
        """)
    void errors_are_answered_as_api_gateway_answers_them(String path, int status, String body) throws Exception {
        var response = get(path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(body);
    }

    @Test
    void a_mounted_handler_is_reached_under_its_prefix() throws Exception {
        assertThat(get("/_local/anything").statusCode()).isEqualTo(204);
    }

    @Test
    void the_sdk_without_any_setting_reads_and_writes_the_local_table() {
        try (var dynamo = DynamoDbClient.create()) {
            dynamo.putItem(put -> put.tableName(runtime.physicalName("Table"))
                    .item(Map.of(
                            "pk", AttributeValue.fromS("a"),
                            "sk", AttributeValue.fromS("b"),
                            "due", AttributeValue.fromN("5"))));

            var due = dynamo.query(query -> query.tableName(runtime.physicalName("Table"))
                    .indexName("due")
                    .keyConditionExpression("pk = :pk and due > :due")
                    .expressionAttributeValues(
                            Map.of(":pk", AttributeValue.fromS("a"), ":due", AttributeValue.fromN("4"))));
            assertThat(due.items()).hasSize(1);
            assertThat(dynamo.describeTimeToLive(ttl -> ttl.tableName(runtime.physicalName("Table")))
                            .timeToLiveDescription()
                            .attributeName())
                    .isEqualTo("expires_at");
        }
    }

    @Test
    void the_meter_knows_the_function_of_each_table_request_on_any_thread() {
        sendMessage("Work", "read");
        Await.until(
                "the read is measured",
                () -> meterLines().stream().anyMatch(line -> line.kind().equals("WORK") && line.readUnits() > 0));

        assertThat(meterLines())
                .filteredOn(line -> line.kind().equals("WORK"))
                .extracting(Meter.Line::caller, Meter.Line::operation, Meter.Line::readUnits)
                .containsExactly(tuple("WorkFunction", "GetItem", 0.5));
    }

    @Test
    void the_value_of_an_existing_secret_can_be_changed() {
        try (var secrets = SecretsManagerClient.create()) {
            var before = secrets.getSecretValue(get -> get.secretId("vuelta/replaced"));
            secrets.putSecretValue(put -> put.secretId("vuelta/replaced").secretString("{\"token\":\"new\"}"));

            var after = secrets.getSecretValue(get -> get.secretId("vuelta/replaced"));
            assertThat(after.secretString()).isEqualTo("{\"token\":\"new\"}");
            assertThat(after.versionId()).isNotEqualTo(before.versionId());
            assertThatThrownBy(() -> secrets.putSecretValue(
                            put -> put.secretId("vuelta/other").secretString("{}")))
                    .isInstanceOf(ResourceNotFoundException.class);
        }
    }

    private List<Meter.Line> meterLines() {
        return runtime.meter().snapshot(1).lines();
    }

    @Test
    void a_secret_is_read_by_name_or_arn_and_a_missing_one_is_not_found() {
        try (var secrets = SecretsManagerClient.create()) {
            var byName = secrets.getSecretValue(get -> get.secretId("vuelta/line"));
            assertThat(byName.secretString()).isEqualTo("{\"token\":\"t\"}");
            assertThat(byName.name()).isEqualTo("vuelta/line");
            assertThat(byName.createdDate()).isNotNull();
            assertThat(secrets.getSecretValue(get -> get.secretId(byName.arn())).versionId())
                    .isEqualTo(byName.versionId());
            assertThatThrownBy(() -> secrets.getSecretValue(get -> get.secretId("vuelta/other")))
                    .isInstanceOf(ResourceNotFoundException.class);
            assertThatThrownBy(() -> secrets.listSecrets()).hasMessageContaining("knows only GetSecretValue");
        }
    }

    @Test
    void an_uploaded_object_is_notified_by_an_event_that_lambda_understands() throws Exception {
        String bucket = runtime.physicalName("Bucket");
        try (var s3 = S3Client.create();
                var presigner = S3Presigner.create()) {
            var upload = presigner.presignPutObject(presign -> presign.signatureDuration(Duration.ofMinutes(1))
                    .putObjectRequest(
                            put -> put.bucket(bucket).key("in/a b+é.csv").contentType("text/csv")));
            assertThat(upload.url().toString()).startsWith(runtime.s3Endpoint() + "/" + bucket + "/in/");
            var response = send(HttpRequest.newBuilder(upload.url().toURI())
                    .header("Content-Type", "text/csv")
                    .PUT(BodyPublishers.ofString("1,2,3"))
                    .build());
            assertThat(response.statusCode()).isEqualTo(200);
            s3.putObject(put -> put.bucket(bucket).key("out/x"), RequestBody.fromString("not told of"));
        }
        Await.until("the event", () -> !seen("}]}").isEmpty());

        assertThat(seen("}]}")).hasSize(1);
        String json = seen("}]}").getFirst().substring("1 ".length());
        S3EventNotificationRecord record = LambdaEventSerializers.serializerFor(
                        S3Event.class, S3Event.class.getClassLoader())
                .fromJson(json)
                .getRecords()
                .getFirst();
        assertThat(record.getEventName()).isEqualTo("ObjectCreated:Put");
        assertThat(record.getS3().getBucket().getName()).isEqualTo(bucket);
        assertThat(record.getS3().getObject().getKey()).isEqualTo("in/a+b%2B%C3%A9.csv");
        assertThat(record.getS3().getObject().getUrlDecodedKey()).isEqualTo("in/a b+é.csv");
        assertThat(record.getS3().getObject().getSizeAsLong()).isEqualTo(5);
        assertThat(record.getEventTime()).isNotNull();
    }

    @Test
    void only_messages_reported_as_failed_are_redelivered_and_then_become_dead_letters() {
        sendMessage("Flaky", "fail A");
        sendMessage("Flaky", "fine A");

        Await.until("the second try", () -> seen("fail A").contains("2 fail A"));
        Await.until("the dead letter", () -> deadLetters().contains("fail A"));
        assertThat(seen("fine A")).containsExactly("1 fine A");
        assertThat(seen("fail A")).containsExactly("1 fail A", "2 fail A");
    }

    @ParameterizedTest
    @CsvSource({"throw B", "unknown C", "hang D"})
    void a_batch_whose_function_fails_is_redelivered_as_a_whole(String body) {
        sendMessage("Flaky", body);

        Await.until("the dead letter", () -> deadLetters().contains(body));
        assertThat(seen(body)).containsExactly("1 " + body, "2 " + body);
    }

    private final List<String> deadLetters = new ArrayList<>();

    private synchronized List<String> deadLetters() {
        sqs.receiveMessage(receive ->
                        receive.queueUrl(runtime.queueUrl("DeadLetters")).maxNumberOfMessages(10))
                .messages()
                .forEach(message -> deadLetters.add(message.body()));
        return deadLetters;
    }

    @Test
    void the_trigger_limits_the_number_of_parallel_batches() {
        WorkHandler.MAX_RUNNING.set(0);

        IntStream.range(0, 9).forEach(i -> sendMessage("Work", "slow " + i + " E"));

        Await.until("all of them", () -> seen(" E").size() == 9);
        Await.until("rest", () -> runtime.queueCounts("Work").all() == 0);
        assertThat(WorkHandler.MAX_RUNNING.get()).isEqualTo(3);
    }

    @Test
    void the_messages_of_a_group_are_delivered_one_by_one_in_order() {
        for (int i = 0; i < 6; i++) {
            String body = "slow " + i + " F";
            sqs.sendMessage(send ->
                    send.queueUrl(runtime.queueUrl("Lines")).messageBody(body).messageGroupId("line"));
        }

        Await.until("all of them", () -> seen(" F").size() == 6);
        assertThat(seen(" F"))
                .containsExactly("1 slow 0 F", "1 slow 1 F", "1 slow 2 F", "1 slow 3 F", "1 slow 4 F", "1 slow 5 F");
    }

    @Test
    void a_second_runtime_in_the_process_is_refused() {
        assertThatThrownBy(() -> LocalRuntime.start(LocalRuntimeOptions.of(TEMPLATE, DYNAMODB_CLASS_PATH)))
                .hasMessageContaining("runs in this process already");
    }
}
