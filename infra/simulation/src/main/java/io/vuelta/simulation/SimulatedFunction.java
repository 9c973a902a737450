package io.vuelta.simulation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A real handler, its time-out, and the handling of a batch that fails. */
final class SimulatedFunction {
    private final String name;
    private final RequestHandler<SQSEvent, SQSBatchResponse> handler;
    private final Duration timeout;
    private final Supplier<Context> contexts;
    private final Processes processes;
    private final Chaos chaos;
    private final SimulationLog journal;
    private int running;
    private long begun;

    SimulatedFunction(
            String name,
            RequestHandler<SQSEvent, SQSBatchResponse> handler,
            Duration timeout,
            Supplier<Context> contexts,
            Processes processes,
            Chaos chaos,
            SimulationLog journal) {
        this.name = name;
        this.handler = handler;
        this.timeout = timeout;
        this.contexts = contexts;
        this.processes = processes;
        this.chaos = chaos;
        this.journal = journal;
    }

    /** The ids of the messages to deliver again: those that the handler names, or all if it dies. */
    List<String> invoke(SQSEvent event) {
        List<String> failed = new ArrayList<>();
        long faults = chaos.injected();
        boolean besideOthers = running > 0;
        long before = ++begun;
        running++;
        try {
            Context context = contexts.get();
            processes.limited(
                    timeout,
                    () -> handler.handleRequest(event, context)
                            .getBatchItemFailures()
                            .forEach(failure -> failed.add(failure.getItemIdentifier())));
        } catch (ProcessCrash | IllegalStateException thrown) {
            Throwable cause = thrown instanceof ProcessCrash ? thrown : thrown.getCause();
            if (cause instanceof Violation violation) {
                throw violation;
            }
            if (!(cause instanceof ProcessCrash)) {
                throw thrown;
            }
            journal.note("  died", cause);
            return event.getRecords().stream()
                    .map(SQSEvent.SQSMessage::getMessageId)
                    .toList();
        } finally {
            running--;
        }
        // After a move, the pacers of two lines handle the campaign: one of them may find that the other has written
        // its book.
        boolean overtaken = name.equals("pace") && (besideOthers || begun > before);
        Violation.unless(
                failed.isEmpty() || overtaken || chaos.injected() > faults || chaos.wasLately(),
                "%s fails though nothing went wrong",
                name);
        return failed;
    }
}
