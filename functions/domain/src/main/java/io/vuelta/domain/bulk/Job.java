package io.vuelta.domain.bulk;

import io.vuelta.domain.action.ActOnContact.Action;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.text.WireName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One action on all contacts of a campaign with some status or some tag. It reads the campaign's contacts once; each
 * contact is changed at most once.
 *
 * @param version raised by every write; 0 before the first
 */
public record Job(JobId id, Request request, JobProgress progress, State state, long version) {
    /**
     * Maximum number of contacts in one transaction: a larger one more often conflicts with contacts that have an
     * attempt.
     */
    public static final int MAX_TOGETHER = 25;

    /**
     * The request of a job.
     *
     * @param given the tags that {@code TAG} adds; empty for other actions
     * @param contacts the number of the campaign's contacts when the job was requested
     * @param at when the job was requested
     */
    public record Request(Action action, JobFilter filter, List<String> given, long contacts, Instant at) {
        public Request {
            given = List.copyOf(given);
        }
    }

    /**
     * The state of a job.
     *
     * @param error why the job failed; null if it did not fail
     * @param ended when the job ended; null while it runs
     */
    public record State(
            Status status,
            @Nullable JobError error,
            @Nullable Instant ended) {}

    /** The status of a job. */
    public enum Status implements WireName {
        RUNNING,
        DONE,
        FAILED
    }

    /** A new job. */
    public static Job requested(
            JobId id,
            Action action,
            Set<ContactStatus> statuses,
            Set<String> tags,
            List<String> given,
            long contacts,
            Instant now) {
        Request request = new Request(action, new JobFilter(statuses, tags), given, contacts, now);
        return new Job(id, request, JobProgress.NONE, new State(Status.RUNNING, null, null), 0);
    }

    public Action action() {
        return request.action();
    }

    public Status status() {
        return state.status();
    }

    public boolean isRunning() {
        return status() == Status.RUNNING;
    }

    /** Whether the job selects this contact, as it is in its campaign's current cycle. */
    boolean wants(Contact contact) {
        return request.filter().wants(contact);
    }

    /** The job at a later position of its scan. */
    Job at(ScanCursor next, long lookedAt, long more, Map<JobRefusal, Long> moreRefused) {
        return new Job(id, request, progress.at(next, lookedAt, more, moreRefused), state, version);
    }

    /** The ended job. */
    public Job ended(Status as, @Nullable JobError why, Instant now) {
        return new Job(id, request, progress, new State(as, why, now), version);
    }

    /** The same job with this version. */
    public Job inVersion(long written) {
        return new Job(id, request, progress, state, written);
    }
}
