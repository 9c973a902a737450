package io.vuelta.cloud.dynamodb;

import io.vuelta.cloud.rude.NamedCaller;
import io.vuelta.cloud.template.LocalAccount;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Makes a transaction durable before its writer gets the answer. DynamoDB writes before it answers; DynamoDB Local
 * 3.3.1 answers a transaction when its commit is queued for the disk, so that a kill in between loses confirmed data,
 * for example a write-ahead record. A read after the transaction waits until the commit is on the disk. The SDK finds
 * this class by {@code execution.interceptors} among the resources, in every client of the local runtime.
 */
public final class WrittenBeforeAnswered implements ExecutionInterceptor {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Map<String, AttributeValue> MISSING_KEY =
            Map.of("pk", AttributeValue.fromS("-"), "sk", AttributeValue.fromS("-"));

    private static final Map<URI, DynamoDbClient> READERS = new ConcurrentHashMap<>();

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        if (context.request() instanceof TransactWriteItemsRequest transaction) {
            URI server = context.httpRequest().getUri().resolve("/");
            String table = table(transaction);
            READERS.computeIfAbsent(server, WrittenBeforeAnswered::reader)
                    .getItem(get -> get.tableName(table).key(MISSING_KEY).consistentRead(true));
        }
    }

    private static DynamoDbClient reader(URI server) {
        return DynamoDbClient.builder()
                .endpointOverride(server)
                .region(Region.of(LocalAccount.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(LocalAccount.ACCESS_KEY_ID, LocalAccount.SECRET_ACCESS_KEY)))
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(LIMIT)
                        .socketTimeout(LIMIT)
                        .build())
                .overrideConfiguration(options -> options.putHeader(NamedCaller.HEADER, NamedCaller.LOCAL_RUNTIME))
                .build();
    }

    private static String table(TransactWriteItemsRequest transaction) {
        var item = transaction.transactItems().getFirst();
        if (item.put() != null) {
            return item.put().tableName();
        }
        if (item.update() != null) {
            return item.update().tableName();
        }
        return item.delete() == null
                ? item.conditionCheck().tableName()
                : item.delete().tableName();
    }
}
