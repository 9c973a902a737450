package vuelta.adapters.dynamodb;

import static vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import vuelta.domain.attempt.AnsweredBy;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.Attempts;
import vuelta.domain.attempt.CallStatus;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.contact.ContactId;
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
        return table.find(Keys.attempt(id)).map(item -> attempt(id, item));
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
                .map(item -> attempt(id(campaign, item), item))
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

    static Map<String, AttributeValue> item(Attempt attempt, long version) {
        AnsweredBy by = attempt.answeredBy();
        return new ItemWriter(Keys.attempt(attempt.id()))
                .put("line", attempt.line().value())
                .put("to", attempt.to().e164())
                .put("contact_name", attempt.contactName())
                .put("detects", attempt.detects())
                .put("status", attempt.status().wire())
                .put("provider_id", attempt.providerId())
                .put("answered_by", by == null ? null : by.wire())
                .put("created_at", attempt.createdAt())
                .put("started_at", attempt.startedAt())
                .put("ended_at", attempt.endedAt())
                .put("duration", attempt.duration())
                .put("error", attempt.error())
                .put("not_placed_until", attempt.notPlacedUntil())
                .put("settled", attempt.settled())
                .put("version", version)
                .item();
    }

    private static Attempt attempt(AttemptId id, ItemReader item) {
        return new Attempt(
                id,
                new LineId(item.text("line")),
                new PhoneNumber(item.text("to")),
                item.text("contact_name"),
                item.flag("detects"),
                CallStatus.ofWire(item.text("status")).orElseThrow(),
                item.textOrNull("provider_id"),
                answeredBy(item.textOrNull("answered_by")),
                item.instant("created_at"),
                item.instantOrNull("started_at"),
                item.instantOrNull("ended_at"),
                item.duration("duration"),
                item.textOrNull("error"),
                item.instantOrNull("not_placed_until"),
                item.flag("settled"),
                item.number("version"));
    }

    private static @Nullable AnsweredBy answeredBy(@Nullable String wire) {
        return wire == null ? null : AnsweredBy.valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
