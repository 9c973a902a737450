package io.vuelta.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.AttemptRules;
import io.vuelta.domain.attempt.AttemptStart;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageState;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportFilter;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.ExportedFile;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.upload.BatchProgress;
import io.vuelta.domain.upload.RowCounts;
import io.vuelta.domain.upload.SentFile;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The events of each change, and their contents. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventsTest {
    private static final CampaignId CAMPAIGN = new CampaignId("C1");
    private static final LineId LINE = new LineId("iph_1");
    private static final Instant NOW = Examples.MONDAY;
    private static final Place PLACE = new Place(1, 0);

    private static List<String> types(ItemChange change) {
        return Events.of(change).stream().map(event -> event.type().wire()).toList();
    }

    private static Event only(ItemChange change) {
        assertThat(Events.of(change)).hasSize(1);
        return Events.of(change).getFirst();
    }

    private static @Nullable Object of(ItemChange change, EventType type, String field) {
        return Events.of(change).stream()
                .filter(event -> event.type() == type)
                .findFirst()
                .orElseThrow()
                .data()
                .get(field);
    }

    // Campaigns

    private static Campaign campaign(CampaignStatus status) {
        return Examples.campaign(CAMPAIGN, LINE, status, Examples.settings());
    }

    @ParameterizedTest
    @CsvSource({
        "READY, ACTIVE, campaign.status_changed",
        "ACTIVE, INACTIVE, campaign.status_changed",
        "INACTIVE, ACTIVE, campaign.status_changed",
        "COOLDOWN, ACTIVE, campaign.status_changed",
        "COOLDOWN, FINISHED, campaign.status_changed",
        "ACTIVE, CANCELLED, campaign.status_changed",
        "ACTIVE, COOLDOWN, campaign.status_changed campaign.cycle_completed",
        "ACTIVE, FINISHED, campaign.status_changed campaign.cycle_completed",
    })
    void a_change_of_status_is_a_campaign_event(CampaignStatus before, CampaignStatus after, String types) {
        ItemChange change =
                new ItemChange.OfCampaign(campaign(before), campaign(after).written(), NOW);

        assertThat(String.join(" ", types(change))).isEqualTo(types);
        assertThat(of(change, EventType.CAMPAIGN_STATUS_CHANGED, "status")).isEqualTo(after.wire());
        assertThat(of(change, EventType.CAMPAIGN_STATUS_CHANGED, "previous_status"))
                .isEqualTo(before.wire());
        assertThat(Events.of(change))
                .allSatisfy(event -> assertThat(event.campaign()).isEqualTo(CAMPAIGN));
    }

    @ParameterizedTest
    @EnumSource(CampaignStatus.class)
    void a_new_campaign_or_an_unchanged_status_has_no_event(CampaignStatus status) {
        CampaignSettings others = Examples.with().concurrency(9).build();

        assertThat(types(new ItemChange.OfCampaign(null, campaign(status), NOW)))
                .isEmpty();
        assertThat(types(new ItemChange.OfCampaign(
                        campaign(status), campaign(status).changed(others), NOW)))
                .isEmpty();
    }

    // Contacts and calls

    private static Contact contact() {
        return Examples.contact(CAMPAIGN, 1).inVersion(1);
    }

    private static Contact claimed() {
        return contact()
                .claimed(PLACE, NOW, NOW.atZone(Examples.MEXICO_CITY).toLocalDate(), NOW)
                .inVersion(2);
    }

    private static Contact begun(Attempt attempt) {
        return claimed().begun(attempt, NOW).inVersion(3);
    }

    private static Call call() {
        return Call.created(new AttemptId(contact().id(), 1), LINE, Examples.number(1), "Ana", true, "b", PLACE, NOW);
    }

    private static Message message() {
        AttemptId id = new AttemptId(contact().id(), 1);
        return Message.created(id, LINE, Examples.number(1), "Ana", "promo", null, "b", PLACE, NOW);
    }

    private static Attempt received(Attempt attempt, AttemptEvent... events) {
        Attempt next = attempt;
        for (AttemptEvent event : events) {
            next = ((AttemptRules.Step.MoveTo) AttemptRules.apply(next, event)).next();
        }
        return next;
    }

    private static CallEvent.Reported reported(CallStatus status, @Nullable AnsweredBy by) {
        return new CallEvent.Reported("CA1", status, Duration.ofSeconds(40), by, NOW.plusSeconds(60));
    }

    private static ItemChange withLatest(Attempt before, Attempt after) {
        Contact with = begun(before);
        return new ItemChange.OfContact(with, with.with(after).inVersion(4), NOW);
    }

    @Test
    void a_loaded_claimed_or_released_contact_has_no_event() {
        Contact released = claimed().released(NOW, "LATE", NOW).inVersion(3);

        assertThat(types(new ItemChange.OfContact(null, contact(), NOW))).isEmpty();
        assertThat(types(new ItemChange.OfContact(contact(), claimed(), NOW))).isEmpty();
        assertThat(types(new ItemChange.OfContact(claimed(), released, NOW))).isEmpty();
    }

    @Test
    void a_contact_is_sending_when_its_attempt_begins() {
        ItemChange begins = new ItemChange.OfContact(claimed(), begun(call()), NOW);

        assertThat(types(begins)).containsExactly("contact.status_changed");
        assertThat(only(begins).data())
                .containsEntry("previous_status", "queue")
                .containsEntry("status", "sending")
                .containsEntry("contact", Examples.number(1).e164())
                .containsEntry("contact_id", contact().id().hash());
    }

    @Test
    void one_write_has_the_event_of_the_calls_end_and_of_the_contacts_new_status() {
        Attempt accepted = received(call(), new CallEvent.Accepted("CA1", NOW));
        Contact before = begun(accepted);
        Contact after = ContactEdit.of(before)
                .status(ContactStatus.ANSWERED)
                .claim(null)
                .latest(received(accepted, reported(CallStatus.ENDED, AnsweredBy.HUMAN)))
                .done()
                .inVersion(4);
        ItemChange change = new ItemChange.OfContact(before, after, NOW);

        assertThat(types(change)).containsExactly("call.ended", "contact.status_changed");
        assertThat(Events.of(change).getFirst().data())
                .containsEntry(
                        "call_id", after.id().campaign() + "." + after.id().hash() + ".1")
                .containsEntry("status", "ended")
                .containsEntry("answered_by", "human")
                .containsEntry("duration", 40L)
                .containsEntry("started_at", NOW.plusSeconds(20).toString())
                .containsEntry("ended_at", NOW.plusSeconds(60).toString());
        assertThat(of(change, EventType.CONTACT_STATUS_CHANGED, "previous_status"))
                .isEqualTo("sending");
    }

    @Test
    void a_call_has_ended_once_it_is_over_and_it_is_known_who_answered() {
        Attempt accepted = received(call(), new CallEvent.Accepted("CA1", NOW));
        Attempt over = received(accepted, reported(CallStatus.ENDED, null));
        Attempt known = received(over, new CallEvent.Detected("CA1", AnsweredBy.MACHINE, NOW));

        assertThat(types(withLatest(call(), accepted))).isEmpty();
        assertThat(types(withLatest(accepted, received(accepted, reported(CallStatus.RINGING, null)))))
                .isEmpty();
        assertThat(types(withLatest(accepted, over))).isEmpty();
        assertThat(types(withLatest(over, known))).containsExactly("call.ended");
        assertThat(types(withLatest(known, known.asSettled()))).isEmpty();
        assertThat(types(withLatest(accepted, received(accepted, reported(CallStatus.BUSY, null)))))
                .containsExactly("call.ended");
    }

    @Test
    void an_attempt_that_was_not_placed_has_no_event() {
        CallEvent refused = new CallEvent.NotPlaced("RATE_LIMITED", NOW.plusSeconds(5), NOW);
        MessageEvent notSent = new MessageEvent.NotSent("RATE_LIMITED", NOW.plusSeconds(5), NOW);

        assertThat(types(withLatest(call(), received(call(), refused)))).isEmpty();
        assertThat(types(withLatest(message(), received(message(), notSent)))).isEmpty();
    }

    @Test
    void the_end_of_an_earlier_attempt_has_an_event_and_its_move_out_of_the_contact_has_none() {
        Attempt accepted = received(call(), new CallEvent.Accepted("CA1", NOW));
        Attempt over = received(accepted, reported(CallStatus.NO_ANSWER, null)).inVersion(2);

        assertThat(types(new ItemChange.OfEarlierAttempt(null, over, NOW))).isEmpty();
        assertThat(types(new ItemChange.OfEarlierAttempt(accepted, over, NOW))).containsExactly("call.ended");
    }

    @Test
    void each_status_of_a_message_has_an_event() {
        Message sent = with(message(), MessageStatus.SENT);
        Message read = with(sent, MessageStatus.READ);

        assertThat(only(withLatest(message(), sent)).data())
                .containsEntry("status", "sent")
                .containsEntry("template", "promo");
        assertThat(only(withLatest(sent, read)).data()).containsEntry("status", "read");
        assertThat(types(withLatest(read, read.asSettled()))).isEmpty();
        assertThat(types(withLatest(message(), with(message(), MessageStatus.UNKNOWN))))
                .isEmpty();
    }

    private static Message with(Message message, MessageStatus status) {
        return new Message(
                new AttemptStart(
                        message.id(),
                        message.line(),
                        message.to(),
                        message.contactName(),
                        message.begunBy(),
                        message.place(),
                        message.createdAt()),
                message.template(),
                message.category(),
                new MessageState(status, "wamid.1", NOW, null, null, null, null, null),
                false,
                message.eventTimes(),
                0);
    }

    @Test
    void a_conversion_has_one_event_even_during_the_call() {
        Contact before = begun(received(call(), new CallEvent.Accepted("CA1", NOW)));
        Result converts = new Result(List.of("vip"), Map.of(), true, null);
        Contact after = before.with(converts, true, NOW).inVersion(4);
        ItemChange change = new ItemChange.OfContact(before, after, NOW);

        assertThat(types(change)).containsExactly("contact.converted");
        assertThat(only(change).data()).containsEntry("tags", List.of("vip"));
        assertThat(types(new ItemChange.OfContact(
                        after, after.with(converts, true, NOW).inVersion(5), NOW)))
                .isEmpty();
    }

    @Test
    void the_previous_status_of_a_contact_in_a_new_cycle_is_queue() {
        Contact before = ContactEdit.of(contact())
                .status(ContactStatus.VOICEMAIL)
                .cycle(0, true)
                .done()
                .inVersion(5);
        Contact after = ContactEdit.of(before)
                .status(ContactStatus.SKIPPED)
                .cycle(1, false)
                .done()
                .inVersion(6);

        assertThat(of(
                        new ItemChange.OfContact(before, after, NOW),
                        EventType.CONTACT_STATUS_CHANGED,
                        "previous_status"))
                .isEqualTo("queue");
    }

    // The rest

    @Test
    void a_reply_has_one_event() {
        ReceivedMessage reply =
                new ReceivedMessage(new AttemptId(contact().id(), 1), "wamid.2", "text", "Sí, gracias", null, NOW);

        assertThat(only(new ItemChange.OfReply(false, reply, NOW)).data())
                .containsEntry("text", "Sí, gracias")
                .containsEntry("reply_id", "wamid.2");
        assertThat(types(new ItemChange.OfReply(true, reply, NOW))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Upload.Status.class)
    void an_upload_has_an_event_when_it_has_ended(Upload.Status status) {
        boolean over = status == Upload.Status.DONE || status == Upload.Status.FAILED;
        ItemChange change = new ItemChange.OfUpload(upload(Upload.Status.READING), upload(status), NOW);

        assertThat(types(change)).isEqualTo(over ? List.of("upload.finished") : List.of());
        assertThat(types(new ItemChange.OfUpload(upload(status), upload(status), NOW)))
                .isEmpty();
    }

    private static Upload upload(Upload.Status status) {
        Upload waiting = Upload.waiting(new UploadId(CAMPAIGN, "u1"), "june.csv", 9, "uploads/u1", NOW);
        return new Upload(
                waiting.id(),
                new SentFile(
                        waiting.file().name(),
                        waiting.file().size(),
                        waiting.file().key(),
                        null),
                waiting.ifDuplicate(),
                waiting.mapping(),
                null,
                status,
                new BatchProgress(1, 1),
                new RowCounts(10, 8, 2, 1, 0, 1),
                List.of(),
                null,
                null,
                NOW);
    }

    @ParameterizedTest
    @EnumSource(Export.Status.class)
    void an_export_has_an_event_when_it_has_ended(Export.Status status) {
        ItemChange change = new ItemChange.OfExport(export(Export.Status.RUNNING), export(status), NOW);

        assertThat(types(change)).isEqualTo(status == Export.Status.RUNNING ? List.of() : List.of("export.finished"));
        assertThat(types(new ItemChange.OfExport(export(status), export(status), NOW)))
                .isEmpty();
    }

    private static Export export(Export.Status status) {
        ExportId id = new ExportId(CAMPAIGN, "e1");
        return new Export(
                id,
                Export.Kind.CALLS,
                ExportFilter.NONE,
                false,
                false,
                status,
                status == Export.Status.DONE ? new ExportedFile("k", "m", 7, 70, "ab") : null,
                status == Export.Status.FAILED ? "TOO_LARGE" : null,
                NOW,
                1);
    }

    @ParameterizedTest
    @CsvSource({"reply, true", "whatsapp_menu, true", "whatsapp, true", "api, false", "csv, false"})
    void an_opt_out_by_the_person_has_an_event_and_other_entries_have_none(String source, boolean hasEvent) {
        Suppression entry = new Suppression(Examples.number(1), Channel.WHATSAPP, "asked to stop", source, NOW, null);
        Suppression other = new Suppression(Examples.number(1), null, "ours", "api", NOW, null);

        assertThat(types(new ItemChange.OfSuppressions(List.of(other), List.of(other, entry), NOW)))
                .isEqualTo(hasEvent ? List.of("contact.opted_out") : List.of());
        assertThat(types(new ItemChange.OfSuppressions(List.of(entry), List.of(entry, other), NOW)))
                .isEmpty();
        Suppression resumed = new Suppression(Examples.number(1), Channel.WHATSAPP, "again", source, NOW, NOW);
        assertThat(types(new ItemChange.OfSuppressions(List.of(entry), List.of(resumed), NOW)))
                .as("the person allows messages again")
                .isEmpty();
    }

    @Test
    void a_disabled_endpoint_has_an_event_for_the_others() {
        Endpoint before = EventExamples.endpoint(EventExamples.FIRST);
        Endpoint after = before.changed(before.url(), before.events(), before.format(), true);
        Event event = only(new ItemChange.OfEndpoint(before, after, NOW));

        assertThat(event.type()).isEqualTo(EventType.ENDPOINT_DISABLED);
        assertThat(EventExamples.endpoint(EventExamples.FIRST).wants(event)).isFalse();
        assertThat(EventExamples.endpoint(EventExamples.SECOND).wants(event)).isTrue();
        assertThat(types(new ItemChange.OfEndpoint(after, before, NOW))).isEmpty();
    }

    @Test
    void the_same_change_has_the_same_ids_and_another_has_others() {
        List<ItemChange> changes = new ArrayList<>();
        int versions = 0;
        for (CampaignStatus from : EnumSet.allOf(CampaignStatus.class)) {
            Campaign after = campaign(CampaignStatus.FINISHED);
            versions++;
            for (int writes = 0; writes < versions; writes++) {
                after = after.written();
            }
            changes.add(new ItemChange.OfCampaign(campaign(from), after, NOW));
        }
        changes.add(new ItemChange.OfContact(claimed(), begun(call()), NOW));
        Set<String> ids = new HashSet<>();
        for (ItemChange change : changes) {
            List<Event> events = Events.of(change);
            assertThat(Events.of(change)).isEqualTo(events);
            events.forEach(event -> assertThat(ids.add(event.id())).isTrue());
        }
        assertThat(ids).hasSizeGreaterThan(7);
    }
}
