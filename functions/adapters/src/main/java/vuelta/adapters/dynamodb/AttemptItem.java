package vuelta.adapters.dynamodb;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import vuelta.domain.attempt.AnsweredBy;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.Call;
import vuelta.domain.attempt.CallStatus;
import vuelta.domain.attempt.Conversation;
import vuelta.domain.attempt.Message;
import vuelta.domain.attempt.MessageEvent.Fault;
import vuelta.domain.attempt.MessageStatus;
import vuelta.domain.contact.Results;
import vuelta.domain.line.LineId;
import vuelta.domain.phone.PhoneNumber;

/** An attempt as an item: a message has a template, a call has none. */
final class AttemptItem {
    private static final String TECHNICAL = "technical";
    private static final String PERSON = "person";
    private static final String ROW = "row";
    private static final String OPTED_OUT = "opted_out";
    private static final String ACCOUNT = "account";
    private static final String TEMPLATE = "template";

    private AttemptItem() {}

    static Map<String, AttributeValue> of(Attempt attempt, long version) {
        Map<String, String> told = new HashMap<>();
        attempt.told().forEach((what, at) -> told.put(what, at.toString()));
        ItemWriter item = new ItemWriter(Keys.attempt(attempt.id()))
                .put("line", attempt.line().value())
                .put("to", attempt.to().e164())
                .put("contact_name", attempt.contactName())
                .put("created_at", attempt.createdAt())
                .put("settled", attempt.settled())
                .put("told", told)
                .put("version", version);
        put(item, attempt.conversation());
        switch (attempt) {
            case Call call -> put(item, call);
            case Message message -> put(item, message);
        }
        return item.item();
    }

    static Attempt read(AttemptId id, ItemReader item) {
        return item.textOrNull("template") == null ? call(id, item) : message(id, item);
    }

    private static void put(ItemWriter item, Call call) {
        AnsweredBy by = call.answeredBy();
        item.put("detects", call.detects())
                .put("status", call.status().wire())
                .put("provider_id", call.providerId())
                .put("answered_by", by == null ? null : by.wire())
                .put("started_at", call.startedAt())
                .put("ended_at", call.endedAt())
                .put("duration", call.duration())
                .put("error", call.error())
                .put("not_placed_until", call.notPlacedUntil());
    }

    private static Call call(AttemptId id, ItemReader item) {
        return new Call(
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
                conversation(item),
                told(item),
                item.number("version"));
    }

    private static void put(ItemWriter item, Message message) {
        item.put("template", message.template())
                .put("status", message.status().wire())
                .put("provider_id", message.providerId())
                .put("sent_at", message.sentAt())
                .put("delivered_at", message.deliveredAt())
                .put("read_at", message.readAt())
                .put("error", message.error())
                .put("not_sent_until", message.notSentUntil());
        put(item, message.fault());
    }

    private static Message message(AttemptId id, ItemReader item) {
        return new Message(
                id,
                new LineId(item.text("line")),
                new PhoneNumber(item.text("to")),
                item.text("contact_name"),
                item.text("template"),
                MessageStatus.ofWire(item.text("status")).orElseThrow(),
                item.textOrNull("provider_id"),
                item.instant("created_at"),
                item.instantOrNull("sent_at"),
                item.instantOrNull("delivered_at"),
                item.instantOrNull("read_at"),
                item.textOrNull("error"),
                fault(item),
                item.instantOrNull("not_sent_until"),
                item.flag("settled"),
                conversation(item),
                told(item),
                item.number("version"));
    }

    /** What is not there takes no room: most attempts bring nothing. */
    private static void put(ItemWriter item, Conversation conversation) {
        Results results = conversation.results();
        if (!results.tags().isEmpty()) {
            item.put("tags", results.tags());
        }
        if (!results.extracted().isEmpty()) {
            item.put("extracted", results.extracted());
        }
        if (results.converted()) {
            item.put("converted", true);
        }
        item.put("recording_url", conversation.recordingUrl())
                .put("sentiment", conversation.sentiment())
                .put("summary", conversation.summary())
                .put("transcript", conversation.transcript());
    }

    private static Conversation conversation(ItemReader item) {
        return new Conversation(
                new Results(item.texts("tags"), item.map("extracted"), item.flag("converted")),
                item.textOrNull("recording_url"),
                item.textOrNull("sentiment"),
                item.textOrNull("summary"),
                item.textOrNull("transcript"));
    }

    private static void put(ItemWriter item, @Nullable Fault fault) {
        switch (fault) {
            case null -> {
                // Nobody's, as far as is known.
            }
            case Fault.Technical technical -> item.put("fault", TECHNICAL);
            case Fault.Person person -> item.put("fault", PERSON).put("not_sooner_than", person.atLeast());
            case Fault.Row row -> item.put("fault", ROW);
            case Fault.OptedOut optedOut -> item.put("fault", OPTED_OUT);
            case Fault.Account account -> item.put("fault", ACCOUNT);
            case Fault.Template template -> item.put("fault", TEMPLATE);
        }
    }

    private static @Nullable Fault fault(ItemReader item) {
        return switch (item.textOrNull("fault")) {
            case null -> null;
            case TECHNICAL -> new Fault.Technical();
            case PERSON -> new Fault.Person(item.duration("not_sooner_than"));
            case ROW -> new Fault.Row();
            case OPTED_OUT -> new Fault.OptedOut();
            case ACCOUNT -> new Fault.Account();
            case TEMPLATE -> new Fault.Template();
            case String other -> throw new IllegalStateException("no fault of a message: " + other);
        };
    }

    private static SortedMap<String, Instant> told(ItemReader item) {
        SortedMap<String, Instant> told = new TreeMap<>();
        item.map("told").forEach((what, at) -> told.put(what, Instant.parse(at)));
        return told;
    }

    private static @Nullable AnsweredBy answeredBy(@Nullable String wire) {
        return wire == null ? null : AnsweredBy.valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
