package io.vuelta.simulation;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.campaign.AttemptLimits;
import io.vuelta.domain.campaign.Breaker;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.Cycle;
import io.vuelta.domain.campaign.Intake;
import io.vuelta.domain.campaign.RetryRule;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Results;
import io.vuelta.domain.count.Change;
import io.vuelta.domain.count.CountChanges;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.count.Counts;
import io.vuelta.domain.count.Sums;
import io.vuelta.domain.dispatch.CallProvider;
import io.vuelta.domain.line.Capacity;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.settle.Settle;
import io.vuelta.domain.settle.Settlement;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.window.Hours;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Wrong implementations, each replacing a right one: see {@link Mutation}. */
public final class Mutants {
    private static final AtomicInteger WRITES = new AtomicInteger();

    /** No mutation. */
    private static final int NONE = -1;

    private static int active = NONE;

    private Mutants() {}

    /** Activates the mutation at this place of the list. */
    public static void activate(int mutation) {
        WRITES.set(0);
        active = mutation;
    }

    /** Whether this mutation is the active one. */
    public static boolean isActive(int mutation) {
        return mutation == active;
    }

    /** The window is always open. */
    public static boolean open(Hours hours, Instant at) {
        return true;
    }

    /** Every local time is UTC. */
    public static ZonedDateTime inUtc(Instant at, ZoneId zone) {
        return at.atZone(ZoneOffset.UTC);
    }

    public static int oneMore(RetryRule rule) {
        return rule.max() + 1;
    }

    public static int thousand(AttemptLimits limits) {
        return CampaignSettings.MAX_CONCURRENCY;
    }

    public static OptionalInt unlimited(CampaignSettings settings) {
        return OptionalInt.empty();
    }

    public static boolean claimed(Contact contact, int attempt) {
        return contact.claim() != null;
    }

    public static boolean unsettled(Attempt attempt) {
        return false;
    }

    public static boolean works(Campaign campaign) {
        return true;
    }

    /** Commands planned under older settings are still executed. */
    public static long sameEpoch(Campaign campaign) {
        return 0;
    }

    public static long sameEpoch(Command.Begin command) {
        return 0;
    }

    /** No number is on the list. */
    public static Optional<Suppression> noEntry(DoNotContact list, PhoneNumber number, Channel channel, Instant now) {
        return Optional.empty();
    }

    /** A message without any report counts as not sent. */
    public static Settlement asTechnical(Settle settle, AttemptId attempt, AttemptEvent event) {
        return event instanceof MessageEvent.NeverReported
                ? settle.apply(attempt, new MessageEvent.Refused("LOST", new ProviderTrouble.Technical(), event.at()))
                : settle.apply(attempt, event);
    }

    public static Optional<Results.Ending> unended(Results results) {
        return Optional.empty();
    }

    public static Optional<List<Breaker.Ended>> untripped(
            Breaker breaker, List<Breaker.Ended> ended, Instant since, Instant now) {
        return Optional.empty();
    }

    public static boolean notOver(CampaignSettings settings, Instant now) {
        return false;
    }

    public static Optional<Instant> noEnd(CampaignSettings settings) {
        return Optional.empty();
    }

    public static int oneLess(Cycle cycle) {
        return cycle.number() - 1;
    }

    /** The call is not hung up. */
    public static void notHungUp(CallProvider calls, Line line, Call call) {}

    /** Treats a late event like one that never happened. */
    public static boolean never(Instant at, Instant other) {
        return false;
    }

    public static boolean always(Object one, Object other) {
        return true;
    }

    public static boolean always(String one, Object other) {
        return true;
    }

    public static boolean never(String one, Object other) {
        return false;
    }

    /** Nothing is written. */
    public static Contacts.Written unwritten(Contacts contacts, Contact before, Contact after) {
        return new Contacts.Written.Done(after.inVersion(before.version() + 1));
    }

    /** The report comes first, and sometimes a function dies between the report and the write. */
    public static Contacts.Written reportedFirst(Contacts contacts, Contact before, Contact after) {
        return WRITES.incrementAndGet() % 20 == 0 ? unwritten(contacts, before, after) : contacts.write(before, after);
    }

    /** The previous attempt is not stored. */
    public static Contacts.Written forgetting(Contacts contacts, Contact before, Contact after) {
        return contacts.write(before, after);
    }

    /** The place is removed together with the claim. */
    public static @Nullable Place placeOfClaim(Contact contact) {
        return contact.isUnderWay() ? contact.place() : null;
    }

    /** Applies every event to the latest attempt, whichever attempt it names. */
    public static Optional<Attempt> latest(Contact contact, int number) {
        return Optional.ofNullable(contact.latest());
    }

    public static boolean unopened(io.vuelta.domain.claim.OpenClaimsBook book, Place place) {
        return false;
    }

    /** A begun attempt is reported as ended. */
    public static io.vuelta.domain.claim.OpenClaimsBook ended(io.vuelta.domain.claim.OpenClaimsBook book, Place place) {
        return book.with(new io.vuelta.domain.claim.Report(
                book.campaign(), place, io.vuelta.domain.claim.Report.What.ENDED, null, Instant.EPOCH));
    }

    /** Subtracts from the latest day instead of the day of the attempt. */
    public static @Nullable Object mergeLatest(
            SortedMap<Object, Object> days,
            Object day,
            Object value,
            BiFunction<Object, Object, @Nullable Object> merge) {
        return days.merge(days.lastKey(), value, merge);
    }

    /** A mark that detects its own change but no earlier ones. */
    public static int differs(String one, String other) {
        return one.equals(other) ? 0 : 1;
    }

    public static Instant anHourBefore(Instant now, TemporalAmount kept) {
        return now.minusSeconds(3_600);
    }

    /** Two functions read a shard at the same time. */
    public static void halves(CountChanges count, String shard, List<Change> changes) {
        count.count(shard, changes.subList(changes.size() / 2, changes.size()));
        count.count(shard, changes.subList(0, changes.size() / 2));
    }

    /** The mark of counted changes is kept by partition key instead of by shard. */
    public static void byPartition(CountChanges count, String shard, List<Change> changes) {
        Map<String, List<Change>> byPartition = new TreeMap<>();
        changes.forEach(change -> byPartition
                .computeIfAbsent(partition(change), _ -> new ArrayList<>())
                .add(change));
        byPartition.forEach(count::count);
    }

    private static String partition(Change change) {
        return switch (change) {
            case Change.OfContact of -> "p" + of.after().id().shard();
            case Change.OfEarlierAttempt of -> "p" + of.after().id().contact().shard();
            case Change.Expired _ -> "p";
            case Change.Unreadable _ -> "p";
        };
    }

    public static Sums nothing(Counts counts, CampaignId campaign, int cycle) {
        return Sums.NONE;
    }

    public static long none(Counters counters) {
        return 0;
    }

    public static long none(Sums sums) {
        return 0;
    }

    public static long none(io.vuelta.domain.claim.OpenClaimsBook book) {
        return 0;
    }

    public static long none(Intake intake) {
        return 0;
    }

    public static int unlimited(Capacity capacity) {
        return 5_000;
    }

    public static Duration noLead(Capacity capacity) {
        return Duration.ZERO;
    }
}
