package io.vuelta.domain.pace;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.claim.ClaimBatch;
import io.vuelta.domain.claim.ClaimBatches;
import io.vuelta.domain.claim.ClaimReports;
import io.vuelta.domain.claim.OpenBatch;
import io.vuelta.domain.claim.ReleaseClaim;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Contacts.Written;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.reason.TimelineCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Handles claims that are not known to be over. A batch whose commands were not sent is executed again, or closed if it
 * is too late for that. At its look each batch is compared with its contacts: ended claims without a report are found,
 * claims that never began are released, and the state of the others is requested from providers. A batch that the store
 * does not have any more is closed, so that it does not stop its line.
 */
final class OpenClaims {
    /** Maximum number of batches that one tick checks. */
    private static final int MAX_LOOKS = 20;

    /** The wait until a call that must be hung up and is still in progress is looked up again. */
    static final Duration HANG_UP_AGAIN = Duration.ofSeconds(15);

    /** The number of tries for a contact that keeps changing; the next look continues. */
    private static final int TRIES = 5;

    /** A plan whose first slot is longer ago than this is not carried out again. */
    private static final Duration MAX_LATENESS = Duration.ofSeconds(2);

    private final ClaimBatches batches;
    private final Contacts contacts;
    private final ClaimContacts claims;
    private final Commands commands;
    private final ReleaseClaim releaseClaim;
    private final Duration askAfter;
    private final Duration askAgain;

    /**
     * Uses these ports.
     *
     * @param askAfter the time after which the status of an attempt without a report is requested
     * @param askAgain the time until the status is requested again
     */
    OpenClaims(
            ClaimBatches batches,
            Contacts contacts,
            ClaimContacts claims,
            Commands commands,
            Duration askAfter,
            Duration askAgain) {
        this.batches = batches;
        this.contacts = contacts;
        this.claims = claims;
        this.commands = commands;
        this.releaseClaim = new ReleaseClaim(contacts);
        this.askAfter = askAfter;
        this.askAgain = askAgain;
    }

    void lookAfter(CampaignTick tick, LinePace line, Instant now) {
        Campaign campaign = tick.campaign();
        boolean hangsUp = campaign.state().hangsUp();
        if (hangsUp && tick.book().plannedIn() != campaign.epoch()) {
            // All are looked up now, and each again after it has had time to end.
            tick.change(book -> book.lookedAtBy(now).plannedIn(campaign.epoch()));
        }
        int looked = 0;
        for (Map.Entry<Long, OpenBatch> entry : tick.book().open().entrySet()) {
            OpenBatch open = entry.getValue();
            if (open.sent() && open.look().isAfter(now)) {
                continue;
            }
            if (looked == MAX_LOOKS) {
                tick.lookAt(now.plus(PaceLine.SOON));
                return;
            }
            looked++;
            Optional<ClaimBatch> found = batches.find(tick.id(), entry.getKey());
            if (found.isEmpty()) {
                tick.closeMissing(entry.getKey(), open);
                continue;
            }
            ClaimBatch batch = found.get();
            if (open.sent()) {
                look(tick, batch, hangsUp, false, now);
            } else if (holdsStill(tick.campaign(), batch, line, now)) {
                claims.claimSlots(tick, batch, claims.read(batch), now);
            } else {
                look(tick, batch, hangsUp, true, now);
                tick.change(book -> book.sent(batch.number()));
            }
        }
    }

    /** Whether the plan may still be carried out. */
    private static boolean holdsStill(Campaign campaign, ClaimBatch batch, LinePace line, Instant now) {
        return campaign.mayAttempt()
                && batch.line().equals(line.line())
                && batch.line().equals(campaign.line())
                && batch.epoch() == campaign.epoch()
                && line.allows(batch.lineEpoch(), batch.planned())
                && !now.isAfter(batch.members().getFirst().slot().plus(MAX_LATENESS));
    }

    /**
     * Compares the batch's open claims with their contacts.
     *
     * @param apart whether claims that have not begun are released immediately
     */
    private void look(CampaignTick tick, ClaimBatch batch, boolean hangsUp, boolean apart, Instant now) {
        Instant askAt = batch.lastSlot().plus(askAfter);
        boolean all = apart || hangsUp || !now.isBefore(askAt);
        OpenBatch open = Objects.requireNonNull(tick.book().open().get(batch.number()));
        List<Integer> looked = IntStream.range(0, batch.members().size())
                .filter(index -> !open.isOver(index))
                .filter(index -> all || !open.isReported(index) || open.isWanted(index))
                .boxed()
                .toList();
        Map<ContactId, Contact> read = claims.read(batch, looked);
        List<Command> asks = new ArrayList<>();
        Instant next = hangsUp ? now.plus(HANG_UP_AGAIN) : all ? now.plus(askAgain) : askAt;
        for (int index : looked) {
            ClaimBatch.Member member = batch.members().get(index);
            Optional<Instant> again =
                    look(tick, batch, member, batch.place(index), read.get(member.contact()), apart, asks, now);
            next = again.filter(next::isAfter).orElse(next);
        }
        commands.send(asks);
        Instant at = next;
        tick.change(book -> book.looked(batch.number(), at));
    }

    /** Whether the attempt has ended, or the claim never took effect; then the book is updated. */
    private static boolean isOver(CampaignTick tick, Contact contact, Place place, ClaimBatch.Member member) {
        if (place.equals(contact.place())) {
            ClaimReports.ofEnded(contact, place, tick.campaign(), member.day())
                    .ifPresent(report -> tick.change(book -> book.with(report)));
            return true;
        }
        if (contact.version() != member.version()) {
            tick.change(book -> book.lost(place, member.day()));
            return true;
        }
        return false;
    }

    /** Returns when the claim must be looked up again; empty if the other claims of its batch decide that. */
    private Optional<Instant> look(
            CampaignTick tick,
            ClaimBatch batch,
            ClaimBatch.Member member,
            Place place,
            @Nullable Contact read,
            boolean apart,
            List<Command> asks,
            Instant now) {
        Contact contact = read;
        for (int i = 0; i < TRIES && contact != null; i++) {
            if (contact.holds(place) && contact.hasBegun()) {
                return begun(tick, batch, place, contact, asks, now);
            }
            if (contact.holds(place)) {
                Instant ends = member.slot().plus(ClaimContacts.CLAIM_LEASE);
                if (!apart && now.isBefore(ends)) {
                    return Optional.of(ends);
                }
            } else if (isOver(tick, contact, place, member)) {
                return Optional.empty();
            }
            if (!(end(tick, contact, place, member, now) instanceof Written.Lost lost)) {
                return Optional.empty();
            }
            contact = lost.there().orElse(null);
        }
        if (contact == null) {
            tick.change(book -> book.lost(place, member.day()));
            return Optional.empty();
        }
        return Optional.of(now.plus(PaceLine.SOON));
    }

    /** Ends a claim that has not begun, if its contact was not changed meanwhile. */
    private Written end(CampaignTick tick, Contact contact, Place place, ClaimBatch.Member member, Instant now) {
        if (contact.holds(place)) {
            return switch (releaseClaim.release(tick.campaign(), contact, TimelineCode.COMMAND_LOST.name(), now)) {
                case ReleaseClaim.Result.Released released -> {
                    tick.change(book -> book.with(released.report()));
                    yield new Written.Done(contact);
                }
                case ReleaseClaim.Result.Lost lost -> new Written.Lost(lost.there());
            };
        }
        // The write of the claim may still be in progress: after this write it can no longer take effect.
        Written written = contacts.write(contact, contact);
        if (written instanceof Written.Done) {
            tick.change(book -> book.lost(place, member.day()));
        }
        return written;
    }

    private Optional<Instant> begun(
            CampaignTick tick, ClaimBatch batch, Place place, Contact contact, List<Command> asks, Instant now) {
        Attempt attempt = contact.attempt(contact.attempts()).orElseThrow();
        tick.change(book -> book.begun(place));
        Instant from = askedFrom(attempt);
        boolean unwanted = tick.campaign().state().hangsUp()
                || (attempt instanceof Call call && call.isUnwantedBy(tick.campaign()));
        if (now.isBefore(from) && !unwanted) {
            return Optional.of(from);
        }
        asks.add(new Command.Ask(attempt.id(), batch.line(), place, now));
        return Optional.empty();
    }

    /** The instant at which the attempt is looked up. */
    private Instant askedFrom(Attempt attempt) {
        return switch (attempt) {
            // An ended call has no machine detection yet: the look was ordered for the instant from which the status
            // may be requested.
            case Call call ->
                call.isOver() ? call.createdAt() : call.createdAt().plus(askAfter);
            case Message message -> message.createdAt().plus(Message.MAX_TIME_WITHOUT_EVENT);
        };
    }
}
