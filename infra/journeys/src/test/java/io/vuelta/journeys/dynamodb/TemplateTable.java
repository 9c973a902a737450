package io.vuelta.journeys.dynamodb;

import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.cloud.dynamodb.DynamoDbProcess;
import io.vuelta.cloud.dynamodb.Tables;
import io.vuelta.cloud.template.LocalAccount;
import io.vuelta.cloud.template.TableModel;
import io.vuelta.cloud.template.TemplateReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The table of template.yaml in a DynamoDB Local of its own. */
record TemplateTable(DynamoDbProcess process, DynamoDbClient client, DynamoTable table) implements AutoCloseable {
    /** Starts DynamoDB Local and creates the table; the interceptors see each request to it. */
    static TemplateTable start(ExecutionInterceptor... interceptors) {
        DynamoDbProcess process = DynamoDbProcess.start(Path.of("../dynamodb/target/classpath"), null);
        DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(process.endpoint())
                .region(Region.of(LocalAccount.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(LocalAccount.ACCESS_KEY_ID, LocalAccount.SECRET_ACCESS_KEY)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(configuration -> configuration.executionInterceptors(List.of(interceptors)))
                .build();
        TableModel model = model();
        new Tables(client).ensure(model);
        return new TemplateTable(process, client, new DynamoTable(client, model.name()));
    }

    private static TableModel model() {
        TemplateReader.Addresses nowhere = new TemplateReader.Addresses() {
            @Override
            public String queueUrl(String queueName) {
                return "http://127.0.0.1/" + queueName;
            }

            @Override
            public String httpApi() {
                return "http://localhost";
            }
        };
        return TemplateReader.read(Path.of("../../template.yaml"), "contracts", Map.of(), nowhere)
                .tables()
                .getFirst();
    }

    @Override
    public void close() {
        client.close();
        process.close();
    }
}
