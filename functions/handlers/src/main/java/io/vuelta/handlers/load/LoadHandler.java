package io.vuelta.handlers.load;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.vuelta.adapters.sqs.SqsBatches;
import io.vuelta.domain.bulk.RunJob;
import io.vuelta.domain.erasure.RunErasure;
import io.vuelta.domain.file.CopyContacts;
import io.vuelta.domain.file.LoadBatch;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsBatchHandler;
import io.vuelta.handlers.runtime.Tries;
import java.util.Map;

/** Contacts queue → {@link LoadBatch}, {@link CopyContacts}, {@link RunJob} or {@link RunErasure}. */
public final class LoadHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final LoadBatch load;
    private final CopyContacts copy;
    private final RunJob jobs;
    private final RunErasure erasures;
    private final SqsBatchHandler messages;

    public LoadHandler() {
        this(Settings.environment());
    }

    public LoadHandler(Map<String, String> environment) {
        this(LoadWiring.of(Settings.of(environment)));
    }

    public LoadHandler(LoadWiring wiring) {
        this.load = wiring.load();
        this.copy = wiring.copy();
        this.jobs = wiring.jobs();
        this.erasures = wiring.erasures();
        this.messages = new SqsBatchHandler(wiring.redelivery());
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return messages.each(event, context, message -> handle(SqsBatches.read(message.getBody()), context));
    }

    private void handle(SqsBatches.Work work, Context context) {
        switch (work) {
            case SqsBatches.Work.Load batch ->
                Tries.run(
                        context, () -> load.handle(batch.batch()), failure -> load.giveUp(batch.batch(), why(failure)));
            case SqsBatches.Work.Copy page ->
                Tries.run(context, () -> copy.handle(page.page()), failure -> copy.giveUp(page.page(), why(failure)));
            case SqsBatches.Work.Go job ->
                Tries.run(context, () -> jobs.handle(job.job()), failure -> jobs.giveUp(job.job(), "INTERNAL_ERROR"));
            case SqsBatches.Work.Erase erasure ->
                Tries.run(
                        context,
                        () -> erasures.handle(erasure.erasure()),
                        failure -> erasures.giveUp(erasure.erasure()));
        }
    }

    private static String why(Exception failure) {
        return "INTERNAL_ERROR: some of the contacts could not be loaded for a reason of our own ("
                + failure.getClass().getSimpleName()
                + "); upload them again: who was loaded is skipped";
    }
}
