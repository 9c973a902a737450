package io.vuelta.bench;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.ExportedFile;
import io.vuelta.handlers.export.ExportWiring;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.Stores;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The deployed export function, and the scan with which it is compared, each in a process of its own. */
final class ExportFunction {
    private static final int PARTITIONS = 16;

    private ExportFunction() {}

    /** Writes a requested export. */
    static String export(String table, String bucket, String campaign, String export) {
        Settings settings = Settings.of(Map.of("TABLE", table, "BUCKET", bucket));
        Stores stores = Stores.of(settings);
        ExportId id = new ExportId(new CampaignId(campaign), export);
        ExportWiring.export(settings, stores, Aws.s3()).handle(id, () -> false, true);
        ExportedFile file = Optional.ofNullable(
                        stores.exports().find(id).orElseThrow().file())
                .orElseThrow();
        return "rows=" + file.rows() + " bytes=" + file.bytes();
    }

    /**
     * Reads every item of the campaign, partition by partition and page by page, and only counts the contacts. A
     * DynamoDB Scan would read the same on AWS; but DynamoDB Local sorts the whole table for each page of a Scan.
     */
    static String scan(String table, String campaign) {
        long items = 0;
        long contacts = 0;
        try (DynamoDbClient client = DynamoDbClient.create()) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                AttributeValue pk =
                        AttributeValue.fromS("C#" + campaign + "#" + Character.forDigit(partition, PARTITIONS));
                QueryRequest all = QueryRequest.builder()
                        .tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", pk))
                        .consistentRead(true)
                        .build();
                for (Map<String, AttributeValue> item :
                        client.queryPaginator(all).items()) {
                    items++;
                    AttributeValue sk = item.get("sk");
                    if (sk != null && sk.s().startsWith("P#")) {
                        contacts++;
                    }
                }
            }
        }
        return "rows=" + contacts + " items=" + items;
    }
}
