package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.AttemptStart;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallState;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageState;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.attempt.ProviderTrouble.Refusal;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.EarlierAttempt;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.UserId;
import io.vuelta.domain.price.MessageCategory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An attempt as a map, within its contact or, after a later attempt has replaced it, in a separate item together with
 * its decisions. A message has a template, a call has none. Values that are empty, 0 or false are omitted. Instants
 * after the creation of the attempt are stored in milliseconds since its creation.
 */
final class AttemptItem {
    static final String VERSION = "v";
    static final String ATTEMPT = "l";
    static final String HISTORY = "h";

    private static final String NUMBER = "n";
    private static final String LINE = "li";

    /** Stored only if it differs from the contact's. */
    private static final String TO = "to";

    /** Stored only if it differs from the contact's; this also applies to the index. */
    private static final String PLACE_BATCH = "pb";

    private static final String PLACE_INDEX = "px";
    private static final String CONTACT_NAME = "nm";
    private static final String STATUS = "s";
    private static final String PROVIDER_ID = "p";
    static final String USER = "us";
    private static final String BEGUN_BY = "by";
    private static final String CREATED_AT = "c";
    private static final String ERROR = "x";
    private static final String NOT_PLACED_UNTIL = "nu";
    private static final String SETTLED = "se";
    private static final String EVENT_TIMES = "t";
    private static final String DETECTS = "de";
    private static final String ANSWERED_BY = "ab";
    private static final String STARTED_AT = "st";
    private static final String ENDED_AT = "en";
    private static final String DURATION = "du";
    private static final String RECORDING_URL = "ru";
    private static final String TEMPLATE = "te";
    private static final String CATEGORY = "ca";
    private static final String SENT_AT = "sn";
    private static final String DELIVERED_AT = "dl";
    private static final String READ_AT = "rd";
    private static final String FAULT = "fa";
    private static final String NOT_SOONER_THAN = "ns";

    private static final String TECHNICAL = "t";
    private static final String PERSON = "p";
    private static final String ROW = "r";
    private static final String NOT_ASKED = "n";
    private static final String OPTED_OUT = "o";
    private static final String ACCOUNT = "a";
    private static final String TEMPLATE_FAULT = "te";

    private AttemptItem() {}

    /** The map within the contact, without values that the contact also has. */
    static Map<String, AttributeValue> embedded(
            Attempt attempt, PhoneNumber contactNumber, @Nullable Place contactPlace) {
        return map(attempt, contactNumber, contactPlace);
    }

    static Attempt readEmbedded(
            ContactId contact, PhoneNumber contactNumber, @Nullable Place contactPlace, ItemReader item) {
        return attempt(new AttemptId(contact, item.integer(NUMBER)), contactNumber, contactPlace, item, 0);
    }

    /** The separate item of an earlier attempt. */
    static Map<String, AttributeValue> of(EarlierAttempt earlier, long version) {
        return new ItemWriter(Keys.attempt(earlier.attempt().id()))
                .put(VERSION, version)
                .put(ATTEMPT, alone(earlier.attempt()))
                .put(HISTORY, HistoryBytes.of(earlier.history()))
                .item();
    }

    /** The part of an attempt's separate item that is written again after an event. */
    static AttributeValue alone(Attempt attempt) {
        return AttributeValue.fromM(map(attempt, null, null));
    }

    /** The user id in the message of this item, which is the item of a contact or of an earlier attempt. */
    static Optional<UserId> user(ItemReader item) {
        AttributeValue attempt = item.attribute(ATTEMPT);
        return attempt == null ? Optional.empty() : Optional.ofNullable(userOf(new ItemReader(attempt.m())));
    }

    private static @Nullable UserId userOf(ItemReader attempt) {
        String id = attempt.textOrNull(USER);
        return id == null ? null : new UserId(id);
    }

    static EarlierAttempt read(ItemReader item) {
        ContactId contact = Keys.contactOf(item.text("pk"), item.text("sk"));
        AttributeValue map = item.attribute(ATTEMPT);
        if (map == null) {
            throw new IllegalStateException("item " + item.text("pk") + " / " + item.text("sk") + " has no attempt");
        }
        ItemReader attempt = new ItemReader(map.m());
        return new EarlierAttempt(
                attempt(new AttemptId(contact, attempt.integer(NUMBER)), null, null, attempt, item.number(VERSION)),
                HistoryBytes.read(item.attribute(HISTORY)));
    }

    private static Map<String, AttributeValue> map(
            Attempt attempt, @Nullable PhoneNumber contactNumber, @Nullable Place contactPlace) {
        ItemWriter item = new ItemWriter()
                .put(NUMBER, (long) attempt.id().number())
                .put(LINE, attempt.line().value())
                .put(
                        TO,
                        attempt.to().equals(contactNumber) ? null : attempt.to().e164())
                .putText(CONTACT_NAME, attempt.contactName())
                .putText(BEGUN_BY, attempt.begunBy())
                .putMillis(CREATED_AT, attempt.createdAt())
                .putFlag(SETTLED, attempt.settled());
        Place place = attempt.place();
        if (!place.equals(contactPlace)) {
            item.put(PLACE_BATCH, place.batch()).put(PLACE_INDEX, (long) place.index());
        }
        if (!attempt.eventTimes().isEmpty()) {
            item.put(EVENT_TIMES, EventTimesBytes.of(attempt.eventTimes(), attempt.createdAt()));
        }
        switch (attempt) {
            case Call call -> put(item, call);
            case Message message -> put(item, message);
        }
        return item.item();
    }

    private static Attempt attempt(
            AttemptId id,
            @Nullable PhoneNumber contactNumber,
            @Nullable Place contactPlace,
            ItemReader item,
            long version) {
        String number = item.textOrNull(TO);
        PhoneNumber to = contactNumber == null || number != null ? new PhoneNumber(item.text(TO)) : contactNumber;
        Place place = contactPlace == null || item.attribute(PLACE_BATCH) != null
                ? new Place(item.number(PLACE_BATCH), item.integer(PLACE_INDEX))
                : contactPlace;
        return item.textOrNull(TEMPLATE) == null
                ? call(id, to, place, item, version)
                : message(id, to, place, item, version);
    }

    private static void put(ItemWriter item, Call call) {
        AnsweredBy by = call.state().answeredBy();
        item.putFlag(DETECTS, call.detects())
                .put(STATUS, Codes.of(call.status()))
                .put(PROVIDER_ID, call.state().providerId())
                .put(ANSWERED_BY, by == null ? null : Codes.of(by))
                .putMillisAfter(STARTED_AT, call.createdAt(), call.state().startedAt())
                .putMillisAfter(ENDED_AT, call.createdAt(), call.state().endedAt())
                .putCount(DURATION, call.state().duration().toMillis())
                .put(ERROR, call.state().error())
                .putMillisNotBefore(NOT_PLACED_UNTIL, call.state().notPlacedUntil())
                .put(RECORDING_URL, call.recordingUrl());
    }

    private static AttemptStart start(AttemptId id, PhoneNumber to, Place place, ItemReader item) {
        return new AttemptStart(
                id,
                new LineId(item.text(LINE)),
                to,
                item.textOrEmpty(CONTACT_NAME),
                item.textOrEmpty(BEGUN_BY),
                place,
                item.millis(CREATED_AT));
    }

    private static Call call(AttemptId id, PhoneNumber to, Place place, ItemReader item, long version) {
        String by = item.textOrNull(ANSWERED_BY);
        Instant createdAt = item.millis(CREATED_AT);
        return new Call(
                start(id, to, place, item),
                item.flag(DETECTS),
                new CallState(
                        Codes.callStatus(item.text(STATUS)),
                        item.textOrNull(PROVIDER_ID),
                        by == null ? null : Codes.answeredBy(by),
                        item.millisAfterOrNull(STARTED_AT, createdAt),
                        item.millisAfterOrNull(ENDED_AT, createdAt),
                        Duration.ofMillis(item.number(DURATION)),
                        item.textOrNull(ERROR),
                        item.millisOrNull(NOT_PLACED_UNTIL)),
                item.flag(SETTLED),
                item.textOrNull(RECORDING_URL),
                EventTimesBytes.read(item.attribute(EVENT_TIMES), createdAt),
                version);
    }

    private static void put(ItemWriter item, Message message) {
        MessageCategory category = message.category();
        UserId user = message.user();
        item.put(TEMPLATE, message.template())
                .put(CATEGORY, category == null ? null : Codes.of(category))
                .put(STATUS, Codes.of(message.status()))
                .put(PROVIDER_ID, message.state().providerId())
                .put(USER, user == null ? null : user.value())
                .putMillisAfter(SENT_AT, message.createdAt(), message.state().sentAt())
                .putMillisAfter(
                        DELIVERED_AT, message.createdAt(), message.state().deliveredAt())
                .putMillisAfter(READ_AT, message.createdAt(), message.state().readAt())
                .put(ERROR, message.state().error())
                .putMillisNotBefore(NOT_PLACED_UNTIL, message.state().notSentUntil());
        put(item, message.state().fault());
    }

    private static @Nullable MessageCategory category(ItemReader item) {
        String code = item.textOrNull(CATEGORY);
        return code == null ? null : Codes.messageCategory(code);
    }

    private static Message message(AttemptId id, PhoneNumber to, Place place, ItemReader item, long version) {
        Instant createdAt = item.millis(CREATED_AT);
        return new Message(
                start(id, to, place, item),
                item.text(TEMPLATE),
                category(item),
                new MessageState(
                        Codes.messageStatus(item.text(STATUS)),
                        item.textOrNull(PROVIDER_ID),
                        item.millisAfterOrNull(SENT_AT, createdAt),
                        item.millisAfterOrNull(DELIVERED_AT, createdAt),
                        item.millisAfterOrNull(READ_AT, createdAt),
                        item.textOrNull(ERROR),
                        fault(item),
                        item.millisOrNull(NOT_PLACED_UNTIL)),
                userOf(item),
                item.flag(SETTLED),
                EventTimesBytes.read(item.attribute(EVENT_TIMES), createdAt),
                version);
    }

    private static void put(ItemWriter item, @Nullable Refusal fault) {
        switch (fault) {
            case null -> {
                // The cause of the failure is unknown.
            }
            case ProviderTrouble.Technical _ -> item.put(FAULT, TECHNICAL);
            case ProviderTrouble.Person person ->
                item.put(FAULT, PERSON)
                        .putCount(NOT_SOONER_THAN, person.atLeast().toMillis());
            case ProviderTrouble.Row _ -> item.put(FAULT, ROW);
            case ProviderTrouble.NotAsked _ -> item.put(FAULT, NOT_ASKED);
            case ProviderTrouble.OptedOut _ -> item.put(FAULT, OPTED_OUT);
            case ProviderTrouble.AccountUnusable _ -> item.put(FAULT, ACCOUNT);
            case ProviderTrouble.TemplateUnusable _ -> item.put(FAULT, TEMPLATE_FAULT);
        }
    }

    private static @Nullable Refusal fault(ItemReader item) {
        return switch (item.textOrNull(FAULT)) {
            case null -> null;
            case TECHNICAL -> new ProviderTrouble.Technical();
            case PERSON -> new ProviderTrouble.Person(Duration.ofMillis(item.number(NOT_SOONER_THAN)));
            case ROW -> new ProviderTrouble.Row();
            case NOT_ASKED -> new ProviderTrouble.NotAsked();
            case OPTED_OUT -> new ProviderTrouble.OptedOut();
            case ACCOUNT -> new ProviderTrouble.AccountUnusable();
            case TEMPLATE_FAULT -> new ProviderTrouble.TemplateUnusable();
            case String other -> throw new IllegalStateException("no fault of a message: " + other);
        };
    }
}
