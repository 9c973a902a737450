package io.vuelta.cloud.rude;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations of DynamoDB's API that read or write items; the others are passed on as they are. */
enum Operation {
    GET_ITEM("GetItem"),
    QUERY("Query"),
    SCAN("Scan"),
    BATCH_GET_ITEM("BatchGetItem"),
    TRANSACT_GET_ITEMS("TransactGetItems"),
    PUT_ITEM("PutItem"),
    UPDATE_ITEM("UpdateItem"),
    DELETE_ITEM("DeleteItem"),
    BATCH_WRITE_ITEM("BatchWriteItem"),
    TRANSACT_WRITE_ITEMS("TransactWriteItems");

    private static final Map<String, Operation> BY_TARGET = new HashMap<>();

    static {
        for (Operation operation : values()) {
            BY_TARGET.put("DynamoDB_20120810." + operation.apiName, operation);
        }
    }

    private final String apiName;

    Operation(String apiName) {
        this.apiName = apiName;
    }

    /** The operation that the header X-Amz-Target names; null for any other operation. */
    static @Nullable Operation ofTarget(@Nullable String header) {
        return header == null ? null : BY_TARGET.get(header);
    }

    /** The operation's name in AWS's API. */
    String apiName() {
        return apiName;
    }

    boolean writesOneItem() {
        return this == PUT_ITEM || this == UPDATE_ITEM || this == DELETE_ITEM;
    }

    boolean isBatch() {
        return this == BATCH_GET_ITEM || this == BATCH_WRITE_ITEM;
    }

    boolean isTransaction() {
        return this == TRANSACT_GET_ITEMS || this == TRANSACT_WRITE_ITEMS;
    }
}
