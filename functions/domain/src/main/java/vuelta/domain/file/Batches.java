package vuelta.domain.file;

/** Where batches are sent to be loaded; delivered at least once, in any order. */
public interface Batches {
    void send(Batch batch);

    /** A page of contacts to be copied, on the same way. */
    void send(CopyPage page);
}
