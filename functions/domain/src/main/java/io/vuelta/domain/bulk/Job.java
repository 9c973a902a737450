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
 * @param given the tags that {@code TAG} gives; empty for other actions
 * @param contacts that the campaign had when the job was asked for
 * @param error why it failed; null unless it did
 * @param ended null while it runs
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
        @Nullable String error,
        Instant created,
        @Nullable Instant ended,
        long version) {
    /** Contacts that are changed together, at most: a longer transaction meets more of those that are being tried. */
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

    /** A job as it is asked for. */
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

    /** Whether it selects this contact, read in its campaign's cycle. */
    boolean wants(Contact contact) {
        return filter.wants(contact);
    }

    /** Further on in its walk. */
    Job at(ScanCursor next, long lookedAt, long more, Map<String, Long> moreRefused) {
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

    /** At its end. */
    public Job ended(Status as, @Nullable String why, Instant now) {
        return new Job(id, action, filter, given, as, contacts, progress, why, created, now, version);
    }

    /** The same job with this version of its store. */
    public Job inVersion(long written) {
        return new Job(id, action, filter, given, status, contacts, progress, error, created, ended, written);
    }
}
