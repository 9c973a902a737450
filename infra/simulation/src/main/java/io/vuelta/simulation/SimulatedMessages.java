package io.vuelta.simulation;

import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.dispatch.MessageProvider;
import io.vuelta.domain.dispatch.MessageRequest;
import io.vuelta.domain.dispatch.PlacementResult;
import io.vuelta.domain.line.Line;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A provider that sends messages and records them in its book. Its answers may be late, wrong or lost. */
final class SimulatedMessages implements MessageProvider {
    private final Book book;
    private final Readers readers;
    private final Callbacks callbacks;
    private final Consumer<MessageRequest> check;
    private final Zones zones;
    private final Chaos chaos;
    private final SimulationRandom random;
    private final Processes clock;
    private final SimulationLog journal;

    SimulatedMessages(
            Book book,
            Readers readers,
            Callbacks callbacks,
            Consumer<MessageRequest> check,
            Zones zones,
            Chaos chaos,
            SimulationRandom random,
            Processes clock,
            SimulationLog journal) {
        this.book = book;
        this.readers = readers;
        this.callbacks = callbacks;
        this.check = check;
        this.zones = zones;
        this.chaos = chaos;
        this.random = random;
        this.clock = clock;
        this.journal = journal;
    }

    /** The template requires a city. Uploaded contacts have none, so no message to them is requested. */
    @Override
    public Found find(Line line, String name, String language) {
        return new Found.Known(Examples.template(name, language, List.of("city")));
    }

    @Override
    public PlacementResult send(MessageRequest request) {
        journal.note("  send", request.attempt());
        check.accept(request);
        Optional<PlacementResult> refused = refused();
        if (refused.isPresent()) {
            return refused.get();
        }
        if (chaos.occurs(Fault.PROVIDER_LOST)) {
            book.unknown(request.attempt(), clock.instant());
            return lost("TIME_OUT");
        }
        if (chaos.occurs(Fault.CRASH_BEFORE)) {
            book.unknown(request.attempt(), clock.instant());
            throw new ProcessCrash("before send");
        }
        SentMessage message = readers.message(request.attempt(), clock.instant());
        book.sent(message, zones.of(request.attempt().campaign()));
        journal.note("  sent", message);
        callbacks.of(message);
        chaos.during("provider.send");
        if (chaos.occurs(Fault.CRASH_AFTER)) {
            throw new ProcessCrash("after send");
        }
        if (chaos.occurs(Fault.PROVIDER_SILENT)) {
            return lost(random.once(2) ? "TIME_OUT" : "HELD");
        }
        callbacks.answered(message);
        return PlacementResult.of(new MessageEvent.Taken(message.id(), clock.instant()));
    }

    private Optional<PlacementResult> refused() {
        Instant now = clock.instant();
        if (chaos.occurs(Fault.TOO_FAST)) {
            boolean down = random.once(2);
            return Optional.of(notSent(
                    "TOO_FAST",
                    until -> down ? new ProviderTrouble.LineDown(until) : new ProviderTrouble.LineThrottled(until)));
        }
        if (chaos.occurs(Fault.OUT_OF_ORDER)) {
            return Optional.of(notSent("ACCOUNT_LOCKED", _ -> new ProviderTrouble.AccountUnusable()));
        }
        if (chaos.occurs(Fault.TEMPLATE_OUT)) {
            return Optional.of(notSent("TEMPLATE_PAUSED", _ -> new ProviderTrouble.TemplateUnusable()));
        }
        if (chaos.occurs(Fault.REJECTED)) {
            return Optional.of(PlacementResult.of(readers.refusal(now)));
        }
        return Optional.empty();
    }

    private PlacementResult notSent(String reason, Function<Instant, ProviderTrouble.Wider> trouble) {
        Instant now = clock.instant();
        Instant until = now.plusSeconds(random.oneOf(1, 20, 300));
        AttemptEvent event = new MessageEvent.NotSent(reason, until, now);
        return PlacementResult.of(event, trouble.apply(until));
    }

    private PlacementResult lost(String reason) {
        clock.advance(random.once(2) ? Duration.ofSeconds(10) : Duration.ofMillis(300));
        return PlacementResult.of(new MessageEvent.AnswerLost(reason, clock.instant()));
    }
}
