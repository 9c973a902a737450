package io.vuelta.domain.contact;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Cycle;
import io.vuelta.domain.phone.IdentityKey;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.reason.TimelineCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The current state of a contact.
 *
 * @param results the combined results of its conversations
 * @param edits how many times a person changed whether the contact waits; the campaign's intake has the sum of all
 *     contacts
 * @param log the decisions about the contact
 * @param version raised by every write; 0 before the first
 */
public record Contact(
        ContactId id,
        ContactPerson person,
        ContactStatus status,
        AttemptTally tally,
        AttemptTiming timing,
        AttemptProgress progress,
        CyclePosition cyclePosition,
        Results results,
        int edits,
        DecisionLog log,
        long version) {
    /** The contact waits until the window is open in its own time zone, see {@link #held}. */
    private static final String PLACE_CLOSED = TimelineCode.CONTACT_WINDOW_CLOSED.name();

    private static final String PLACE_UNKNOWN = TimelineCode.CONTACT_ZONE_UNKNOWN.name();

    /**
     * The person's data was erased. It is also the reason of the removal of a contact that still waited for an attempt.
     */
    public static final String ERASED = TimelineCode.ERASED.name();

    private static final String LOADED = TimelineCode.LOADED.name();

    private static final String CLAIMED = TimelineCode.CLAIMED.name();

    private static final String NO_RESPONSE = TimelineCode.NO_RESPONSE.name();

    /**
     * The settings changed. A held contact is checked again; a claim for another message to a person who does not
     * answer is released if the settings no longer allow that message.
     */
    private static final String SETTINGS_CHANGED = TimelineCode.SETTINGS_CHANGED.name();

    private static final String REQUEUED = TimelineCode.REQUEUED.name();

    /** The contact's time zones are known, but the window is never open in all of them at the same time. */
    private static final String NO_COMMON_HOUR = TimelineCode.CONTACT_NO_COMMON_HOUR.name();

    public Contact {
        if (progress.claim() != null && (status != ContactStatus.SENDING || progress.place() == null)) {
            throw new IllegalArgumentException("only a contact that is sending has a claim, and its place: " + id);
        }
        if (cyclePosition.returns() && (!status.mayReturn() || timing.followUp() != null)) {
            throw new IllegalArgumentException("a contact that is " + status.wire() + " does not return: " + id);
        }
    }

    /** A new contact, which waits for its first attempt. */
    public static Contact loaded(ContactId id, PhoneNumber number, ContactData data, String source, Instant now) {
        return new Contact(
                id,
                new ContactPerson(number, data, source, source),
                ContactStatus.QUEUE,
                AttemptTally.NONE,
                new AttemptTiming(null, now, null),
                AttemptProgress.NONE,
                CyclePosition.FIRST,
                Results.NONE,
                0,
                new DecisionLog(now, LOADED, List.of(new HistoryEntry(now, LOADED, 0, null))),
                0);
    }

    /** The contact, just loaded, with the tags of its row. */
    public Contact loadedWith(List<String> tags) {
        return tags.isEmpty() ? this : next().results(results.tagged(tags)).done();
    }

    public PhoneNumber number() {
        return person.number();
    }

    public ContactData data() {
        return person.data();
    }

    /** The number of the latest attempt; 0 before the first. */
    public int attempts() {
        return tally.attempts();
    }

    /** When the contact may be tried again, see {@link AttemptTiming#due}. */
    public @Nullable Instant due() {
        return timing.due();
    }

    public @Nullable Claim claim() {
        return progress.claim();
    }

    /** The place in the claim batch that claimed the contact last; null before the first claim. */
    public @Nullable Place place() {
        return progress.place();
    }

    public @Nullable Attempt latest() {
        return progress.latest();
    }

    /** Why the contact has its status, as a code. */
    public String reason() {
        return log.reason();
    }

    /** Whether the contact waits for an attempt that is not claimed yet. */
    public boolean waits() {
        return claim() == null && !isErasing() && (status.waits() || timing.followUp() != null || awaitsAnswer());
    }

    /**
     * Whether a message was sent, and the contact is tried again at {@link #due} if the person has not answered by
     * then.
     */
    public boolean awaitsAnswer() {
        return claim() == null && due() != null && timing.followUp() == null && mayBeSilent(status);
    }

    static boolean mayBeSilent(ContactStatus status) {
        return status == ContactStatus.SENDING || status == ContactStatus.DELIVERED || status == ContactStatus.READ;
    }

    /** Whether the person has answered the latest message. */
    public boolean isAnswered() {
        return progress.isAnswered();
    }

    /** The contact after the person has answered: no answer is awaited any more. */
    public Contact answered() {
        return awaitsAnswer() ? next().due(null).done() : this;
    }

    /** Whether the contact was not attempted in this cycle and is not claimed: the scan finds it. */
    public boolean isFresh() {
        return status == ContactStatus.QUEUE && due() == null;
    }

    /**
     * Whether the contact is in the queue, and was not tried since it came into the queue or since a person put it
     * back.
     */
    public boolean isUntried() {
        return status == ContactStatus.QUEUE && tally.isUnretried();
    }

    /** Whether a person has removed it. */
    public boolean isRemoved() {
        return status == ContactStatus.REMOVED;
    }

    /** Whether the person's data was erased: only the data that the counts need is left. */
    public boolean isErased() {
        return person.isErased();
    }

    /** Whether the person's data is erased as soon as the attempt under way has ended: it is the last attempt. */
    public boolean isErasing() {
        return person.erasing();
    }

    /** Whether an attempt is claimed or under way. */
    public boolean isUnderWay() {
        return claim() != null;
    }

    /** Whether attempt {@code number} is the one under way. */
    public boolean isSending(int number) {
        return progress.isSending(number);
    }

    /** Whether the attempt under way has begun: the request may have been sent to the provider. */
    public boolean hasBegun() {
        return progress.hasBegun();
    }

    /** Whether it holds this place in a claim batch, with an attempt that is about to begin or under way. */
    public boolean holds(Place in) {
        return progress.holds(in);
    }

    /** The latest attempt, if it has this number. */
    public Optional<Attempt> attempt(int number) {
        return progress.attempt(number);
    }

    /**
     * Whether attempt {@code number} is the latest, and none is under way: late events of that attempt change the
     * contact.
     */
    public boolean isAfter(int number) {
        return claim() == null && attempts() == number;
    }

    /**
     * Whether the contact waits only for the window in its own time zone. This is decided again when the campaign's
     * settings change.
     */
    public boolean isHeld() {
        return waits() && (reason().equals(PLACE_CLOSED) || isHeldForGood());
    }

    private boolean isHeldForGood() {
        return reason().equals(PLACE_UNKNOWN) || reason().equals(NO_COMMON_HOUR);
    }

    /** When a held contact may be tried; null if unknown. The contact is checked again at {@link #due} in any case. */
    public @Nullable Instant heldUntil() {
        return isHeldForGood() ? null : due();
    }

    /** The contact in this cycle of its campaign: if it returns in the cycle, as a contact that has not been tried. */
    public Contact in(Cycle now) {
        if (cyclePosition.cycle() >= now.number() || !cyclePosition.returns()) {
            return this;
        }
        Instant began = now.began() == null ? log.lastUpdate() : now.began();
        return next().cyclePosition(new CyclePosition(now.number(), false, status))
                .status(ContactStatus.QUEUE)
                .retries(0)
                .failedRetries(0)
                .due(null)
                .since(began)
                .because(began, TimelineCode.CYCLE.withDetail(now.number()));
    }

    /**
     * The contact in the form that is written and counted: in its campaign's cycle, with the decision whether it
     * returns in the next.
     */
    public Contact countedIn(Campaign campaign) {
        boolean back = claim() == null
                && timing.followUp() == null
                && !isErased()
                && !isErasing()
                && campaign.requeues(status, results.tags());
        int number = campaign.cycle().number();
        return cyclePosition.cycle() == number && cyclePosition.returns() == back
                ? this
                : next().cyclePosition(cyclePosition.in(number, back)).done();
    }

    /**
     * The contact after a change, in the form that is written and counted. If nothing has changed that decides whether
     * the contact returns, the earlier decision stays: this campaign may have been read before its filters were edited,
     * and the pacer may have decided by the new filters since.
     *
     * @param before the contact before the change, in the campaign's cycle
     */
    public Contact countedIn(Campaign campaign, Contact before) {
        return isDecidedLike(before) ? this : countedIn(campaign);
    }

    private boolean isDecidedLike(Contact before) {
        return cyclePosition.equals(before.cyclePosition)
                && status == before.status
                && (claim() == null) == (before.claim() == null)
                && (timing.followUp() == null) == (before.timing.followUp() == null)
                && results.tags().equals(before.results.tags())
                && isErased() == before.isErased()
                && isErasing() == before.isErasing();
    }

    /** Whether the next attempt is late by more than the campaign's {@code expires}. */
    public boolean isExpired(Campaign campaign, Instant now) {
        Duration expires = campaign.settings().expires();
        if (expires == null) {
            return false;
        }
        Instant from = later(timing.since(), campaign.settings().period().startAt());
        // A contact that was never attempted is due since the start of the pass.
        Instant due = isUntried() ? later(from, campaign.cycle().began()) : from;
        return now.isAfter(due.plus(expires));
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other == null || one.isAfter(other) ? one : other;
    }

    /** The contact, claimed for its next attempt. */
    public Contact claimed(Place in, Instant notBefore, LocalDate day, Instant now) {
        if (!waits()) {
            throw new IllegalStateException("only a waiting contact can be claimed: " + id + " is " + status.wire());
        }
        Instant followUp = timing.followUp();
        boolean followsUp = followUp != null && !followUp.isAfter(notBefore);
        Claim claim = new Claim(attempts() + 1, notBefore, day, status, followsUp ? followUp : null);
        return next().status(ContactStatus.SENDING)
                .attempts(attempts() + 1)
                .due(null)
                .claim(claim)
                .place(in)
                .followUp(followsUp ? null : followUp)
                .because(now, CLAIMED, attempts() + 1, notBefore);
    }

    /**
     * The contact whose attempt begins: from now on the attempt may have been placed. The previous attempt, and the
     * decisions made until this claim, become an {@link EarlierAttempt}.
     */
    public Contact begun(Attempt attempt, Instant now) {
        Claim begins = unbegun();
        if (attempt.id().number() != begins.attempt() || !attempt.id().contact().equals(id)) {
            throw new IllegalArgumentException("not the attempt that " + id + " is claimed for: " + attempt.id());
        }
        Contact silent = begins.isAfterSilence()
                ? next().retries(tally.retries() + 1).because(now, NO_RESPONSE, attempts(), null)
                : this;
        Contact begun = silent.next().latest(attempt).because(now, TimelineCode.BEGUN.name(), attempts(), null);
        return latest() == null ? begun : begun.inHistory(sinceClaim(begun.log.history()));
    }

    /**
     * The attempt that is stored in its own item when {@code begun} replaces this contact; empty if this is its first
     * attempt.
     */
    public Optional<EarlierAttempt> leftBehind(Contact begun) {
        Attempt latest = latest();
        List<HistoryEntry> history = log.history();
        return latest == null
                ? Optional.empty()
                : Optional.of(new EarlierAttempt(
                        latest,
                        history.subList(0, history.size() - sinceClaim(history).size())));
    }

    private static List<HistoryEntry> sinceClaim(List<HistoryEntry> history) {
        int at = history.size();
        while (at > 0 && !history.get(at - 1).what().equals(CLAIMED)) {
            at--;
        }
        return at == 0 ? history : history.subList(at - 1, history.size());
    }

    /** Replaces the latest attempt by its current state. */
    public Contact with(Attempt attempt) {
        return attempt.equals(latest()) ? this : next().latest(attempt).done();
    }

    /** The contact whose claim is released: no attempt began, and the attempt's number is free again. */
    public Contact released(Instant due, String reason, Instant now) {
        Claim held = unbegun();
        Optional<Results.Ending> ending = results.ending();
        if (ending.isPresent()) {
            return endedWithout(ending.get(), now)
                    .next()
                    .attempts(attempts() - 1)
                    .done();
        }
        boolean over = held.isAfterSilence() && (isAnswered() || reason.equals(SETTINGS_CHANGED));
        return next().status(over ? saidBy(held.statusBefore()) : held.statusBefore())
                .attempts(attempts() - 1)
                .due(over ? null : due)
                .claim(null)
                .followUp(timing.followUp() == null ? held.followUp() : timing.followUp())
                .because(now, reason, held.attempt(), null);
    }

    /** The status that the latest message has reached while its contact was claimed. */
    private ContactStatus saidBy(ContactStatus before) {
        if (!(latest() instanceof Message message) || !message.isAnswered()) {
            return before;
        }
        return switch (message.status()) {
            case ACCEPTED -> ContactStatus.ACCEPTED;
            case REJECTED -> ContactStatus.REJECTED;
            case CREATED, UNKNOWN, SENT, FAILED, DELIVERED, READ -> ContactStatus.READ;
        };
    }

    /**
     * The contact whose claim is released because the person must not be contacted.
     *
     * @param entry the entry of the do-not-contact list, see {@link HistoryEntry#detail}
     */
    public Contact suppressed(String reason, @Nullable String entry, Instant now) {
        int given = claim() == null ? attempts() : unbegun().attempt() - 1;
        return next().status(ContactStatus.SUPPRESSED)
                .attempts(given)
                .due(null)
                .claim(null)
                .followUp(null)
                .because(new HistoryEntry(now, reason, 0, null, entry));
    }

    /**
     * The contact, held until the window is open in its time zone, at {@code until}.
     *
     * @param zone the contact's time zone; null if several are possible
     */
    public Contact held(Instant until, @Nullable ZoneId zone, Instant now) {
        String where = zone == null ? null : zone.getId();
        return next().due(until).because(new HistoryEntry(now, PLACE_CLOSED, 0, until, where));
    }

    /** The contact, held because its time zone is unknown; it is checked again at {@code again}. */
    public Contact heldForGood(Instant again, Instant now) {
        return next().due(again).because(now, PLACE_UNKNOWN, 0, null);
    }

    /**
     * The contact, held because the window is never open in all of its possible time zones; it is checked again at
     * {@code again}.
     */
    public Contact heldWithoutCommonHour(Instant again, Instant now) {
        return next().due(again).because(now, NO_COMMON_HOUR, 0, null);
    }

    /** The contact, no longer held: the settings have changed, and it is decided again. */
    public Contact unheld(Instant now) {
        return next().due(now).because(now, SETTINGS_CHANGED, 0, null);
    }

    /**
     * The contact whose attempt is dropped because it is too late. A contact not attempted since it returned to the
     * queue gets its earlier status back.
     */
    public Contact dropped(String reason, Instant now) {
        ContactStatus without = isUntried() && cyclePosition.previousStatus() != null
                ? cyclePosition.previousStatus()
                : ContactStatus.FAILED;
        return next().status(status.waits() ? without : status)
                .due(null)
                .followUp(null)
                .because(now, reason);
    }

    /** The contact is attempted again by request of a person: its retries start at 0. */
    public Contact askedAgain(Instant now) {
        return next().status(ContactStatus.QUEUE)
                .retries(0)
                .failedRetries(0)
                .due(now)
                .since(now)
                .followUp(null)
                .because(now, TimelineCode.RETRY_ASKED_FOR.name());
    }

    /** Whether a contact that is sent again may be {@link #requeued}. */
    public boolean mayBeRequeued() {
        if (isErased() || isErasing()) {
            return false;
        }
        return switch (status) {
            case QUEUE, RETRYING, FAILED, VOICEMAIL, ANSWERED, DELIVERED, READ, ACCEPTED -> true;
            case SENDING -> claim() == null;
            case REJECTED, CONVERTED, SKIPPED, SUPPRESSED, REMOVED -> false;
        };
    }

    /**
     * The contact with other data, to be attempted again with its retries from 0; its attempt numbers continue.
     * A contact that waits already keeps the instant at which it may be attempted.
     *
     * @param from the upload or request that contains the data
     */
    public Contact requeued(ContactData given, String from, Instant now) {
        if (!mayBeRequeued()) {
            throw new IllegalStateException(id + " is " + status.wire() + " and is not tried again");
        }
        boolean waits = status.waits() && !isHeld();
        return next().data(given, from)
                .status(ContactStatus.QUEUE)
                .retries(0)
                .failedRetries(0)
                .due(waits ? due() : now)
                .since(waits ? timing.since() : now)
                .followUp(null)
                .because(now, REQUEUED, 0, null);
    }

    /** Whether the data of {@code source} has put the contact back into the queue, according to its history. */
    public boolean isRequeuedBy(String source) {
        return person.dataSource().equals(source)
                && log.history().stream().anyMatch(entry -> entry.what().equals(REQUEUED));
    }

    /** The contact is skipped by a person. */
    public Contact skipped(Instant now) {
        return next().status(ContactStatus.SKIPPED)
                .due(null)
                .followUp(null)
                .because(now, TimelineCode.SKIPPED_BY_HAND.name());
    }

    /**
     * The contact with other data; its status and the reason do not change. Data that is older than the present data
     * changes nothing.
     *
     * @param from the upload or request that contains the data
     */
    public Contact updated(ContactData given, String from, Instant now) {
        return data().equals(given) || isErased()
                ? this
                : next().data(given, from).noting(now, TimelineCode.DATA_UPDATED.name());
    }

    /** Lets it be found by its due instant, because the scan of fresh contacts has passed it. */
    public Contact foundAgain(Instant now) {
        return next().due(now).done();
    }

    /** The contact after a person has changed whether it waits. */
    public Contact edited() {
        return next().edits(edits + 1).done();
    }

    /**
     * The contact after another form of its number was received. This form is dialled from now on if {@link
     * IdentityKey#dialledAfter} selects it.
     */
    public Contact written(PhoneNumber form, Instant now) {
        if (isErased()) {
            return this;
        }
        PhoneNumber dialled = IdentityKey.dialledAfter(number(), form);
        return dialled.equals(number()) ? this : next().number(dialled).noting(now, TimelineCode.NUMBER_UPDATED.name());
    }

    /** Adds tags that a person has chosen. A contact that has them all is not changed. */
    public Contact tagged(List<String> tags, Instant now) {
        Results all = results.tagged(tags);
        return all.equals(results) ? this : next().results(all).noting(now, TimelineCode.TAGGED_BY_HAND.name());
    }

    /** The contact is removed by a person. */
    public Contact removed(Instant now) {
        return next().status(ContactStatus.REMOVED)
                .due(null)
                .followUp(null)
                .withoutData()
                .because(now, TimelineCode.REMOVED_BY_HAND.name());
    }

    /**
     * The contact without its personal data; it counts as before. A contact that was still to be attempted is removed,
     * and its claim is released. Not allowed while a begun attempt is under way, which must end first: see {@link
     * #toBeErased}.
     */
    public Contact erased(Instant now) {
        Claim held = claim() == null ? null : unbegun();
        ContactStatus without = held == null
                ? status
                : results.ending().map(Results.Ending::status).orElse(held.statusBefore());
        Contact erased = next().number(PhoneNumber.ERASED)
                .erasing(false)
                .withoutData()
                .status(without.waits() ? ContactStatus.REMOVED : without)
                .attempts(held == null ? attempts() : held.attempt() - 1)
                .due(null)
                .claim(null)
                .followUp(null)
                .latestErased()
                .results(new Results(List.of(), results.converted(), results.reported(), results.optedOut()))
                .because(now, ERASED);
        return erased.inHistory(
                erased.log.history().stream().map(HistoryEntry::erased).toList());
    }

    /**
     * The contact, which ends with its begun attempt and is {@link #erased} afterwards: no further attempt is made for
     * an erased person.
     */
    public Contact toBeErased() {
        return next().erasing(true).followUp(null).done();
    }

    /** The contact, loaded again after it was removed; its attempt numbers continue. */
    public Contact loadedAgain(Contact loaded) {
        PhoneNumber number = isErased() ? loaded.number() : IdentityKey.dialledAfter(number(), loaded.number());
        return new Contact(
                id,
                loaded.person.dialledAt(number),
                loaded.status,
                AttemptTally.NONE.given(attempts()),
                new AttemptTiming(null, loaded.timing.since(), null),
                progress.claim(null),
                CyclePosition.FIRST,
                loaded.results,
                edits,
                loaded.log.in(log.with(loaded.log.history())),
                version);
    }

    /**
     * Adds the results of a conversation.
     *
     * @param mayTryAgain whether its campaign may still attempt it, so that a follow-up makes it wait
     */
    public Contact with(Result result, boolean mayTryAgain, Instant now) {
        Results all = results.with(result);
        Instant at = result.followUpAt();
        return switch (status) {
            case REMOVED, CONVERTED -> next().results(all).done();
            case SUPPRESSED, SKIPPED, REJECTED ->
                Results.NONE
                        .with(result)
                        .ending()
                        .filter(ending -> ending.status() != status)
                        .map(ending -> ended(ending, all, now))
                        .orElseGet(() -> next().results(all).done());
            case QUEUE, SENDING, RETRYING, FAILED, VOICEMAIL, ANSWERED, DELIVERED, READ, ACCEPTED -> {
                Optional<Results.Ending> ending = all.ending();
                if (ending.isPresent()) {
                    // While an attempt is under way, the contact keeps its place; this ending is applied when the
                    // attempt ends.
                    yield claim() == null
                            ? ended(ending.get(), all, now)
                            : next().results(all).done();
                }
                yield at == null || !mayTryAgain || isErasing()
                        ? next().results(all).done()
                        : followedUp(all, at, now);
            }
        };
    }

    /** The contact that a conversation has ended while an attempt was claimed, which did not begin. */
    Contact endedWithout(Results.Ending ending, Instant now) {
        return next().status(ending.status())
                .due(null)
                .claim(null)
                .followUp(null)
                .because(now, ending.reason());
    }

    private Contact ended(Results.Ending ending, Results all, Instant now) {
        return next().results(all)
                .status(ending.status())
                .due(null)
                .followUp(null)
                .because(now, ending.reason());
    }

    /** A contact that is under way or waits already is handled at its own instant first. */
    private Contact followedUp(Results all, Instant at, Instant now) {
        boolean busy = claim() != null || status.waits();
        return next().results(all)
                .followUp(at)
                .due(busy ? due() : at)
                .since(busy ? timing.since() : at)
                .because(now, TimelineCode.FOLLOW_UP.name(), 0, at);
    }

    /** The same contact with this version. */
    public Contact inVersion(long written) {
        return next().made(log, written);
    }

    /** The same contact with its data. */
    public Contact withData(ContactData read) {
        return next().data(read, person.dataSource()).done();
    }

    private Contact inHistory(List<HistoryEntry> entries) {
        return next().made(log.in(entries), version);
    }

    private Claim held() {
        Claim claim = claim();
        if (claim == null) {
            throw new IllegalStateException(id + " is not claimed");
        }
        return claim;
    }

    private Claim unbegun() {
        Claim held = held();
        if (hasBegun()) {
            throw new IllegalStateException("attempt " + held.attempt() + " of " + id + " has begun");
        }
        return held;
    }

    Next next() {
        return new Next(this);
    }

    /** Builds the contact that replaces this one. */
    static final class Next {
        private final Contact from;
        private ContactPerson person;
        private ContactStatus status;
        private AttemptTally tally;
        private AttemptTiming timing;
        private AttemptProgress progress;
        private CyclePosition cyclePosition;
        private Results results;
        private int edits;

        private Next(Contact from) {
            this.from = from;
            this.person = from.person;
            this.status = from.status;
            this.tally = from.tally;
            this.timing = from.timing;
            this.progress = from.progress;
            this.cyclePosition = from.cyclePosition;
            this.results = from.results;
            this.edits = from.edits;
        }

        private Next number(PhoneNumber as) {
            person = person.dialledAt(as);
            return this;
        }

        private Next erasing(boolean is) {
            person = person.erasing(is);
            return this;
        }

        /** Replaces the data by the data of this upload or request. */
        private Next data(ContactData as, String source) {
            person = person.with(as, source);
            return this;
        }

        private Next withoutData() {
            person = person.withoutData();
            return this;
        }

        /** Sets the status. Whether the contact returns is decided when it is counted. */
        Next status(ContactStatus as) {
            status = as;
            cyclePosition = cyclePosition.undecided();
            return this;
        }

        Next attempts(int given) {
            tally = tally.given(given);
            return this;
        }

        Next oneMoreCall(Duration billedForIt) {
            tally = tally.oneMoreCall(billedForIt);
            return this;
        }

        Next lessBilled(Duration billed) {
            tally = tally.lessBilled(billed);
            return this;
        }

        Next retries(int count) {
            tally = tally.retried(count, tally.failedRetries());
            return this;
        }

        Next failedRetries(int count) {
            tally = tally.retried(tally.retries(), count);
            return this;
        }

        Next due(@Nullable Instant at) {
            timing = timing.due(at);
            return this;
        }

        Next since(Instant at) {
            timing = timing.since(at);
            return this;
        }

        Next followUp(@Nullable Instant at) {
            timing = timing.followUp(at);
            cyclePosition = cyclePosition.undecided();
            return this;
        }

        Next claim(@Nullable Claim as) {
            progress = progress.claim(as);
            return this;
        }

        private Next place(Place in) {
            progress = progress.place(in);
            return this;
        }

        private Next latest(Attempt as) {
            progress = progress.latest(as);
            return this;
        }

        private Next latestErased() {
            Attempt latest = progress.latest();
            progress = progress.latest(latest == null ? null : latest.erased());
            return this;
        }

        private Next edits(int count) {
            edits = count;
            return this;
        }

        Next results(Results as) {
            results = as;
            return this;
        }

        private Next cyclePosition(CyclePosition as) {
            cyclePosition = as;
            return this;
        }

        Contact because(Instant now, String reason) {
            return because(now, reason, 0, timing.due());
        }

        Contact because(Instant now, String reason, int attempt, @Nullable Instant until) {
            return because(new HistoryEntry(now, reason, attempt, until));
        }

        Contact because(HistoryEntry decision) {
            return made(from.log.decided(decision), from.version);
        }

        /** Builds the contact with an entry that is of interest to people but does not concern its status. */
        Contact noting(Instant now, String what) {
            return made(from.log.noted(new HistoryEntry(now, what, 0, null)), from.version);
        }

        /** Builds the contact without an entry in its history. */
        Contact done() {
            return made(from.log, from.version);
        }

        private Contact made(DecisionLog log, long version) {
            return new Contact(
                    from.id, person, status, tally, timing, progress, cyclePosition, results, edits, log, version);
        }
    }
}
