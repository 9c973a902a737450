package io.vuelta.domain.bulk;

import io.vuelta.domain.action.ActOnContact.Action;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ScanCursor;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One action on all contacts of a campaign with some status or some tag. It reads the campaign's contacts once; each
 * contact is changed at most once.
 *
 * @param given the tags that {@code TAG} adds; empty for other actions
 * @param contacts the number of the campaign's contacts when the job was requested
 * @param error why the job failed; null if it did not fail
 * @param ended when the job ended; null while it runs
 * @param version raised by every write; 0 before the first
 */
public record Job(
        JobId id,
        Action action,
        JobFilter filter,
        List<String> given,
        Status status,
        long contacts,
        JobProgress progress,
        @Nullable JobError error,
        Instant created,
        @Nullable Instant ended,
        long version) {
    /**
     * Maximum number of contacts in one transaction: a larger one more often conflicts with contacts that have an
     * attempt.
     */
    public static final int MAX_TOGETHER = 25;

    public Job {
        given = List.copyOf(given);
    }

    /** The status of a job. */
    public enum Status {
        RUNNING,
        DONE,
        FAILED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
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
        return new Job(
                id,
                action,
                new JobFilter(statuses, tags),
                given,
                Status.RUNNING,
                contacts,
                JobProgress.NONE,
                null,
                now,
                null,
                0);
    }

    public boolean isRunning() {
        return status == Status.RUNNING;
    }

    /** Whether the job selects this contact, as it is in its campaign's current cycle. */
    boolean wants(Contact contact) {
        return filter.wants(contact);
    }

    /** The job at a later position of its scan. */
    Job at(ScanCursor next, long lookedAt, long more, Map<JobRefusal, Long> moreRefused) {
        return new Job(
                id,
                action,
                filter,
                given,
                status,
                contacts,
                progress.at(next, lookedAt, more, moreRefused),
                error,
                created,
                ended,
                version);
    }

    /** The ended job. */
    public Job ended(Status as, @Nullable JobError why, Instant now) {
        return new Job(id, action, filter, given, as, contacts, progress, why, created, now, version);
    }

    /** The same job with this version. */
    public Job inVersion(long written) {
        return new Job(id, action, filter, given, status, contacts, progress, error, created, ended, written);
    }
}
