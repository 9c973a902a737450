package io.vuelta.domain.bulk;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.contact.Contacts;
import java.util.List;
import java.util.Optional;

/** Store of the jobs with their positions. */
public interface Jobs {
    /** Keeps a new job (version 0). */
    void create(Job job);

    /** Strongly consistent. */
    Optional<Job> find(JobId id);

    /** A campaign's jobs that are older than {@code than}, or its newest ones; the newest first. */
    List<Job> older(CampaignId campaign, Optional<JobId> than, int limit);

    /** This job and the next newer ones of its campaign, the newest last. */
    List<Job> newer(JobId from, int limit);

    /**
     * Keeps how far a job has come.
     *
     * @param next carries the version that was read
     * @return false if another process has continued it since; nothing is changed then
     */
    boolean save(Job next);

    /**
     * Writes contacts, the campaign's intake and how far the job has come, or nothing: see {@link Contacts#edit}.
     *
     * @param campaign as it was read; nothing is written if it has changed since
     * @param changes at most {@value Job#MAX_TOGETHER}; at least one
     * @param edits how many edits this makes
     * @param next carries the version that was read; nothing is written if another process has continued the job since
     * @return of a lost race: the contacts that were written since they were read; none if it was the campaign or the job
     */
    Contacts.Edited advance(Campaign campaign, List<Contacts.Change> changes, int edits, Job next);
}
