package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.access.RequestCounts;
import java.util.OptionalInt;

/** One item for each key and second, which the table's TTL removes. */
public final class DynamoRequestCounts implements RequestCounts {
    private static final String COUNT = "n";
    /** The time until the TTL may remove an item, long after its last use. */
    private static final int KEPT_SECONDS = 60;

    private final DynamoTable table;

    public DynamoRequestCounts(DynamoTable table) {
        this.table = table;
    }

    @Override
    public OptionalInt add(String keyId, long second, int limit) {
        return table.count(Keys.requests(keyId, second), COUNT, limit, second + KEPT_SECONDS);
    }
}
