package io.vuelta.domain.bulk;

import io.vuelta.domain.contact.ScanCursor;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a job's walk over its campaign has come, and what it has done.
 *
 * @param at where the walk goes on
 * @param looked contacts that were looked at
 * @param changed contacts that were changed
 * @param refused contacts that were asked for and could not be changed, by the code of why
 */
public record JobProgress(ScanCursor at, long looked, long changed, SortedMap<String, Long> refused) {
    static final JobProgress NONE = new JobProgress(ScanCursor.START, 0, 0, new TreeMap<>());

    public JobProgress {
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
    }

    /** Further on in its walk. */
    JobProgress at(ScanCursor next, long lookedAt, long more, Map<String, Long> moreRefused) {
        SortedMap<String, Long> all = new TreeMap<>(refused);
        moreRefused.forEach((code, count) -> all.merge(code, count, Long::sum));
        return new JobProgress(next, looked + lookedAt, changed + more, all);
    }
}
