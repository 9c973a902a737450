package io.vuelta.adapters.dynamodb;

import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Makes the client for the table. Conflicts with transactions, throttles, failures of the server and lost connections are
 * tried again in place, after random waits of at most 3 s in all; what is thrown after that is an {@code SdkException}. The
 * SDK by itself never repeats a conflict, waits up to a second or more after a throttle, and gives up repeating while many
 * requests fail.
 *
 * <p>A write whose answer was lost is repeated, too: a condition that it made false itself refuses it then. So a conditional
 * write leaves a mark of its writer in the item, by which a refusal that shows it is known for success. A transaction needs
 * none: its token is the same in each repetition.
 */
public final class RetryingClient {
    /**
     * Connections to a host that all AWS clients keep for further requests: as many as a function makes requests at once. The
     * JDK keeps five by default; each further request opens a new connection, which takes longer than the request.
     */
    public static final int MAX_KEPT_CONNECTIONS = 64;

    static final int MAX_ATTEMPTS = 12;
    static final Duration FIRST_WAIT = Duration.ofMillis(20);
    static final Duration MAX_WAIT = Duration.ofMillis(400);

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ATTEMPT = Duration.ofSeconds(3);
    private static final Duration CALL = Duration.ofSeconds(6);

    private static final String NOT_TO_BLAME = "None";

    /** Why a transaction may be cancelled although it may succeed a moment later. */
    private static final Set<String> PASSING =
            Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    private RetryingClient() {}

    /** For the region and with the credentials that the SDK finds. */
    public static DynamoDbClient create() {
        return builder().build();
    }

    /** Returns the builder, so that a caller can add settings such as the endpoint. */
    public static DynamoDbClientBuilder builder() {
        // The JDK reads this property when it keeps its first connection, for all clients.
        System.setProperty("http.maxConnections", String.valueOf(MAX_KEPT_CONNECTIONS));
        return DynamoDbClient.builder()
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ATTEMPT)
                        .build())
                .overrideConfiguration(options -> options.apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(CALL)
                        .retryStrategy(retries()));
    }

    private static StandardRetryStrategy retries() {
        BackoffStrategy waits = BackoffStrategy.exponentialDelay(FIRST_WAIT, MAX_WAIT);
        return DefaultRetryStrategy.standardStrategyBuilder()
                .retryOnException(RetryingClient::isConflict)
                .maxAttempts(MAX_ATTEMPTS)
                .backoffStrategy(waits)
                .throttlingBackoffStrategy(waits)
                .circuitBreakerEnabled(false)
                .build();
    }

    /** Whether the refusal may be temporary and not because of the request itself. */
    static boolean isConflict(Throwable failure) {
        return failure instanceof TransactionConflictException
                || (failure instanceof TransactionCanceledException cancelled && isPassing(cancelled));
    }

    private static boolean isPassing(TransactionCanceledException cancelled) {
        return cancelled.cancellationReasons().stream()
                        .map(CancellationReason::code)
                        .anyMatch(PASSING::contains)
                && cancelled.cancellationReasons().stream()
                        .map(CancellationReason::code)
                        .allMatch(code -> code.equals(NOT_TO_BLAME) || PASSING.contains(code));
    }
}
