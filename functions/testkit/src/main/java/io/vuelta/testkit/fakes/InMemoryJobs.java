package io.vuelta.testkit.fakes;

import io.vuelta.domain.bulk.Job;
import io.vuelta.domain.bulk.JobId;
import io.vuelta.domain.bulk.Jobs;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.contact.Contacts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

final class InMemoryJobs implements Jobs {
    private static final Comparator<Job> OLDEST_FIRST =
            Comparator.comparing(job -> job.id().value());

    private final Tables tables;

    InMemoryJobs(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void create(Job job) {
        tables.write("jobs.create", () -> tables.jobs.put(job.id(), job));
    }

    @Override
    public Optional<Job> find(JobId id) {
        return tables.run("jobs.find", () -> Optional.ofNullable(tables.jobs.get(id)));
    }

    @Override
    public List<Job> older(CampaignId campaign, Optional<JobId> than, int limit) {
        return tables.run(
                "jobs.older",
                () -> of(campaign)
                        .filter(job -> than.isEmpty()
                                || job.id().value().compareTo(than.get().value()) < 0)
                        .sorted(OLDEST_FIRST.reversed())
                        .limit(limit)
                        .toList());
    }

    @Override
    public List<Job> newer(JobId from, int limit) {
        return tables.run(
                "jobs.newer",
                () -> of(from.campaign())
                        .filter(job -> job.id().value().compareTo(from.value()) >= 0)
                        .sorted(OLDEST_FIRST)
                        .limit(limit)
                        .toList());
    }

    private Stream<Job> of(CampaignId campaign) {
        return tables.jobs.values().stream().filter(job -> job.id().campaign().equals(campaign));
    }

    @Override
    public boolean save(Job next) {
        return tables.run("jobs.save", () -> {
            if (isThere(next)) {
                return true;
            }
            if (!isAsRead(next)) {
                return false;
            }
            tables.jobs.put(next.id(), written(next));
            return true;
        });
    }

    @Override
    public boolean advance(Campaign campaign, List<Contacts.Change> changes, int edits, Job next) {
        return tables.run("jobs.advance", () -> {
            if (isThere(next)) {
                return true;
            }
            boolean written = isAsRead(next) && InMemoryContacts.edited(tables, campaign, changes, 0, edits);
            if (written) {
                tables.jobs.put(next.id(), written(next));
            }
            return written;
        });
    }

    private boolean isAsRead(Job next) {
        Job there = tables.jobs.get(next.id());
        return there != null && there.version() == next.version();
    }

    private boolean isThere(Job next) {
        return written(next).equals(tables.jobs.get(next.id()));
    }

    private static Job written(Job next) {
        return next.inVersion(next.version() + 1);
    }
}
