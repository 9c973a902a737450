package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.AttemptRules;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.AfterAttempt;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A contact in all steps of a campaign, written after every step; ids and texts have realistic lengths. */
final class Journey {
    static final CampaignId CAMPAIGN = new CampaignId("01JQ3W8Z6V9M2K4T7X5C0R8YHB");
    static final LineId LINE = new LineId("01JQ3W0B7N5S2D8F4G6H1J3K9M");
    static final PhoneNumber NUMBER = new PhoneNumber("+525555551234");
    private static final Instant START = Instant.parse("2026-03-02T15:00:00.123Z");
    private static final String BEGUN_BY = "6f5b8c1e-2d3a-4f60-9b7c-8e1d2a3b4c5d/24";
    private static final String CALL = "CA6b0c7d8e9f1a2b3c4d5e6f708192a3b4";
    private static final String MESSAGE = "wamid.HBgNNTI1NTU1NTU1MTIzNBUCABEYEjY0RkE5QzhCN0Q2RTVGNEEzQgA=";
    private static final AfterAttempt AFTER = new AfterAttempt(5, 1, Duration.ofMinutes(30), Duration.ofMinutes(5));

    private final Map<String, Contact> steps = new LinkedHashMap<>();
    private final Random random = new Random(1);
    private Contact contact;
    private Instant now = START;
    private long batch = 12_345;

    private Journey(ContactData data) {
        contact = Contact.loaded(
                ContactId.of(CAMPAIGN, NUMBER), NUMBER, data, "01JQ3W9A1B2C3D4E5F6G7H8J9K/1234/123456", START);
        is("loaded");
    }

    static Journey of(ContactData data) {
        return new Journey(data);
    }

    /** Data of this size in the contact. */
    static ContactData data(int bytes) {
        Map<String, String> variables = Map.of("plan", "oro", "saldo", "1,234.50");
        ContactData without = new ContactData("cl-004711", "María Fernández", "", "", "", variables);
        int used = ItemSize.of(DataItem.attributes(without)) + "ct".length();
        return new ContactData("cl-004711", "María Fernández", "x".repeat(bytes - used), "", "", variables);
    }

    /** Every written state, by the name of the step. */
    Map<String, Contact> steps() {
        return steps;
    }

    Contact contact() {
        return contact;
    }

    private Journey is(String step) {
        contact = contact.inVersion(contact.version() + 1);
        steps.put(steps.size() + " " + step, contact);
        return this;
    }

    private void later(int fromMillis, int toMillis) {
        now = now.plusMillis(random.nextInt(fromMillis, toMillis));
    }

    Journey claimed() {
        later(1_000, 900_000);
        Instant slot = now.plusMillis(random.nextInt(500, 3_000));
        contact = contact.claimed(new Place(++batch, 49), slot, LocalDate.ofInstant(slot, ZoneOffset.UTC), now);
        return is("claimed");
    }

    Journey released(String reason) {
        later(1_000, 5_000);
        contact = contact.released(now, reason, now);
        return is("released");
    }

    /** Holds the contact until the next morning. */
    Journey held() {
        now = now.plus(Duration.ofDays(1));
        later(1_000, 900_000);
        contact = contact.held(now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(14)), null, now);
        return is("held");
    }

    Journey heldTimes(int count) {
        for (int i = 0; i < count; i++) {
            held();
        }
        return this;
    }

    Journey calling() {
        later(100, 2_000);
        AttemptId id = new AttemptId(contact.id(), contact.attempts());
        contact =
                contact.begun(Call.created(id, LINE, NUMBER, contact.data().name(), true, BEGUN_BY, place(), now), now);
        return is("begun");
    }

    private Place place() {
        return new Place(batch, 49);
    }

    Journey sending() {
        later(100, 2_000);
        AttemptId id = new AttemptId(contact.id(), contact.attempts());
        contact = contact.begun(
                Message.created(
                        id,
                        LINE,
                        NUMBER,
                        contact.data().name(),
                        "recordatorio_de_pago_marzo_2026",
                        null,
                        BEGUN_BY,
                        place(),
                        now),
                now);
        return is("begun");
    }

    private Journey receive(String step, AttemptEvent event) {
        Attempt latest = contact.attempt(contact.attempts()).orElseThrow();
        if (AttemptRules.apply(latest, event) instanceof AttemptRules.Step.MoveTo move) {
            Attempt next = move.next();
            contact = contact.with(next);
            if (next.outcome().isPresent()) {
                contact = AFTER.apply(
                        contact.with(next.asSettled()), next.outcome().get(), now);
            }
        }
        return is(step);
    }

    Journey placed() {
        later(200, 900);
        return receive("placed", new CallEvent.Accepted(CALL, now));
    }

    Journey reported(CallStatus status) {
        later(1_000, 30_000);
        return receive(status.wire(), new CallEvent.Reported(CALL, status, null, null, now));
    }

    Journey detected(AnsweredBy by) {
        later(1_000, 5_000);
        return receive("detected", new CallEvent.Detected(CALL, by, now));
    }

    Journey ended() {
        later(5_000, 600_000);
        return receive("ended", new CallEvent.Reported(CALL, CallStatus.ENDED, Duration.ofSeconds(123), null, now));
    }

    Journey taken() {
        later(200, 900);
        return receive("taken", new MessageEvent.Taken(MESSAGE, now));
    }

    Journey messageReported(MessageStatus status) {
        later(500, 3_600_000);
        return receive(status.wire(), new MessageEvent.Reported(MESSAGE, status, now));
    }

    Journey result() {
        later(1_000, 60_000);
        contact = contact.with(
                new Result(List.of("interesado", "vip"), Map.of(), false, now.plus(Duration.ofDays(3))), true, now);
        return is("result");
    }

    /** Adds a whole call that a person answered. */
    Journey answered() {
        return calling()
                .placed()
                .reported(CallStatus.RINGING)
                .reported(CallStatus.IN_PROGRESS)
                .detected(AnsweredBy.HUMAN)
                .ended();
    }

    Journey read() {
        return sending()
                .taken()
                .messageReported(MessageStatus.SENT)
                .messageReported(MessageStatus.DELIVERED)
                .messageReported(MessageStatus.READ);
    }

    /** Claims and releases the contact until it has this number of decisions. */
    Journey decisions(int count) {
        while (contact.log().history().size() < count) {
            claimed().released("LATE");
        }
        return this;
    }
}
