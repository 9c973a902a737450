package vuelta.adapters.dynamodb;

import static vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.ContactId;
import vuelta.domain.contact.Attempts;
import vuelta.domain.contact.Sweep;
import vuelta.domain.line.LineId;
import vuelta.domain.phone.PhoneNumber;

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
    public Optional<Sent> sent(LineId line, PhoneNumber to, @Nullable String providerId) {
        String pk = Keys.sent(line, to);
        if (providerId != null) {
            return table.find(new Keys(pk, providerId)).map(DynamoAttempts::sent);
        }
        // Few: one person gets so many messages over one line.
        return table.query(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(expressionValues(":pk", pk))
                        .consistentRead(true))
                .max(Comparator.comparing(item -> item.instant("created_at")))
                .map(DynamoAttempts::sent);
    }

    private static Sent sent(ItemReader item) {
        return new Sent(AttemptId.parse(item.text("attempt")).orElseThrow(), item.text("sk"));
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
