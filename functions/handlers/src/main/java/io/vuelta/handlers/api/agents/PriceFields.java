package io.vuelta.handlers.api.agents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.price.MessageCategory;
import io.vuelta.domain.price.Money;
import io.vuelta.domain.price.Price;
import io.vuelta.domain.text.WireName;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.MoneyFields;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The price of attempts on a line, in the API's form. */
final class PriceFields {
    private static final String PER_MINUTE = "per_minute";
    private static final String PER_ATTEMPT = "per_attempt";
    private static final String PER_MESSAGE = "per_message";
    private static final Set<String> OF_CALLS = Set.of(MoneyFields.CURRENCY, PER_MINUTE, PER_ATTEMPT);
    private static final Set<String> OF_MESSAGES = Set.of(MoneyFields.CURRENCY, PER_ATTEMPT, PER_MESSAGE);
    private static final Set<String> CATEGORIES = Set.copyOf(WireName.all(MessageCategory.values()));

    private PriceFields() {}

    static Price read(Fields fields, Channel channel) {
        String currency = MoneyFields.currency(fields);
        long perAttempt = MoneyFields.micros(fields, PER_ATTEMPT);
        return switch (channel) {
            case PHONE_CALL -> {
                fields.allowOnly(OF_CALLS);
                yield Price.ofCalls(currency, MoneyFields.micros(fields, PER_MINUTE), perAttempt);
            }
            case WHATSAPP -> {
                fields.allowOnly(OF_MESSAGES);
                yield Price.ofMessages(
                        currency,
                        perAttempt,
                        fields.object(PER_MESSAGE).map(PriceFields::perMessage).orElse(Map.of()));
            }
        };
    }

    private static Map<MessageCategory, Long> perMessage(Fields fields) {
        fields.allowOnly(CATEGORIES);
        Map<MessageCategory, Long> prices = new TreeMap<>();
        for (MessageCategory category : MessageCategory.values()) {
            if (fields.isGiven(category.wire())) {
                prices.put(category, MoneyFields.micros(fields, category.wire()));
            }
        }
        return prices;
    }

    /** The price as JSON; null if there is no price. */
    static @Nullable ObjectNode json(@Nullable Price price, Channel channel) {
        if (price == null) {
            return null;
        }
        ObjectNode json = ApiJson.object().put(MoneyFields.CURRENCY, price.currency());
        if (channel == Channel.PHONE_CALL) {
            json.put(PER_MINUTE, MoneyFields.amount(new Money(price.perMinute(), price.currency())));
        }
        json.put(PER_ATTEMPT, MoneyFields.amount(new Money(price.perAttempt(), price.currency())));
        if (channel == Channel.WHATSAPP) {
            ObjectNode perMessage = json.putObject(PER_MESSAGE);
            price.perMessage()
                    .forEach((category, micros) ->
                            perMessage.put(category.wire(), MoneyFields.amount(new Money(micros, price.currency()))));
        }
        return json;
    }
}
