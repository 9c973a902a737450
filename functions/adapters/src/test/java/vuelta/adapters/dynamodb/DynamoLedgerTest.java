package vuelta.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.contact.Sweep;
import vuelta.domain.ledger.Marks;
import vuelta.domain.ledger.Pacing;

/** What of the ledger a small table never meets; the rest is in the ports' contracts. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DynamoLedgerTest {
    private static final Pacing READ = new Pacing(0, null, 0, Sweep.START, null, null, 0, List.of(), 0, 0, 7);

    /** Takes so many updates, and refuses the others. */
    private static final class Recorded implements DynamoDbClient {
        private final int taken;
        private final List<UpdateItemRequest> updates = new ArrayList<>();

        private Recorded(int taken) {
            this.taken = taken;
        }

        @Override
        public UpdateItemResponse updateItem(UpdateItemRequest request) {
            updates.add(request);
            if (updates.size() > taken) {
                throw ConditionalCheckFailedException.builder().build();
            }
            return UpdateItemResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private static boolean forget(Recorded client, int oldest) {
        return new DynamoLedger(new DynamoTable(client, "table"))
                .mark(new CampaignId("C1"), READ, Marks.of(READ).forgetting(oldest));
    }

    private static List<Integer> removed(Recorded client) {
        return client.updates.stream()
                .map(update -> update.updateExpression().split("#ended\\[", -1).length - 1)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "200, 200", "201, '200,1'", "450, '200,200,50'"})
    void however_many_are_forgotten_no_update_is_more_than_the_table_takes(int oldest, String updates) {
        Recorded client = new Recorded(10);

        assertThat(forget(client, oldest)).isTrue();
        assertThat(removed(client)).hasToString("[" + updates.replace(",", ", ") + "]");
        assertThat(client.updates)
                .allSatisfy(update -> assertThat(update.updateExpression()).hasSizeLessThan(4_096));
    }

    @Test
    void what_follows_is_on_condition_that_nobody_has_planned_since() {
        Recorded client = new Recorded(10);
        boolean marked = forget(client, 450);

        assertThat(marked).isTrue();
        assertThat(client.updates)
                .extracting(UpdateItemRequest::expressionAttributeValues)
                .extracting(values -> values.get(":when_0"))
                .containsExactly(AttributeValue.fromN("7"), AttributeValue.fromN("8"), AttributeValue.fromN("8"));
        assertThat(client.updates.getLast().conditionExpression()).isEqualTo("#plan_no = :when_0");
        assertThat(client.updates.getLast().expressionAttributeNames())
                .isEqualTo(Map.of("#plan_no", "plan_no", "#ended", "ended"));
    }

    @ParameterizedTest
    @CsvSource({"0, false, 1", "1, true, 2", "2, true, 3"})
    void whoever_plans_meanwhile_ends_it(int taken, boolean marked, int updates) {
        Recorded client = new Recorded(taken);

        assertThat(forget(client, 850)).isEqualTo(marked);
        assertThat(client.updates).hasSize(updates);
    }
}
