package io.vuelta.domain.event;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Cycle;
import io.vuelta.domain.contact.Claim;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportedFile;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.text.Sha256;
import io.vuelta.domain.upload.Upload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Derives events from written items. Pure: the same change gives the same events with the same ids. So a change that is
 * read again is reported again with the same id, and every event belongs to a written change.
 */
public final class Events {
    /** Sources of do-not-contact entries that the customer made: no person has opted out. */
    private static final Set<String> BY_CUSTOMER = Set.of("api", "csv");

    private Events() {}

    public static List<Event> of(ItemChange change) {
        return switch (change) {
            case ItemChange.OfCampaign campaign -> ofCampaign(campaign);
            case ItemChange.OfContact contact -> ofContact(contact);
            case ItemChange.OfEarlierAttempt earlier ->
                earlier.before() == null
                        ? List.of()
                        : ofAttempt(earlier.before(), earlier.after(), key(earlier.after()), earlier.at());
            case ItemChange.OfReply reply -> reply.known() ? List.of() : List.of(ofReply(reply));
            case ItemChange.OfUpload upload -> ofUpload(upload);
            case ItemChange.OfExport export -> ofExport(export);
            case ItemChange.OfSuppressions entries -> ofSuppressions(entries);
            case ItemChange.OfEndpoint endpoint -> ofEndpoint(endpoint);
            case ItemChange.Unreadable _ -> List.of();
        };
    }

    private static List<Event> ofCampaign(ItemChange.OfCampaign change) {
        Campaign before = change.before();
        Campaign after = change.after();
        if (before == null || before.status() == after.status() || after.id().isTest()) {
            return List.of();
        }
        String key = "campaign/" + after.id() + "/" + after.version();
        List<Event> events = new ArrayList<>();
        AutoPause autoPause = after.state().autoPause();
        events.add(event(
                EventType.CAMPAIGN_STATUS_CHANGED,
                key,
                change.at(),
                after.id(),
                new EventFields()
                        .put("name", after.settings().name())
                        .put("status", after.status().wire())
                        .put("previous_status", before.status().wire())
                        .put("paused_because", autoPause == null ? null : autoPause.reason())
                        .put("cycle", after.cycle().number())));
        boolean completes = after.status() == CampaignStatus.COOLDOWN || after.status() == CampaignStatus.FINISHED;
        if (before.status() == CampaignStatus.ACTIVE && completes) {
            events.add(event(
                    EventType.CAMPAIGN_CYCLE_COMPLETED,
                    key,
                    change.at(),
                    after.id(),
                    new EventFields()
                            .put("name", after.settings().name())
                            .put("status", after.status().wire())
                            .put("cycle", before.cycle().number())
                            .put(
                                    "next_cycle_at",
                                    after.status() == CampaignStatus.COOLDOWN
                                            ? after.nextCycle().orElse(null)
                                            : null)));
        }
        return events;
    }

    private static List<Event> ofContact(ItemChange.OfContact change) {
        Contact before = change.before();
        Contact after = change.after();
        if (before == null) {
            // The contact was loaded; the upload's event, or the response to the request, reports this.
            return List.of();
        }
        String key = "contact/" + after.id().campaign() + "/" + after.id().hash() + "/" + after.version();
        List<Event> events = new ArrayList<>();
        Attempt latest = after.latest();
        if (latest != null) {
            Attempt earlier = before.attempt(latest.id().number()).orElse(null);
            events.addAll(ofAttempt(earlier, latest, key, change.at()));
        }
        ContactStatus was = shown(before.in(Cycle.numbered(after.cyclePosition().cycle())));
        ContactStatus is = shown(after);
        if (was != is) {
            events.add(ofStatus(after, was, is, key, change.at()));
        }
        if (after.results().converted() && !before.results().converted()) {
            events.add(event(
                    EventType.CONTACT_CONVERTED,
                    key,
                    change.at(),
                    after.id().campaign(),
                    contact(after.id(), after.number())
                            .put("attempts", after.attempts())
                            .put("tags", after.results().tags())));
        }
        return events;
    }

    private static Event ofStatus(Contact contact, ContactStatus was, ContactStatus is, String key, Instant at) {
        return event(
                EventType.CONTACT_STATUS_CHANGED,
                key,
                at,
                contact.id().campaign(),
                contact(contact.id(), contact.number())
                        .put("status", is.wire())
                        .put("previous_status", was.wire())
                        .put("reason", contact.reason())
                        .put("attempts", contact.attempts())
                        .put("next_at", contact.due())
                        .put("tags", contact.results().tags()));
    }

    /** A claim that has not begun may still be released: until then the contact has its status before the claim. */
    private static ContactStatus shown(Contact contact) {
        Claim claim = contact.claim();
        return claim == null || contact.hasBegun() ? contact.status() : claim.statusBefore();
    }

    private static List<Event> ofAttempt(@Nullable Attempt before, Attempt after, String key, Instant at) {
        return switch (after) {
            case Call call -> ended(before) || !ended(call) ? List.of() : List.of(ofCall(call, key, at));
            case Message message ->
                status(before) == message.status() || !isReported(message)
                        ? List.of()
                        : List.of(ofMessage(message, key, at));
        };
    }

    /**
     * Whether the attempt is over with all its data, including who answered, and was not refused before it was placed.
     */
    private static boolean ended(@Nullable Attempt attempt) {
        return attempt instanceof Call call
                && call.isOver()
                && !call.notPlaced()
                && call.outcome().isPresent();
    }

    private static @Nullable MessageStatus status(@Nullable Attempt attempt) {
        return attempt instanceof Message message ? message.status() : null;
    }

    /** Whether the provider has reported the message, and it was not refused before it was sent. */
    private static boolean isReported(Message message) {
        return message.isOver() && !message.notPlaced();
    }

    private static Event ofCall(Call call, String key, Instant at) {
        AnsweredBy by = call.state().answeredBy();
        return event(
                EventType.CALL_ENDED,
                key,
                at,
                call.id().campaign(),
                new EventFields()
                        .put("call_id", call.id().toString())
                        .put("contact_id", call.id().contact().hash())
                        .put("contact", call.to().e164())
                        .put("attempt", call.id().number())
                        .put("integration_id", call.line().value())
                        .put("status", call.status().wire())
                        .put("answered_by", by == null ? null : by.wire())
                        .put("duration", call.state().duration())
                        .put("billed_duration", call.state().billed())
                        .put("created_at", call.createdAt())
                        .put("started_at", call.state().answeredAt().orElse(null))
                        .put("ended_at", call.state().endedAt())
                        .put("error", call.state().error())
                        .put("recording_url", call.recordingUrl()));
    }

    private static Event ofMessage(Message message, String key, Instant at) {
        return event(
                EventType.MESSAGE_STATUS,
                key,
                at,
                message.id().campaign(),
                new EventFields()
                        .put("message_id", message.id().toString())
                        .put("contact_id", message.id().contact().hash())
                        .put("contact", message.to().e164())
                        .put("attempt", message.id().number())
                        .put("integration_id", message.line().value())
                        .put("template", message.template())
                        .put("status", message.status().wire())
                        .put("error", message.state().error())
                        .put("sent_at", message.state().sentAt())
                        .put("delivered_at", message.state().deliveredAt())
                        .put("read_at", message.state().readAt()));
    }

    private static Event ofReply(ItemChange.OfReply change) {
        ReceivedMessage reply = change.message();
        return event(
                EventType.MESSAGE_RECEIVED,
                "reply/" + reply.attempt() + "/" + reply.id(),
                change.at(),
                reply.attempt().campaign(),
                new EventFields()
                        .put("message_id", reply.attempt().toString())
                        .put("contact_id", reply.attempt().contact().hash())
                        .put("reply_id", reply.id())
                        .put("kind", reply.kind())
                        .put("text", reply.text())
                        .put("media", reply.media())
                        .put("received_at", reply.at()));
    }

    private static List<Event> ofUpload(ItemChange.OfUpload change) {
        Upload before = change.before();
        Upload after = change.after();
        if (!after.status().isOver() || (before != null && before.status() == after.status())) {
            return List.of();
        }
        return List.of(event(
                EventType.UPLOAD_FINISHED,
                "upload/" + after.id() + "/" + after.status().wire(),
                change.at(),
                after.id().campaign(),
                new EventFields()
                        .put("upload_id", after.id().value())
                        .put("file_name", after.file().name())
                        .put("status", after.status().wire())
                        .put("rows", after.rows().all())
                        .put("accepted", after.rows().accepted())
                        .put("repaired", after.rows().repaired())
                        .put("duplicates", after.rows().duplicates())
                        .put("updated", after.rows().updated())
                        .put("refused", after.rows().refused())
                        .put("error", after.error())));
    }

    private static List<Event> ofExport(ItemChange.OfExport change) {
        Export before = change.before();
        Export after = change.after();
        if (after.status() == Export.Status.RUNNING || (before != null && before.status() == after.status())) {
            return List.of();
        }
        return List.of(event(
                EventType.EXPORT_FINISHED,
                "export/" + after.id().campaign() + "/" + after.id().value() + "/"
                        + after.status().wire(),
                change.at(),
                after.id().campaign(),
                new EventFields()
                        .put("export_id", after.id().value())
                        .put("kind", after.kind().wire())
                        .put("status", after.status().wire())
                        .put(
                                "rows",
                                Optional.ofNullable(after.file())
                                        .map(ExportedFile::rows)
                                        .orElse(0L))
                        .put(
                                "sha256",
                                Optional.ofNullable(after.file())
                                        .map(ExportedFile::sha256)
                                        .orElse(null))
                        .put("error", after.error())));
    }

    private static List<Event> ofSuppressions(ItemChange.OfSuppressions change) {
        return change.after().stream()
                .filter(entry -> !BY_CUSTOMER.contains(entry.source()))
                .filter(entry -> !change.before().contains(entry))
                // An opt-out never expires. An entry that does is a "resume" in WhatsApp's menu.
                .filter(entry -> entry.expires() == null)
                .map(entry -> ofSuppression(entry, change.at()))
                .toList();
    }

    private static Event ofSuppression(Suppression entry, Instant at) {
        Channel channel = entry.channel();
        String wire = channel == null ? null : channel.wire();
        return event(
                EventType.CONTACT_OPTED_OUT,
                "opted_out/" + entry.key().person().e164() + "/" + wire + "/" + entry.createdAt() + "/"
                        + entry.source(),
                at,
                null,
                new EventFields()
                        .put("contact", entry.number().e164())
                        .put("channel", wire)
                        .put("reason", entry.reason())
                        .put("source", entry.source())
                        .put("opted_out_at", entry.createdAt()));
    }

    private static List<Event> ofEndpoint(ItemChange.OfEndpoint change) {
        Endpoint before = change.before();
        Endpoint after = change.after();
        if (before == null || before.disabled() || !after.disabled()) {
            return List.of();
        }
        return List.of(event(
                EventType.ENDPOINT_DISABLED,
                "endpoint/" + after.id() + "/" + after.version(),
                change.at(),
                null,
                new EventFields()
                        .put("endpoint_id", after.id().value())
                        .put("url", after.url())
                        .put("failing_since", after.health().failingSince())));
    }

    private static EventFields contact(ContactId id, PhoneNumber number) {
        return new EventFields().put("contact_id", id.hash()).put("contact", number.e164());
    }

    private static String key(Attempt earlier) {
        return "attempt/" + earlier.id() + "/" + earlier.version();
    }

    private static Event event(
            EventType type, String key, Instant at, @Nullable CampaignId campaign, EventFields data) {
        return new Event(id(key + "/" + type.wire()), type, at, campaign, data.map());
    }

    /** 128 bits of a hash: two changes never share one. */
    private static String id(String of) {
        return "evt_" + Sha256.hex(of, 16);
    }
}
