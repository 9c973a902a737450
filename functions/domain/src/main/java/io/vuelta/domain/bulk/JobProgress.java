package io.vuelta.domain.bulk;

import io.vuelta.domain.contact.ScanCursor;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The position of a job's scan of its campaign, and the results so far.
 *
 * @param at where the scan continues
 * @param looked the number of checked contacts
 * @param changed the number of changed contacts
 * @param refused the numbers of selected contacts that could not be changed, by the code of the reason
 */
public record JobProgress(ScanCursor at, long looked, long changed, SortedMap<JobRefusal, Long> refused) {
    static final JobProgress NONE = new JobProgress(ScanCursor.START, 0, 0, new TreeMap<>());

    public JobProgress {
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
    }

    /** The progress at a later position of the scan. */
    JobProgress at(ScanCursor next, long lookedAt, long more, Map<JobRefusal, Long> moreRefused) {
        SortedMap<JobRefusal, Long> all = new TreeMap<>(refused);
        moreRefused.forEach((code, count) -> all.merge(code, count, Long::sum));
        return new JobProgress(next, looked + lookedAt, changed + more, all);
    }
}
