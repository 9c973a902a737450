package io.vuelta.domain.upload;

import io.vuelta.domain.campaign.CampaignId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Store of the uploads. While an upload is being read or loaded, its campaign's intake counts it as loading, in the
 * same step, so that the campaign does not finish before it.
 */
public interface Uploads {
    void create(Upload upload);

    /** Strongly consistent. */
    Optional<Upload> find(UploadId id);

    /**
     * A campaign's uploads, the newest first.
     *
     * @param after the last one of the page before; empty for the first page
     */
    List<Upload> list(CampaignId campaign, Optional<UploadId> after, int limit);

    /** This upload and the next newer ones of its campaign, the newest last. */
    List<Upload> newer(UploadId from, int limit);

    /** From waiting to reading; true also if it is being read or loaded already. False if it is over. */
    boolean startReading(UploadId id);

    /**
     * Stores the progress of the reading: the queue has accepted the batches before this number. A lower number than
     * the stored one changes nothing, and neither does a number after the end of the reading.
     */
    void sent(UploadId id, int batches);

    /** The queue has accepted the batches before this number; strongly consistent. 0 if that is not known. */
    int sent(UploadId id);

    /**
     * Keeps how the file's columns were understood. Repeatable; an upload that is not read or loaded stays as it is.
     */
    void columns(UploadId id, FoundColumns columns);

    /** Says how many batches the file has. Repeatable. */
    void allRead(UploadId id, int batches);

    /**
     * Keeps the outcome of a batch whose contacts have been written, and adds it to the upload's counts and to the campaign's
     * intake, in one step. A batch that was kept before changes nothing.
     */
    void loaded(LoadedBatch batch);

    /** Whether this batch's outcome is stored already: it counts once. Strongly consistent. */
    boolean isLoaded(UploadId id, int batch);

    /**
     * Stores the contacts of a page of a copy, unless they were stored before.
     *
     * @param number of the page's batch
     * @return the stored page. Strongly consistent.
     */
    CopiedPage keepCopied(UploadId id, int number, CopiedPage page);

    /** The outcomes of the batches, in the order of their numbers, read as they are taken. */
    Stream<BatchProblems> problems(UploadId id);

    /** Writes the problems of a batch that was loaded again. Repeatable. */
    void rewrite(UploadId id, BatchProblems batch);

    /** Writes again the problems that a finished upload shows. Repeatable. */
    void rewriteShown(UploadId id, List<RowProblem> shown);

    /** From loading to done. Repeatable; true for the one call that did it. */
    boolean finish(UploadId id, List<RowProblem> shown, String reportKey);

    /** The file cannot be used. Repeatable. */
    void fail(UploadId id, String error);

    /** The problems of one batch. */
    record BatchProblems(int number, List<RowProblem> problems) {
        public BatchProblems {
            problems = List.copyOf(problems);
        }
    }
}
