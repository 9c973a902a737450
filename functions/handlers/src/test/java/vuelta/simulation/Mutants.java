package vuelta.simulation;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptEvent;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.Call;
import vuelta.domain.attempt.MessageEvent.Fault;
import vuelta.domain.attempt.MessageEvent;
import vuelta.domain.campaign.Breaker;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignSettings;
import vuelta.domain.campaign.Cycle;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.Results;
import vuelta.domain.dispatch.CallProvider;
import vuelta.domain.line.Channel;
import vuelta.domain.line.Line;
import vuelta.domain.pace.Command;
import vuelta.domain.phone.PhoneNumber;
import vuelta.domain.settle.Settle;
import vuelta.domain.settle.Settlement;
import vuelta.domain.suppression.DoNotContact;
import vuelta.domain.suppression.Suppression;
import vuelta.domain.window.Hours;

/** Wrong answers, each in place of a right one: see {@link Mutation}. */
public final class Mutants {
    private Mutants() {}

    /** The window is always open. */
    public static boolean open(Hours hours, Instant at) {
        return true;
    }

    /** Everywhere is Greenwich. */
    public static ZonedDateTime inUtc(Instant at, ZoneId zone) {
        return at.atZone(ZoneOffset.UTC);
    }

    public static int oneMore(CampaignSettings settings) {
        return settings.retries() + 1;
    }

    public static int thousand(CampaignSettings settings) {
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

    /** Whatever was planned under other settings goes ahead. */
    public static long sameEpoch(Campaign campaign) {
        return 0;
    }

    public static long sameEpoch(Command.Begin command) {
        return 0;
    }

    /** Nobody is on the list. */
    public static Optional<Suppression> nobody(DoNotContact list, PhoneNumber number, Channel channel, Instant now) {
        return Optional.empty();
    }

    /** What nobody has heard of was not sent. */
    public static Settlement asTechnical(Settle settle, AttemptId attempt, AttemptEvent event) {
        return settle.apply(attempt, new MessageEvent.Refused("LOST", new Fault.Technical(), event.at()));
    }

    public static boolean unconverted(Results results) {
        return false;
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

    /** Whoever talks goes on talking. */
    public static void talksOn(CallProvider calls, Line line, Call call) {}

    /** Late is as good as never. */
    public static boolean never(Instant at, Instant other) {
        return false;
    }
}
