package io.vuelta.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.count.CountChanges;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Outage;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.pace.PaceLine;
import io.vuelta.domain.pace.Sleeper;
import io.vuelta.domain.settle.Settle;
import io.vuelta.domain.store.Parallel;
import io.vuelta.domain.wake.Wake;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FixedZones;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.OneByOne;
import io.vuelta.testkit.fakes.RecordingCommands;
import io.vuelta.testkit.fakes.RecordingRecounts;
import io.vuelta.testkit.fakes.RecordingSchedules;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.ScriptedCallProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A provider of messages that answers HTTP 503 for ten minutes, at 80 messages a second. Commands and their attempts
 * run in parallel, each on its own thread; time moves when all threads wait for an instant.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProviderIsAwayTest {
    private static final int CONTACTS = 2_400;
    private static final Duration ANSWERS_AFTER = Duration.ofMillis(40);
    private static final LineId LINE = new LineId("line");
    private static final CampaignId CAMPAIGN = new CampaignId("c1");

    /** Time that moves to the next instant for which a thread waits, when all threads wait. */
    private static final class SharedTime implements InstantSource, Sleeper {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition moved = lock.newCondition();
        private final Map<Thread, Instant> waiting = new HashMap<>();
        private Instant now = Examples.MONDAY;
        private int threads;

        @Override
        public Instant instant() {
            lock.lock();
            try {
                return now;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void until(Instant instant) {
            lock.lock();
            try {
                while (now.isBefore(instant)) {
                    waiting.put(Thread.currentThread(), instant);
                    moveOn();
                    if (now.isBefore(instant)) {
                        moved.awaitUninterruptibly();
                    }
                }
                waiting.remove(Thread.currentThread());
            } finally {
                lock.unlock();
            }
        }

        /** Changes the number of threads; called before a thread is started. */
        void count(int more) {
            lock.lock();
            try {
                threads += more;
                moveOn();
            } finally {
                lock.unlock();
            }
        }

        private void moveOn() {
            // Threads whose instant is reached no longer wait, although they have not run yet.
            boolean all = waiting.size() == threads && waiting.values().stream().allMatch(now::isBefore);
            if (all && threads > 0) {
                now = waiting.values().stream().min(Instant::compareTo).orElseThrow();
                moved.signalAll();
            }
        }
    }

    /** A provider that accepts messages, except for ten minutes. */
    private static final class AbsentProvider implements MessageProvider {
        private final SharedTime time;
        private final Instant from;
        private final Instant until;
        private final Set<AttemptId> unknown = new HashSet<>();
        private final List<AttemptId> requests = new ArrayList<>();

        AbsentProvider(SharedTime time, Instant from) {
            this.time = time;
            this.from = from;
            this.until = from.plus(Duration.ofMinutes(10));
        }

        synchronized int requests() {
            return requests.size();
        }

        @Override
        public Found find(Line line, String name, String language) {
            return new Found.Known(Examples.template(name, language, List.of()));
        }

        @Override
        public PlacementResult send(MessageRequest request) {
            Instant at = time.instant();
            boolean away = !at.isBefore(from) && at.isBefore(until);
            synchronized (this) {
                requests.add(request.attempt());
                if (away) {
                    unknown.add(request.attempt());
                }
            }
            time.until(at.plus(ANSWERS_AFTER));
            return PlacementResult.of(
                    away
                            ? new MessageEvent.AnswerLost("HTTP_503", time.instant())
                            : new MessageEvent.Taken("wamid-" + request.attempt(), time.instant()));
        }
    }

    private final SharedTime time = new SharedTime();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final InMemoryStore store = new InMemoryStore();
    private final RecordingCommands commands = new RecordingCommands(time);
    private final RecordingSchedules schedules = new RecordingSchedules();
    private final RecordingWakes wakes = new RecordingWakes();
    private final List<Instant> alarms = new ArrayList<>();
    private final Set<Waiting> reasons = new HashSet<>();

    /**
     * Runs the work in parallel. The caller continues after the last thread, which passes its place in the virtual time
     * to the caller.
     */
    private final Parallel sideBySide = new Parallel() {
        @Override
        public <T> void forEach(Collection<T> things, Consumer<? super T> work) {
            AtomicInteger left = new AtomicInteger(things.size());
            CountDownLatch done = new CountDownLatch(things.size());
            time.count(things.size() - 1);
            for (T thing : things) {
                threads.execute(() -> {
                    try {
                        work.accept(thing);
                    } finally {
                        if (left.decrementAndGet() > 0) {
                            time.count(-1);
                        }
                        done.countDown();
                    }
                });
            }
            try {
                done.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    };

    private PaceLine pacer() {
        PaceLine.Ports ports = new PaceLine.Ports(
                UseCases.pacing(store, new RecordingRecounts()),
                commands,
                schedules,
                wakes,
                new OneByOne(),
                time,
                new FixedZones(),
                time);
        return new PaceLine(ports, Duration.ofSeconds(90), Duration.ofMinutes(3));
    }

    private BeginAttempt dispatch(AbsentProvider provider) {
        Settle settle = UseCases.settle(store, wakes, time, Duration.ofMinutes(5));
        return new BeginAttempt(
                store.campaigns(),
                store.contacts(),
                store.lines(),
                new Providers(new ScriptedCallProvider(time), provider),
                new LastChecks(store.doNotContact(), new FixedZones()),
                settle,
                wakes,
                sideBySide,
                time,
                time);
    }

    private void load() {
        CampaignSettings settings = Examples.with()
                .template("hello", null)
                .concurrency(1_000)
                .retries(0)
                .build();
        store.lines().put(Examples.line(LINE, Channel.WHATSAPP, "80"));
        store.campaigns().create(Examples.campaign(CAMPAIGN, LINE, CampaignStatus.ACTIVE, settings));
        for (int n = 0; n < CONTACTS; n++) {
            store.contacts()
                    .edit(
                            store.campaigns().find(CAMPAIGN).orElseThrow(),
                            List.of(new Contacts.Change(null, Examples.contact(CAMPAIGN, n))),
                            1,
                            0);
        }
    }

    /** Runs the line until all contacts got their message, or for an hour. */
    private void work(AbsentProvider provider) {
        PaceLine pacer = pacer();
        BeginAttempt dispatch = dispatch(provider);
        CountChanges counting = new CountChanges(store.counts(), store.campaigns(), wakes, time);
        Instant ends = time.instant().plus(Duration.ofHours(1));
        time.count(1);
        wakes.wake(LINE);
        int invocation = 0;
        while (provider.requests() < CONTACTS && time.instant().isBefore(ends)) {
            store.changes().drain(counting::count);
            Instant now = time.instant();
            if (schedules.of(LINE).filter(at -> !at.isAfter(now)).isPresent()) {
                schedules.take(LINE).ifPresent(_ -> wakes.wake(LINE));
            }
            if (alarms.removeIf(at -> !at.isAfter(now))) {
                wakes.wake(LINE);
            }
            List<Wake> received = wakes.takeAll();
            if (!received.isEmpty()) {
                var _ = pacer.tick(LINE, received, false);
            }
            Waiting waiting = store.books().find(CAMPAIGN).waiting();
            if (waiting != null) {
                reasons.add(waiting);
            }
            for (Command command : commands.take()) {
                if (command instanceof Command.Begin begin) {
                    String name = "invocation-" + invocation++;
                    time.count(1);
                    threads.execute(() -> {
                        try {
                            dispatch.handle(begin, name, Duration.ZERO);
                        } finally {
                            time.count(-1);
                        }
                    });
                } else {
                    alarms.add(command.notBefore());
                }
            }
            time.until(now.plusMillis(100));
        }
        // Threads that are still running end.
        time.until(time.instant().plusSeconds(10));
        time.count(-1);
        threads.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {20_000, 20_170, 20_330, 20_610, 20_800})
    void ten_minutes_without_an_answer_cost_few_messages_and_the_line_recovers_by_itself(long millis) {
        load();
        AbsentProvider provider = new AbsentProvider(time, Examples.MONDAY.plusMillis(millis));

        work(provider);

        assertThat(provider.requests).doesNotHaveDuplicates().hasSize(CONTACTS);
        assertThat(provider.unknown).hasSizeBetween(Outage.MAX_UNANSWERED, 10);
        assertThat(time.instant()).isBefore(provider.until.plus(Outage.MAX_WAIT).plusSeconds(60));
        assertThat(reasons)
                .filteredOn(waiting -> waiting.reason() == Waiting.Reason.LINE_ERROR)
                .allMatch(waiting -> waiting.until() != null)
                .anyMatch(waiting -> "HTTP_503".equals(waiting.code()));
        for (int n = 0; n < CONTACTS; n++) {
            Contact contact =
                    store.contacts().find(Examples.contact(CAMPAIGN, n).id()).orElseThrow();
            Message message = (Message) Objects.requireNonNull(contact.latest());
            assertThat(message.state().providerId() == null).isEqualTo(provider.unknown.contains(message.id()));
        }
    }
}
