package io.vuelta.domain.bulk;

import io.vuelta.domain.action.ActOnContact.Action;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ScanCursor;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One action on all contacts of a campaign with some status or some tag. It reads the campaign's contacts once; each
 * contact is changed at most once.
 *
 * @param statuses only contacts in one of these; empty for all
 * @param tags only contacts with one of these; empty for all
 * @param given the tags that {@code TAG} gives; empty for other actions
 * @param at how far the walk has come
 * @param contacts that the campaign had when the job was asked for
 * @param looked contacts that were looked at
 * @param changed contacts that were changed
 * @param refused contacts that were asked for and could not be changed, by the code of why
 * @param error why it failed; null unless it did
 * @param ended null while it runs
 * @param version raised by every write; 0 before the first
 */
public record Job(
        JobId id,
        Action action,
        Set<ContactStatus> statuses,
        Set<String> tags,
        List<String> given,
        Status status,
        ScanCursor at,
        long contacts,
        long looked,
        long changed,
        SortedMap<String, Long> refused,
        @Nullable String error,
        Instant created,
        @Nullable Instant ended,
        long version) {
    /** Contacts that are changed together, at most: a longer transaction meets more of those that are being tried. */
    public static final int MAX_TOGETHER = 25;

    public Job {
        statuses = Set.copyOf(statuses);
        tags = Set.copyOf(tags);
        given = List.copyOf(given);
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
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
    public static Job asked(
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
                statuses,
                tags,
                given,
                Status.RUNNING,
                ScanCursor.START,
                contacts,
                0,
                0,
                new TreeMap<>(),
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
        return !contact.isRemoved()
                && (statuses.isEmpty() || statuses.contains(contact.status()))
                && (tags.isEmpty() || contact.results().tags().stream().anyMatch(tags::contains));
    }

    /** Further on in its walk. */
    Job at(ScanCursor next, long lookedAt, long more, Map<String, Long> moreRefused) {
        SortedMap<String, Long> all = new TreeMap<>(refused);
        moreRefused.forEach((code, count) -> all.merge(code, count, Long::sum));
        return new Job(
                id,
                action,
                statuses,
                tags,
                given,
                status,
                next,
                contacts,
                looked + lookedAt,
                changed + more,
                all,
                error,
                created,
                ended,
                version);
    }

    /** At its end. */
    public Job ended(Status as, @Nullable String why, Instant now) {
        return new Job(
                id, action, statuses, tags, given, as, at, contacts, looked, changed, refused, why, created, now,
                version);
    }

    /** The same job with this version of its store. */
    public Job inVersion(long written) {
        return new Job(
                id, action, statuses, tags, given, status, at, contacts, looked, changed, refused, error, created,
                ended, written);
    }
}
