package io.vuelta.domain.access;

import java.util.OptionalInt;

/** How many requests came with an API key in a second. */
public interface RequestCounts {
    /**
     * Counts one more request, unless there are {@code limit} already. In one step: of any number of requests at once, {@code
     * limit} are counted.
     *
     * @param second since 1970
     * @return how many there are with this one; empty if it is not counted
     */
    OptionalInt add(String keyId, long second, int limit);
}
