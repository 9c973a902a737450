package io.vuelta.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.dispatch.AskProvider;
import io.vuelta.domain.dispatch.BeginAttempt;
import io.vuelta.domain.dispatch.CallProvider;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.dispatch.LastChecks;
import io.vuelta.domain.dispatch.MessageProvider;
import io.vuelta.domain.dispatch.MessageRequest;
import io.vuelta.domain.dispatch.PlacementResult;
import io.vuelta.domain.dispatch.Providers;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.settle.EarlyReply;
import io.vuelta.domain.settle.ProviderEvents;
import io.vuelta.domain.settle.SettleEarlyReply;
import io.vuelta.domain.settle.Settlement;
import io.vuelta.domain.settle.TakeWebhook;
import io.vuelta.domain.wake.Wake;
import io.vuelta.handlers.webhooks.WebhooksHandler;
import io.vuelta.handlers.webhooks.WebhooksWiring;
import io.vuelta.local.CallbackServer.Arrival;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.InMemoryReceivedMessages;
import io.vuelta.testkit.fakes.InMemoryUserIds;
import io.vuelta.testkit.fakes.OneByOne;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The function that begins an attempt dies at each point before and after its request to the provider, or the
 * connection fails. Then the queue delivers the command again, leases end, the attempt is looked up at the provider,
 * and callbacks arrive. Adapters, simulators and webhooks are the real ones, over HTTP. The simulator's log must have
 * the requests that passed the connection, and never two requests for one attempt; the contact's final status must
 * match the person's reaction.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Execution(ExecutionMode.CONCURRENT)
@SuppressWarnings("NullAway.Init") // Made before each run.
@Tag("slow")
class DeathsAroundTheProviderTest {
    /** Maximum real time to wait for an event. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicReference<Instant> time = new AtomicReference<>(World.START);
    private final BlockingQueue<ProviderEvents.ProviderEvent> received = new LinkedBlockingQueue<>();
    private final Queue<EarlyReply> early = new ConcurrentLinkedQueue<>();
    private Arrival arrival;
    private CallbackServer callbacks;
    private ProviderUnderTest simulated;
    private Wire wire;

    // The state of the current run.
    private int runs;
    private int invocations;
    private World world;
    private Contact contact;
    private BeginAttempt begin;
    private AskProvider ask;

    private void start(Provider provider, Arrival how) {
        arrival = how;
        callbacks = new CallbackServer(how);
        simulated = ProviderUnderTest.start(provider, () -> world.clock.instant(), callbacks.uri());
        wire = new Wire(simulated.origin(), Thread.currentThread(), simulated::asksFor);
    }

    @AfterEach
    void stop() {
        wire.close();
        simulated.close();
        callbacks.close();
    }

    static Stream<Arguments> everyProviderAndArrival() {
        return Stream.of(Provider.values())
                .flatMap(provider -> Stream.of(Arrival.values()).map(how -> Arguments.of(provider, how)));
    }

    @ParameterizedTest(name = "{0}, callbacks {1}")
    @MethodSource("everyProviderAndArrival")
    void a_crash_at_any_call_to_begin_an_attempt_leaves_at_most_one_request_and_no_contact_stuck(
            Provider provider, Arrival how) throws InterruptedException {
        start(provider, how);
        Set<String> met = Set.of();
        for (boolean afterwards : new boolean[] {false, true}) {
            CrashAtCall crash;
            int nth = 0;
            do {
                crash = new CrashAtCall(++nth, afterwards);
                run(crash, Wire.Loss.NONE);
                met = Set.copyOf(crash.met);
            } while (crash.dead);
            assertThat(nth).as("calls to the outside").isGreaterThan(10);
        }
        assertThat(met).contains("contacts.find", "lines.find", "contacts.begin", "provider.ask", "contacts.write");
    }

    static Stream<Arguments> everyLoss() {
        return everyProviderAndArrival()
                .flatMap(one ->
                        Stream.of(Wire.Loss.values()).map(loss -> Arguments.of(one.get()[0], one.get()[1], loss)));
    }

    @ParameterizedTest(name = "{0}, callbacks {1}, lost {2}")
    @MethodSource("everyLoss")
    void a_request_with_a_lost_answer_is_never_repeated(Provider provider, Arrival how, Wire.Loss loss)
            throws InterruptedException {
        start(provider, how);
        run(new CrashAtCall(Integer.MAX_VALUE, false), loss);
        // The record of the received or lost answer is lost, too.
        run(new CrashAtCall("provider.ask", true), loss);
    }

    private void run(CrashAtCall crash, Wire.Loss loss) throws InterruptedException {
        prepare(crash);
        Command.Begin command = world.tick().getFirst();
        wire.lose(loss);
        world.store.faults(crash);
        world.wakes.faults(crash);
        try {
            begin(command);
        } catch (ProcessCrash _) {
            // The command's message was not deleted.
        }
        boolean interrupted = Thread.interrupted();
        crash.armed = false;
        begin(command);
        begin(command);
        untilItIsOver();
        begin(command);

        String when = "death at " + crash + ", lost " + loss + ", interrupted " + interrupted;
        List<String> requests = requests();
        assertThat(requests).as(when).doesNotHaveDuplicates();
        assertThat(requests).as(when).hasSize(wire.passed());
        assertThat(now().status()).as(when).isEqualTo(rightStatus());
        assertThat(world.book().inFlight()).as(when).isZero();
        assertThat(world.counters()).as(when).isEqualTo(world.store.recount(World.CAMPAIGN));
        world.tick();
        assertThat(world.campaign().status()).as(when).isEqualTo(CampaignStatus.FINISHED);
    }

    /** Prepares another person, in a campaign of their own, a day later. */
    private void prepare(CrashAtCall crash) {
        Instant now = time.updateAndGet(then -> then.plus(Duration.ofDays(1)));
        World next = new World(simulated.settings());
        next.clock.set(now);
        next.store.agents().put(Examples.agent());
        next.store.lines().put(simulated.line());
        contact = Examples.contact(World.CAMPAIGN, ++runs * 10_000 + simulated.answeringNumber());
        next.add(contact);
        world = next;
        Secrets secrets = _ -> simulated.secret(wire.uri());
        Providers real = simulated.providers(secrets, callbacks.uri(), world.clock);
        CallProvider calls = new CrashingCalls((CallProvider) real.calls(), crash);
        begin = new BeginAttempt(
                world.store.campaigns(),
                world.store.contacts(),
                world.store.lines(),
                new Providers(calls, new CrashingMessages(real.messages(), crash)),
                new LastChecks(world.store.doNotContact(), world.zones),
                world.settle,
                world.wakes,
                new OneByOne(),
                world.clock,
                world.clock);
        ask = new AskProvider(
                world.store.campaigns(),
                world.store.contacts(),
                world.store.attempts(),
                world.store.lines(),
                calls,
                world.settle,
                (_, _, _) -> {},
                world.wakes,
                world.zones,
                world.clock);
        received.clear();
        early.clear();
        TakeWebhook take = UseCases.takeWebhook(world.store, received::add, (_, _, _) -> {}, early::add, world.clock);
        callbacks.give(new WebhooksHandler(new WebhooksWiring(
                WebhooksWiring.providers(
                        world.store.lines(),
                        world.store.agents(),
                        world.store.attempts(),
                        new InMemoryUserIds(),
                        secrets,
                        world.clock),
                take,
                "")));
    }

    /** Waits for events; if none arrives for a while, advances the time until something is due. */
    private void untilItIsOver() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean settled = true;
        while (settled || !isOver()) {
            assertThat(System.nanoTime()).as("%s is left behind", now()).isLessThan(end);
            settled = settleReceived();
            if (!settled && !isOver()) {
                passTime();
            }
        }
    }

    /** False if no event arrives for a while. */
    private boolean settleReceived() throws InterruptedException {
        List<ProviderEvents.ProviderEvent> some = new ArrayList<>();
        ProviderEvents.ProviderEvent first = received.poll(arrival == Arrival.LOST ? 2 : 30, TimeUnit.MILLISECONDS);
        if (first == null) {
            return settleEarlyReply();
        }
        some.add(first);
        received.drainTo(some);
        some.forEach(this::settle);
        if (arrival == Arrival.TWICE) {
            some.reversed().forEach(this::settle);
        }
        return true;
    }

    /**
     * Settles an early reply, which the queue delivers a minute later. Called when no other event is left; false if
     * there is no early reply.
     */
    private boolean settleEarlyReply() {
        EarlyReply reply = early.poll();
        if (reply == null) {
            return false;
        }
        new SettleEarlyReply(world.store.attempts(), new InMemoryReceivedMessages(), world.settle)
                .apply(reply)
                .ifPresent(this::report);
        return true;
    }

    /** Does the work of the settle function. */
    private void settle(ProviderEvents.ProviderEvent outcome) {
        report(world.settle.apply(outcome));
    }

    private void report(Settlement settlement) {
        LineId line = settlement.line();
        if (line != null && settlement.report().isPresent()) {
            world.wakes.send(Wake.of(line, List.of(settlement.report().get())));
        }
    }

    /** One delivery of a command. */
    private void begin(Command.Begin command) {
        begin.handle(command, "invocation-" + invocations++, null);
    }

    private void passTime() {
        Instant due = now().due();
        Stream.concat(Stream.ofNullable(due), world.book().nextLook().stream())
                .max(Instant::compareTo)
                .ifPresent(world.clock::until);
        world.tick();
        for (Command command : world.commands.sent()) {
            switch (command) {
                case Command.Begin of -> begin(of);
                case Command.Ask of -> ask.handle(of);
                case Command.Wake of -> world.clock.until(of.notBefore());
            }
        }
        time.updateAndGet(then -> then.isAfter(world.clock.instant()) ? then : world.clock.instant());
    }

    private Contact now() {
        return world.store.contacts().find(contact.id()).orElseThrow();
    }

    private boolean isOver() {
        boolean free = now().claim() == null && !now().status().waits();
        // Events that are still on their way will change it.
        return free && now().status() == rightStatus();
    }

    /** The status that matches the person's reaction, as far as the events report it. */
    private ContactStatus rightStatus() {
        List<Attempt> attempts = world.store.attemptsOf(World.CAMPAIGN);
        return switch (attempts.getLast()) {
            case Call _ -> ContactStatus.ANSWERED;
            case Message message -> {
                if (requests().isEmpty()) {
                    yield ContactStatus.FAILED;
                }
                boolean sent = message.status() == MessageStatus.SENT;
                yield arrival != Arrival.LOST
                        ? ContactStatus.ACCEPTED
                        : sent ? ContactStatus.SENDING : ContactStatus.FAILED;
            }
        };
    }

    /** The requests for this contact in the simulator's log. */
    private List<String> requests() {
        return simulated.log().stream()
                .filter(attempt -> attempt.startsWith(
                        contact.id().campaign() + "." + contact.id().hash() + "."))
                .toList();
    }

    /** The end of a process; the code under test does not catch it. */
    private static final class ProcessCrash extends Error {
        private static final long serialVersionUID = 1L;

        ProcessCrash(String at) {
            super(at, null, false, false);
        }
    }

    /** Ends the process at its nth outside call, before the call or after its effect. */
    private static final class CrashAtCall implements Faults {
        private final String where;
        private final int nth;
        private final boolean afterwards;
        private final List<String> met = new ArrayList<>();

        /** Callbacks run on other threads, in another function. */
        private final Thread process = Thread.currentThread();

        private boolean armed = true;
        private boolean dead;

        CrashAtCall(int nth, boolean afterwards) {
            this("", nth, afterwards);
        }

        CrashAtCall(String where, boolean afterwards) {
            this(where, 1, afterwards);
        }

        private CrashAtCall(String where, int nth, boolean afterwards) {
            this.where = where;
            this.nth = nth;
            this.afterwards = afterwards;
        }

        @Override
        public void before(String operation) {
            if (concerns(operation)) {
                met.add(operation);
                crash(!afterwards, operation);
            }
        }

        @Override
        public void after(String operation) {
            if (concerns(operation)) {
                crash(afterwards, operation);
            }
        }

        private boolean concerns(String operation) {
            return armed && Thread.currentThread() == process && (where.isEmpty() || where.equals(operation));
        }

        private void crash(boolean here, String operation) {
            if (here && met.size() == nth) {
                armed = false;
                dead = true;
                throw new ProcessCrash(operation);
            }
        }

        <T> T around(String operation, Supplier<T> call) {
            before(operation);
            T result = call.get();
            after(operation);
            return result;
        }

        @Override
        public String toString() {
            return dead ? met.getLast() + " (" + met.size() + (afterwards ? ", done)" : ", not done)") : "no call";
        }
    }

    private record CrashingCalls(CallProvider real, CrashAtCall crash) implements CallProvider {
        @Override
        public PlacementResult place(CallRequest request) {
            return crash.around("provider.ask", () -> real.place(request));
        }

        @Override
        public LookUp lookUp(Line line, Call call) {
            return real.lookUp(line, call);
        }

        @Override
        public void hangUp(Line line, Call call) {
            real.hangUp(line, call);
        }

        @Override
        public void takeBack(Line line, Call call) {
            real.takeBack(line, call);
        }
    }

    private record CrashingMessages(MessageProvider real, CrashAtCall crash) implements MessageProvider {
        @Override
        public PlacementResult send(MessageRequest request) {
            return crash.around("provider.ask", () -> real.send(request));
        }

        @Override
        public Found find(Line line, String name, String language) {
            return crash.around("provider.find", () -> real.find(line, name, language));
        }
    }
}
