package io.vuelta.handlers.webhooks;

import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.claim.Report;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.settle.ProviderEvents;
import io.vuelta.domain.settle.Settle;
import io.vuelta.domain.settle.Settlement;
import io.vuelta.domain.wake.Wake;
import io.vuelta.domain.wake.Wakes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Settles the events of messages within the webhook request: they usually end no claim, so there are no reports to
 * collect. An event that fails, or is not settled within a second, goes to the queue; settling it twice has no further
 * effect. The end of a call is reported to its line's pacer, so events of calls always go to the queue, which collects
 * reports.
 */
public final class SettleAtOnce implements ProviderEvents {
    private static final Duration MAX_TIME = Duration.ofSeconds(1);

    private final Settle settle;
    private final Wakes wakes;
    private final ProviderEvents queue;

    public SettleAtOnce(Settle settle, Wakes wakes, ProviderEvents queue) {
        this.settle = settle;
        this.wakes = wakes;
        this.queue = queue;
    }

    @Override
    public void send(ProviderEvent outcome) {
        sendAll(List.of(outcome));
    }

    @Override
    public void sendAll(List<ProviderEvent> outcomes) {
        List<ProviderEvent> queued = new ArrayList<>();
        Map<ProviderEvent, Future<Settlement>> running = new HashMap<>();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        for (ProviderEvent outcome : outcomes) {
            if (outcome.event() instanceof MessageEvent && !running.containsKey(outcome)) {
                running.put(outcome, threads.submit(() -> settle.apply(outcome)));
            } else if (!running.containsKey(outcome)) {
                queued.add(outcome);
            }
        }
        Map<LineId, List<Report>> reports = new HashMap<>();
        long until = System.nanoTime() + MAX_TIME.toNanos();
        running.forEach((outcome, settling) -> {
            if (!isSettled(settling, until, reports)) {
                queued.add(outcome);
            }
        });
        // The end of late work is not awaited: it continues, and its event is delivered again by the queue.
        threads.shutdown();
        if (!queued.isEmpty()) {
            queue.sendAll(queued);
        }
        reports.forEach((line, some) -> wakes.send(Wake.of(line, some)));
    }

    /** An event of another line's attempt goes to the queue, whose function logs and counts it. */
    private static boolean isSettled(Future<Settlement> settling, long until, Map<LineId, List<Report>> reports) {
        try {
            Settlement settlement = settling.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            LineId line = settlement.line();
            if (line != null) {
                settlement
                        .report()
                        .ifPresent(report -> reports.computeIfAbsent(line, _ -> new ArrayList<>())
                                .add(report));
            }
            return settlement.result() != Settlement.Result.ANOTHER_LINE;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException | CancellationException _) {
            return false;
        }
    }
}
