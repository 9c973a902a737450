package io.vuelta.cloud.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.cloud.rude.NamedCaller;
import io.vuelta.cloud.template.PolicyStatement;
import io.vuelta.cloud.template.TemplateReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("slow")
class PermissionProofTest {
    private static final String TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/stack-Table";
    private static final String TEMPLATE = """
            Resources:
              Table: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: [{AttributeName: pk, KeyType: HASH}]}}
              Bucket: {Type: AWS::S3::Bucket}
              Keep:
                Type: AWS::IAM::ManagedPolicy
                Properties:
                  PolicyDocument:
                    Statement:
                      - Effect: Deny
                        Action: [dynamodb:PutItem]
                        Resource: !GetAtt Table.Arn
                        Condition: {"ForAnyValue:StringEquals": {"dynamodb:LeadingKeys": [KEYS]}}
              Role:
                Type: AWS::IAM::Role
                Properties:
                  ManagedPolicyArns: [!Ref Keep]
                  Policies:
                    - PolicyName: own
                      PolicyDocument:
                        Statement:
                          - Effect: Allow
                            Action: [dynamodb:PutItem, dynamodb:Query]
                            Resource: !GetAtt Table.Arn
                          - Effect: Allow
                            Action: s3:GetObject
                            Resource: !Sub ${Bucket.Arn}/uploads/*
                          - Effect: Allow
                            Action: [logs:PutLogEvents]
                            Resource: "*"
              F:
                Type: AWS::Serverless::Function
                Properties: {Handler: h, Role: !GetAtt Role.Arn}
            """;

    private static Map<String, List<PolicyStatement>> policies(Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("template.yaml"), TEMPLATE);
        return TemplateReader.policies(file, "stack", Map.of(), new TemplateReader.Addresses() {
            @Override
            public String queueUrl(String queueName) {
                return queueName;
            }

            @Override
            public String httpApi() {
                return "http://api";
            }
        });
    }

    @Test
    void calls_that_are_not_allowed_or_are_denied_are_refused(@TempDir Path directory) throws Exception {
        PermissionProof proof = new PermissionProof(
                policies(directory),
                Set.of(
                        new AwsCall("F", "dynamodb:PutItem", TABLE, "C"),
                        new AwsCall("F", "dynamodb:PutItem", TABLE, "KEYS"),
                        new AwsCall("F", "dynamodb:Query", TABLE + "/index/due", ""),
                        new AwsCall("F", "s3:GetObject", "arn:aws:s3:::stack-bucket/uploads/any", ""),
                        new AwsCall("F", "s3:GetObject", "arn:aws:s3:::stack-bucket/exports/any", ""),
                        new AwsCall("Other", "dynamodb:PutItem", TABLE, "C")));

        assertThat(proof.refused())
                .containsExactly(
                        "F dynamodb:PutItem on " + TABLE + " of KEYS",
                        "F dynamodb:Query on " + TABLE + "/index/due",
                        "F s3:GetObject on arn:aws:s3:::stack-bucket/exports/any",
                        "Other dynamodb:PutItem on " + TABLE + " of C");
    }

    @Test
    void a_permission_that_nothing_needs_is_unused(@TempDir Path directory) throws Exception {
        PermissionProof proof =
                new PermissionProof(policies(directory), Set.of(new AwsCall("F", "dynamodb:PutItem", TABLE, "C")));

        assertThat(proof.unused())
                .containsExactly(
                        "F dynamodb:Query on " + TABLE, "F s3:GetObject on arn:aws:s3:::stack-bucket/uploads/*");
    }

    /** A call is recorded when it is sent, even if it is not answered. */
    @Test
    void each_call_of_a_function_is_recorded_with_the_keys_of_its_items() {
        DynamoDbClient client =
                ScopedValue.where(NamedCaller.FUNCTION, "Recorded").call(PermissionProofTest::nowhere);
        Map<String, AttributeValue> key =
                Map.of("pk", AttributeValue.fromS("C#1#a"), "sk", AttributeValue.fromS("P#1"));

        ask(() -> client.getItem(get -> get.tableName("stack-Table").key(key)));
        ask(() -> client.query(query -> query.tableName("stack-Table").indexName("due")));
        ask(() -> client.transactWriteItems(write -> write.transactItems(
                TransactWriteItem.builder()
                        .put(put -> put.tableName("stack-Table").item(key))
                        .build(),
                TransactWriteItem.builder()
                        .conditionCheck(check ->
                                check.tableName("stack-Table").key(key).conditionExpression("attribute_exists(pk)"))
                        .build())));
        ask(() -> nowhere().deleteItem(delete -> delete.tableName("stack-Table").key(key)));

        assertThat(CallRecorder.calls())
                .filteredOn(call -> call.function().equals("Recorded"))
                .containsExactlyInAnyOrder(
                        new AwsCall("Recorded", "dynamodb:GetItem", TABLE, "C"),
                        new AwsCall("Recorded", "dynamodb:Query", TABLE + "/index/due", ""),
                        new AwsCall("Recorded", "dynamodb:PutItem", TABLE, "C"),
                        new AwsCall("Recorded", "dynamodb:ConditionCheckItem", TABLE, "C"));
        assertThat(CallRecorder.calls()).noneMatch(call -> call.action().equals("dynamodb:DeleteItem"));
    }

    @Test
    void each_service_names_its_actions_and_resources_in_its_own_way() {
        ScopedValue.where(NamedCaller.FUNCTION, "Asking").run(() -> {
            SqsClient sqs = nowhere(SqsClient.builder());
            S3Client s3 = nowhere(S3Client.builder());
            SchedulerClient scheduler = nowhere(SchedulerClient.builder());
            SecretsManagerClient secrets = nowhere(SecretsManagerClient.builder());
            String queue = "http://localhost:1/000000000000/stack-Q";
            ask(() -> sqs.sendMessageBatch(send -> send.queueUrl(queue)
                    .entries(SendMessageBatchRequestEntry.builder()
                            .id("1")
                            .messageBody("m")
                            .build())));
            ask(() -> s3.createMultipartUpload(
                    create -> create.bucket("stack-bucket").key("exports/C1/e1.csv")));
            ask(() -> s3.listObjectsV2(list -> list.bucket("stack-bucket")));
            ask(() -> scheduler.createSchedule(create -> create.groupName("lines")
                    .name("line-1")
                    .scheduleExpression("at(2026-01-01T00:00:00)")
                    .flexibleTimeWindow(window -> window.mode("OFF"))
                    .target(target -> target.arn("arn:aws:sqs:::q").roleArn("arn:aws:iam::000000000000:role/r"))));
            ask(() -> secrets.getSecretValue(get -> get.secretId("local/twilio")));
        });

        assertThat(CallRecorder.calls())
                .filteredOn(call -> call.function().equals("Asking"))
                .extracting(AwsCall::toString)
                .containsExactlyInAnyOrder(
                        "Asking sqs:SendMessage on arn:aws:sqs:us-east-1:000000000000:stack-Q",
                        "Asking s3:PutObject on arn:aws:s3:::stack-bucket/exports/any",
                        "Asking s3:ListBucket on arn:aws:s3:::stack-bucket",
                        "Asking scheduler:CreateSchedule on"
                                + " arn:aws:scheduler:us-east-1:000000000000:schedule/lines/line-1",
                        "Asking iam:PassRole on arn:aws:iam::000000000000:role/r",
                        "Asking secretsmanager:GetSecretValue on"
                                + " arn:aws:secretsmanager:us-east-1:000000000000:secret:local/twilio");
    }

    private static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C nowhere(B builder) {
        return builder.endpointOverride(URI.create("http://localhost:1"))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(options -> options.apiCallTimeout(Duration.ofSeconds(2)))
                .build();
    }

    private static DynamoDbClient nowhere() {
        return nowhere(DynamoDbClient.builder());
    }

    private static void ask(Runnable call) {
        try {
            call.run();
        } catch (SdkException _) {
            // No server listens there.
        }
    }
}
