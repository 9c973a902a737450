package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.pace.Commands;
import io.vuelta.testkit.contracts.Arrivals.Arrival;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the transport of the pacer's commands. */
public abstract class CommandsContract extends DeliveryContract<Command> {
    /** How early a command may arrive: its receiver waits for the rest of a second. */
    private static final Duration MAX_EARLY = Duration.ofSeconds(1);

    /** The port under test. */
    protected abstract Commands commands();

    /** The longest wait that is tested: {@link Commands#FURTHEST}, or less with real time. */
    protected abstract Duration longest();

    private final CampaignId campaign = new CampaignId(fresh);

    private Command.Start start(int n, Instant slot) {
        return new Command.Start(
                ContactId.of(campaign, Examples.number(n)),
                n + 1,
                new Place(1L << 40, n % 50),
                slot,
                LocalDate.of(2026, 3, 2).plusDays(n % 2));
    }

    /** A command to begin one attempt. */
    private Command begin(int n, Instant slot) {
        return new Command.Begin(campaign, line, 3, 0, slot.minusMillis(501), List.of(start(n, slot)));
    }

    private Command ask(int n, Instant at) {
        AttemptId attempt = new AttemptId(ContactId.of(campaign, Examples.number(n)), n + 1);
        return new Command.Ask(attempt, line, new Place(7, 49), at);
    }

    @Test
    void a_command_of_every_kind_arrives_with_every_field() {
        Instant due = now();
        List<Command> sent = List.of(
                new Command.Begin(
                        campaign,
                        line,
                        1L << 40,
                        1L << 41,
                        due.minusMillis(501),
                        IntStream.range(0, Command.Begin.MAX_STARTS)
                                .mapToObj(n -> start(n, due.plusNanos(n * 333_333_333L)))
                                .toList()),
                ask(41, due.minusNanos(1)),
                new Command.Wake(line, due));

        commands().send(sent);

        assertAllArrive(sent, PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 11, 20, 21, 35})
    void any_number_of_commands_sent_at_once_arrives(int count) {
        Instant due = now();
        List<Command> sent =
                IntStream.range(0, count).mapToObj(n -> begin(n, due)).toList();

        commands().send(sent);

        assertAllArrive(sent, PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 999, 1_000, 1_001, 86_400_000})
    void a_command_whose_instant_has_passed_is_not_lost(long millisAgo) {
        Instant past = now().minusMillis(millisAgo);
        List<Command> sent = List.of(begin(0, past), ask(0, past), new Command.Wake(line, past));

        commands().send(sent);

        assertAllArrive(sent, PATIENCE);
    }

    @Test
    void a_command_arrives_at_most_a_second_early_and_a_wake_never_early() {
        Instant now = now();
        List<Command> sent = new ArrayList<>();
        for (Duration wait : List.of(
                Duration.ZERO,
                Duration.ofMillis(1),
                Duration.ofMillis(999),
                Duration.ofMillis(1_000),
                Duration.ofMillis(1_001),
                longest())) {
            sent.add(begin(sent.size(), now.plus(wait)));
            sent.add(ask(sent.size(), now.plus(wait)));
            sent.add(new Command.Wake(line, now.plus(wait)));
        }

        commands().send(sent);

        List<Arrival<Command>> came = assertAllArrive(sent, longest().plus(PATIENCE));
        assertThat(came)
                .filteredOn(arrival -> arrival.what().line().equals(line))
                .allSatisfy(arrival -> assertThat(arrival.at()).isAfterOrEqualTo(earliest(arrival.what())));
    }

    private static Instant earliest(Command command) {
        return switch (command) {
            case Command.Begin begin -> begin.notBefore().minus(MAX_EARLY);
            case Command.Ask ask -> ask.notBefore().minus(MAX_EARLY);
            case Command.Wake wake -> wake.notBefore();
        };
    }

    @Test
    void a_command_may_be_sent_as_early_as_the_port_allows() {
        Instant now = now();
        Command due = ask(0, now);

        commands().send(List.of(ask(1, now.plus(Commands.FURTHEST)), due));

        assertAllArrive(List.of(due), PATIENCE);
    }
}
