package io.vuelta.domain.upload;

import org.jspecify.annotations.Nullable;

/**
 * How far the loading of a contact file is.
 *
 * @param all how many batches the file was cut into; null while it is still being read
 * @param loaded of these
 */
public record BatchProgress(@Nullable Integer all, int loaded) {
    static final BatchProgress NONE = new BatchProgress(null, 0);

    /** Every batch has been loaded. */
    boolean isComplete() {
        return all != null && loaded >= all;
    }
}
