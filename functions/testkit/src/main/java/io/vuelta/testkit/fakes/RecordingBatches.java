package io.vuelta.testkit.fakes;

import io.vuelta.domain.file.Batch;
import io.vuelta.domain.file.Batches;
import io.vuelta.domain.file.CopyPage;
import java.util.ArrayList;
import java.util.List;

/** Keeps the batches that were sent, in their order. */
public final class RecordingBatches implements Batches {
    private final List<Batch> sent = new ArrayList<>();
    private final List<CopyPage> pages = new ArrayList<>();
    private volatile Faults faults = Faults.NONE;

    /**
     * From now on reports every {@code batches.send} to {@code faults}: for each batch, although many are sent
     * together.
     */
    public void faults(Faults newFaults) {
        faults = newFaults;
    }

    @Override
    public void send(List<Batch> batches) {
        for (Batch batch : batches) {
            faults.before("batches.send");
            synchronized (this) {
                sent.add(batch);
            }
            faults.after("batches.send");
        }
    }

    @Override
    public void send(CopyPage page) {
        faults.before("batches.send");
        synchronized (this) {
            pages.add(page);
        }
        faults.after("batches.send");
    }

    public synchronized List<CopyPage> pages() {
        return List.copyOf(pages);
    }

    public synchronized List<Batch> sent() {
        return List.copyOf(sent);
    }
}
