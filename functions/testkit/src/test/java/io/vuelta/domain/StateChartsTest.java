package io.vuelta.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.action.ActOnContact;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.AttemptRules;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.OptOut;
import io.vuelta.domain.attempt.Outcome;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Cycle;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.campaign.LifeCycle;
import io.vuelta.domain.campaign.Retention;
import io.vuelta.domain.campaign.RunState;
import io.vuelta.domain.contact.AfterAttempt;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.line.LineId;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * The charts in {@code infra/docs/state-machines.md} have exactly the arrows of the rules: each test explores all
 * reachable states and compares them.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StateChartsTest {
    private static final Path CHARTS = Path.of("../../infra/docs/state-machines.md");
    private static final Pattern MERMAID = Pattern.compile("(?ms)^```mermaid\n(.*?)^```$");
    private static final Pattern ARROW = Pattern.compile("(?m)^ *(\\w+) --> (\\w+) : (.+)$");

    /**
     * Events that may skip statuses: the charts show only adjacent statuses, and every path along the arrows is
     * possible.
     */
    private static final Set<String> MAY_SKIP = Set.of("reported", "reached");

    private static final Instant T = Examples.MONDAY;
    private static final Instant LATER = T.plus(Duration.ofHours(2));
    private static final LineId LINE = new LineId("line");
    private static final CampaignId CAMPAIGN = new CampaignId("c1");
    private static final Place PLACE = new Place(1, 0);

    /** One transition from a status to another, with its cause. */
    private record Arrow(String from, String to, String by) implements Comparable<Arrow> {
        static Arrow of(Enum<?> from, Enum<?> to, String by) {
            return new Arrow(name(from), name(to), by);
        }

        private static String name(Enum<?> status) {
            return status.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public int compareTo(Arrow other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return from + " --> " + to + " : " + by;
        }
    }

    // The transitions of the document

    private static Set<Arrow> shown(String heading) throws IOException {
        String text = Files.readString(CHARTS);
        int from = text.indexOf("\n## " + heading + "\n");
        assertThat(from).as("the heading %s", heading).isNotNegative();
        int to = text.indexOf("\n## ", from + 1);
        Set<Arrow> arrows = MERMAID.matcher(text.substring(from, to < 0 ? text.length() : to))
                .results()
                .map(chart -> chart.group(1))
                .flatMap(chart -> ARROW.matcher(chart).results())
                .flatMap(StateChartsTest::arrows)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(arrows).as("the chart under %s", heading).isNotEmpty();
        MAY_SKIP.forEach(by -> close(arrows, by));
        return arrows;
    }

    private static Stream<Arrow> arrows(MatchResult line) {
        return Arrays.stream(line.group(3).split(",")).map(by -> new Arrow(line.group(1), line.group(2), by.strip()));
    }

    private static void close(Set<Arrow> arrows, String by) {
        boolean grows = true;
        while (grows) {
            List<Arrow> of =
                    arrows.stream().filter(arrow -> arrow.by().equals(by)).toList();
            grows = arrows.addAll(of.stream()
                    .flatMap(first -> of.stream()
                            .filter(second -> second.from().equals(first.to()))
                            .map(second -> new Arrow(first.from(), second.to(), by)))
                    .toList());
        }
    }

    // The transitions of the rules

    /** Explores all reachable states; states with the same {@code key} count as equal. */
    private static <S> void explore(Stream<S> starts, Function<S, Object> key, BiConsumer<S, Deque<S>> step) {
        Deque<S> ahead = new ArrayDeque<>();
        Set<Object> seen = new HashSet<>();
        starts.forEach(ahead::add);
        while (!ahead.isEmpty()) {
            S next = ahead.poll();
            if (seen.add(key.apply(next))) {
                step.accept(next, ahead);
            }
        }
    }

    @Test
    void campaign() throws IOException {
        Set<Arrow> arrows = new TreeSet<>();
        Cycles cycles = new Cycles(new Cycles.Rhythm.Cooldown(Duration.ofHours(1)), 1, null, Set.of(), Set.of());
        Stream<Campaign> starts = Stream.of(
                        Examples.settings(), Examples.with().cycles(cycles).build())
                .map(settings -> Campaign.created(CAMPAIGN, Examples.AGENT, LINE, settings, T));

        explore(
                starts,
                of -> Arrays.asList(
                        of.status(),
                        of.archived(),
                        of.settings(),
                        of.cycle().number(),
                        of.cycle().exhaustedAt()),
                (from, ahead) -> Stream.of(T, LATER).forEach(now -> {
                    for (CampaignAction action : CampaignAction.values()) {
                        move(from, LifeCycle.decide(from, action, now), Arrow.name(action), arrows, ahead);
                    }
                    AutoPause autoPause = new AutoPause(AutoPause.TECHNICAL_FAILURES, now, List.of());
                    move(from, LifeCycle.autoPause(from, autoPause), "auto_pause", arrows, ahead);
                }));

        assertThat(shown("Campaign")).isEqualTo(arrows);
    }

    private static void move(
            Campaign from, LifeCycle.Decision decision, String by, Set<Arrow> arrows, Deque<Campaign> ahead) {
        @Nullable
        Campaign to = switch (decision) {
            case LifeCycle.Decision.Moved moved -> moved.to();
            case LifeCycle.Decision.NextCycle next -> next.to();
            case LifeCycle.Decision.Unchanged _ -> null;
            case LifeCycle.Decision.Refused _ -> null;
            case LifeCycle.Decision.Archived _ -> null;
        };
        if (to != null) {
            add(from.status(), to.status(), by, arrows);
            ahead.add(to);
        }
    }

    /** An arrow to where one is already is none. */
    private static void add(Enum<?> from, Enum<?> to, String by, Set<Arrow> arrows) {
        if (from != to) {
            arrows.add(Arrow.of(from, to, by));
        }
    }

    @Test
    void call() throws IOException {
        Map<AttemptEvent, String> events = Stream.concat(
                        Stream.of(
                                new CallEvent.Accepted("CA1", T),
                                new CallEvent.NotPlaced("TOO_FAST", LATER, T),
                                new CallEvent.Rejected("21211", T),
                                new CallEvent.AnswerLost("TIMEOUT", T),
                                new CallEvent.Recorded("CA1", "https://example.com/r", T),
                                new CallEvent.Detected("CA1", AnsweredBy.HUMAN, T),
                                new CallEvent.Undetected(T),
                                new CallEvent.NotKnown(T),
                                new CallEvent.NeverLookedUp(T)),
                        EnumSet.range(CallStatus.QUEUED, CallStatus.FAILED).stream()
                                .map(status -> new CallEvent.Reported(
                                        "CA1", status, null, null, null, status == CallStatus.FAILED ? "E" : null, T)))
                .collect(Collectors.toMap(Function.identity(), StateChartsTest::nameOf));
        Call created = Call.created(attemptId(), LINE, Examples.number(1), "Ana", true, "invocation", PLACE, T);

        assertThat(shown("Call")).isEqualTo(ways(created, events, attempt -> ((Call) attempt).status()));
    }

    @Test
    void message() throws IOException {
        Stream<MessageEvent> reports = Arrays.stream(MessageStatus.values())
                .filter(status -> status.compareTo(MessageStatus.SENT) >= 0 && status != MessageStatus.FAILED)
                .map(status -> new MessageEvent.Reported("wamid.1", status, T));
        Map<AttemptEvent, String> events = Stream.concat(
                        reports,
                        Stream.of(
                                new MessageEvent.Taken("wamid.1", T),
                                new MessageEvent.NotSent("TOO_FAST", LATER, T),
                                new MessageEvent.AnswerLost("TIMEOUT", T),
                                new MessageEvent.Refused("131026", new ProviderTrouble.Person(Duration.ZERO), T),
                                new MessageEvent.Stopped("wamid.1", "STOP", T),
                                new MessageEvent.NeverReported(T)))
                .collect(Collectors.toMap(Function.identity(), StateChartsTest::nameOf));
        Message created =
                Message.created(attemptId(), LINE, Examples.number(1), "Ana", "hello", null, "invocation", PLACE, T);

        assertThat(shown("Message")).isEqualTo(ways(created, events, attempt -> ((Message) attempt).status()));
    }

    private static AttemptId attemptId() {
        return new AttemptId(Examples.contact(CAMPAIGN, 1).id(), 1);
    }

    /** The name of an event in the charts: a stop word counts as a report that the person rejected the message. */
    private static String nameOf(Object event) {
        String name = event instanceof MessageEvent.Stopped
                ? "Reported"
                : event.getClass().getSimpleName();
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static Set<Arrow> ways(
            Attempt created, Map<AttemptEvent, String> events, Function<Attempt, Enum<?>> status) {
        Set<Arrow> arrows = new TreeSet<>();
        explore(
                Stream.of(created),
                attempt -> attempt,
                (from, ahead) -> events.forEach((event, by) -> {
                    if (AttemptRules.apply(from, event) instanceof AttemptRules.Step.MoveTo move) {
                        add(status.apply(from), status.apply(move.next()), by, arrows);
                        ahead.add(move.next());
                    }
                }));
        return arrows;
    }

    @Test
    void contact() throws IOException {
        Set<Arrow> arrows = new TreeSet<>();
        for (Way way : List.of(Way.calls(), Way.messages())) {
            Contact loaded = Examples.contact(CAMPAIGN, 1);
            explore(
                    Stream.of(loaded, loaded.suppressed("DO_NOT_CONTACT", null, T)),
                    StateChartsTest::withoutTexts,
                    (from, ahead) -> way.step(from, arrows, ahead));
        }
        assertThat(shown("Contact")).isEqualTo(arrows);
    }

    private static Object withoutTexts(Contact contact) {
        return Arrays.asList(
                contact.status(),
                Objects.requireNonNullElse(contact.claim(), "no claim"),
                contact.hasBegun(),
                contact.latest() == null,
                contact.timing().followUp(),
                contact.tally().retries(),
                contact.tally().failedRetries(),
                contact.cyclePosition().cycle(),
                contact.cyclePosition().returns(),
                contact.cyclePosition().previousStatus(),
                contact.results());
    }

    /** All events that are possible for the contacts of a phone or a WhatsApp campaign. */
    private record Way(
            Function<Contact, Attempt> begins,
            Map<Outcome, String> outcomes,
            boolean comesLate,
            Map<ActOnContact.Action, Set<ContactStatus>> byHand) {
        private static final AfterAttempt RULES =
                new AfterAttempt(1, AfterAttempt.FAILED_RETRIES, Duration.ZERO, Duration.ZERO);

        private static final int ATTEMPTS = 4;
        private static final int LAST_CYCLE = 1;

        static Way calls() {
            return new Way(
                    contact -> Call.created(
                            new AttemptId(contact.id(), contact.attempts()),
                            LINE,
                            contact.number(),
                            "Ana",
                            true,
                            "invocation",
                            PLACE,
                            T),
                    named(
                            new Outcome.Answered(Duration.ZERO),
                            new Outcome.Voicemail(Duration.ZERO),
                            new Outcome.Unreached("BUSY", Duration.ZERO),
                            new Outcome.TechnicalFailure("CALL_FAILED"),
                            new Outcome.NotPlaced("TOO_FAST", T),
                            new Outcome.Refused("SIP_404"),
                            new Outcome.Lost("NEVER_LOOKED_UP")),
                    false,
                    allowed());
        }

        static Way messages() {
            return new Way(
                    contact -> Message.created(
                            new AttemptId(contact.id(), contact.attempts()),
                            LINE,
                            contact.number(),
                            "Ana",
                            "hello",
                            null,
                            "invocation",
                            PLACE,
                            T),
                    named(
                            new Outcome.Taken(),
                            new Outcome.Reached(ContactStatus.DELIVERED),
                            new Outcome.Reached(ContactStatus.READ),
                            new Outcome.Reached(ContactStatus.ACCEPTED),
                            new Outcome.Reached(ContactStatus.REJECTED),
                            new Outcome.Unreached("131026", Duration.ZERO),
                            new Outcome.TechnicalFailure("131000"),
                            new Outcome.NotPlaced("TOO_FAST", T),
                            new Outcome.Refused("131008"),
                            new Outcome.NotAsked("VARIABLE_MISSING"),
                            new Outcome.Lost("NEVER_HEARD_OF"),
                            new Outcome.OptedOut("131050")),
                    true,
                    allowed());
        }

        private static Map<Outcome, String> named(Outcome... outcomes) {
            return Arrays.stream(outcomes).collect(Collectors.toMap(Function.identity(), StateChartsTest::nameOf));
        }

        /** The statuses in which people may take each action, determined by the use case. */
        private static Map<ActOnContact.Action, Set<ContactStatus>> allowed() {
            Map<ActOnContact.Action, Set<ContactStatus>> allowed = new EnumMap<>(ActOnContact.Action.class);
            for (ActOnContact.Action action : ActOnContact.Action.values()) {
                Set<ContactStatus> from = EnumSet.noneOf(ContactStatus.class);
                for (ContactStatus status : ContactStatus.values()) {
                    if (status != ContactStatus.REMOVED && may(action, status)) {
                        from.add(status);
                    }
                }
                allowed.put(action, from);
            }
            return allowed;
        }

        private static boolean may(ActOnContact.Action action, ContactStatus status) {
            World world = new World(Examples.settings());
            Contact contact = ContactEdit.of(Examples.contact(World.CAMPAIGN, 1))
                    .status(status)
                    .done();
            world.add(contact);
            ActOnContact act = UseCases.actOnContact(world.store, world.wakes, world.clock);
            return act.act(contact.id(), action) instanceof ActOnContact.Result.Done;
        }

        void step(Contact from, Set<Arrow> arrows, Deque<Contact> ahead) {
            BiConsumer<String, Contact> to = (by, next) -> {
                Contact counted = next.countedIn(campaign(next.cyclePosition().cycle()));
                add(from.status(), counted.status(), cause(counted, by), arrows);
                ahead.add(counted);
            };
            claim(from, to);
            if (from.hasBegun() || (comesLate && from.claim() == null && from.latest() != null)) {
                outcomes.forEach((outcome, by) -> to.accept(by, RULES.apply(from, outcome, T)));
            }
            if (from.hasBegun()) {
                outcomes.keySet().forEach(earlier -> replace(from, earlier, arrows, ahead));
            }
            if (from.latest() != null) {
                to.accept("converted", from.with(new Result(List.of(), Map.of(), true, null), true, T));
                OptOut optOut = new OptOut(null, null);
                to.accept("opt-out", from.with(new Result(List.of(), Map.of(), false, null, optOut), true, T));
                to.accept("follow-up", from.with(new Result(List.of(), Map.of(), false, T), true, T));
            }
            byHand(from, to);
            if (from.mayBeRequeued()) {
                to.accept("requeued", from.requeued(from.data(), "upload/0/1", T));
            }
            if (from.isRemoved()) {
                Contact again = Examples.contact(CAMPAIGN, 1);
                to.accept("loaded again", from.loadedAgain(again));
                to.accept("loaded again", from.loadedAgain(again.suppressed("DO_NOT_CONTACT", null, T)));
            }
            if (from.cyclePosition().cycle() < LAST_CYCLE) {
                to.accept("next cycle", from.in(cycle(from.cyclePosition().cycle() + 1)));
            }
        }

        private void replace(Contact begun, Outcome earlier, Set<Arrow> arrows, Deque<Contact> ahead) {
            Contact from = RULES.apply(begun, earlier, T);
            outcomes.keySet().stream()
                    .filter(second -> mayReplace(second, earlier))
                    .map(second -> RULES.replaced(from, earlier, second, T)
                            .countedIn(campaign(from.cyclePosition().cycle())))
                    .forEach(to -> {
                        add(from.status(), to.status(), cause(to, "replaced"), arrows);
                        ahead.add(to);
                    });
        }

        /** Whether an attempt with the earlier outcome may get the second one: see {@code CallRules, MessageRules}. */
        private boolean mayReplace(Outcome second, Outcome earlier) {
            if (!comesLate) {
                return second instanceof Outcome.TechnicalFailure
                        && (earlier instanceof Outcome.Answered || earlier instanceof Outcome.Voicemail);
            }
            return isRefusal(second) && isRefusal(earlier) && !second.equals(earlier);
        }

        private static boolean isRefusal(Outcome outcome) {
            return outcome instanceof Outcome.Unreached
                    || outcome instanceof Outcome.TechnicalFailure
                    || outcome instanceof Outcome.Refused;
        }

        /** The cause of a status: the result of a conversation ends the contact, together with any other event. */
        private static String cause(Contact to, String by) {
            if (to.status() == ContactStatus.CONVERTED) {
                return "converted";
            }
            return to.status() == ContactStatus.REJECTED && to.results().optedOut() ? "opt-out" : by;
        }

        private void claim(Contact from, BiConsumer<String, Contact> to) {
            if (from.waits()) {
                to.accept("expired or ended", from.dropped("EXPIRED", T));
                if (from.attempts() < ATTEMPTS) {
                    to.accept("claimed", from.claimed(PLACE, T, LocalDate.of(2026, 3, 2), T));
                }
            }
            if (from.claim() != null && !from.hasBegun()) {
                to.accept("begun", from.begun(begins.apply(from), T));
                to.accept("released", from.released(T, "LATE", T));
                to.accept("do not contact", from.suppressed("DO_NOT_CONTACT", null, T));
            }
        }

        private void byHand(Contact from, BiConsumer<String, Contact> to) {
            Map<ActOnContact.Action, UnaryOperator<Contact>> actions = Map.of(
                    ActOnContact.Action.RETRY, contact -> contact.askedAgain(T),
                    ActOnContact.Action.SKIP, contact -> contact.skipped(T),
                    ActOnContact.Action.REMOVE, contact -> contact.removed(T));
            actions.forEach((action, act) -> {
                if (byHand.getOrDefault(action, Set.of()).contains(from.status())) {
                    to.accept(Arrow.name(action), act.apply(from));
                }
            });
        }

        private static Campaign campaign(int cycle) {
            Cycles cycles = new Cycles(new Cycles.Rhythm.Cooldown(Duration.ofHours(1)), null, null, Set.of(), Set.of());
            CampaignSettings settings = Examples.with().cycles(cycles).build();
            return new Campaign(
                    CAMPAIGN,
                    Examples.AGENT,
                    LINE,
                    settings,
                    new RunState(CampaignStatus.ACTIVE, false, false, T, null),
                    cycle(cycle),
                    null,
                    0,
                    0,
                    T,
                    Retention.NONE,
                    0);
        }

        private static Cycle cycle(int number) {
            return new Cycle(number, T, null, null, 0);
        }
    }
}
