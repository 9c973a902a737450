package io.vuelta.simulation;

import io.vuelta.adapters.scheduler.SchedulerSchedules;
import io.vuelta.adapters.sqs.SqsBatches;
import io.vuelta.adapters.sqs.SqsCommands;
import io.vuelta.adapters.sqs.SqsIngestRequests;
import io.vuelta.adapters.sqs.SqsProviderEvents;
import io.vuelta.adapters.sqs.SqsRecounts;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.action.ActOnCampaign;
import io.vuelta.domain.action.ActOnContact;
import io.vuelta.domain.action.DuplicateCampaign;
import io.vuelta.domain.action.RecordResult;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Cycle;
import io.vuelta.domain.campaign.LineChange;
import io.vuelta.domain.campaign.Retention;
import io.vuelta.domain.campaign.RunState;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.count.CountChanges;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.pace.WakeLines;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.wake.Wakes;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FiveTries;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.RecordingTranscripts;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One line with its campaigns, from their start until no event is left, all from one seed. */
public final class Simulation {
    private static final LineId LINE = new LineId("line");
    private static final LineId OTHER_LINE = new LineId("other-line");

    /** Maximum number of times that finished campaigns are repeated. */
    private static final int MAX_REPEATS = 2;

    private static final Duration WATCHDOG_EVERY = Duration.ofHours(1);

    /** If nothing else happens for days, the watchdog runs only in the first and the last hours of that time. */
    private static final int WATCHES = 3;

    /** When a day ends in Mexico City. */
    private static final Instant MIDNIGHT = Instant.parse("2026-03-03T06:00:00Z");

    /** Some hours before clocks change, in New York, Berlin, Lord Howe, Santiago and New York again. */
    private static final List<Instant> CHANGES = List.of(
            Instant.parse("2026-03-07T22:00:00Z"),
            Instant.parse("2026-10-24T20:00:00Z"),
            Instant.parse("2026-04-04T09:00:00Z"),
            Instant.parse("2026-09-05T22:00:00Z"),
            Instant.parse("2026-10-31T22:00:00Z"));

    /**
     * A contact whose zone is unknown waits for ever: the simulation ends when no contact has been tried for this long.
     * (A list of hundreds, one a day, takes years.)
     */
    private static final Duration MAX_IDLE_TIME = Duration.ofDays(400);

    /** After this time without an event no operation is in progress. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** More than the hour by which a change of clocks moves a window that opens every day. */
    private static final Duration MAX_ENDING = Duration.ofMinutes(90);

    private final long seed;
    private final SimulationRandom random;

    /**
     * Decisions that were added to the simulation later use this generator, so that the first seeds keep their meaning.
     */
    private final SimulationRandom later;

    private final VirtualTime clock = new VirtualTime(Examples.MONDAY);
    private final Timeline timeline = new Timeline();
    private final Processes processes = new Processes(timeline, clock);
    private final InMemoryStore store = new InMemoryStore();
    private final Tally tally = new Tally();
    private final Map<CampaignId, Set<PhoneNumber>> people = new LinkedHashMap<>();
    private final SimulationLog journal;
    private final Chaos chaos;
    private final Histories histories;
    private final Book book = new Book();
    private final Recounts recounts;
    private final Stuck stuck;
    private final RandomSettings randomSettings;
    private final RecordedRequests requests = new RecordedRequests();
    private final Channel channel;
    private final Operator operator;
    private final Callbacks callbacks;
    private Instant ends;
    private final Wakes wakes;
    private final Uploading uploading;
    private final Operations operations;
    private final WakeLines watchdog;
    private final SimulatedStream stream;
    private Instant watches;
    private int watched;
    private int rescues;
    private long injected;
    private int resumed;
    private int repeats;
    private int steps;

    /** Number of attempts at the end of the last step. */
    private int attempts;

    /**
     * Builds the simulation, and runs nothing yet.
     *
     * @param journal whether to keep a journal, which makes the simulation slower
     */
    public Simulation(long seed, boolean journal) {
        this.seed = seed;
        this.random = new SimulationRandom(seed);
        this.later = new SimulationRandom(31 * seed + 7);
        // Windows close at whole minutes: some close soon after the start, while the contacts are being planned.
        this.clock.set(
                random.once(6)
                        ? MIDNIGHT.minusSeconds(random.oneOf(3, 10, 20, 40))
                        : (random.once(3) ? random.oneOf(CHANGES) : Examples.MONDAY)
                                .plusSeconds(random.oneOf(0, 0, 40, 50, 55)));
        this.journal = SimulationLog.of(clock, journal);
        this.chaos = new Chaos(random.another(), processes, store, tally, this.journal);
        this.histories = new Histories(store.campaigns(), chaos, clock);
        this.stuck = new Stuck(store, book, histories, chaos, clock);
        this.randomSettings = new RandomSettings(random.another(), later, clock.instant());
        this.ends = clock.instant().plus(MAX_IDLE_TIME);

        this.channel = random.once(4) ? Channel.WHATSAPP : Channel.PHONE_CALL;
        String rate = random.oneOf("0.5", "3", "20");
        Line line = line(LINE, rate);
        store.lines().put(line);
        store.lines().put(line(OTHER_LINE, rate));
        store.agents().put(Examples.agent());

        InMemorySqs sqs = new InMemorySqs(chaos);
        Functions functions = new Functions(processes, chaos, this.journal);
        Queues queues = new Queues(functions, timeline, processes, chaos, random.another(), this.journal);
        queues.all().forEach(sqs::add);
        this.wakes = new SqsWakes(sqs, "pace");
        this.stream = new SimulatedStream(
                store.changes(),
                new CountChanges(store.counts(), store.campaigns(), wakes, clock),
                timeline,
                processes,
                chaos,
                random.another(),
                this.journal);
        this.recounts = new Recounts(store, stream, histories, book, requests, chaos);
        SimulatedTable table = new SimulatedTable(
                store.contacts(),
                store.books(),
                timeline,
                chaos,
                random.another(),
                processes,
                recounts::touch,
                id -> requests.again(id, clock.instant()));
        this.watchdog = new WakeLines(store.campaigns(), store.lines(), wakes, clock);
        this.watches = clock.instant().plus(WATCHDOG_EVERY);
        SqsBatches batches = new SqsBatches(sqs, "contacts");
        this.operator = new Operator(
                new ActOnCampaign(store.campaigns(), table.books(), wakes, new FiveTries(), clock),
                timeline,
                processes,
                random.another(),
                this.journal);
        Plans plans = new Plans(new SqsCommands(sqs, "dispatch", clock), histories, line.spacing(), store);
        SimulatedZones zones = new SimulatedZones();
        Begins begins = new Begins(histories, book, plans, requests, store.attempts(), zones, chaos, clock);
        this.callbacks = new Callbacks(
                new SqsProviderEvents(sqs, "outcome"),
                line.id(),
                store.attempts()::find,
                timeline,
                chaos,
                random.another());
        AgentReports conversations = new AgentReports(
                new RecordResult(
                        store.campaigns(),
                        store.agents(),
                        table,
                        store.attempts(),
                        store.conversations(),
                        new RecordingTranscripts(),
                        store.doNotContact(),
                        clock),
                operator,
                requests,
                random.another(),
                clock);
        SimulatedProvider calls = new SimulatedProvider(
                book,
                new Population(random.another()),
                callbacks,
                conversations,
                begins::check,
                histories,
                chaos,
                random.another(),
                processes,
                this.journal);
        SimulatedMessages messages = new SimulatedMessages(
                book,
                new Readers(random.another()),
                callbacks,
                begins::check,
                histories,
                chaos,
                random.another(),
                processes,
                this.journal);
        this.uploading = new Uploading(store.uploads(), queues.uploads(), chaos, random.another(), clock);
        InMemoryScheduler scheduler = new InMemoryScheduler(chaos, random.another(), timeline, clock, queues.pace());
        functions.wire(new Functions.Ports(
                store,
                table,
                table.books(),
                new Functions.Queues(
                        sqs,
                        new SqsRecounts(sqs, "doctor"),
                        plans,
                        wakes,
                        batches,
                        new SqsIngestRequests(sqs, "uploads")),
                new SchedulerSchedules(
                        scheduler, new SchedulerSchedules.Settings("group", "pace", "role", "dead-letters")),
                uploading,
                uploading,
                calls,
                messages,
                zones,
                new InTurn(processes),
                processes));
        ManualActions manualActions = new ManualActions(
                new ActOnContact(store.campaigns(), table, store.doNotContact(), wakes, new FiveTries(), clock),
                new DuplicateCampaign(store.campaigns(), store.uploads(), batches, clock),
                store.campaigns(),
                store.doNotContact(),
                operator,
                histories,
                requests,
                random.another(),
                clock);
        this.operations = new Operations(
                operator,
                manualActions,
                uploading,
                randomSettings,
                random.another(),
                new SimulationRandom(~seed),
                later,
                this::toOtherLine,
                clock);
    }

    /**
     * Moves a campaign to the other line. Until the pacers of both lines know it, one of them may find that the other
     * has written its book.
     */
    private LineChange toOtherLine(CampaignId id) {
        chaos.lasts(clock.instant().plus(Duration.ofMinutes(10)));
        LineId other = histories.now(id).line().equals(LINE) ? OTHER_LINE : LINE;
        return new LineChange(null, store.lines().find(other).orElseThrow());
    }

    private Line line(LineId id, String rate) {
        Line telephone = Examples.line(id, rate);
        return channel == Channel.PHONE_CALL
                ? telephone
                : new Line(
                        id,
                        telephone.agent(),
                        Provider.WHATSAPP,
                        telephone.number(),
                        telephone.ratePerSecond(),
                        telephone.secret(),
                        null,
                        telephone.createdAt());
    }

    /** Runs the simulation to its end. Throws a {@link Violation} with the seed if a rule is broken. */
    public SimulationResult run() {
        return Processes.lightly(this::runLightly);
    }

    private SimulationResult runLightly() {
        try {
            begin();
            do {
                while (happens()) {
                    step();
                }
            } while (continueSome() || isRescued());
            end();
        } catch (Violation violation) {
            throw violation.of(seed);
        } catch (ProcessCrash | RuntimeException unexpected) {
            throw new Violation("thrown where nothing catches it: " + unexpected, unexpected).of(seed);
        } finally {
            processes.end();
        }
        return new SimulationResult(seed, tally, journal.lines());
    }

    /** The events so far, if a journal was requested. */
    public List<String> journal() {
        return journal.lines();
    }

    private void begin() {
        int campaigns = random.oneOf(1, 1, 1, 1, 2, 2, 3);
        for (int i = 0; i < campaigns; i++) {
            create(new CampaignId("c" + i), random.once(8) ? 0 : randomSettings.contacts());
        }
        store.faults(chaos);
        chaos.written(histories::written);
        chaos.quietly(() -> {
            wakes.wake(LINE);
            return true;
        });
        people.forEach((id, has) -> operations.of(id, has.size()));
    }

    private void create(CampaignId id, int contacts) {
        CampaignStatus status = contacts == 0 ? CampaignStatus.PENDING : CampaignStatus.ACTIVE;
        Campaign campaign = campaign(id, status, randomSettings.settings(channel, contacts));
        store.campaigns().create(campaign);
        histories.begin(id);
        Set<PhoneNumber> numbers = new HashSet<>();
        Campaign created = store.campaigns().find(id).orElseThrow();
        List<Contacts.Change> changes = new ArrayList<>();
        for (int i = 0; i < contacts; i++) {
            numbers.add(Examples.number(i));
            changes.add(new Contacts.Change(null, contact(id, i)));
            if (changes.size() == Contacts.MAX_TOGETHER || i == contacts - 1) {
                boolean added = store.contacts().edit(created, changes, changes.size(), 0);
                Violation.unless(added, "contacts are there at the beginning");
                changes.forEach(change -> recounts.touch(change.after().id()));
                changes.clear();
            }
        }
        people.put(id, numbers);
        journal.note(
                "campaign",
                id + " of " + contacts + ", "
                        + RandomSettings.describe(histories.now(id).settings()));
    }

    private Campaign campaign(CampaignId id, CampaignStatus status, CampaignSettings settings) {
        Instant now = clock.instant();
        boolean works = status == CampaignStatus.ACTIVE;
        return new Campaign(
                id,
                Examples.AGENT,
                LINE,
                settings,
                new RunState(status, false, false, works ? now : null, null),
                works ? new Cycle(0, now, null, null, 0) : Cycle.FIRST,
                null,
                0,
                0,
                now,
                Retention.NONE,
                0);
    }

    private Contact contact(CampaignId id, int n) {
        Contact example = Examples.contact(id, n);
        return Contact.loaded(
                example.id(), example.number(), example.data(), example.person().source(), clock.instant());
    }

    private void step() {
        Timeline.Event next = Objects.requireNonNull(timeline.next());
        if (next.at().isAfter(watches)) {
            watch(next.at());
            return;
        }
        Timeline.Event event = timeline.take();
        clock.until(event.at());
        event.action().run();
        stream.look();
        recounts.check();
        stuck.check();
        if (book.attempts() > attempts) {
            attempts = book.attempts();
            rescues = 0;
            ends = clock.instant().plus(MAX_IDLE_TIME);
            steps = 0;
        }
        steps++;
        // A campaign whose window is never open in its contacts' zones waits until the end, and its lines are woken
        // each hour.
        Violation.unless(steps < 150_000 + 2_000 * size(), "it comes to an end: %d steps", steps);
    }

    private boolean happens() {
        Timeline.Event next = timeline.next();
        return next != null && (next.at().isBefore(ends) || isInTheMiddle(next));
    }

    /**
     * Whether work is in progress at the end: a window that opens then may start some, which continues until all of it
     * is counted, for at most an hour.
     */
    private boolean isInTheMiddle(Timeline.Event next) {
        boolean hasMore = next.at().isBefore(clock.instant().plus(PAUSE)) || stream.isBehind();
        return hasMore && next.at().isBefore(ends.plus(MAX_ENDING));
    }

    /**
     * Repeats some of the finished campaigns and resumes some that paused themselves, each a limited number of times;
     * whether any of them continues.
     */
    private boolean continueSome() {
        boolean goes = false;
        for (CampaignId id : histories.ids()) {
            if (histories.now(id).status() == CampaignStatus.FINISHED
                    && !histories.now(id).archived()
                    && people.containsKey(id)
                    && repeats < MAX_REPEATS
                    && later.once(4)) {
                repeats++;
                operations.repeat(id, people.get(id).size());
                goes = true;
            }
            if (histories.now(id).state().autoPause() != null
                    && !histories.now(id).archived()
                    && random.once(2)
                    && resumed++ < 3) {
                operator.act(clock.instant().plusSeconds(60), id, CampaignAction.RESUME);
                goes = true;
            }
        }
        return goes;
    }

    /** Runs the watchdog at its hour. */
    private void watch(Instant next) {
        clock.until(watches);
        processes.start(this::wakeLines);
        Instant gap = next.minus(WATCHDOG_EVERY.multipliedBy(WATCHES));
        watches = watched++ % WATCHES == WATCHES - 1 && gap.isAfter(watches) ? gap : watches.plus(WATCHDOG_EVERY);
    }

    private void wakeLines() {
        try {
            watchdog.wakeAll();
        } catch (ProcessCrash | StoreBusy | IllegalStateException failed) {
            journal.note("  watchdog failed", failed);
        }
    }

    /** With no event left except the watchdog: whether the watchdog starts anything. */
    private boolean isRescued() {
        if (chaos.injected() > injected) {
            injected = chaos.injected();
            rescues = 0;
        }
        if (rescues == WATCHES) {
            return false;
        }
        rescues++;
        watch(watches);
        return true;
    }

    private int size() {
        return people.values().stream().mapToInt(Set::size).sum();
    }

    private void end() {
        Endings endings = new Endings(store, histories, book, callbacks, requests, uploading, ends);
        recounts.checkWhole();
        chaos.quietly(() -> {
            histories.ids().forEach(id -> endings.check(id, people.getOrDefault(id, Set.of())));
            int contacts = histories.ids().stream()
                    .mapToInt(id -> store.contactsOf(id).size())
                    .sum();
            tally.world(histories.ids().size(), contacts, book.attempts());
            return true;
        });
    }
}
