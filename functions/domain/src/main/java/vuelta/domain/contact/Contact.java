package vuelta.domain.contact;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.ContactStatus;
import vuelta.domain.campaign.Cycle;
import vuelta.domain.phone.IdentityKey;
import vuelta.domain.phone.PhoneNumber;

/**
 * A contact as it stands.
 *
 * @param attempts numbers given so far, over the contact's whole life; the latest attempt has this number
 * @param calls attempts that were placed, or failed for a technical reason: not those refused before they were placed
 * @param retries attempts after voicemail, busy or no answer, in this cycle
 * @param failedRetries attempts after technical failures, in this cycle
 * @param due when the contact must be looked at again (a retry, a follow-up, the end of a lease); null for a contact
 *     that has not been tried in this cycle, which the sweep finds
 * @param claim while an attempt is about to begin or under way, else null
 * @param since from when on its next attempt has been due, or the one under way was
 * @param followUp when to be attempted again because a conversation said so; null for none
 * @param cycle the campaign's cycle in which this was written
 * @param returns whether it is tried again in the next cycle, as far as was decided when this was written: in a later
 *     cycle it is read as what it becomes there, see {@link #in}
 * @param formerly how it ended before it came back into this cycle; null in the first pass
 * @param results what its conversations have brought
 * @param source upload, batch and row that brought the contact
 * @param billed total of the calls' billed durations
 * @param reason why the contact is in this status, as a code
 * @param history what was decided about it, the latest {@value #MOST_HISTORY}
 * @param version raised by every write; 0 before the first
 */
public record Contact(
        ContactId id,
        PhoneNumber number,
        ContactData data,
        ContactStatus status,
        int attempts,
        int calls,
        int retries,
        int failedRetries,
        @Nullable Instant due,
        Instant since,
        @Nullable Claim claim,
        @Nullable Instant followUp,
        int cycle,
        boolean returns,
        @Nullable ContactStatus formerly,
        Results results,
        String source,
        Duration billed,
        Instant lastUpdate,
        String reason,
        List<HistoryEntry> history,
        long version) {
    /** Decisions that are kept. */
    static final int MOST_HISTORY = 40;

    /** It waits for an hour at which its own place is open, see {@link #held}. */
    private static final String PLACE_CLOSED = "CONTACT_WINDOW_CLOSED";

    private static final String PLACE_UNKNOWN = "CONTACT_ZONE_UNKNOWN";

    public Contact {
        if (claim != null && status != ContactStatus.SENDING) {
            throw new IllegalArgumentException("only a contact that is sending has a claim: " + id);
        }
        if (returns && (!status.mayReturn() || followUp != null)) {
            throw new IllegalArgumentException("a contact that is " + status.wire() + " does not return: " + id);
        }
        history = List.copyOf(history);
    }

    /** A contact as it is loaded: waiting for its first attempt. */
    public static Contact loaded(ContactId id, PhoneNumber number, ContactData data, String source, Instant now) {
        return new Contact(
                id,
                number,
                data,
                ContactStatus.QUEUE,
                0,
                0,
                0,
                0,
                null,
                now,
                null,
                null,
                0,
                false,
                null,
                Results.NONE,
                source,
                Duration.ZERO,
                now,
                "LOADED",
                List.of(new HistoryEntry(now, "LOADED", 0, null)),
                0);
    }

    /** An attempt is still to begin, and none is about to. */
    public boolean waits() {
        return claim == null && (status.waits() || followUp != null);
    }

    /** Not tried in this cycle, and in nobody's hands: the sweep's to find. */
    public boolean isFresh() {
        return status == ContactStatus.QUEUE && due == null;
    }

    /** An attempt is claimed or under way. */
    public boolean isUnderWay() {
        return claim != null;
    }

    /** Whether attempt {@code number} is the one under way. */
    public boolean isSending(int number) {
        return claim != null && claim.attempt() == number;
    }

    /** Whether attempt {@code number} is the latest, and none is under way: what comes of it late concerns the contact. */
    public boolean isAfter(int number) {
        return claim == null && attempts == number;
    }

    /** Waits only for its own place: when the campaign's settings change, that is decided again. */
    public boolean isHeld() {
        return waits() && (reason.equals(PLACE_CLOSED) || reason.equals(PLACE_UNKNOWN));
    }

    /** As it reads in a campaign's cycle: if it was to return, as one that has not been tried in it. */
    public Contact in(Cycle now) {
        if (cycle >= now.number() || !returns) {
            return this;
        }
        Instant began = now.began() == null ? lastUpdate : now.began();
        return next().inCycle(now.number())
                .formerly(status)
                .status(ContactStatus.QUEUE)
                .retries(0)
                .failedRetries(0)
                .due(null)
                .since(began)
                .because(began, "CYCLE_" + now.number());
    }

    /** As it is written and counted: in its campaign's cycle, and known to return in the next or not. */
    public Contact countedIn(Campaign campaign) {
        boolean back = claim == null && followUp == null && campaign.bringsBack(status, results.tags());
        int number = campaign.cycle().number();
        return cycle == number && returns == back
                ? this
                : next().inCycle(number).returning(back).done();
    }

    /** Whether its next attempt comes later than {@code expires} after it was due. */
    public boolean isExpired(Campaign campaign, Instant now) {
        Duration expires = campaign.settings().expires();
        if (expires == null) {
            return false;
        }
        Instant from = later(since, campaign.settings().startAt());
        // One that nobody has tried yet is due from the beginning of the pass on.
        Instant due = isFresh() || attempts == 0 ? later(from, campaign.cycle().began()) : from;
        return now.isAfter(due.plus(expires));
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other == null || one.isAfter(other) ? one : other;
    }

    /** Claimed for its next attempt. */
    public Contact claimed(Instant notBefore, LocalDate day, Instant leaseEnds, Instant now) {
        if (!waits()) {
            throw new IllegalStateException("only a waiting contact can be claimed: " + id + " is " + status.wire());
        }
        boolean followsUp = followUp != null && !followUp.isAfter(notBefore);
        Claim claim = new Claim(attempts + 1, notBefore, day, status, followsUp ? followUp : null, false);
        return next().status(ContactStatus.SENDING)
                .attempts(attempts + 1)
                .due(leaseEnds)
                .claim(claim)
                .followUp(followsUp ? null : followUp)
                .because(now, "CLAIMED", attempts + 1, notBefore);
    }

    /** Its attempt's record is written: from here on the attempt may have been placed. */
    public Contact begun(Instant leaseEnds, Instant now) {
        return next().due(leaseEnds).claim(held().asBegun()).because(now, "BEGUN", attempts, null);
    }

    /** The claim is given back: no attempt began, and its number is free again. */
    public Contact givenBack(Instant due, String reason, Instant now) {
        Claim held = unbegun();
        if (results.converted()) {
            return convertedWithout(now).next().attempts(attempts - 1).done();
        }
        return next().status(held.from())
                .attempts(attempts - 1)
                .due(due)
                .claim(null)
                .followUp(followUp == null ? held.followUp() : followUp)
                .because(now, reason, held.attempt(), null);
    }

    /** The claim is given back by one who must not be contacted at all. */
    public Contact suppressed(String reason, Instant now) {
        int given = claim == null ? attempts : unbegun().attempt() - 1;
        return next().status(ContactStatus.SUPPRESSED)
                .attempts(given)
                .due(null)
                .claim(null)
                .followUp(null)
                .because(now, reason);
    }

    /** Not tried before {@code until}, when the window is open where the contact lives. */
    public Contact held(Instant until, Instant now) {
        return next().due(until).because(now, PLACE_CLOSED, 0, until);
    }

    /** Not tried, because nobody knows when it is decent to call there; looked at again at {@code again}. */
    public Contact heldForGood(Instant again, Instant now) {
        return next().due(again).because(now, PLACE_UNKNOWN, 0, null);
    }

    /** No longer held: the settings have changed, and it is decided again. */
    public Contact released(Instant now) {
        return next().due(now).because(now, "SETTINGS_CHANGED", 0, null);
    }

    /** To be looked at again at {@code due}; nothing else changes. */
    public Contact lookAgain(Instant due) {
        return next().due(due).done();
    }

    /** Its attempt is dropped: it comes too late. One that has not been tried since it came back ends as it did before. */
    public Contact dropped(String reason, Instant now) {
        boolean untried = status == ContactStatus.QUEUE && retries == 0 && failedRetries == 0;
        ContactStatus without = untried && formerly != null ? formerly : ContactStatus.FAILED;
        return next().status(status.waits() ? without : status)
                .due(null)
                .followUp(null)
                .because(now, reason);
    }

    /** To be tried again, because somebody asks for it: its retries start anew. */
    public Contact askedAgain(Instant now) {
        return next().status(ContactStatus.QUEUE)
                .retries(0)
                .failedRetries(0)
                .due(now)
                .since(now)
                .followUp(null)
                .because(now, "RETRY_ASKED_FOR");
    }

    /** Taken out by hand. */
    public Contact skipped(Instant now) {
        return next().status(ContactStatus.SKIPPED).due(null).followUp(null).because(now, "SKIPPED_BY_HAND");
    }

    /** With other data; its state, and why it is in it, stay. */
    public Contact updated(ContactData given, Instant now) {
        return data.equals(given) ? this : next().data(given).noting(now, "DATA_UPDATED");
    }

    /** Somebody wrote this form of its number: it is dialled from now on, if {@link IdentityKey#dialledAfter} says so. */
    public Contact written(PhoneNumber form, Instant now) {
        PhoneNumber dialled = IdentityKey.dialledAfter(number, form);
        return dialled.equals(number) ? this : next().number(dialled).noting(now, "NUMBER_UPDATED");
    }

    /** Taken away by hand. */
    public Contact removed(Instant now) {
        return next().status(ContactStatus.REMOVED)
                .due(null)
                .followUp(null)
                .data(new ContactData("", "", "", "", "", Map.of()))
                .because(now, "REMOVED_BY_HAND");
    }

    /** Loaded again after it was removed: numbers of attempts go on from where they were. */
    public Contact loadedAgain(Contact loaded) {
        return new Contact(
                id,
                IdentityKey.dialledAfter(number, loaded.number),
                loaded.data,
                loaded.status,
                attempts,
                0,
                0,
                0,
                null,
                loaded.since,
                null,
                null,
                0,
                false,
                null,
                Results.NONE,
                loaded.source,
                Duration.ZERO,
                loaded.lastUpdate,
                loaded.reason,
                loaded.history,
                version);
    }

    /**
     * With what a conversation has brought.
     *
     * @param mayTryAgain whether its campaign still may attempt it, so that a follow-up makes it wait
     */
    public Contact with(Result result, boolean mayTryAgain, Instant now) {
        Results all = results.with(result);
        Instant at = result.followUpAt();
        return switch (status) {
            case REMOVED, SUPPRESSED, SKIPPED, REJECTED, CONVERTED ->
                result.converted() && status != ContactStatus.REMOVED && status != ContactStatus.CONVERTED
                        ? converted(all, now)
                        : next().results(all).done();
            case QUEUE, SENDING, RETRYING, FAILED, VOICEMAIL, ANSWERED, DELIVERED, READ, ACCEPTED -> {
                if (all.converted()) {
                    // While an attempt is under way its place is taken; it is converted when that ends.
                    yield claim == null
                            ? converted(all, now)
                            : next().results(all).done();
                }
                yield at == null || !mayTryAgain ? next().results(all).done() : followedUp(all, at, now);
            }
        };
    }

    /** Converted while an attempt was claimed that did not come about. */
    Contact convertedWithout(Instant now) {
        return next().status(ContactStatus.CONVERTED)
                .due(null)
                .claim(null)
                .followUp(null)
                .because(now, "CONVERTED");
    }

    private Contact converted(Results all, Instant now) {
        return next().results(all)
                .status(ContactStatus.CONVERTED)
                .due(null)
                .followUp(null)
                .because(now, "CONVERTED");
    }

    /** One that is under way, or waits anyhow, is looked at at its own instant first. */
    private Contact followedUp(Results all, Instant at, Instant now) {
        boolean busy = claim != null || status.waits();
        return next().results(all)
                .followUp(at)
                .due(busy ? due : at)
                .since(busy ? since : at)
                .because(now, "FOLLOW_UP", 0, at);
    }

    /** The same contact as its store has it in this version. */
    public Contact inVersion(long written) {
        return next().made(lastUpdate, reason, history, written);
    }

    private Claim held() {
        if (claim == null) {
            throw new IllegalStateException(id + " is not claimed");
        }
        return claim;
    }

    private Claim unbegun() {
        Claim held = held();
        if (held.begun()) {
            throw new IllegalStateException("attempt " + held.attempt() + " of " + id + " has begun");
        }
        return held;
    }

    Next next() {
        return new Next(this);
    }

    /** The contact that comes of this one. */
    static final class Next {
        private final Contact from;
        private PhoneNumber number;
        private ContactData data;
        private ContactStatus status;
        private int attempts;
        private int calls;
        private int retries;
        private int failedRetries;
        private @Nullable Instant due;
        private Instant since;
        private @Nullable Claim claim;
        private @Nullable Instant followUp;
        private int cycle;
        private boolean returns;
        private @Nullable ContactStatus formerly;
        private Results results;
        private Duration billed;

        private Next(Contact from) {
            this.from = from;
            this.number = from.number;
            this.data = from.data;
            this.status = from.status;
            this.attempts = from.attempts;
            this.calls = from.calls;
            this.retries = from.retries;
            this.failedRetries = from.failedRetries;
            this.due = from.due;
            this.since = from.since;
            this.claim = from.claim;
            this.followUp = from.followUp;
            this.cycle = from.cycle;
            this.returns = from.returns;
            this.formerly = from.formerly;
            this.results = from.results;
            this.billed = from.billed;
        }

        private Next number(PhoneNumber as) {
            number = as;
            return this;
        }

        Next data(ContactData as) {
            data = as;
            return this;
        }

        /** Whether it returns is decided when it is counted. */
        Next status(ContactStatus as) {
            status = as;
            returns = false;
            return this;
        }

        Next attempts(int given) {
            attempts = given;
            return this;
        }

        Next oneMoreCall(Duration billedForIt) {
            calls++;
            billed = billed.plus(billedForIt);
            return this;
        }

        Next retries(int count) {
            retries = count;
            return this;
        }

        Next failedRetries(int count) {
            failedRetries = count;
            return this;
        }

        Next due(@Nullable Instant at) {
            due = at;
            return this;
        }

        Next since(Instant at) {
            since = at;
            return this;
        }

        Next claim(@Nullable Claim as) {
            claim = as;
            return this;
        }

        Next followUp(@Nullable Instant at) {
            followUp = at;
            returns = false;
            return this;
        }

        Next results(Results as) {
            results = as;
            return this;
        }

        private Next inCycle(int number) {
            cycle = number;
            return this;
        }

        private Next formerly(ContactStatus was) {
            formerly = was;
            return this;
        }

        private Next returning(boolean back) {
            returns = back;
            return this;
        }

        Contact because(Instant now, String reason) {
            return because(now, reason, 0, due);
        }

        Contact because(Instant now, String reason, int attempt, @Nullable Instant until) {
            return made(now, reason, historyWith(new HistoryEntry(now, reason, attempt, until)), from.version);
        }

        /** Something that people would want to know of, and that says nothing of its status. */
        Contact noting(Instant now, String what) {
            return made(from.lastUpdate, from.reason, historyWith(new HistoryEntry(now, what, 0, null)), from.version);
        }

        private List<HistoryEntry> historyWith(HistoryEntry latest) {
            List<HistoryEntry> entries = new ArrayList<>(from.history);
            entries.add(latest);
            return entries.subList(Math.max(0, entries.size() - MOST_HISTORY), entries.size());
        }

        /** Nothing that people would want to know of. */
        Contact done() {
            return made(from.lastUpdate, from.reason, from.history, from.version);
        }

        private Contact made(Instant lastUpdate, String reason, List<HistoryEntry> history, long version) {
            return new Contact(
                    from.id,
                    number,
                    data,
                    status,
                    attempts,
                    calls,
                    retries,
                    failedRetries,
                    due,
                    since,
                    claim,
                    followUp,
                    cycle,
                    returns,
                    formerly,
                    results,
                    from.source,
                    billed,
                    lastUpdate,
                    reason,
                    history,
                    version);
        }
    }
}
