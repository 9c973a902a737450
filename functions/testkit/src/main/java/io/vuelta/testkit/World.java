package io.vuelta.testkit;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.LifeCycle;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.claim.Report;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Contacts.Written;
import io.vuelta.domain.count.CountChanges;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.dispatch.AskProvider;
import io.vuelta.domain.dispatch.BeginAttempt;
import io.vuelta.domain.dispatch.LastChecks;
import io.vuelta.domain.dispatch.Providers;
import io.vuelta.domain.line.Capacity;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Outage;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.pace.PaceLine;
import io.vuelta.domain.settle.ReactToTrouble;
import io.vuelta.domain.settle.Settle;
import io.vuelta.domain.settle.Settlement;
import io.vuelta.domain.wake.Wake;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FixedZones;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.InMemoryUserIds;
import io.vuelta.testkit.fakes.OneByOne;
import io.vuelta.testkit.fakes.RecordingCommands;
import io.vuelta.testkit.fakes.RecordingRecounts;
import io.vuelta.testkit.fakes.RecordingSchedules;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.ScriptedCallProvider;
import io.vuelta.testkit.fakes.ScriptedMessageProvider;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line and one campaign with all functions that handle them, on fakes. All data of contacts is stored separately,
 * so that a function that needs it must read it. Commands reach dispatch immediately, and a pacer does not wait until
 * its line may be planned again, so that only the test moves the clock.
 */
public final class World {
    public static final Instant START = Examples.MONDAY;
    public static final Duration BACKOFF = Duration.ofMinutes(5);
    public static final Duration ASK_AFTER = Duration.ofSeconds(90);
    public static final Duration ASK_AGAIN = Duration.ofMinutes(3);
    public static final LineId LINE = new LineId("line");
    public static final CampaignId CAMPAIGN = new CampaignId("c1");

    /** The capacity of a system that begins any number of attempts without delay. */
    private static final Capacity BOUNDLESS = new Capacity(5_000, Duration.ZERO, List.of(), null, null);

    public final VirtualTime clock = new VirtualTime(START);
    public final InMemoryStore store = new InMemoryStore();
    public final RecordingCommands commands = new RecordingCommands(clock);
    public final RecordingWakes wakes = new RecordingWakes();
    public final RecordingSchedules schedules = new RecordingSchedules();
    public final RecordingRecounts recounts = new RecordingRecounts();
    public final FixedZones zones = new FixedZones();
    public final ScriptedCallProvider provider = new ScriptedCallProvider(clock);
    public final ScriptedMessageProvider messages = new ScriptedMessageProvider(clock);
    public final CountChanges counting = new CountChanges(store.counts(), store.campaigns(), wakes, clock);
    public final InMemoryUserIds userIds = new InMemoryUserIds();
    public final ReactToTrouble trouble = new ReactToTrouble(store.campaigns(), store.lines(), wakes, clock);
    public final Settle settle = new Settle(
            store.campaigns(),
            store.contacts(),
            store.attempts(),
            store.doNotContact(),
            userIds,
            trouble,
            clock,
            BACKOFF);
    public final BeginAttempt begin = new BeginAttempt(
            store.campaigns(),
            store.contacts(),
            store.lines(),
            new Providers(provider, messages),
            new LastChecks(store.doNotContact(), zones),
            settle,
            wakes,
            new OneByOne(),
            clock,
            clock);
    /** The findings that look-ups have returned. */
    public final List<ConversationReport> reports = new ArrayList<>();

    public final AskProvider ask = new AskProvider(
            store.campaigns(),
            store.contacts(),
            store.attempts(),
            store.lines(),
            provider,
            settle,
            (_, _, report) -> reports.add(report),
            wakes,
            zones,
            clock);
    public final PaceLine pace = new PaceLine(
            new PaceLine.Ports(
                    UseCases.pacing(store, recounts),
                    commands,
                    schedules,
                    wakes,
                    new OneByOne(),
                    _ -> {},
                    zones,
                    clock),
            ASK_AFTER,
            ASK_AGAIN);

    private int loaded;
    private int invocations;

    public World(CampaignSettings settings) {
        store.dataInside(0);
        store.lines().put(Examples.line(LINE, settings.channel()));
        store.lines().reserve(store.lines().pace(LINE), null, BOUNDLESS, Outage.NONE);
        store.campaigns().create(Examples.campaign(CAMPAIGN, LINE, CampaignStatus.ACTIVE, settings));
    }

    public World(Examples.SettingsBuilder settings) {
        this(settings.build());
    }

    /** Loads more contacts, which wait for their first attempt. */
    public World load(int count) {
        for (int i = 0; i < count; i++) {
            add(Examples.contact(CAMPAIGN, loaded++));
        }
        return this;
    }

    /** Adds a contact as a person would. */
    public void add(Contact contact) {
        Contacts.Change change = new Contacts.Change(null, contact);
        Campaign to = store.campaigns().find(contact.id().campaign()).orElseThrow();
        if (!store.contacts().edit(to, List.of(change), 1, 0)) {
            throw new IllegalStateException("lost: " + contact);
        }
    }

    /** Writes a contact; fails if the race is lost. */
    public Contact write(Contact before, Contact after) {
        Contact counted =
                after.countedIn(store.campaigns().find(after.id().campaign()).orElseThrow());
        if (store.contacts().write(before, counted) instanceof Written.Done done) {
            return done.contact();
        }
        throw new IllegalStateException("lost: " + after);
    }

    // The pacer

    /**
     * Makes one tick, after the change stream is counted to its end and every report has reached the pacer. Returns the
     * planned attempts.
     */
    public List<Command.Begin> tick() {
        count();
        return tickUncounted();
    }

    /** Makes one tick without counting the change stream first. Returns the planned attempts. */
    public List<Command.Begin> tickUncounted() {
        commands.take();
        var _ = pace.tick(LINE, takeWakes(), false);
        return begins();
    }

    private List<Wake> takeWakes() {
        return wakes.takeAll().stream().filter(wake -> wake.line().equals(LINE)).toList();
    }

    /** Makes one tick at an instant. */
    public List<Command.Begin> tickAt(Instant at) {
        clock.set(at);
        return tick();
    }

    /** The planned attempts, each as a separate command. */
    public List<Command.Begin> begins() {
        return commands.begins().stream()
                .flatMap(command -> command.starts().stream()
                        .map(start -> new Command.Begin(
                                command.campaign(),
                                command.line(),
                                command.epoch(),
                                command.lineEpoch(),
                                command.planned(),
                                List.of(start))))
                .sorted(java.util.Comparator.comparing(Command.Begin::notBefore))
                .toList();
    }

    /** The attempt of a command with one attempt. */
    public static AttemptId id(Command.Begin command) {
        return command.starts().getFirst().id();
    }

    /** The contact of a command with one attempt. */
    public static ContactId who(Command.Begin command) {
        return command.starts().getFirst().contact();
    }

    /** Counts the changes of the change stream to its end. */
    public void count() {
        store.changes().drain(counting::count);
    }

    /** The pacer's book with the reports so far. */
    public OpenClaimsBook book() {
        OpenClaimsBook book = store.books().find(CAMPAIGN);
        for (Report report : wakes.reports()) {
            book = book.with(report);
        }
        return book;
    }

    /** The number of attempts that count for today's limit. */
    public int reservedToday() {
        return book().reservedOn(campaign().settings().dayOf(clock.instant()));
    }

    /** The counters after the change stream is counted to its end. */
    public Counters counters() {
        count();
        return store.counts().sums(CAMPAIGN, campaign().cycle().number()).counters();
    }

    // Attempts

    /** Delivers the command to dispatch. */
    public void begin(Command.Begin command) {
        begin.handle(command, "invocation-" + invocations++, null);
    }

    /** The attempt begins at its instant. */
    public void beginOnTime(Command.Begin command) {
        clock.until(command.notBefore());
        begin(command);
    }

    /** Makes one tick, and begins the first attempt that it planned. Returns its command. */
    public Command.Begin beginNext() {
        Command.Begin command = tick().getFirst();
        begin(command);
        return command;
    }

    /** Settles an event, and sends its report to the pacer. */
    public Settlement settle(AttemptId id, AttemptEvent event) {
        Settlement settlement = settle.apply(id, event);
        LineId line = settlement.line();
        if (line != null && settlement.report().isPresent()) {
            wakes.send(Wake.of(line, List.of(settlement.report().get())));
        }
        return settlement;
    }

    /** The attempt begins at its instant, and its call has this result. */
    public void ends(Command.Begin command, CallStatus status, @Nullable AnsweredBy by) {
        beginOnTime(command);
        reported(id(command), status, by);
    }

    /** The provider reports a call's status now. */
    public Settlement reported(AttemptId call, CallStatus status, @Nullable AnsweredBy by) {
        return reported(call, status, null, by, clock.instant());
    }

    /**
     * The provider reports a call's status of this instant.
     *
     * @param duration of the conversation, if it has ended
     */
    public Settlement reported(
            AttemptId call, CallStatus status, @Nullable Duration duration, @Nullable AnsweredBy by, Instant at) {
        String id = ScriptedCallProvider.providerId(call);
        return settle(call, new CallEvent.Reported(id, status, duration, by, at));
    }

    /** The provider reports a message's status now. */
    public Settlement reported(AttemptId message, MessageStatus status) {
        String id = ScriptedMessageProvider.providerId(message);
        return settle(message, new MessageEvent.Reported(id, status, clock.instant()));
    }

    /** The answers of the providers to further requests are lost. */
    public void answerIsLost() {
        provider.answer(new CallEvent.AnswerLost("TIMEOUT", clock.instant()));
        messages.answer(new MessageEvent.AnswerLost("TIMEOUT", clock.instant()));
    }

    /** The calls whose turn it is at an instant are looked up. */
    public void lookUpAt(Instant at) {
        tickAt(at);
        commands.asks().forEach(ask::handle);
    }

    // The stored state

    public void act(CampaignAction action) {
        if (!(LifeCycle.decide(campaign(), action, clock.instant()) instanceof LifeCycle.Decision.Moved moved)
                || !written(moved.to())) {
            throw new IllegalStateException(action + " is not possible now");
        }
    }

    private boolean written(Campaign next) {
        return next.status() == CampaignStatus.FINISHED
                ? store.campaigns()
                        .rest(
                                next,
                                store.campaigns().intake(CAMPAIGN),
                                store.books().find(CAMPAIGN).version())
                : store.campaigns().save(next);
    }

    public Campaign campaign() {
        return store.campaigns().find(CAMPAIGN).orElseThrow();
    }

    public Contact contact(AttemptId attempt) {
        return contact(attempt.contact());
    }

    /** The contact that was loaded as the {@code n}th, counted from 0. */
    public Contact contact(int n) {
        return contact(Examples.contact(CAMPAIGN, n).id());
    }

    /** The contact with its data. */
    public Contact contact(ContactId id) {
        return store.contacts().withData(store.contacts().find(id).orElseThrow());
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
}
