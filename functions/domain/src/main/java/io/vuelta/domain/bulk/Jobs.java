package io.vuelta.domain.bulk;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.contact.Contacts;
import java.util.List;
import java.util.Optional;

/** Store of the jobs with their positions. */
public interface Jobs {
    /** Stores a new job (version 0). */
    void create(Job job);

    /** The job; empty if it does not exist. Strongly consistent. */
    Optional<Job> find(JobId id);

    /** A campaign's jobs that are older than {@code than}, or its newest ones; the newest first. */
    List<Job> older(CampaignId campaign, Optional<JobId> than, int limit);

    /** This job and the next newer ones of its campaign, the newest last. */
    List<Job> newer(JobId from, int limit);

    /**
     * Stores the progress of a job.
     *
     * @param next has the version that was read
     * @return false if another process has continued it since; nothing is changed then
     */
    boolean save(Job next);

    /**
     * Writes contacts, the campaign's intake and the progress of the job, or nothing: see {@link Contacts#edit}.
     *
     * @param campaign the campaign as it was read; nothing is written if it has changed since
     * @param changes at most {@value Job#MAX_TOGETHER}; at least one
     * @param edits the number of edits to add to the campaign's intake
     * @param next has the version that was read; nothing is written if another process has continued the job since
     * @return false if nothing was written
     */
    boolean advance(Campaign campaign, List<Contacts.Change> changes, int edits, Job next);
}
