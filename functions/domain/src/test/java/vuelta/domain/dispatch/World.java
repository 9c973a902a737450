package vuelta.domain.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.AnsweredBy;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.Call;
import vuelta.domain.attempt.CallEvent;
import vuelta.domain.attempt.CallStatus;
import vuelta.domain.attempt.Message;
import vuelta.domain.attempt.MessageEvent;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignAction;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.CampaignSettings;
import vuelta.domain.campaign.CampaignStatus;
import vuelta.domain.campaign.LifeCycle;
import vuelta.domain.contact.Contact;
import vuelta.domain.fakes.Examples;
import vuelta.domain.fakes.FixedZones;
import vuelta.domain.fakes.InMemoryStore;
import vuelta.domain.fakes.RecordingCommands;
import vuelta.domain.fakes.RecordingSchedules;
import vuelta.domain.fakes.RecordingWakes;
import vuelta.domain.fakes.ScriptedCallProvider;
import vuelta.domain.fakes.ScriptedMessageProvider;
import vuelta.domain.fakes.VirtualTime;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.count.Counters;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.ledger.Pacing;
import vuelta.domain.line.LineId;
import vuelta.domain.pace.Command;
import vuelta.domain.pace.PaceLine;
import vuelta.domain.settle.Settle;

/** One line and one campaign with everything that works on them, on fakes. */
public final class World {
    public static final Instant START = Examples.MONDAY;
    public static final Duration BACKOFF = Duration.ofMinutes(5);
    public static final Duration ASK_AFTER = Duration.ofSeconds(90);
    public static final LineId LINE = new LineId("line");
    public static final CampaignId CAMPAIGN = new CampaignId("c1");

    public final VirtualTime clock = new VirtualTime(START);
    public final InMemoryStore store = new InMemoryStore();
    public final RecordingCommands commands = new RecordingCommands(clock);
    public final RecordingWakes wakes = new RecordingWakes();
    public final RecordingSchedules schedules = new RecordingSchedules();
    public final FixedZones zones = new FixedZones();
    public final ScriptedCallProvider provider = new ScriptedCallProvider(clock);
    public final ScriptedMessageProvider messages = new ScriptedMessageProvider(clock);
    public final Settle settle = new Settle(
            store.campaigns(),
            store.contacts(),
            store.attempts(),
            store.ledger(),
            store.doNotContact(),
            wakes,
            clock,
            BACKOFF);
    public final BeginAttempt begin = new BeginAttempt(
            store.campaigns(),
            store.contacts(),
            store.lines(),
            store.ledger(),
            new Providers(provider, messages),
            new LastChecks(store.lines(), store.doNotContact(), zones),
            settle,
            wakes,
            clock,
            clock,
            ASK_AFTER);
    public final AskProvider ask = new AskProvider(
            store.campaigns(),
            store.contacts(),
            store.attempts(),
            store.lines(),
            store.ledger(),
            provider,
            settle,
            wakes,
            clock);
    public final PaceLine pace = new PaceLine(
            store.lines(),
            store.campaigns(),
            store.contacts(),
            store.ledger(),
            commands,
            schedules,
            zones,
            clock,
            Duration.ofMinutes(3));

    private int loaded;

    public World(CampaignSettings settings) {
        store.lines().put(Examples.line(LINE, settings.channel()));
        store.campaigns().create(Examples.campaign(CAMPAIGN, LINE, CampaignStatus.ACTIVE, settings));
    }

    /** Brings more contacts, waiting for their first attempt. */
    public World load(int count) {
        for (int i = 0; i < count; i++) {
            Contact contact = Examples.contact(CAMPAIGN, loaded++);
            commit(Commit.contacts(campaign(), List.of(new ContactChange(null, contact))));
        }
        return this;
    }

    public void commit(Commit commit) {
        if (!(store.ledger().commit(commit) instanceof Ledger.Result.Done)) {
            throw new IllegalStateException("lost: " + commit);
        }
    }

    /** Ticks, and gives the attempts that were planned. */
    public List<Command.Begin> tick() {
        commands.take();
        pace.tick(LINE);
        return commands.begins();
    }

    /** Ticks at an instant. */
    public List<Command.Begin> tickAt(Instant at) {
        clock.set(at);
        return tick();
    }

    public void act(CampaignAction action) {
        if (!(LifeCycle.decide(campaign(), action, clock.instant()) instanceof LifeCycle.Decision.Moved moved)
                || !written(moved.to())) {
            throw new IllegalStateException(action + " is not possible now");
        }
    }

    private boolean written(Campaign next) {
        return next.status() == CampaignStatus.FINISHED
                ? store.ledger().runDry(next)
                : store.campaigns().save(next);
    }

    public Campaign campaign() {
        return store.campaigns().find(CAMPAIGN).orElseThrow();
    }

    public Contact contact(AttemptId attempt) {
        return store.contacts().find(attempt.contact()).orElseThrow();
    }

    /** The contact that was loaded as the {@code n}th, counted from 0. */
    public Contact contact(int n) {
        return store.contacts().find(Examples.contact(CAMPAIGN, n).id()).orElseThrow();
    }

    public Attempt attempt(AttemptId attempt) {
        return store.attempts().find(attempt).orElseThrow();
    }

    public Call call(AttemptId attempt) {
        return (Call) attempt(attempt);
    }

    public Message message(AttemptId attempt) {
        return (Message) attempt(attempt);
    }

    public Pacing pacing() {
        return store.ledger().pacing(CAMPAIGN);
    }

    public Counters counters() {
        return store.ledger().counters(CAMPAIGN);
    }

    /** Whatever the providers are asked next, nobody hears their answer. */
    public void answerIsLost() {
        provider.answer(new CallEvent.AnswerLost("TIME_OUT", clock.instant()));
        messages.answer(new MessageEvent.AnswerLost("TIME_OUT", clock.instant()));
    }

    /** The attempt begins at its instant, and its call comes to this. */
    public void ends(Command.Begin command, CallStatus status, @Nullable AnsweredBy by) {
        clock.until(command.notBefore());
        begin.handle(command);
        String id = ScriptedCallProvider.providerId(command.attempt());
        settle.apply(command.attempt(), new CallEvent.Reported(id, status, null, by, clock.instant()));
    }
}
