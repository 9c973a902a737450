package io.vuelta.handlers.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.adapters.dynamodb.RetryingClient;
import io.vuelta.adapters.provider.http.BoundedExchange;
import io.vuelta.adapters.provider.http.ProviderHttp;
import io.vuelta.domain.campaign.Campaign;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Runs the code of a function's first event once, before Lambda keeps its memory for SnapStart, so that the loaded
 * classes and the compiled code are kept with it. It changes nothing, and it does not matter whether it succeeds. Its
 * connections cannot be used afterwards, so it creates its own clients.
 */
final class PrimingWiring {
    /** Lambda's name for an initialisation whose memory is kept. */
    private static final String SNAPSHOT = "snap-start";

    /** No item, secret or object has this name: a write on the condition that it exists is refused. */
    private static final String PRIMING = "PRIMING";

    private static final Map<String, AttributeValue> NO_ITEM =
            Map.of("pk", AttributeValue.fromS(PRIMING), "sk", AttributeValue.fromS(PRIMING));

    private static final String THERE = "attribute_exists(pk)";

    private static final URI PROVIDER = URI.create("https://graph.facebook.com/");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

    private PrimingWiring() {}

    /** Primes a function whose memory is kept for SnapStart; does nothing for others. */
    static void beforeSnapshot(Map<String, String> environment) {
        if (SNAPSHOT.equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"))) {
            run(steps(environment));
        }
    }

    /** Each kind of request is a separate step, because a function may not have the permission for all of them. */
    private static List<Runnable> steps(Map<String, String> environment) {
        String table = environment.get("TABLE");
        return List.of(
                () -> PrimedClasses.load(Campaign.class),
                () -> PrimedClasses.load(RetryingClient.class),
                () -> PrimedEvents.prime(environment),
                PrimingWiring::json,
                PrimingWiring::times,
                () -> withTable(client -> {
                    client.getItem(get -> get.tableName(table).key(NO_ITEM).consistentRead(true));
                    client.putItem(put -> put.tableName(table).item(NO_ITEM).conditionExpression(THERE));
                }),
                () -> withTable(client -> client.updateItem(update -> update.tableName(table)
                        .key(NO_ITEM)
                        .updateExpression("SET x = :x")
                        .conditionExpression(THERE)
                        .expressionAttributeValues(Map.of(":x", AttributeValue.fromS("")))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))),
                () -> withTable(client -> client.query(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(PRIMING)))
                        .limit(1))),
                () -> withTable(client -> client.batchGetItem(get -> get.requestItems(Map.of(
                        table,
                        KeysAndAttributes.builder().keys(List.of(NO_ITEM)).build())))),
                () -> withTable(client ->
                        client.transactWriteItems(write -> write.transactItems(TransactWriteItem.builder()
                                .conditionCheck(check ->
                                        check.tableName(table).key(NO_ITEM).conditionExpression(THERE))
                                .build()))),
                () -> queue(environment),
                () -> secret(environment),
                () -> objects(environment),
                () -> ownAddress(environment),
                () -> provider(environment));
    }

    /** Runs every step, even if others fail. */
    static void run(List<Runnable> steps) {
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (RuntimeException | LinkageError _) {
                // The first event then does this work.
            }
        }
    }

    private static void withTable(Consumer<DynamoDbClient> step) {
        try (DynamoDbClient client = RetryingClient.create()) {
            step.accept(client);
        }
    }

    /** Writes and reads JSON in the way that messages and providers' answers need. */
    private static void json() {
        var mapper = new ObjectMapper();
        try {
            String written = mapper.createObjectNode().put(PRIMING, 1).toString();
            var _ = mapper.readTree(written.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Parses values that items store as text: instants, days, and a campaign's time zone. */
    private static void times() {
        LocalDate day = LocalDate.parse("2026-01-01");
        var _ = Instant.parse(
                day.atStartOfDay(ZoneId.of("America/Mexico_City")).toInstant().toString());
    }

    /** Sends to a queue that does not exist. */
    private static void queue(Map<String, String> environment) {
        String url = environment.get("PACE_QUEUE_URL");
        if (url != null) {
            try (SqsClient client = Aws.sqs()) {
                client.sendMessage(send -> send.queueUrl(url + PRIMING).messageBody(PRIMING));
            }
        }
    }

    /** Reads a secret, if the function signs tokens or calls providers. */
    private static void secret(Map<String, String> environment) {
        String token = environment.get("TOKEN_SECRET");
        if (token != null) {
            try (SecretsManagerClient client = Aws.secretsManager()) {
                client.getSecretValue(get -> get.secretId(token));
            }
        }
    }

    /** Reads an object. The console also has the name of the bucket, but does not read it. */
    private static void objects(Map<String, String> environment) {
        String bucket = environment.get("BUCKET");
        if (bucket != null && environment.keySet().stream().anyMatch(name -> name.endsWith("_QUEUE_URL"))) {
            try (S3Client client = Aws.s3()) {
                client.getObject(get -> get.bucket(bucket).key("uploads/" + PRIMING), ResponseTransformer.toBytes());
            }
        }
    }

    /**
     * The JDK's own client uses other classes for TLS than the AWS clients. Only functions that call providers have a
     * public address.
     */
    private static void provider(Map<String, String> environment) {
        if (environment.containsKey("PUBLIC_URL")) {
            try (HttpClient http = ProviderHttp.client(new WallClock())) {
                exchange(http, HttpRequest.newBuilder(PROVIDER).method("HEAD", HttpRequest.BodyPublishers.noBody()));
            }
        }
    }

    /** The same client's classes for a request with a body and its answer, whether a provider can be reached or not. */
    private static void ownAddress(Map<String, String> environment) {
        if (environment.containsKey("PUBLIC_URL")) {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    HttpClient http = ProviderHttp.client(new WallClock())) {
                server.setSoTimeout((int) PATIENCE.toMillis());
                Thread answering = Thread.ofVirtual().start(() -> answer(server));
                exchange(
                        http,
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"))
                                .POST(HttpRequest.BodyPublishers.ofString(PRIMING)));
                answering.interrupt();
            } catch (IOException _) {
                // The first event then does this work.
            }
        }
    }

    /** Answers one request of any kind. */
    private static void answer(ServerSocket server) {
        try (Socket connection = server.accept()) {
            var _ = connection.getInputStream().read(new byte[4_096]);
            connection.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException _) {
            // The end of the connection is the answer.
        }
    }

    private static void exchange(HttpClient http, HttpRequest.Builder request) {
        try {
            BoundedExchange.send(http, request.timeout(PATIENCE).build());
        } catch (IOException _) {
            // The first event then does this work.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
