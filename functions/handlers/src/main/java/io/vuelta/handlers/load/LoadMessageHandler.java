package io.vuelta.handlers.load;

import com.amazonaws.services.lambda.runtime.Context;
import io.vuelta.adapters.sqs.SqsBatches.Work;
import io.vuelta.domain.bulk.JobError;
import io.vuelta.domain.bulk.RunJob;
import io.vuelta.domain.erasure.RunErasure;
import io.vuelta.domain.file.CopyContacts;
import io.vuelta.domain.file.LoadBatch;
import io.vuelta.domain.retention.RemoveContacts;
import io.vuelta.handlers.runtime.Tries;

/** Handles one message of the contacts queue, and gives up its work if it fails permanently. */
final class LoadMessageHandler {
    private final LoadBatch load;
    private final CopyContacts copy;
    private final RunJob jobs;
    private final RunErasure erasures;
    private final RemoveContacts removals;

    LoadMessageHandler(LoadWiring wiring) {
        this.load = wiring.load();
        this.copy = wiring.copy();
        this.jobs = wiring.jobs();
        this.erasures = wiring.erasures();
        this.removals = wiring.removals();
    }

    void handle(Work work, Context context) {
        switch (work) {
            case Work.Load batch ->
                Tries.run(
                        context, () -> load.handle(batch.batch()), failure -> load.giveUp(batch.batch(), why(failure)));
            case Work.Copy page ->
                Tries.run(context, () -> copy.handle(page.page()), failure -> copy.giveUp(page.page(), why(failure)));
            case Work.Go job ->
                Tries.run(context, () -> jobs.handle(job.job()), _ -> jobs.giveUp(job.job(), JobError.INTERNAL_ERROR));
            case Work.Erase erasure ->
                Tries.run(context, () -> erasures.handle(erasure.erasure()), _ -> erasures.giveUp(erasure.erasure()));
            // A failed message is delivered again, and the work is ordered again the next day.
            case Work.Look look -> removals.look(look.after());
            case Work.Remove remove -> removals.remove(remove.campaign(), remove.from());
        }
    }

    private static String why(Exception failure) {
        return "INTERNAL_ERROR: some of the contacts could not be loaded because of an internal error ("
                + failure.getClass().getSimpleName()
                + "); upload them again: contacts that are loaded already are skipped";
    }
}
