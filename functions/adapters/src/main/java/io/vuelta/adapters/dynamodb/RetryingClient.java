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
 * Creates the client for the table. Conflicts with transactions, throttles, failures of the server and lost connections
 * are tried again in place, after random waits of at most 3 s in all; after that, the client throws an {@code
 * SdkException}. The SDK by itself never repeats a conflict, waits up to a second or more after a throttle, and gives
 * up repeating while many requests fail.
 *
 * <p>A write whose answer was lost is also repeated: its own first effect may then make its condition false. So a
 * conditional write stores a mark of its writer in the item: a refusal that shows this mark is a success. A transaction
 * needs no mark: its token is the same in each repetition.
 */
public final class RetryingClient {
    /**
     * Maximum number of idle connections to a host that all AWS clients keep: the number of simultaneous requests of a
     * function. The JDK keeps five by default; each further request opens a new connection, which takes longer than the
     * request.
     */
    public static final int MAX_KEPT_CONNECTIONS = 64;

    static final int MAX_ATTEMPTS = 12;
    static final Duration FIRST_WAIT = Duration.ofMillis(20);
    static final Duration MAX_WAIT = Duration.ofMillis(400);

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ATTEMPT = Duration.ofSeconds(3);
    private static final Duration CALL = Duration.ofSeconds(6);

    private static final String NOT_TO_BLAME = "None";

    /** Reasons of a cancelled transaction that may succeed a moment later. */
    private static final Set<String> PASSING =
            Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    private RetryingClient() {}

    /** Creates a client for the region and with the credentials that the SDK finds. */
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

    /** Whether the refusal may be temporary, and was not caused by the request itself. */
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
