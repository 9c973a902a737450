package vuelta.domain.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptEvent;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.Call;
import vuelta.domain.attempt.CallEvent;
import vuelta.domain.attempt.Message;
import vuelta.domain.attempt.MessageEvent;
import vuelta.domain.attempt.MessageEvent.Fault;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.campaign.Opening;
import vuelta.domain.campaign.Stop;
import vuelta.domain.campaign.StopCampaign;
import vuelta.domain.contact.Claim;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.Contacts;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.line.Line;
import vuelta.domain.line.LineId;
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
    /** From the last checks to the provider, at most: a pause must hold within 2 s. */
    static final Duration CHECKS_HOLD = Duration.ofMillis(1_500);

    /** Of a command; after that the claim's lease ends, and it is given back. */
    private static final int TRIES = 3;

    /** A provider that does not tell of its templates is asked again after this long. */
    static final Duration PROVIDER_RESTS = Duration.ofSeconds(30);

    static final String VARIABLE_MISSING = "VARIABLE_MISSING";
    static final String TEMPLATE_NOT_FOUND = "TEMPLATE_NOT_FOUND";

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Lines lines;
    private final Ledger ledger;
    private final Providers providers;
    private final LastChecks checks;
    private final Settle settle;
    private final StopCampaign stopCampaign;
    private final Wakes wakes;
    private final GiveBack giveBack;
    private final Pause pause;
    private final InstantSource clock;
    private final Duration askAfter;

    public BeginAttempt(
            Campaigns campaigns,
            Contacts contacts,
            Lines lines,
            Ledger ledger,
            Providers providers,
            LastChecks checks,
            Settle settle,
            Wakes wakes,
            Pause pause,
            InstantSource clock,
            Duration askAfter) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.lines = lines;
        this.ledger = ledger;
        this.providers = providers;
        this.checks = checks;
        this.settle = settle;
        this.stopCampaign = new StopCampaign(campaigns);
        this.wakes = wakes;
        this.giveBack = new GiveBack(ledger, wakes);
        this.pause = pause;
        this.clock = clock;
        this.askAfter = askAfter;
    }

    public void handle(Command.Begin command) {
        pause.until(command.notBefore());
        boolean over = false;
        for (int i = 0; !over && i < TRIES; i++) {
            over = decided(command);
        }
    }

    /** False if the contact was written meanwhile, e.g. its data: it is looked at again. */
    private boolean decided(Command.Begin command) {
        Instant now = clock.instant();
        Optional<Contact> found = contacts.find(command.attempt().contact());
        if (found.isEmpty() || !found.get().isSending(command.attempt().number())) {
            // An earlier delivery of the command may have got that far and died before waking the line.
            wakes.wake(command.line());
            return true;
        }
        Contact contact = found.get();
        Claim claim = contact.claim();
        // A command of an earlier claim of this attempt, which was given back, may still be about: it is nobody's.
        if (claim == null || claim.begun() || !claim.notBefore().equals(command.notBefore())) {
            return true;
        }
        Campaign campaign = campaigns.find(command.attempt().campaign()).orElseThrow();
        return switch (checks.check(command, claim, contact, campaign, now)) {
            case LastChecks.Verdict.Back back -> giveBack.apply(campaign, contact, claim, back.reason(), now);
            case LastChecks.Verdict.Suppress suppress ->
                giveBack.suppress(campaign, contact, claim, suppress.reason(), now);
            case LastChecks.Verdict.Go go -> begin(contact, campaign, command, now);
        };
    }

    private boolean begin(Contact contact, Campaign campaign, Command.Begin command, Instant checked) {
        // What the provider is asked for is settled before the record is written: nothing but the asking comes after.
        Line line = lines.find(command.line()).orElseThrow();
        Planned planned =
                switch (campaign.settings().opening()) {
                    case Opening.FirstMessage opening -> call(opening, contact, campaign, line, command, checked);
                    case Opening.Template template -> message(template, contact, campaign, line, command, checked);
                };
        Contact begun = contact.begun(checked.plus(planned.lease()), checked);
        Commit commit = Commit.begin(campaign, new ContactChange(contact, begun), planned.attempt());
        if (ledger.commit(commit) instanceof Ledger.Result.Lost) {
            return false;
        }
        Instant now = clock.instant();
        // An attempt is counted on the day on which its provider is asked.
        boolean nextDay =
                !campaign.settings().dayOf(now).equals(campaign.settings().dayOf(checked));
        Placing placing = nextDay || now.isAfter(checked.plus(CHECKS_HOLD))
                ? Placing.of(planned.tooSlow(now))
                : planned.ask().place();
        settle.apply(command.attempt(), placing.event());
        placing.besides().ifPresent(besides -> heed(besides, placing.event(), planned.attempt()));
        return true;
    }

    private Planned call(
            Opening.FirstMessage opening,
            Contact contact,
            Campaign campaign,
            Line line,
            Command.Begin command,
            Instant now) {
        AttemptId id = command.attempt();
        String text = opening.text();
        CallRequest request = new CallRequest(
                id, line, campaign.agent(), contact, text == null ? null : Placeholders.fill(text, contact));
        Attempt attempt =
                Call.created(id, line.id(), contact.number(), contact.data().name(), true, now);
        return new Planned(attempt, askAfter, () -> providers.calls().place(request));
    }

    private Planned message(
            Opening.Template opening,
            Contact contact,
            Campaign campaign,
            Line line,
            Command.Begin command,
            Instant now) {
        AttemptId id = command.attempt();
        Instant out = campaign.templateOut();
        String template = opening.chosen(contact.calls(), out != null && now.isBefore(out));
        MessageTemplates.Found found = providers.messages().find(line, template, opening.language());
        Attempt attempt =
                Message.created(id, line.id(), contact.number(), contact.data().name(), template, now);
        return new Planned(attempt, AskProvider.UNHEARD_AFTER, () -> send(found, id, line, contact, opening.image()));
    }

    /** What surely cannot be sent is not asked for. */
    private Placing send(
            MessageTemplates.Found found, AttemptId id, Line line, Contact contact, @Nullable String image) {
        return switch (found) {
            case MessageTemplates.Found.Known known ->
                known.template().missing(contact).isEmpty()
                        ? providers.messages().send(new MessageRequest(id, line, contact, known.template(), image))
                        : Placing.of(new MessageEvent.Refused(VARIABLE_MISSING, new Fault.Row(), clock.instant()));
            case MessageTemplates.Found.NotThere notThere ->
                notSent(TEMPLATE_NOT_FOUND, new Placing.Besides.TemplateOut(TEMPLATE_NOT_FOUND));
            case MessageTemplates.Found.Unavailable unavailable ->
                notSent(unavailable.reason(), new Placing.Besides.KeepStill(LinePace.Block.ERROR));
        };
    }

    private Placing notSent(String reason, Placing.Besides besides) {
        Instant now = clock.instant();
        return new Placing(new MessageEvent.NotSent(reason, now.plus(PROVIDER_RESTS), now), Optional.of(besides));
    }

    /** What the answer says of more than this attempt. */
    private void heed(Placing.Besides besides, AttemptEvent event, Attempt attempt) {
        Instant now = clock.instant();
        AttemptId id = attempt.id();
        switch (besides) {
            case Placing.Besides.KeepStill still -> keepStill(attempt.line(), still.why(), until(event, now), now);
            case Placing.Besides.OutOfOrder order -> stopCampaign.stop(id.campaign(), stop(order.reason(), id, now));
            case Placing.Besides.TemplateOut template -> {
                String sent = attempt instanceof Message message ? message.template() : "";
                stopCampaign.templateOut(id.campaign(), sent, stop(template.reason(), id, now));
            }
        }
    }

    private void keepStill(LineId id, LinePace.Block why, Instant until, Instant now) {
        LinePace pace = lines.pace(id);
        Optional<LinePace> slowed = why == LinePace.Block.RATE
                ? lines.find(id).flatMap(line -> pace.slowed(line, until, now))
                : Optional.empty();
        if (slowed.isPresent()) {
            // Lost, somebody else has slowed it at the same time.
            lines.slow(pace, slowed.get());
        } else {
            lines.block(id, until, why);
        }
        // A pacer that has read the line before plans anew.
        wakes.wake(id);
    }

    private static Stop stop(String reason, AttemptId attempt, Instant now) {
        return new Stop(reason, now, List.of(attempt.toString()));
    }

    private static Instant until(AttemptEvent event, Instant now) {
        if (event instanceof CallEvent.NotPlaced notPlaced) {
            return notPlaced.until();
        }
        return event instanceof MessageEvent.NotSent notSent ? notSent.until() : now;
    }

    /** Asks the provider, once. */
    private interface Ask {
        Placing place();
    }

    /**
     * All that is needed to begin.
     *
     * @param lease after which the attempt is asked after
     */
    private record Planned(Attempt attempt, Duration lease, Ask ask) {
        AttemptEvent tooSlow(Instant now) {
            return switch (attempt) {
                case Call call -> new CallEvent.NotPlaced("TOO_SLOW", now, now);
                case Message message -> new MessageEvent.NotSent("TOO_SLOW", now, now);
            };
        }
    }
}
