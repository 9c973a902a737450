package io.vuelta.handlers.runtime;

import io.vuelta.adapters.dynamodb.RetryingClient;
import io.vuelta.adapters.provider.http.BoundedExchange;
import io.vuelta.adapters.provider.http.ProviderHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Runs the code of a function's first event once, before Lambda keeps its memory for SnapStart, so that the loaded
 * classes and the compiled code are kept with it. It changes nothing, and it does not matter whether it succeeds. Its
 * connections cannot be used afterwards, so it has clients of its own.
 */
final class PrimingWiring {
    /** As Lambda calls an initialisation whose memory is kept. */
    private static final String SNAPSHOT = "snap-start";

    /** No item has it: a write on condition that it is there is refused. */
    private static final Map<String, AttributeValue> NO_ITEM =
            Map.of("pk", AttributeValue.fromS("PRIMING"), "sk", AttributeValue.fromS("PRIMING"));

    private static final URI PROVIDER = URI.create("https://graph.facebook.com/");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private PrimingWiring() {}

    /** For a function whose memory is kept; for others it does nothing. */
    static void beforeSnapshot(Map<String, String> environment) {
        if (SNAPSHOT.equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"))) {
            run(List.of(() -> table(environment), () -> queue(environment), () -> provider(environment)));
        }
    }

    /** Runs each of them, whatever happens to the others. */
    static void run(List<Runnable> steps) {
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (RuntimeException | LinkageError e) {
                // The first event does it, then.
            }
        }
    }

    private static void table(Map<String, String> environment) {
        String table = environment.get("TABLE");
        try (DynamoDbClient client = RetryingClient.create()) {
            client.getItem(get -> get.tableName(table).key(NO_ITEM).consistentRead(true));
            client.putItem(put -> put.tableName(table).item(NO_ITEM).conditionExpression("attribute_exists(pk)"));
        }
    }

    private static void queue(Map<String, String> environment) {
        String url = environment.get("PACE_QUEUE_URL");
        if (url != null) {
            try (SqsClient client = Aws.sqs()) {
                client.changeMessageVisibility(
                        change -> change.queueUrl(url).receiptHandle("none").visibilityTimeout(0));
            }
        }
    }

    /**
     * The JDK's own client uses other classes for TLS than the AWS clients. Only functions that call providers have a
     * public address.
     */
    private static void provider(Map<String, String> environment) {
        if (environment.containsKey("PUBLIC_URL")) {
            try (HttpClient http = ProviderHttp.client()) {
                BoundedExchange.send(
                        http,
                        HttpRequest.newBuilder(PROVIDER)
                                .timeout(PATIENCE)
                                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                .build());
            } catch (IOException e) {
                // The first event does it, then.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
