package vuelta.domain.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.AnsweredBy;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.CallEvent;
import vuelta.domain.attempt.CallStatus;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignAction;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.CampaignSettings;
import vuelta.domain.campaign.CampaignStatus;
import vuelta.domain.campaign.LifeCycle;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactStatus;
import vuelta.domain.dispatch.AskProvider;
import vuelta.domain.dispatch.BeginAttempt;
import vuelta.domain.dispatch.CallRequest;
import vuelta.domain.fakes.Examples;
import vuelta.domain.fakes.FailAt.Crash;
import vuelta.domain.fakes.Faults;
import vuelta.domain.fakes.InMemoryStore;
import vuelta.domain.fakes.RecordingCommands;
import vuelta.domain.fakes.RecordingSchedules;
import vuelta.domain.fakes.RecordingWakes;
import vuelta.domain.fakes.VirtualTime;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.ledger.Pacing;
import vuelta.domain.line.LineId;
import vuelta.domain.pace.Command;
import vuelta.domain.pace.PaceLine;
import vuelta.domain.settle.Settle;
import vuelta.domain.window.DayHours;
import vuelta.domain.window.WeeklySchedule;

/** One whole line with its campaigns, from one seed. */
final class Walk implements Faults {
    private static final LineId LINE = new LineId("line");
    private static final Duration HOLDS = Duration.ofSeconds(2);
    private static final int MOST_STEPS = 20_000;

    private final Random random;
    private final VirtualTime clock = new VirtualTime(Examples.MONDAY);
    private final InMemoryStore store = new InMemoryStore();
    private final RecordingCommands commands = new RecordingCommands(clock);
    private final RecordingWakes wakes = new RecordingWakes();
    private final RecordingSchedules schedules = new RecordingSchedules();
    private final WalkedProvider provider;
    private final PaceLine pace;
    private final BeginAttempt begin;
    private final AskProvider ask;
    private final Settle settle;
    private final List<CampaignId> campaigns = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<Command.Begin> planned = new ArrayList<>();
    private final Map<CampaignId, Instant> stoppedAt = new HashMap<>();
    private final Duration spacing;
    private Instant frozenAt = Instant.MIN;
    private int chaos;
    private long serial;

    Walk(long seed) {
        random = new Random(seed);
        provider = new WalkedProvider(random, clock, this::checkMayBegin);
        Duration backoff = Duration.ofMinutes(5);
        settle = new Settle(
                store.campaigns(), store.contacts(), store.attempts(), store.ledger(), wakes, clock, backoff);
        begin = new BeginAttempt(
                store.campaigns(),
                store.contacts(),
                store.lines(),
                store.ledger(),
                provider,
                settle,
                wakes,
                clock,
                clock,
                Duration.ofSeconds(90));
        ask = new AskProvider(
                store.contacts(), store.attempts(), store.lines(), store.ledger(), provider, settle, wakes, clock);
        pace = new PaceLine(
                store.lines(),
                store.campaigns(),
                store.contacts(),
                store.ledger(),
                commands,
                schedules,
                clock,
                Duration.ofMinutes(3));
        store.lines().put(Examples.line(LINE, oneOf("0.5", "3", "20")));
        spacing = store.lines().find(LINE).orElseThrow().spacing();
        int number = random.nextInt(4) == 0 ? 2 : 1;
        for (int i = 0; i < number; i++) {
            create(new CampaignId("c" + i));
        }
        chaos = 50 + random.nextInt(300);
    }

    // The set-up

    private void create(CampaignId id) {
        campaigns.add(id);
        store.campaigns().create(Examples.campaign(id, LINE, CampaignStatus.ACTIVE, settings()));
        int size = 1 + random.nextInt(30);
        List<ContactChange> changes = IntStream.range(0, size)
                .mapToObj(n -> new ContactChange(null, Examples.contact(id, n)))
                .toList();
        store.ledger().commit(new Commit(id, changes, List.of(), null, null, null));
    }

    private CampaignSettings settings() {
        Examples.SettingsBuilder settings = Examples.with()
                .concurrency(1 + random.nextInt(6))
                .retries(random.nextInt(3))
                .retryDelay(oneOf(Duration.ZERO, Duration.ofSeconds(30), Duration.ofMinutes(30)))
                .throttle(oneOf(Duration.ZERO, Duration.ZERO, Duration.ofMillis(1_500), Duration.ofSeconds(5)))
                .zone(oneOf(Examples.MEXICO_CITY, ZoneId.of("Europe/Berlin"), ZoneId.of("Asia/Kathmandu")))
                .window(window());
        if (random.nextInt(3) == 0) {
            settings.messageLimit(1 + random.nextInt(15));
        }
        if (random.nextInt(5) == 0) {
            settings.startAt(Examples.MONDAY.plusSeconds(random.nextInt(10_000)));
        }
        return settings.build();
    }

    private WeeklySchedule window() {
        Map<DayOfWeek, DayHours> hours = new HashMap<>();
        DayHours open = oneOf(
                DayHours.of("09:00", "18:00"),
                DayHours.of("22:00", "02:00"),
                DayHours.of("09:00", "09:02"),
                DayHours.of("23:58", "24:00"));
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day != DayOfWeek.SUNDAY) {
                hours.put(day, open);
            }
        }
        return random.nextBoolean() ? WeeklySchedule.ALWAYS : new WeeklySchedule(hours);
    }

    @SafeVarargs
    private <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    // The walk

    /** A message on its way. */
    private record Delivery(Instant at, long order, Object message) {}

    private record Tick(LineId line) {}

    private record Report(AttemptId attempt, CallEvent event) {}

    private record Asked(CampaignId campaign, CampaignAction action) {}

    void run() {
        send(clock.instant(), new Tick(LINE));
        for (int i = random.nextInt(3); i > 0; i--) {
            CampaignId campaign = campaigns.get(random.nextInt(campaigns.size()));
            Instant at = clock.instant().plusMillis(random.nextInt(oneOf(2_000, 60_000, 3_600_000)));
            deliveries.add(new Delivery(at, serial++, new Asked(campaign, CampaignAction.PAUSE)));
        }
        for (int step = 0; !finished(); step++) {
            assertThat(step).as("steps").isLessThan(MOST_STEPS);
            step();
            checkLimits();
        }
        checkEnd();
    }

    private boolean finished() {
        return campaigns.stream().allMatch(id -> campaign(id).status() == CampaignStatus.FINISHED);
    }

    private Campaign campaign(CampaignId id) {
        store.faults(Faults.NONE);
        return store.campaigns().find(id).orElseThrow();
    }

    private void step() {
        fireSchedule();
        Delivery next = deliveries.stream()
                .min(Comparator.comparing(Delivery::at).thenComparing(Delivery::order))
                .orElseThrow(() -> new AssertionError("nothing will ever happen again: " + state()));
        deliveries.remove(next);
        clock.until(next.at());
        boolean unreliable = chaos-- > 0;
        if (!unreliable) {
            provider.reliable();
        }
        lag(unreliable);
        faults(unreliable ? this : Faults.NONE);
        try {
            handle(next.message());
            if (unreliable && !(next.message() instanceof Asked) && random.nextInt(6) == 0) {
                deliveries.add(new Delivery(later(60_000), serial++, next.message()));
            }
        } catch (Crash e) {
            deliveries.add(new Delivery(later(30_000), serial++, next.message()));
        }
        faults(Faults.NONE);
        collect();
    }

    /** Now and then the index of who is due falls behind, for a second at the most. */
    private void lag(boolean unreliable) {
        if (clock.instant().isAfter(frozenAt.plusSeconds(1)) || !unreliable) {
            store.thawIndex();
        }
        if (unreliable && random.nextInt(8) == 0) {
            store.freezeIndex();
            frozenAt = clock.instant();
        }
    }

    private String state() {
        StringBuilder state = new StringBuilder().append(clock.instant());
        for (CampaignId id : campaigns) {
            state.append('\n')
                    .append(campaign(id).status())
                    .append(' ')
                    .append(store.ledger().pacing(id))
                    .append(' ')
                    .append(store.ledger().counters(id));
        }
        return state.append('\n').append(store.lines().pace(LINE)).toString();
    }

    private void handle(Object message) {
        switch (message) {
            case Tick tick -> pace.tick(tick.line());
            case Command.Begin command -> begin.handle(command);
            case Command.Ask command -> ask.handle(command);
            case Command.Wake command -> pace.tick(command.line());
            case Report report ->
                assertThat(settle.apply(report.attempt(), report.event())).isNotEqualTo(Settle.Result.UNKNOWN_ATTEMPT);
            case Asked asked -> act(asked);
            default -> throw new IllegalStateException("no such message: " + message);
        }
    }

    private void act(Asked asked) {
        Campaign campaign = store.campaigns().find(asked.campaign()).orElseThrow();
        if (LifeCycle.decide(campaign, asked.action()) instanceof LifeCycle.Decision.Moved moved) {
            if (!store.campaigns().save(moved.to())) {
                throw new Crash("lost race, asked again");
            }
            stoppedAt.remove(campaign.id());
            if (!moved.to().works()) {
                stoppedAt.put(campaign.id(), clock.instant());
            }
        }
        wakes.wake(campaign.line());
        if (asked.action() == CampaignAction.PAUSE) {
            Instant at = later(oneOf(3_000, 600_000));
            deliveries.add(new Delivery(at, serial++, new Asked(campaign.id(), CampaignAction.RESUME)));
        }
    }

    /** What was sent during a step is on its way. */
    private void collect() {
        for (Command command : commands.take()) {
            if (command instanceof Command.Begin planning) {
                planned.add(planning);
                // A queue's delay is of whole seconds: the rest is waited out.
                send(planning.notBefore().minusMillis(random.nextInt(1_000)), planning);
            } else {
                send(command.notBefore(), command);
            }
        }
        for (LineId line : wakes.take()) {
            send(clock.instant(), new Tick(line));
        }
        for (WalkedProvider.Call call : provider.takeUntold()) {
            for (CallEvent event : WalkedProvider.events(call)) {
                if (chaos <= 0 || random.nextInt(12) > 0) {
                    send(event.at(), new Report(call.attempt(), event));
                }
            }
        }
    }

    private void send(Instant at, Object message) {
        Instant earliest = at.isAfter(clock.instant()) ? at : clock.instant();
        int late = chaos <= 0 ? 0 : random.nextInt(oneOf(1, 1, 1, 2_000, 60_000));
        deliveries.add(new Delivery(earliest.plusMillis(late), serial++, message));
    }

    private Instant later(int mostMillis) {
        return clock.instant().plusMillis(1 + random.nextInt(mostMillis));
    }

    /** A schedule fires within its minute, once. */
    private void fireSchedule() {
        Instant next = deliveries.stream()
                .map(Delivery::at)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
        Optional<Instant> due = schedules.of(LINE).filter(at -> !at.isAfter(next));
        if (due.isPresent()) {
            schedules.take(LINE);
            Instant at = due.get().isAfter(clock.instant()) ? due.get() : clock.instant();
            deliveries.add(new Delivery(at.plusMillis(random.nextInt(60_000)), serial++, new Tick(LINE)));
        }
    }

    // What goes wrong

    private void faults(Faults faults) {
        store.faults(faults);
        commands.faults(faults);
        wakes.faults(faults);
        schedules.faults(faults);
    }

    @Override
    public void before(String operation) {
        int luck = random.nextInt(400);
        if (luck == 0) {
            throw new Crash("before " + operation);
        }
        // Everything takes its time, and now and then far too long.
        clock.advance(Duration.ofMillis(luck < 4 ? random.nextInt(4_000) : random.nextInt(8)));
    }

    @Override
    public void after(String operation) {
        if (random.nextInt(400) == 0) {
            throw new Crash("after " + operation);
        }
    }

    // What must hold

    private void checkMayBegin(CallRequest request) {
        CampaignId id = request.attempt().campaign();
        Instant now = clock.instant();
        CampaignSettings settings = campaign(id).settings();
        boolean open = settings.window().isOpen(now, settings.zone())
                || settings.window().isOpen(now.minus(HOLDS), settings.zone());
        assertThat(open)
                .as("%s begins within the window, at %s", request.attempt(), now)
                .isTrue();
        settings.start().ifPresent(start -> assertThat(now).isAfterOrEqualTo(start));
        Instant stopped = stoppedAt.get(id);
        if (stopped != null && !campaign(id).works()) {
            assertThat(now).as("begins after a pause").isBeforeOrEqualTo(stopped.plus(HOLDS));
        }
        Instant slot = planned.stream()
                .filter(planning -> planning.attempt().equals(request.attempt()))
                .map(Command.Begin::notBefore)
                .reduce((first, last) -> last)
                .orElse(now);
        assertThat(now).as("not before its slot").isAfterOrEqualTo(slot);
        assertThat(now).as("not late").isBeforeOrEqualTo(slot.plus(HOLDS).plus(HOLDS));
        faults(chaos > 0 ? this : Faults.NONE);
    }

    private void checkLimits() {
        assertThat(provider.asked().values()).as("calls asked for, by attempt").allMatch(times -> times == 1);
        for (CampaignId id : campaigns) {
            Ledger ledger = store.ledger();
            Pacing pacing = ledger.pacing(id);
            CampaignSettings settings = campaign(id).settings();
            assertThat(ledger.counters(id)).as("counters").isEqualTo(store.recount(id));
            assertThat(pacing.inFlight()).as("in flight").isEqualTo((int)
                    store.recount(id).in(ContactStatus.SENDING));
            assertThat(pacing.inFlight()).as("in flight").isLessThanOrEqualTo(settings.concurrency());
            assertThat(calls(id).filter(call -> call.live(clock.instant())).count())
                    .as("calls under way")
                    .isLessThanOrEqualTo(settings.concurrency());
            settings.dailyLimit().ifPresent(limit -> {
                assertThat(pacing.sent()).as("counted today").isLessThanOrEqualTo(limit);
                Map<LocalDate, Integer> byDay = new HashMap<>();
                calls(id).forEach(call -> byDay.merge(settings.dayOf(call.placedAt()), 1, Integer::sum));
                assertThat(byDay.values()).as("placed in a day").allMatch(sent -> sent <= limit);
            });
        }
    }

    private Stream<WalkedProvider.Call> calls(CampaignId id) {
        return provider.book().values().stream()
                .filter(call -> call.attempt().campaign().equals(id));
    }

    private void checkEnd() {
        for (CampaignId id : campaigns) {
            assertThat(store.contactsOf(id))
                    .allMatch(contact -> contact.status() != ContactStatus.SENDING
                            && !contact.status().waits());
            for (Attempt attempt : store.attemptsOf(id)) {
                checkTruth(attempt);
            }
            for (Contact contact : store.contactsOf(id)) {
                assertThat(contact.attempts()).isGreaterThan(0);
            }
            checkSlots(
                    planned.stream()
                            .filter(planning -> planning.attempt().campaign().equals(id))
                            .toList(),
                    campaign(id).settings().throttle());
        }
        checkSlots(planned, spacing);
    }

    private void checkTruth(Attempt attempt) {
        WalkedProvider.Call call = provider.book().get(attempt.id());
        assertThat(attempt.settled()).as("%s is settled", attempt).isTrue();
        if (call == null) {
            assertThat(attempt.status()).isEqualTo(CallStatus.FAILED);
            return;
        }
        assertThat(attempt.status()).isEqualTo(call.end());
        assertThat(attempt.duration()).isEqualTo(call.duration());
        @Nullable AnsweredBy by = call.by() == null && call.end() == CallStatus.ENDED ? AnsweredBy.UNKNOWN : call.by();
        assertThat(attempt.answeredBy()).isEqualTo(by);
    }

    /** No two attempts are planned closer together. */
    private static void checkSlots(List<Command.Begin> plans, Duration apart) {
        List<Instant> slots =
                plans.stream().map(Command.Begin::notBefore).distinct().sorted().toList();
        assertThat(plans).as("a slot is given once").hasSameSizeAs(slots);
        for (int i = 1; i < slots.size(); i++) {
            assertThat(Duration.between(slots.get(i - 1), slots.get(i)))
                    .as("between two slots")
                    .isGreaterThanOrEqualTo(apart);
        }
    }
}
