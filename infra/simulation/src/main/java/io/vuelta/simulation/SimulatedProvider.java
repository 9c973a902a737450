package io.vuelta.simulation;

import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.dispatch.CallProvider;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.dispatch.PlacementResult;
import io.vuelta.domain.line.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A provider that places calls and records them in its book. Its answers may be late, wrong or lost. */
final class SimulatedProvider implements CallProvider {
    private static final Duration TIMES_OUT = Duration.ofSeconds(10);

    private final Book book;
    private final Population population;
    private final Callbacks callbacks;
    private final AgentReports results;
    private final Consumer<CallRequest> check;
    private final Histories histories;
    private final Chaos chaos;
    private final SimulationRandom random;
    private final Processes clock;
    private final SimulationLog journal;

    SimulatedProvider(
            Book book,
            Population population,
            Callbacks callbacks,
            AgentReports results,
            Consumer<CallRequest> check,
            Histories histories,
            Chaos chaos,
            SimulationRandom random,
            Processes clock,
            SimulationLog journal) {
        this.book = book;
        this.population = population;
        this.callbacks = callbacks;
        this.results = results;
        this.check = check;
        this.histories = histories;
        this.chaos = chaos;
        this.random = random;
        this.clock = clock;
        this.journal = journal;
    }

    @Override
    public PlacementResult place(CallRequest request) {
        journal.note("  place", request.attempt());
        check.accept(request);
        Optional<PlacementResult> notPlaced = notPlaced(request);
        if (notPlaced.isPresent()) {
            return notPlaced.get();
        }
        Call call = population.call(request.attempt(), clock.instant());
        book.placed(call, histories.of(request.attempt().campaign()));
        journal.note("  placed", call);
        callbacks.of(call);
        results.of(call);
        chaos.during("provider.place");
        if (chaos.occurs(Fault.CRASH_AFTER)) {
            throw new ProcessCrash("after place");
        }
        return chaos.occurs(Fault.PROVIDER_SILENT)
                ? lost()
                : placing(new CallEvent.Accepted(call.id(), clock.instant()));
    }

    /** The answer of a provider that has placed no call; empty if it places one. */
    private Optional<PlacementResult> notPlaced(CallRequest request) {
        if (chaos.occurs(Fault.TOO_FAST)) {
            Instant until = clock.instant().plusSeconds(random.oneOf(1, 20, 20, 300));
            return Optional.of(new PlacementResult(
                    new CallEvent.NotPlaced("TOO_FAST", until, clock.instant()),
                    random.once(2)
                            ? Optional.of(random.oneOf(
                                    new ProviderTrouble.LineThrottled(until), new ProviderTrouble.LineDown(until)))
                            : Optional.empty()));
        }
        if (chaos.occurs(Fault.OUT_OF_ORDER)) {
            return Optional.of(new PlacementResult(
                    new CallEvent.NotPlaced("ACCOUNT_LOCKED", clock.instant().plusSeconds(30), clock.instant()),
                    Optional.of(new ProviderTrouble.AccountUnusable())));
        }
        if (chaos.occurs(Fault.REJECTED)) {
            book.troubled(request.attempt(), clock.instant());
            return Optional.of(placing(new CallEvent.Rejected("NOT_A_NUMBER", clock.instant())));
        }
        if (chaos.occurs(Fault.PROVIDER_LOST)) {
            book.troubled(request.attempt(), clock.instant());
            return Optional.of(lost());
        }
        if (chaos.occurs(Fault.CRASH_BEFORE)) {
            book.troubled(request.attempt(), clock.instant());
            throw new ProcessCrash("before place");
        }
        return Optional.empty();
    }

    private PlacementResult lost() {
        clock.advance(random.once(2) ? TIMES_OUT : Duration.ofMillis(300));
        return placing(new CallEvent.AnswerLost("TIME_OUT", clock.instant()));
    }

    private static PlacementResult placing(CallEvent event) {
        return PlacementResult.of(event);
    }

    @Override
    public LookUp lookUp(Line line, io.vuelta.domain.attempt.Call attempt) {
        chaos.during("provider.lookUp");
        if (chaos.occurs(Fault.CRASH_BEFORE)) {
            throw new ProcessCrash("at lookUp");
        }
        if (chaos.occurs(Fault.UNAVAILABLE)) {
            return new LookUp.Unavailable("503");
        }
        Optional<Call> call = book.call(attempt.id());
        return call.isPresent()
                ? new LookUp.Known(List.of(call.get().currentStatus(clock.instant())))
                : new LookUp.NotKnown();
    }

    /** If the campaign was just resumed, the caller may still act on an earlier version that requested the hang-up. */
    private Stream<Campaign> lately(CampaignId id) {
        return histories.since(id, clock.instant().minusSeconds(30));
    }

    @Override
    public void hangUp(Line line, io.vuelta.domain.attempt.Call attempt) {
        Campaign campaign = histories.now(attempt.id().campaign());
        Violation.unless(
                lately(campaign.id()).anyMatch(now -> now.state().hangsUp()),
                "nobody wants the calls of %s hung up",
                campaign);
        chaos.during("provider.hangUp");
        if (chaos.occurs(Fault.CRASH_BEFORE)) {
            throw new ProcessCrash("at hangUp");
        }
        Optional<Call> call = book.call(attempt.id()).filter(live -> live.isLive(clock.instant()));
        if (call.isEmpty() || chaos.occurs(Fault.UNAVAILABLE)) {
            return;
        }
        Call ended = call.get().hungUp(clock.instant());
        book.hungUp(ended);
        journal.note("  hung up", ended);
        callbacks.hungUp(ended);
        if (chaos.occurs(Fault.CRASH_AFTER)) {
            throw new ProcessCrash("after hangUp");
        }
    }
}
