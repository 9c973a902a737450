package vuelta.adapters.dynamodb;

import static vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.Attempts;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.contact.ContactId;
import vuelta.domain.contact.Sweep;

/** Attempts, beside their contacts. */
public final class DynamoAttempts implements Attempts {
    private final DynamoTable table;

    public DynamoAttempts(DynamoTable table) {
        this.table = table;
    }

    @Override
    public Optional<Attempt> find(AttemptId id) {
        return table.find(Keys.attempt(id)).map(item -> AttemptItem.read(id, item));
    }

    @Override
    public Page after(CampaignId campaign, Sweep from, String afterKey, int limit) {
        DynamoTable.QueryPage page = table.page(QueryRequest.builder()
                .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                .expressionAttributeValues(expressionValues(
                        ":pk", Keys.shard(campaign, from.digit()),
                        ":from", Keys.ATTEMPT + afterKey + "!",
                        ":to", Keys.ATTEMPT + "~"))
                .consistentRead(true)
                .limit(limit));
        List<Attempt> attempts = page.items().stream()
                .map(item -> AttemptItem.read(id(campaign, item), item))
                .toList();
        String next = page.more() && !attempts.isEmpty()
                ? Keys.attemptKey(attempts.getLast().id())
                : "";
        return new Page(attempts, next);
    }

    private static AttemptId id(CampaignId campaign, ItemReader item) {
        String key = item.text("sk").substring(Keys.ATTEMPT.length());
        int at = key.indexOf('#');
        return new AttemptId(new ContactId(campaign, key.substring(0, at)), Integer.parseInt(key.substring(at + 1)));
    }
}
