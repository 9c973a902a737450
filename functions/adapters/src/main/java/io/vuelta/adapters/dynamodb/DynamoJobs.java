package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.action.ActOnContact.Action;
import io.vuelta.domain.bulk.Job;
import io.vuelta.domain.bulk.JobError;
import io.vuelta.domain.bulk.JobFilter;
import io.vuelta.domain.bulk.JobId;
import io.vuelta.domain.bulk.JobProgress;
import io.vuelta.domain.bulk.JobRefusal;
import io.vuelta.domain.bulk.Jobs;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.ScanCursor;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/** Jobs, beside their campaigns. */
public final class DynamoJobs implements Jobs {
    private static final String VERSION = "version";

    private final DynamoTable table;
    private final DynamoContacts contacts;

    public DynamoJobs(DynamoTable table) {
        this.table = table;
        this.contacts = new DynamoContacts(table);
    }

    @Override
    public void create(Job job) {
        table.put(item(job));
    }

    @Override
    public Optional<Job> find(JobId id) {
        return table.find(Keys.job(id)).map(DynamoJobs::read);
    }

    @Override
    public List<Job> older(CampaignId campaign, Optional<JobId> than, int limit) {
        return table.newestFirst(Keys.campaign(campaign).pk(), Keys.JOB, than.map(Keys::job), limit).stream()
                .map(DynamoJobs::read)
                .toList();
    }

    @Override
    public List<Job> newer(JobId from, int limit) {
        return table.newestLast(Keys.job(from), Keys.JOB, limit).stream()
                .map(DynamoJobs::read)
                .toList();
    }

    @Override
    public boolean save(Job next) {
        return table.putOnce(put(next));
    }

    @Override
    public boolean advance(Campaign campaign, List<Contacts.Change> changes, int edits, Job next) {
        return contacts.edit(campaign, changes, 0, edits, List.of(put(next)));
    }

    private Put put(Job next) {
        return table.putIfVersion(item(next.inVersion(next.version() + 1)), VERSION, next.version());
    }

    private static Map<String, AttributeValue> item(Job job) {
        Map<String, String> refused = job.progress().refused().entrySet().stream()
                .collect(Collectors.toMap(
                        code -> code.getKey().name(), code -> code.getValue().toString()));
        return new ItemWriter(Keys.job(job.id()))
                .put("action", job.action().name())
                .put(
                        "statuses",
                        job.request().filter().statuses().stream()
                                .map(ContactStatus::wire)
                                .sorted()
                                .toList())
                .put("tags", job.request().filter().tags().stream().sorted().toList())
                .put("given", job.request().given())
                .put("status", job.status().wire())
                .put("shard", (long) job.progress().at().shard())
                .put("after", job.progress().at().after())
                .put("contacts", job.request().contacts())
                .put("looked", job.progress().looked())
                .put("changed", job.progress().changed())
                .put("refused", refused)
                .put(
                        "error",
                        job.state().error() == null ? null : job.state().error().name())
                .put("created_at", job.request().at())
                .put("ended_at", job.state().ended())
                .put(VERSION, job.version())
                .item();
    }

    private static Job read(ItemReader item) {
        JobId id = new JobId(Keys.campaignOf(item.text("pk")), item.text("sk").substring(Keys.JOB.length()));
        SortedMap<JobRefusal, Long> refused = new TreeMap<>();
        item.map("refused").forEach((code, count) -> refused.put(JobRefusal.valueOf(code), Long.parseLong(count)));
        String error = item.textOrNull("error");
        return new Job(
                id,
                new Job.Request(
                        Action.valueOf(item.text("action")),
                        new JobFilter(
                                item.texts("statuses").stream()
                                        .map(wire -> ContactStatus.ofWire(wire).orElseThrow())
                                        .collect(Collectors.toSet()),
                                new HashSet<>(item.texts("tags"))),
                        item.texts("given"),
                        item.number("contacts"),
                        item.instant("created_at")),
                new JobProgress(
                        new ScanCursor(item.integer("shard"), item.textOrEmpty("after")),
                        item.number("looked"),
                        item.number("changed"),
                        refused),
                new Job.State(
                        Job.Status.valueOf(item.text("status").toUpperCase(Locale.ROOT)),
                        error == null ? null : JobError.valueOf(error),
                        item.instantOrNull("ended_at")),
                item.number(VERSION));
    }
}
