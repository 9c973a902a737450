package io.vuelta.domain.upload;

import org.jspecify.annotations.Nullable;

/**
 * The progress of loading a contact file.
 *
 * @param all the number of batches of the file; null while it is still being read
 * @param loaded the number of loaded batches
 */
public record BatchProgress(@Nullable Integer all, int loaded) {
    static final BatchProgress NONE = new BatchProgress(null, 0);

    /** Whether every batch has been loaded. */
    boolean isComplete() {
        return all != null && loaded >= all;
    }
}
