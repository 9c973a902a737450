package io.vuelta.domain.timeline;

import static io.vuelta.domain.timeline.Entry.Kind.AWAITED;
import static io.vuelta.domain.timeline.Entry.Kind.NOT_TRIED;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.claim.OpenBatch;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.price.Money;
import io.vuelta.domain.reason.TimelineCode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a campaign makes no attempts now, why a waiting contact is not tried, and what an attempt under way waits for.
 */
public final class WhyNow {
    private WhyNow() {}

    /**
     * Why a campaign makes no attempts.
     *
     * @return the entry, with {@code until} of the reason; its {@code nextAt} is when the window is then open, if the
     *     campaign continues at that time
     */
    public static Entry of(Waiting waiting, Campaign campaign, Instant now) {
        Entry entry = Entry.of(now, NOT_TRIED, code(waiting.reason()), 0)
                .until(waiting.until())
                .nextAt(next(waiting, campaign));
        String code = waiting.code();
        return switch (waiting.reason()) {
            case DAILY_LIMIT -> {
                int limit = campaign.settings().dailyLimit().orElse(0);
                yield entry.with("limit", limit);
            }
            case CONCURRENCY -> entry.with("limit", campaign.settings().limits().atOnce());
            case THROTTLE ->
                entry.with(
                        "throttle", new Fact.Length(campaign.settings().limits().throttle()));
            case COOLDOWN -> entry.with("number", campaign.cycle().number());
            case LINE_ERROR -> entry.with("cause", code == null ? null : new Fact.Cause(code));
            case ANSWERS -> entry.with("answers", waiting.answers());
            case SCHEDULED_START, WINDOW, LINE_RATE, LINE_CONCURRENCY, BUDGET, RETRY_DUE, NO_CONTACTS, COUNTING ->
                entry;
        };
    }

    /** The code of a campaign that waits for this reason. */
    static TimelineCode code(Waiting.Reason reason) {
        return switch (reason) {
            case SCHEDULED_START -> TimelineCode.CAMPAIGN_WAITS_SCHEDULED_START;
            case WINDOW -> TimelineCode.CAMPAIGN_WAITS_WINDOW;
            case DAILY_LIMIT -> TimelineCode.CAMPAIGN_WAITS_DAILY_LIMIT;
            case CONCURRENCY -> TimelineCode.CAMPAIGN_WAITS_CONCURRENCY;
            case THROTTLE -> TimelineCode.CAMPAIGN_WAITS_THROTTLE;
            case LINE_RATE -> TimelineCode.CAMPAIGN_WAITS_LINE_RATE;
            case LINE_CONCURRENCY -> TimelineCode.CAMPAIGN_WAITS_LINE_CONCURRENCY;
            case BUDGET -> TimelineCode.CAMPAIGN_WAITS_BUDGET;
            case RETRY_DUE -> TimelineCode.CAMPAIGN_WAITS_RETRY_DUE;
            case COOLDOWN -> TimelineCode.CAMPAIGN_WAITS_COOLDOWN;
            case NO_CONTACTS -> TimelineCode.CAMPAIGN_WAITS_NO_CONTACTS;
            case LINE_ERROR -> TimelineCode.CAMPAIGN_WAITS_LINE_ERROR;
            case ANSWERS -> TimelineCode.CAMPAIGN_WAITS_ANSWERS;
            case COUNTING -> TimelineCode.CAMPAIGN_WAITS_COUNTING;
        };
    }

    /**
     * Why a campaign makes no attempts, with the names and counts for the sentence.
     *
     * @param line the campaign's line; null if unknown
     * @param contacts the number of waiting contacts of the campaign
     */
    public static Entry of(Waiting waiting, Campaign campaign, @Nullable Line line, long contacts, Instant now) {
        Entry entry = of(waiting, campaign, now);
        return switch (waiting.reason()) {
            case LINE_RATE, LINE_ERROR -> ofLine(entry, line);
            case LINE_CONCURRENCY -> {
                Integer most = line == null ? null : line.details().maxConcurrent();
                yield ofLine(entry, line).with("limit", most == null ? null : new Fact.Count(most));
            }
            case RETRY_DUE -> entry.with("contacts", contacts);
            case BUDGET -> entry.with("budget", budget(campaign));
            case SCHEDULED_START,
                    WINDOW,
                    DAILY_LIMIT,
                    CONCURRENCY,
                    THROTTLE,
                    COOLDOWN,
                    NO_CONTACTS,
                    ANSWERS,
                    COUNTING -> entry;
        };
    }

    private static Entry ofLine(Entry entry, @Nullable Line line) {
        return line == null
                ? entry
                : entry.with("line", new Fact.Text(line.number().e164()));
    }

    private static Fact.@Nullable Text budget(Campaign campaign) {
        Money budget = campaign.settings().budget();
        return budget == null
                ? null
                : new Fact.Text(budget.amount().stripTrailingZeros().toPlainString() + " " + budget.currency());
    }

    private static @Nullable Instant next(Waiting waiting, Campaign campaign) {
        Instant until = waiting.until();
        return switch (waiting.reason()) {
            case SCHEDULED_START, WINDOW, DAILY_LIMIT, THROTTLE, LINE_RATE, RETRY_DUE, COOLDOWN, LINE_ERROR ->
                until == null ? null : open(until, campaign);
            // The end of these reasons is unknown.
            case CONCURRENCY, LINE_CONCURRENCY, BUDGET, NO_CONTACTS, ANSWERS, COUNTING -> null;
        };
    }

    /** The first instant from {@code from} at which the campaign's window is open; null if the campaign ends before. */
    static @Nullable Instant open(Instant from, Campaign campaign) {
        return campaign.hours()
                .nextOpen(from)
                .filter(opens -> !campaign.settings().isOver(opens))
                .orElse(null);
    }

    /** Why a contact that must be tried is not tried now; empty for one that will not be tried. */
    static Optional<Entry> notTried(Contact contact, Campaign campaign, @Nullable Waiting waiting, Instant now) {
        if (!contact.waits()) {
            return Optional.empty();
        }
        Optional<TimelineCode> ofStatus = campaign.statusReason();
        if (ofStatus.isPresent()) {
            return Optional.of(ofStatus(ofStatus.get(), campaign, now));
        }
        Instant due = contact.due();
        if (due != null && due.isAfter(now)) {
            return Optional.of(contact.isHeld() ? held(contact, now) : notDueYet(due, campaign, now));
        }
        return Optional.of(
                waiting == null ? Entry.of(now, NOT_TRIED, TimelineCode.IN_TURN, 0) : of(waiting, campaign, now));
    }

    private static Entry ofStatus(TimelineCode code, Campaign campaign, Instant now) {
        Entry entry = Entry.of(now, NOT_TRIED, code, 0);
        AutoPause autoPause = campaign.state().autoPause();
        if (campaign.archived()) {
            return entry;
        }
        if (campaign.status() == CampaignStatus.INACTIVE && autoPause != null) {
            return entry.with("stopped", new Fact.At(autoPause.at())).with("cause", new Fact.Cause(autoPause.reason()));
        }
        return entry.nextAt(
                campaign.status() == CampaignStatus.COOLDOWN
                        ? campaign.nextCycle().orElse(null)
                        : null);
    }

    /** Why a held contact is not tried: the decision has the end of the hold and the time zone. */
    private static Entry held(Contact contact, Instant now) {
        Entry entry = Entry.of(now, NOT_TRIED, contact.reason(), 0)
                .until(contact.heldUntil())
                .nextAt(contact.heldUntil());
        return contact.log().history().isEmpty()
                ? entry
                : entry.with(Entry.ZONE, Decision.zone(contact.log().history().getLast()));
    }

    private static Entry notDueYet(Instant due, Campaign campaign, Instant now) {
        Instant next = open(due, campaign);
        return Entry.of(now, NOT_TRIED, TimelineCode.NOT_DUE_YET, 0).until(due).nextAt(next == null ? due : next);
    }

    /** The event for which the latest attempt waits; empty if it waits for nothing. */
    static Optional<Entry> awaited(Contact contact, OpenClaimsBook book, Instant now) {
        Attempt latest = contact.latest();
        if (latest == null) {
            return Optional.empty();
        }
        if (contact.hasBegun()) {
            return Optional.of(
                    switch (latest) {
                        case Call call -> ofCall(call, book, now);
                        case Message message -> ofMessage(message, now);
                    });
        }
        return contact.status() == ContactStatus.SENDING && !contact.isUnderWay()
                ? Optional.of(Entry.of(
                        now, AWAITED, TimelineCode.DELIVERY_AWAITED, latest.id().number()))
                : Optional.empty();
    }

    private static Entry ofCall(Call call, OpenClaimsBook book, Instant now) {
        int number = call.id().number();
        return switch (call.status()) {
            case CREATED, UNKNOWN -> {
                Instant looked = call.eventTimes().get(TimelineCode.LOOK_UP_FAILED.name());
                yield unanswered(
                                TimelineCode.CALL_UNANSWERED,
                                number,
                                call.createdAt(),
                                call.state().error(),
                                now)
                        .with("looked", looked == null ? null : new Fact.At(looked))
                        .until(nextLook(call, book, now));
            }
            case QUEUED, RINGING, IN_PROGRESS, FORWARDING -> Entry.of(now, AWAITED, TimelineCode.UNDER_WAY, number);
            case ENDED, BUSY, NO_ANSWER, FAILED -> Entry.of(now, AWAITED, TimelineCode.DETECTION_AWAITED, number);
        };
    }

    /**
     * When the pacer checks the call again; null for immediately. Its first check only finds out whether the call
     * began.
     */
    private static @Nullable Instant nextLook(Call call, OpenClaimsBook book, Instant now) {
        OpenBatch batch = book.open().get(call.place().batch());
        Instant look = batch == null ? now : batch.look();
        Waiting waiting = book.waiting();
        Instant answers = waiting == null || waiting.reason() != Waiting.Reason.ANSWERS
                ? look
                : waiting.ends().orElse(look);
        Instant later = answers.isAfter(look) ? answers : look;
        return later.isAfter(now) ? later : null;
    }

    private static Entry ofMessage(Message message, Instant now) {
        int number = message.id().number();
        return switch (message.status()) {
            case CREATED, UNKNOWN ->
                unanswered(
                                TimelineCode.MESSAGE_UNANSWERED,
                                number,
                                message.createdAt(),
                                message.state().error(),
                                now)
                        .until(message.createdAt().plus(Message.MAX_TIME_WITHOUT_EVENT));
            case SENT, FAILED, DELIVERED, READ, ACCEPTED, REJECTED ->
                Entry.of(now, AWAITED, TimelineCode.UNDER_WAY, number);
        };
    }

    private static Entry unanswered(
            TimelineCode code, int attempt, Instant askedAt, @Nullable String cause, Instant now) {
        return Entry.of(now, AWAITED, code, attempt)
                .with("asked", new Fact.At(askedAt))
                .with("cause", cause == null ? null : new Fact.Cause(cause));
    }
}
