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

    /** The upload; empty if it does not exist. Strongly consistent. */
    Optional<Upload> find(UploadId id);

    /**
     * A campaign's uploads, the newest first.
     *
     * @param after the last upload of the previous page; empty for the first page
     */
    List<Upload> list(CampaignId campaign, Optional<UploadId> after, int limit);

    /** This upload and the next newer ones of its campaign, the newest last. */
    List<Upload> newer(UploadId from, int limit);

    /**
     * Changes the status from waiting to reading. Returns true also if the file is already being read or loaded, and
     * false if the upload has ended.
     */
    boolean startReading(UploadId id);

    /**
     * Stores the progress of the reading: the queue has accepted the batches before this number. A lower number than
     * the stored one changes nothing, and neither does a number after the end of the reading.
     */
    void sent(UploadId id, int batches);

    /** The queue has accepted the batches before this number; strongly consistent. 0 if unknown. */
    int sent(UploadId id);

    /**
     * Stores the meanings of the file's columns. Safe to repeat; an upload that is not being read or loaded does not
     * change.
     */
    void columns(UploadId id, FoundColumns columns);

    /** Stores the number of batches of the file. Safe to repeat. */
    void allRead(UploadId id, int batches);

    /**
     * Stores the outcome of a batch whose contacts have been written, and adds it to the upload's counts and to the
     * campaign's intake, in one step. A batch that was stored before changes nothing.
     */
    void loaded(LoadedBatch batch);

    /** Whether this batch's outcome is already stored: it counts once. Strongly consistent. */
    boolean isLoaded(UploadId id, int batch);

    /**
     * Stores the contacts of a page of a copy, unless they were stored before.
     *
     * @param number the number of the page's batch
     * @return the stored page. Strongly consistent.
     */
    CopiedPage keepCopied(UploadId id, int number, CopiedPage page);

    /** The problems of the batches, in the order of their numbers. They are read while the stream is consumed. */
    Stream<BatchProblems> problems(UploadId id);

    /** Replaces the stored problems of a loaded batch. Safe to repeat. */
    void rewrite(UploadId id, BatchProblems batch);

    /** Replaces the problems that a finished upload shows. Safe to repeat. */
    void rewriteShown(UploadId id, List<RowProblem> shown);

    /** Changes the status from loading to done. Safe to repeat; returns true only for the call that changed it. */
    boolean finish(UploadId id, List<RowProblem> shown, String reportKey);

    /** Marks the upload as failed: the file cannot be used. Safe to repeat. */
    void fail(UploadId id, String error);

    /** The problems of one batch. */
    record BatchProblems(int number, List<RowProblem> problems) {
        public BatchProblems {
            problems = List.copyOf(problems);
        }
    }
}
