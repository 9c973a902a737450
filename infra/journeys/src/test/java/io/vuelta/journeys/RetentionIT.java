package io.vuelta.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.cloud.lambda.InvocationResult;
import io.vuelta.cloud.template.LocalAccount;
import io.vuelta.local.Client;
import io.vuelta.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contacts of a finished campaign are removed after their time, by the functions and the table's time to live. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("journeys")
@ExtendWith(SharedVuelta.class)
@Execution(ExecutionMode.CONCURRENT)
class RetentionIT {
    private static final String MORNING = "{\"time\":\"2026-03-02T08:00:00Z\"}";
    private static final String REMOVED = "contacts_removed_at";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Script script = new Script(SharedVuelta.vuelta().baseUrl());

    @Test
    void contacts_are_removed_after_their_retention_and_counts_stay(@TempDir Path directory) throws Exception {
        String campaign = finished();
        JsonNode before = counted(campaign);

        remove(campaign);

        assertThat(script.contacts(campaign)).isEmpty();
        assertThat(script.client()
                        .get("/campaigns/" + campaign + "/contacts")
                        .ok()
                        .has(REMOVED))
                .isTrue();
        assertThat(script.export(campaign, "contacts", directory.resolve("contacts.csv")))
                .isEmpty();
        JsonNode doctor =
                MAPPER.readTree(invoke("DoctorFunction", "{\"campaign\":\"" + campaign + "\",\"mend\":true}"));
        assertThat(doctor.path("healthy").asBoolean()).isTrue();
        assertThat(doctor.has(REMOVED)).isTrue();
        assertThat(counted(campaign)).isEqualTo(before);
        ObjectNode again = Client.object();
        again.putArray("contacts").addObject().put("contact", "+525555779901");
        assertThat(script.client()
                        .post("/campaigns/" + campaign + "/contacts", again)
                        .status())
                .isEqualTo(409);
    }

    /** DynamoDB Local deletes expired items about every half a minute. */
    @Test
    @Tag("long")
    void deletions_by_the_table_do_not_change_the_counts() throws Exception {
        String campaign = finished();
        JsonNode before = counted(campaign);
        remove(campaign);

        Await.until(Duration.ofMinutes(5), "the table deletes all of it", () -> items(campaign) == 0);

        assertThat(counted(campaign)).isEqualTo(before);
    }

    private String finished() throws Exception {
        String campaign = script.campaign(5, 1, 20);
        // The first number is busy at first, so that its contact has an earlier attempt.
        script.upload(campaign, "contact,name\n+525555779006,Ana\n+525555779001,Eva\n+525555779001,Eva again\n");
        script.act(campaign, "activate");
        script.awaitStatus(campaign, "finished", Duration.ofMinutes(3));
        return campaign;
    }

    private JsonNode counted(String campaign) throws Exception {
        SharedVuelta.awaitStreams();
        return script.campaign(campaign).path("analytics");
    }

    private void remove(String campaign) throws Exception {
        set(campaign, "over_since", Instant.now().minus(Duration.ofDays(SharedVuelta.CONTACT_RETENTION_DAYS + 1)));
        // Another campaign is active, so that the watchdog has a line to wake.
        String other = script.campaign(1, 0, 1);
        script.act(other, "activate");
        invoke("WatchdogFunction", MORNING);
        script.act(other, "cancel");
        Await.until(
                Duration.ofMinutes(5),
                "the campaign is closed",
                () -> script.campaign(campaign).has(REMOVED));
        // As if a quarter of an hour had passed.
        set(campaign, REMOVED, Instant.now().minus(Duration.ofMinutes(20)));
        ObjectNode event = MAPPER.createObjectNode();
        event.putArray("Records")
                .addObject()
                .put("messageId", "m1")
                .put("eventSource", "aws:sqs")
                .put(
                        "body",
                        Client.object()
                                .put("remove_contacts_of", campaign)
                                .put("partition", 0)
                                .put("after", "")
                                .toString());
        assertThat(invoke("LoadFunction", event.toString())).doesNotContain("m1");
    }

    private static String invoke(String function, String event) {
        InvocationResult result = SharedVuelta.vuelta().runtime().invoke(function, event);
        assertThat(result).isInstanceOf(InvocationResult.Answered.class);
        return ((InvocationResult.Answered) result).json();
    }

    private static void set(String campaign, String attribute, Instant to) {
        try (DynamoDbClient client = client()) {
            client.updateItem(update -> update.tableName(table())
                    .key(Map.of(
                            "pk", AttributeValue.fromS("C#" + campaign),
                            "sk", AttributeValue.fromS("CAMPAIGN")))
                    .updateExpression("SET " + attribute + " = :to")
                    .expressionAttributeValues(Map.of(":to", AttributeValue.fromS(to.toString()))));
        }
    }

    /** The number of items that are left in the partitions of the campaign's contacts. */
    private static int items(String campaign) {
        try (DynamoDbClient client = client()) {
            int items = 0;
            for (int i = 0; i < 16; i++) {
                String pk = "C#" + campaign + "#" + Character.forDigit(i, 16);
                items += client.query(query -> query.tableName(table())
                                .keyConditionExpression("pk = :pk")
                                .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(pk))))
                        .count();
            }
            return items;
        }
    }

    private static String table() {
        return SharedVuelta.vuelta().runtime().physicalName("Table");
    }

    private static DynamoDbClient client() {
        return DynamoDbClient.builder()
                .endpointOverride(SharedVuelta.vuelta().runtime().dynamoDbEndpoint())
                .region(Region.of(LocalAccount.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(LocalAccount.ACCESS_KEY_ID, LocalAccount.SECRET_ACCESS_KEY)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
