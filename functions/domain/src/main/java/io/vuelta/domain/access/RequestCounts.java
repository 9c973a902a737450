package io.vuelta.domain.access;

import java.util.OptionalInt;

/** Store of the number of requests of each API key in each second. */
public interface RequestCounts {
    /**
     * Counts one more request, unless there are {@code limit} already. In one step: of any number of simultaneous
     * requests, {@code limit} are counted.
     *
     * @param second seconds since 1970
     * @return the number of requests including this one; empty if this one is not counted
     */
    OptionalInt add(String keyId, long second, int limit);
}
