package io.vuelta.cloud.access;

import io.vuelta.cloud.template.LocalAccount;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The calls that need permission for a request of the SDK. */
final class Requests {
    /** Operations of S3 that have other names in IAM. */
    private static final Map<String, String> OF_S3 = Map.of(
            "HeadObject", "GetObject",
            "CreateMultipartUpload", "PutObject",
            "UploadPart", "PutObject",
            "CompleteMultipartUpload", "PutObject",
            "ListObjectsV2", "ListBucket",
            "ListMultipartUploads", "ListBucketMultipartUploads",
            "ListParts", "ListMultipartUploadParts");

    private final String function;
    private final Set<AwsCall> calls = new HashSet<>();

    private Requests(String function) {
        this.function = function;
    }

    static Set<AwsCall> calls(String function, String service, String operation, SdkRequest request) {
        Requests requests = new Requests(function);
        switch (service) {
            case "DynamoDb" -> requests.dynamoDb(request, operation);
            case "Sqs" -> requests.sqs(request, operation);
            // The service name in clients, and in presigners.
            case "S3", "s3" -> requests.s3(request, operation);
            case "Scheduler" -> requests.scheduler(request, operation);
            case "SecretsManager", "Secrets Manager" -> requests.secrets(request, operation);
            default -> requests.add(service + ":" + operation, "*", "");
        }
        return requests.calls;
    }

    private void add(String action, String resource, String leadingKey) {
        calls.add(new AwsCall(function, action, resource, leadingKey));
    }

    // -------------------------------------------------------------------------------------------------------- tables

    private void dynamoDb(SdkRequest request, String operation) {
        switch (request) {
            case GetItemRequest get -> item("GetItem", get.tableName(), get.key());
            case PutItemRequest put -> item("PutItem", put.tableName(), put.item());
            case UpdateItemRequest update -> item("UpdateItem", update.tableName(), update.key());
            case DeleteItemRequest delete -> item("DeleteItem", delete.tableName(), delete.key());
            case BatchGetItemRequest batch ->
                batch.requestItems()
                        .forEach((table, wanted) -> wanted.keys().forEach(key -> item("BatchGetItem", table, key)));
            case QueryRequest query -> {
                String table = LocalAccount.tableArn(query.tableName());
                add("dynamodb:Query", query.indexName() == null ? table : table + "/index/" + query.indexName(), "");
            }
            case TransactWriteItemsRequest transaction ->
                transaction.transactItems().forEach(this::transacted);
            default -> add("dynamodb:" + operation, "*", "");
        }
    }

    private void transacted(TransactWriteItem item) {
        if (item.put() != null) {
            item("PutItem", item.put().tableName(), item.put().item());
        }
        if (item.update() != null) {
            item("UpdateItem", item.update().tableName(), item.update().key());
        }
        if (item.delete() != null) {
            item("DeleteItem", item.delete().tableName(), item.delete().key());
        }
        if (item.conditionCheck() != null) {
            item(
                    "ConditionCheckItem",
                    item.conditionCheck().tableName(),
                    item.conditionCheck().key());
        }
    }

    private void item(String operation, String table, Map<String, AttributeValue> item) {
        @Nullable AttributeValue key = item.get("pk");
        String leading = key == null || key.s() == null ? "" : key.s().replaceFirst("#.*", "");
        add("dynamodb:" + operation, LocalAccount.tableArn(table), leading);
    }

    // -------------------------------------------------------------------------------------------------------- others

    private void sqs(SdkRequest request, String operation) {
        String url = text(request, "QueueUrl");
        add(
                "sqs:" + operation.replaceFirst("Batch$", ""),
                LocalAccount.queueArn(url.substring(url.lastIndexOf('/') + 1)),
                "");
    }

    private void s3(SdkRequest request, String operation) {
        String bucket = LocalAccount.bucketArn(text(request, "Bucket"));
        String key = request.getValueForField("Key", String.class).orElse("");
        String resource = key.isEmpty() ? bucket : bucket + "/" + key.replaceFirst("/.*", "/any");
        add("s3:" + OF_S3.getOrDefault(operation, operation), resource, "");
    }

    private void scheduler(SdkRequest request, String operation) {
        String schedule = text(request, "GroupName") + "/" + text(request, "Name");
        add(
                "scheduler:" + operation,
                "arn:aws:scheduler:" + LocalAccount.REGION + ":" + LocalAccount.ID + ":schedule/" + schedule,
                "");
        request.getValueForField("Target", SdkPojo.class)
                .map(target -> target.sdkFields().stream()
                        .filter(field -> field.memberName().equals("RoleArn"))
                        .map(field -> String.valueOf(field.getValueOrDefault(target)))
                        .collect(Collectors.joining()))
                .ifPresent(role -> add("iam:PassRole", role, ""));
    }

    private void secrets(SdkRequest request, String operation) {
        String name = text(request, "SecretId");
        add("secretsmanager:" + operation, name.startsWith("arn:") ? name : LocalAccount.secretArn(name), "");
    }

    private static String text(SdkRequest request, String field) {
        return request.getValueForField(field, String.class).orElse("");
    }
}
