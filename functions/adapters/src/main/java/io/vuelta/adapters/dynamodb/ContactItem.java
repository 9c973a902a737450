package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.AttemptProgress;
import io.vuelta.domain.contact.AttemptTally;
import io.vuelta.domain.contact.AttemptTiming;
import io.vuelta.domain.contact.Claim;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.ContactPerson;
import io.vuelta.domain.contact.Contacts.Agenda;
import io.vuelta.domain.contact.CyclePosition;
import io.vuelta.domain.contact.DecisionLog;
import io.vuelta.domain.contact.HistoryEntry;
import io.vuelta.domain.contact.Results;
import io.vuelta.domain.phone.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A contact as an item, with its latest attempt in it. Every step of a contact writes this item, and up to 1,024 bytes
 * of it are one write unit: names have one or two letters, and values that are empty, 0, false or can be derived are
 * omitted. Instants are stored in milliseconds.
 */
final class ContactItem {
    static final String VERSION = "v";

    /** Key of the index {@code by_number}. */
    static final String IDENTITY = "num";

    /** Stored only if it differs from the identity. */
    private static final String NUMBER = "n";

    private static final String ELSEWHERE = "el";
    private static final String STATUS = "s";
    private static final String ATTEMPTS = "a";
    private static final String CALLS = "c";
    private static final String RETRIES = "r";
    private static final String FAILED_RETRIES = "f";

    /** Key of the index {@code due}. */
    static final String DUE_OF = "due_of";

    static final String DUE_AT = "due_at";

    private static final String SINCE = "si";
    private static final String PLACE_BATCH = "pb";
    private static final String PLACE_INDEX = "px";
    private static final String CLAIM_NOT_BEFORE = "kb";
    private static final String CLAIM_DAY = "kd";
    private static final String CLAIM_FROM = "kf";
    private static final String CLAIM_FOLLOW_UP = "kw";

    /** Stored only if it differs from the contact's latest number. */
    private static final String CLAIM_ATTEMPT = "ka";

    private static final String ATTEMPT = "l";
    private static final String FOLLOW_UP = "fu";
    private static final String CYCLE = "cy";
    private static final String RETURNS = "rt";
    private static final String FORMERLY = "fo";
    private static final String TAGS = "t";
    private static final String CONVERTED = "cv";
    private static final String REPORTED = "rp";
    private static final String OPTED_OUT = "oo";
    private static final String ERASING = "er";
    private static final String EDITS = "e";
    private static final String SOURCE = "so";

    /** Stored only if it differs from the contact's source. */
    private static final String DATA_SOURCE = "ds";

    private static final String BILLED = "b";

    /** Stored only if it differs from the latest decision's; this also applies to the reason. */
    private static final String LAST_UPDATE = "lu";

    private static final String REASON = "re";
    private static final String HISTORY = "h";

    private ContactItem() {}

    static Map<String, AttributeValue> of(Contact contact, long version) {
        PhoneNumber number = contact.number();
        // An erased contact has none, so that the index no longer finds it.
        String identity = contact.isErased() ? null : Keys.identity(number);
        ItemWriter item = new ItemWriter(Keys.contact(contact.id()))
                .put(VERSION, version)
                .put(IDENTITY, identity)
                .put(NUMBER, identity == null || identity.equals(number.e164()) ? null : number.e164())
                .put(STATUS, Codes.of(contact.status()))
                .putCount(ATTEMPTS, contact.attempts())
                .putCount(CALLS, contact.tally().calls())
                .putCount(RETRIES, contact.tally().retries())
                .putCount(FAILED_RETRIES, contact.tally().failedRetries())
                .putMillis(SINCE, contact.timing().since())
                .putMillisNotBefore(FOLLOW_UP, contact.timing().followUp())
                .putCount(CYCLE, contact.cyclePosition().cycle())
                .putFlag(RETURNS, contact.cyclePosition().returns())
                .put(FORMERLY, codeOrNull(contact.cyclePosition().previousStatus()))
                .putFlag(ERASING, contact.isErasing())
                .putCount(EDITS, contact.edits())
                .put(SOURCE, contact.person().source())
                .put(DATA_SOURCE, otherDataSource(contact))
                .putCount(BILLED, contact.tally().billed().toMillis());
        putResults(item, contact.results());
        putData(item, contact.data());
        putDue(item, contact);
        putClaim(item, contact);
        putHistory(item, contact);
        Attempt latest = contact.latest();
        if (latest != null) {
            item.put(ATTEMPT, AttributeValue.fromM(AttemptItem.embedded(latest, number, contact.place())));
        }
        return item.item();
    }

    static Contact read(ItemReader item) {
        ContactId id = Keys.contactOf(item.text("pk"), item.text("sk"));
        PhoneNumber number = number(item);
        String source = item.text(SOURCE);
        String dataSource = item.textOrNull(DATA_SOURCE);
        List<HistoryEntry> history = HistoryBytes.read(item.attribute(HISTORY));
        Instant lastUpdate = item.millisOrNull(LAST_UPDATE);
        String reason = item.textOrNull(REASON);
        return new Contact(
                id,
                new ContactPerson(
                        number,
                        item.flag(ELSEWHERE) ? ContactData.ELSEWHERE : DataItem.read(item),
                        source,
                        dataSource == null ? source : dataSource,
                        item.flag(ERASING)),
                Codes.contactStatus(item.text(STATUS)),
                new AttemptTally(
                        item.integer(ATTEMPTS),
                        item.integer(CALLS),
                        item.integer(RETRIES),
                        item.integer(FAILED_RETRIES),
                        Duration.ofMillis(item.number(BILLED))),
                new AttemptTiming(item.millisOrNull(DUE_AT), item.millis(SINCE), item.millisOrNull(FOLLOW_UP)),
                new AttemptProgress(claim(item), place(item), latest(id, number, item)),
                new CyclePosition(item.integer(CYCLE), item.flag(RETURNS), statusOrNull(item.textOrNull(FORMERLY))),
                new Results(item.texts(TAGS), item.flag(CONVERTED), item.flag(REPORTED), item.flag(OPTED_OUT)),
                item.integer(EDITS),
                new DecisionLog(
                        lastUpdate == null ? history.getLast().at() : lastUpdate,
                        reason == null ? history.getLast().what() : reason,
                        history),
                item.number(VERSION));
    }

    /** The source of the contact's data, if it is not the contact's source. */
    private static @Nullable String otherDataSource(Contact contact) {
        String source = contact.person().dataSource();
        return source.equals(contact.person().source()) ? null : source;
    }

    private static PhoneNumber number(ItemReader item) {
        String identity = item.textOrNull(IDENTITY);
        return identity == null
                ? PhoneNumber.ERASED
                : new PhoneNumber(Objects.requireNonNullElse(item.textOrNull(NUMBER), identity));
    }

    private static void putResults(ItemWriter item, Results results) {
        item.putFlag(CONVERTED, results.converted())
                .putFlag(REPORTED, results.reported())
                .putFlag(OPTED_OUT, results.optedOut());
        if (!results.tags().isEmpty()) {
            item.put(TAGS, results.tags());
        }
    }

    private static void putData(ItemWriter item, ContactData data) {
        if (data.elsewhere() || DataItem.isLong(data)) {
            item.put(ELSEWHERE, true);
        } else {
            item.putAll(DataItem.attributes(data));
        }
    }

    /** Writes the due instant. The index has it in milliseconds, rounded up so that it is never too early. */
    private static void putDue(ItemWriter item, Contact contact) {
        if (contact.due() != null) {
            item.put(DUE_OF, Keys.due(contact.id(), Agenda.of(contact))).putMillisNotBefore(DUE_AT, contact.due());
        }
    }

    private static void putClaim(ItemWriter item, Contact contact) {
        Place place = contact.place();
        if (place != null) {
            item.put(PLACE_BATCH, place.batch()).putCount(PLACE_INDEX, place.index());
        }
        Claim claim = contact.claim();
        if (claim != null) {
            item.putMillisNotBefore(CLAIM_NOT_BEFORE, claim.notBefore())
                    .put(CLAIM_DAY, claim.day().toEpochDay())
                    .put(CLAIM_FROM, Codes.of(claim.statusBefore()))
                    .putMillisNotBefore(CLAIM_FOLLOW_UP, claim.followUp());
            if (claim.attempt() != contact.attempts()) {
                item.put(CLAIM_ATTEMPT, (long) claim.attempt());
            }
        }
    }

    private static @Nullable Place place(ItemReader item) {
        return item.attribute(PLACE_BATCH) == null
                ? null
                : new Place(item.number(PLACE_BATCH), item.integer(PLACE_INDEX));
    }

    private static @Nullable Claim claim(ItemReader item) {
        String from = item.textOrNull(CLAIM_FROM);
        if (from == null) {
            return null;
        }
        Integer attempt = item.integerOrNull(CLAIM_ATTEMPT);
        return new Claim(
                attempt == null ? item.integer(ATTEMPTS) : attempt,
                item.millis(CLAIM_NOT_BEFORE),
                LocalDate.ofEpochDay(item.number(CLAIM_DAY)),
                Codes.contactStatus(from),
                item.millisOrNull(CLAIM_FOLLOW_UP));
    }

    private static void putHistory(ItemWriter item, Contact contact) {
        List<HistoryEntry> history = contact.log().history();
        if (!history.isEmpty()) {
            item.put(HISTORY, HistoryBytes.of(history));
        }
        Optional<HistoryEntry> last = history.isEmpty() ? Optional.empty() : Optional.of(history.getLast());
        if (last.filter(entry ->
                        entry.at().toEpochMilli() == contact.log().lastUpdate().toEpochMilli())
                .isEmpty()) {
            item.putMillis(LAST_UPDATE, contact.log().lastUpdate());
        }
        if (last.filter(entry -> entry.what().equals(contact.reason())).isEmpty()) {
            item.put(REASON, contact.reason());
        }
    }

    private static @Nullable Attempt latest(ContactId id, PhoneNumber number, ItemReader item) {
        AttributeValue latest = item.attribute(ATTEMPT);
        return latest == null ? null : AttemptItem.readEmbedded(id, number, place(item), new ItemReader(latest.m()));
    }

    private static @Nullable String codeOrNull(@Nullable ContactStatus status) {
        return status == null ? null : Codes.of(status);
    }

    private static @Nullable ContactStatus statusOrNull(@Nullable String code) {
        return code == null ? null : Codes.contactStatus(code);
    }
}
