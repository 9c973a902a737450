package io.vuelta.simulation;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.testkit.fakes.InMemoryStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks the final state, when no event is left. */
final class Endings {
    private final InMemoryStore store;
    private final Histories histories;
    private final Book book;
    private final Callbacks callbacks;
    private final RecordedRequests requests;
    private final Uploading uploading;
    private final Instant ends;

    /**
     * Checks for the end of a simulation.
     *
     * @param ends the end of the simulated time
     */
    Endings(
            InMemoryStore store,
            Histories histories,
            Book book,
            Callbacks callbacks,
            RecordedRequests requests,
            Uploading uploading,
            Instant ends) {
        this.store = store;
        this.histories = histories;
        this.book = book;
        this.callbacks = callbacks;
        this.requests = requests;
        this.uploading = uploading;
        this.ends = ends;
    }

    /**
     * Checks one campaign.
     *
     * @param people the people whom the campaign had at its beginning
     */
    void check(CampaignId id, Set<PhoneNumber> people) {
        List<Contact> contacts = store.contactsOf(id).stream()
                .map(contact -> contact.in(histories.now(id).cycle()))
                .toList();
        checkContacts(id, contacts);
        UploadId copy = new UploadId(id, "copy");
        if (store.uploads().find(copy).isPresent()) {
            checkCopy(id, contacts, store.uploads().find(copy).get());
        } else {
            checkUploads(id, contacts, people);
        }
        store.attemptsOf(id).forEach(this::checkTruth);
        contacts.forEach(this::checkMessages);
        long known = store.attemptsOf(id).stream()
                .filter(attempt -> book.call(attempt.id()).isPresent())
                .count();
        long placed = book.calls()
                .filter(call -> call.attempt().campaign().equals(id))
                .count();
        Violation.unless(known == placed, "%s has %d calls on record, not %d", id, known, placed);
    }

    private void checkContacts(CampaignId id, List<Contact> contacts) {
        Campaign campaign = histories.now(id);
        io.vuelta.domain.claim.OpenClaimsBook pacing = store.books().find(id);
        for (Contact contact : contacts) {
            Violation.unless(!contact.isUnderWay(), "nobody is under way for ever: %s", contact);
        }
        if (campaign.status() == CampaignStatus.FINISHED) {
            for (Contact contact : contacts) {
                Violation.unless(!contact.waits(), "nobody waits for what is finished: %s", contact);
                Violation.unless(contact.attempts() > 0 || endsUntried(contact), "everybody was tried: %s", contact);
            }
            checkCycles(campaign);
        } else if (campaign.isPaced()) {
            boolean empty = contacts.stream().allMatch(contact -> contact.status() == ContactStatus.REMOVED);
            boolean waitsForContacts =
                    campaign.settings().period().alwaysOn() && contacts.stream().noneMatch(Contact::waits);
            Violation.unless(
                    (empty || waitsForContacts)
                            ? saysWhy(pacing, Waiting.Reason.NO_CONTACTS)
                            : waitsForAWindow(campaign, pacing, contacts),
                    "nothing will ever happen to %s: %s",
                    campaign,
                    pacing);
        }
    }

    private static boolean endsUntried(Contact contact) {
        return switch (contact.status()) {
            case SKIPPED, SUPPRESSED, CONVERTED, REMOVED -> true;
            default -> Set.of("EXPIRED", "CAMPAIGN_ENDED", "CYCLES_ENDED").contains(contact.reason());
        };
    }

    /** Checks that there are no more repeats than allowed, in total and on each day. */
    private void checkCycles(Campaign campaign) {
        int most = histories
                .ever(campaign.id())
                .map(CampaignSettings::cycles)
                .mapToInt(cycles -> cycles == null || cycles.maxIterations() == null ? 0 : cycles.maxIterations())
                .max()
                .orElseThrow();
        Violation.unless(campaign.cycle().number() <= most, "%s went round too often", campaign);
    }

    private static boolean saysWhy(io.vuelta.domain.claim.OpenClaimsBook pacing, Waiting.Reason reason) {
        Waiting waiting = pacing.waiting();
        return waiting != null && waiting.reason() == reason && waiting.until() == null;
    }

    private boolean waitsForAWindow(
            Campaign campaign, io.vuelta.domain.claim.OpenClaimsBook pacing, List<Contact> contacts) {
        boolean held = contacts.stream().anyMatch(Contact::isHeld);
        Waiting waiting = pacing.waiting();
        Instant until = waiting == null ? null : waiting.until();
        return held
                || (until != null && until.isAfter(ends))
                || (saysWhy(pacing, Waiting.Reason.WINDOW)
                        && campaign.hours().nextOpen(campaign.createdAt()).isEmpty());
    }

    /** Every contact of a copy comes from the copied campaign. */
    private void checkCopy(CampaignId id, List<Contact> contacts, Upload copy) {
        CampaignId from = new CampaignId(id.value().substring(0, id.value().indexOf('-')));
        Set<PhoneNumber> all = new HashSet<>();
        store.contactsOf(from).forEach(contact -> all.add(contact.number()));
        // A copy request that fails halfway leaves an empty campaign.
        boolean never = copy.status() == Upload.Status.WAITING && contacts.isEmpty();
        Violation.unless(never || copy.status().isOver(), "a copy ends: %s", copy);
        Violation.unless(
                contacts.stream().allMatch(contact -> all.contains(contact.number())),
                "%s has contacts of nobody's",
                id);
        Violation.unless(
                contacts.size() == copy.rows().accepted(),
                "%s has accepted %d, not %d",
                id,
                copy.rows().accepted(),
                contacts.size());
    }

    /** The contact's status matches the person's reaction to the latest message. */
    private void checkMessages(Contact contact) {
        Optional<Attempt> latest = contact.attempts() == 0
                ? Optional.empty()
                : store.attempts().find(new AttemptId(contact.id(), contact.attempts()));
        if (latest.isEmpty() || !(latest.get() instanceof Message message)) {
            return;
        }
        boolean reached = message.status().compareTo(MessageStatus.DELIVERED) >= 0;
        boolean elsewhere = switch (contact.status()) {
            case CONVERTED, SKIPPED, SUPPRESSED, REMOVED -> true;
            default -> !requests.lastAgain(contact.id()).equals(Instant.MIN);
        };
        Violation.unless(
                !reached
                        || elsewhere
                        || contact.status().name().equals(message.status().name()),
                "a contact is where its message is: %s, %s",
                contact,
                message);
    }

    /** Each accepted contact exists once, and there are no others. */
    private void checkUploads(CampaignId id, List<Contact> contacts, Set<PhoneNumber> people) {
        Set<PhoneNumber> expected = new HashSet<>(people);
        Set<PhoneNumber> present = new HashSet<>();
        contacts.forEach(contact -> present.add(contact.number()));
        int accepted = people.size();
        for (UploadId uploaded : uploading.sent()) {
            if (!uploaded.campaign().equals(id)) {
                continue;
            }
            Upload upload = store.uploads().find(uploaded).orElseThrow();
            Violation.unless(upload.status().isOver(), "an upload ends: %s", upload);
            if (upload.status() == Upload.Status.DONE) {
                Violation.unless(upload.rows().all() == uploading.rows(uploaded), "every row is counted: %s", upload);
                uploading.people(uploaded).forEach(expected::add);
            } else if (givenUp(upload)) {
                // The rows that were sent before the upload stopped are loaded.
                uploading.people(uploaded).filter(present::contains).forEach(expected::add);
            } else {
                Violation.unless(upload.rows().accepted() == 0, "nothing is loaded of a file that failed: %s", upload);
            }
            accepted += upload.rows().accepted();
        }
        Violation.unless(present.equals(expected), "%s has %s, not %s", id, present, expected);
        boolean removed = requests.hasRemoved(id);
        Violation.unless(
                removed ? contacts.size() <= accepted : contacts.size() == accepted,
                "%s has accepted %d and has %d contacts",
                id,
                accepted,
                contacts.size());
    }

    /**
     * Whether the upload ended without a fault of its file: reading failed as often as its message may be received, or
     * its campaign ended.
     */
    private static boolean givenUp(Upload upload) {
        return upload.error() != null
                && (upload.error().startsWith("INTERNAL_ERROR")
                        || upload.error().startsWith("CAMPAIGN_FINISHED")
                        // Of two readers of one file, one may be before the archiving, and the other after it.
                        || upload.error().startsWith("CAMPAIGN_ARCHIVED"));
    }

    private void checkTruth(Attempt attempt) {
        Violation.unless(attempt.settled(), "every attempt is settled: %s", attempt);
        switch (attempt) {
            case io.vuelta.domain.attempt.Call call -> checkTruth(call);
            case Message message -> checkTruth(message);
        }
    }

    /** The record has the most advanced of all reported statuses; it is failed if nothing was reported. */
    private void checkTruth(Message message) {
        List<AttemptEvent> reported = callbacks.reported(message.id());
        boolean agrees = message.status() == furthest(reported.stream())
                // The function that received the provider's own answer may have died before it wrote it.
                || message.status()
                        == furthest(reported.stream().filter(event -> !(event instanceof MessageEvent.Taken)))
                // A message without any report in time is recorded as permanently failed, unless a delivery is reported
                // later.
                || (message.status() == MessageStatus.FAILED
                        && "NEVER_HEARD_OF".equals(message.state().error())
                        && furthest(reported.stream()) == MessageStatus.SENT);
        Violation.unless(agrees, "records agree with what was told: %s", message);
    }

    private static MessageStatus furthest(Stream<AttemptEvent> reported) {
        return reported.map(Endings::status).max(Comparator.naturalOrder()).orElse(MessageStatus.FAILED);
    }

    private static MessageStatus status(AttemptEvent event) {
        return switch (event) {
            case MessageEvent.Taken _ -> MessageStatus.SENT;
            case MessageEvent.Reported reported -> reported.status();
            case MessageEvent.Stopped _ -> MessageStatus.REJECTED;
            default -> MessageStatus.FAILED;
        };
    }

    private void checkTruth(io.vuelta.domain.attempt.Call attempt) {
        Optional<Call> placed = book.call(attempt.id());
        if (placed.isEmpty()) {
            Violation.unless(attempt.status() == CallStatus.FAILED, "there was no such call: %s", attempt);
            return;
        }
        Call call = placed.get();
        boolean agrees = attempt.status() == call.end()
                && attempt.state().duration().equals(call.duration())
                && attempt.state().answeredBy() == call.answerer();
        Violation.unless(agrees, "records agree with the book: %s, not %s", attempt, call);
    }
}
