package vuelta.domain.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.CallEvent;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignSettings;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.contact.Claim;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.Contacts;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.line.Line;
import vuelta.domain.line.LinePace;
import vuelta.domain.line.Lines;
import vuelta.domain.pace.Command;
import vuelta.domain.pace.Wakes;
import vuelta.domain.settle.Settle;

/**
 * Begins an attempt, at most once: waits for its instant, checks everything again, writes the attempt's record on
 * condition that there is none, and only then asks the provider. Whoever loses the race for the record does nothing; a
 * crash after it leaves an attempt that may have been placed, which is asked after and never repeated.
 */
public final class BeginAttempt {
    /** A command further behind its instant is planned anew, so that a delay never turns into a burst. */
    static final Duration LATEST = Duration.ofSeconds(2);

    /** From the last checks to the provider, at most: a pause must hold within 2 s. */
    static final Duration CHECKS_HOLD = Duration.ofMillis(1_500);

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Lines lines;
    private final Ledger ledger;
    private final CallProvider provider;
    private final Settle settle;
    private final GiveBack giveBack;
    private final Pause pause;
    private final InstantSource clock;
    private final Duration askAfter;

    public BeginAttempt(
            Campaigns campaigns,
            Contacts contacts,
            Lines lines,
            Ledger ledger,
            CallProvider provider,
            Settle settle,
            Wakes wakes,
            Pause pause,
            InstantSource clock,
            Duration askAfter) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.lines = lines;
        this.ledger = ledger;
        this.provider = provider;
        this.settle = settle;
        this.giveBack = new GiveBack(ledger, wakes);
        this.pause = pause;
        this.clock = clock;
        this.askAfter = askAfter;
    }

    public void handle(Command.Begin command) {
        pause.until(command.notBefore());
        Instant now = clock.instant();
        Optional<Contact> found = contacts.find(command.attempt().contact());
        if (found.isEmpty() || !found.get().isSending(command.attempt().number())) {
            return;
        }
        Contact contact = found.get();
        Claim claim = contact.claim();
        // A command of an earlier claim of this attempt, which was given back, may still be about: it is nobody's.
        if (claim == null || claim.begun() || !claim.notBefore().equals(command.notBefore())) {
            return;
        }
        Campaign campaign = campaigns.find(command.attempt().campaign()).orElseThrow();
        Line line = lines.find(command.line()).orElseThrow();
        String refusal = refusal(command, claim, campaign, lines.pace(line.id()), now);
        if (refusal != null) {
            giveBack.apply(contact, claim, line.id(), refusal, now);
            return;
        }
        begin(contact, campaign, line, command, now);
    }

    /** Why the attempt must not begin now, as a code; null if it may. */
    private static @Nullable String refusal(
            Command.Begin command, Claim claim, Campaign campaign, LinePace pace, Instant now) {
        CampaignSettings settings = campaign.settings();
        if (!campaign.works()) {
            return "CAMPAIGN_"
                    + (campaign.archived() ? "ARCHIVED" : campaign.status().name());
        }
        if (campaign.epoch() != command.epoch()) {
            return "CAMPAIGN_CHANGED";
        }
        // The claim's own instant: a command of an earlier claim of this attempt may still be about.
        if (!claim.notBefore().equals(command.notBefore())
                || now.isAfter(claim.notBefore().plus(LATEST))) {
            return "LATE";
        }
        if (!settings.window().isOpen(now, settings.zone())) {
            return "WINDOW_CLOSED";
        }
        if (!settings.dayOf(now).equals(claim.day())) {
            return "DAY_OVER";
        }
        return pace.blocked(now).map(block -> "LINE_" + block.name()).orElse(null);
    }

    private void begin(Contact contact, Campaign campaign, Line line, Command.Begin command, Instant checked) {
        // What the provider is asked for is settled before the record is written: nothing but the asking comes after.
        Attempt attempt = Attempt.created(
                command.attempt(), line.id(), contact.number(), contact.data().name(), true, checked);
        Contact begun = contact.begun(checked.plus(askAfter), checked);
        String firstMessage = campaign.settings().firstMessage();
        CallRequest request = new CallRequest(
                command.attempt(),
                line,
                campaign.agent(),
                contact,
                firstMessage == null ? null : Placeholders.fill(firstMessage, contact));
        Commit commit = Commit.begin(new ContactChange(contact, begun), attempt);
        if (ledger.commit(commit) instanceof Ledger.Result.Lost) {
            return;
        }
        CallProvider.Placing placing =
                clock.instant().isAfter(checked.plus(CHECKS_HOLD)) ? tooSlow(clock.instant()) : provider.place(request);
        settle.apply(command.attempt(), placing.event());
        if (placing.event() instanceof CallEvent.NotPlaced notPlaced) {
            placing.block().ifPresent(block -> lines.block(line.id(), notPlaced.until(), block));
        }
    }

    private static CallProvider.Placing tooSlow(Instant now) {
        return new CallProvider.Placing(new CallEvent.NotPlaced("TOO_SLOW", now, now), Optional.empty());
    }
}
