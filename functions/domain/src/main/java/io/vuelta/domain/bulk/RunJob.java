package io.vuelta.domain.bulk;

import io.vuelta.domain.action.ActOnContact;
import io.vuelta.domain.action.ActOnContact.Action;
import io.vuelta.domain.action.ActOnContact.Decision;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.store.LostRaces;
import io.vuelta.domain.store.StoreBusy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Does a bounded part of a job, and orders its continuation. Contacts and the job's position are written in one step.
 * So if a part is interrupted, or is delivered twice, the job continues at its position, and each contact is changed
 * and counted once. {@link ActOnContact} decides about each contact.
 */
public final class RunJob {
    /** Maximum number of contacts that are checked for one message. */
    static final int PIECE = 2_000;

    private final Jobs jobs;
    private final Campaigns campaigns;
    private final Contacts contacts;
    private final ActOnContact act;
    private final JobRequests requests;
    private final LostRaces races;
    private final InstantSource clock;

    public RunJob(
            Jobs jobs,
            Campaigns campaigns,
            Contacts contacts,
            ActOnContact act,
            JobRequests requests,
            LostRaces races,
            InstantSource clock) {
        this.jobs = jobs;
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.act = act;
        this.requests = requests;
        this.races = races;
        this.clock = clock;
    }

    /** Safe to repeat. Throws {@link StoreBusy} if it cannot continue now: the message must be delivered again. */
    public void handle(JobId id) {
        Optional<Job> job = jobs.find(id);
        Optional<Campaign> campaign = campaigns.find(id.campaign());
        if (job.isEmpty() || campaign.isEmpty()) {
            return;
        }
        Job after = job.get().isRunning() ? piece(job.get()) : job.get();
        // A message that is delivered again after a crash also reaches this point, and completes the lost part.
        act.reopenAndWake(
                campaign.get(),
                after.action() == Action.RETRY && after.progress().changed() > 0);
        if (after.isRunning()) {
            requests.send(id);
        }
    }

    /** The job cannot continue because of an internal error. The changes so far stay. */
    public void giveUp(JobId id, JobError error) {
        jobs.find(id).filter(Job::isRunning).ifPresent(job -> {
            if (!jobs.save(job.ended(Job.Status.FAILED, error, clock.instant()))) {
                throw new StoreBusy("another invocation is running job " + id);
            }
        });
    }

    private Job piece(Job begun) {
        Job job = begun;
        int lost = 0;
        while (job.isRunning() && job.progress().looked() - begun.progress().looked() < PIECE) {
            Optional<Job> next = step(job);
            if (next.isPresent()) {
                job = next.get();
                lost = 0;
            } else {
                lost++;
                if (!races.tryAgain(lost)) {
                    throw StoreBusy.conflict("contacts of job " + job.id());
                }
                job = jobs.find(job.id()).orElseThrow();
            }
        }
        return job;
    }

    /** The stored job after some more contacts; empty if the race was lost. */
    private Optional<Job> step(Job job) {
        Campaign campaign = campaigns.find(job.id().campaign()).orElseThrow();
        Instant now = clock.instant();
        if (job.action() == Action.RETRY && ActOnContact.isClosed(campaign, now)) {
            return saved(job.ended(Job.Status.FAILED, JobError.CAMPAIGN_CLOSED, now));
        }
        if (job.progress().at().ended()) {
            return saved(job.ended(Job.Status.DONE, null, now));
        }
        Contacts.Page page = contacts.after(job.id().campaign(), job.progress().at(), Contacts.MAX_READ);
        Chosen chosen = new Chosen();
        for (Contact stored : page.contacts()) {
            if (chosen.changes.size() == Job.MAX_TOGETHER) {
                break;
            }
            choose(stored, campaign, job, now, chosen);
        }
        boolean whole = chosen.looked == page.contacts().size();
        ScanCursor next = whole
                ? page.next()
                : job.progress()
                        .at()
                        .past(page.contacts().get(chosen.looked - 1).id());
        Job further = job.at(next, chosen.looked, chosen.changes.size(), chosen.refused);
        if (chosen.changes.isEmpty()) {
            return saved(further);
        }
        int edits = job.action().isEdit() ? chosen.changes.size() : 0;
        return jobs.advance(campaign, chosen.changes, edits, further)
                ? Optional.of(further.inVersion(further.version() + 1))
                : Optional.empty();
    }

    private Optional<Job> saved(Job next) {
        return jobs.save(next) ? Optional.of(next.inVersion(next.version() + 1)) : Optional.empty();
    }

    /** The results for some contacts. */
    private static final class Chosen {
        private final List<Contacts.Change> changes = new ArrayList<>();
        private final Map<JobRefusal, Long> refused = new TreeMap<>();
        private int looked;
    }

    private void choose(Contact stored, Campaign campaign, Job job, Instant now, Chosen chosen) {
        chosen.looked++;
        Contact contact = stored.in(campaign.cycle());
        if (!job.wants(contact)) {
            return;
        }
        switch (act.decide(campaign, contact, job.action(), job.request().given(), now)) {
            case Decision.Becomes becomes ->
                chosen.changes.add(ActOnContact.change(campaign, stored, becomes.contact(), job.action()));
            case Decision.Unchanged _ -> {}
            case Decision.Not _ -> {
                JobRefusal code = job.action() == Action.REMOVE
                        ? JobRefusal.CONTACT_NOT_DELETABLE
                        : JobRefusal.INVALID_STATUS_TRANSITION;
                chosen.refused.merge(code, 1L, Long::sum);
            }
            case Decision.Listed _ -> chosen.refused.merge(JobRefusal.DO_NOT_CONTACT, 1L, Long::sum);
        }
    }
}
