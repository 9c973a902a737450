package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.price.MessageCategory;
import io.vuelta.domain.price.Price;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A line as an item. Its price is a map of millionths, and the currency. */
final class LineItem {
    private static final String PRICE = "price";
    private static final String CURRENCY = "currency";
    private static final String PER_MINUTE = "per_minute";
    private static final String PER_ATTEMPT = "per_attempt";
    private static final String PER_MESSAGE = "per_message_";

    private LineItem() {}

    static ItemWriter of(Line line) {
        Line.Details details = line.details();
        ItemWriter item = new ItemWriter(Keys.line(line.id()))
                .put("agent", line.agent().value())
                .put("channel", line.channel().wire())
                .put("provider", line.provider())
                .put("number", line.number().e164())
                .put("rate_per_second", line.ratePerSecond().toPlainString())
                .put("secret", line.secret())
                .put("voice_url", line.voiceUrl())
                .put("record_calls", line.recordsCalls())
                .put("label", details.label())
                .put("max_concurrent", details.maxConcurrent())
                .put("voice", details.voice())
                .put("language", details.language())
                .putFlag("removed", details.removed())
                .put("created_at", line.createdAt());
        Price price = details.price();
        return price == null ? item : item.put(PRICE, AttributeValue.fromM(price(price)));
    }

    private static Map<String, AttributeValue> price(Price price) {
        ItemWriter item = new ItemWriter()
                .put(CURRENCY, price.currency())
                .putCount(PER_MINUTE, price.perMinute())
                .putCount(PER_ATTEMPT, price.perAttempt());
        price.perMessage().forEach((category, micros) -> item.put(PER_MESSAGE + category.wire(), micros.longValue()));
        return item.item();
    }

    static Line read(LineId id, ItemReader item) {
        return new Line(
                id,
                new AgentId(item.text("agent")),
                Channel.ofWire(item.text("channel")).orElseThrow(),
                item.text("provider"),
                new PhoneNumber(item.text("number")),
                new BigDecimal(item.text("rate_per_second")),
                item.text("secret"),
                item.textOrNull("voice_url"),
                item.flag("record_calls"),
                new Line.Details(
                        item.textOrNull("label"),
                        item.integerOrNull("max_concurrent"),
                        item.textOrNull("voice"),
                        item.textOrNull("language"),
                        price(item.attribute(PRICE)),
                        item.flag("removed")),
                item.instant("created_at"));
    }

    private static @Nullable Price price(@Nullable AttributeValue stored) {
        if (stored == null) {
            return null;
        }
        ItemReader item = new ItemReader(stored.m());
        SortedMap<MessageCategory, Long> perMessage = new TreeMap<>();
        for (MessageCategory category : MessageCategory.values()) {
            if (item.attribute(PER_MESSAGE + category.wire()) != null) {
                perMessage.put(category, item.number(PER_MESSAGE + category.wire()));
            }
        }
        return new Price(item.text(CURRENCY), item.number(PER_MINUTE), item.number(PER_ATTEMPT), perMessage);
    }
}
