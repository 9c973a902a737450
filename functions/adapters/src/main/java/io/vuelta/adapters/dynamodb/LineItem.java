package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.line.AgentConnection;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.MachineDetection;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.price.MessageCategory;
import io.vuelta.domain.price.Price;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
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

    private static final String CONNECTION = "connection";
    private static final String KIND = "kind";
    private static final String ADDRESS = "address";
    private static final String GREETING = "greeting";
    private static final String AGENT_ID = "agent_id";

    private LineItem() {}

    static ItemWriter of(Line line) {
        Line.Details details = line.details();
        ItemWriter item = new ItemWriter(Keys.line(line.id()))
                .put("agent", line.agent().value())
                .put("channel", line.channel().wire())
                .put("provider", line.provider().wire())
                .put("number", line.number().e164())
                .put("rate_per_second", line.ratePerSecond().toPlainString())
                .put("secret", line.secret())
                .put("voice_url", line.voiceUrl())
                .put("record_calls", line.recordsCalls())
                .put("label", details.label())
                .put("max_concurrent", details.maxConcurrent())
                .put("voice", details.voice())
                .put("language", details.language())
                .put("detection", detection(details.detection()))
                .putFlag("removed", details.removed())
                .put("created_at", line.createdAt());
        AgentConnection connection = details.connection();
        if (connection != null) {
            item.put(CONNECTION, AttributeValue.fromM(connection(connection)));
        }
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

    /** The stored name; null for the default. */
    private static @Nullable String detection(MachineDetection detection) {
        return detection == MachineDetection.FAST ? null : detection.wire();
    }

    private static Map<String, AttributeValue> connection(AgentConnection connection) {
        ItemWriter item = new ItemWriter().put(KIND, connection.kind());
        ItemWriter whole = switch (connection) {
            case AgentConnection.Url url -> item.put(ADDRESS, url.url());
            case AgentConnection.Stream stream -> item.put(ADDRESS, stream.url());
            case AgentConnection.ConversationRelay relay ->
                item.put(ADDRESS, relay.url()).put(GREETING, relay.greeting());
            case AgentConnection.Sip sip -> item.put(ADDRESS, sip.uri());
            case AgentConnection.ElevenLabs agent -> item.put(AGENT_ID, agent.agentId());
            case AgentConnection.Retell agent -> item.put(AGENT_ID, agent.agentId());
            case AgentConnection.Say _ -> item;
        };
        return whole.item();
    }

    private static @Nullable AgentConnection connection(@Nullable AttributeValue stored) {
        if (stored == null) {
            return null;
        }
        ItemReader item = new ItemReader(stored.m());
        return switch (item.text(KIND)) {
            case "url" -> new AgentConnection.Url(item.text(ADDRESS));
            case "stream" -> new AgentConnection.Stream(item.text(ADDRESS));
            case "conversation_relay" ->
                new AgentConnection.ConversationRelay(item.text(ADDRESS), item.textOrNull(GREETING));
            case "sip" -> new AgentConnection.Sip(item.text(ADDRESS));
            case "elevenlabs" -> new AgentConnection.ElevenLabs(item.text(AGENT_ID));
            case "retell" -> new AgentConnection.Retell(item.text(AGENT_ID));
            case "say" -> new AgentConnection.Say();
            default -> throw new IllegalStateException("no such connection: " + item.text(KIND));
        };
    }

    static Line read(LineId id, ItemReader item) {
        return new Line(
                id,
                new AgentId(item.text("agent")),
                provider(id, item.text("provider")),
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
                        connection(item.attribute(CONNECTION)),
                        Optional.ofNullable(item.textOrNull("detection"))
                                .flatMap(MachineDetection::ofWire)
                                .orElse(MachineDetection.FAST),
                        item.flag("removed")),
                item.instant("created_at"));
    }

    private static Provider provider(LineId id, String stored) {
        return Provider.ofWire(stored)
                .orElseThrow(() ->
                        new IllegalStateException("line " + id + " names a provider that this version does not know: "
                                + stored + "; deploy the version that created the line"));
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
