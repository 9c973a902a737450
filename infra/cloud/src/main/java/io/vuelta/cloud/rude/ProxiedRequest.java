package io.vuelta.cloud.rude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A request with its actions on items. It adds what the meter needs to the request, and removes the added parts from
 * the answer, so that the caller does not see them.
 */
final class ProxiedRequest {
    private static final String CAPACITY = "ReturnConsumedCapacity";
    private static final String CONSUMED = "ConsumedCapacity";
    private static final String ON_REFUSAL = "ReturnValuesOnConditionCheckFailure";
    private static final String RETURNED = "ReturnValues";

    private final Operation operation;
    private final ObjectNode body;
    private final List<Action> actions;
    private final boolean capacityRequested;
    private final Set<Integer> itemAdded = new HashSet<>();
    private boolean oldAdded;

    private ProxiedRequest(Operation operation, ObjectNode body, List<Action> actions) {
        this.operation = operation;
        this.body = body;
        this.actions = List.copyOf(actions);
        this.capacityRequested = isRequested(body, CAPACITY);
    }

    /** The source of the tables' keys. */
    interface Tables {
        /** The keys of a table; null if there is no such table. */
        @Nullable
        TableKeys keys(String table);
    }

    /**
     * Reads a request; null if it is malformed or names a missing table, so that DynamoDB answers with its own error.
     */
    static @Nullable ProxiedRequest read(Operation operation, ObjectNode body, Tables tables) {
        List<Action> actions = new ArrayList<>();
        boolean read = switch (operation) {
            case GET_ITEM -> add(actions, Action.Type.GET, body, body, tables);
            case PUT_ITEM -> add(actions, Action.Type.PUT, body, body, tables);
            case UPDATE_ITEM -> add(actions, Action.Type.UPDATE, body, body, tables);
            case DELETE_ITEM -> add(actions, Action.Type.DELETE, body, body, tables);
            case QUERY, SCAN -> {
                String table = body.path("TableName").asText();
                TableKeys keys = tables.keys(table);
                yield keys != null && actions.add(Action.ofRange(table, body, keys));
            }
            case BATCH_GET_ITEM, BATCH_WRITE_ITEM -> batch(actions, body, tables);
            case TRANSACT_GET_ITEMS, TRANSACT_WRITE_ITEMS -> transaction(actions, body, tables);
        };
        return read && !actions.isEmpty() ? new ProxiedRequest(operation, body, actions) : null;
    }

    private static boolean add(List<Action> actions, Action.Type type, JsonNode named, JsonNode action, Tables tables) {
        String table = named.path("TableName").asText();
        TableKeys keys = tables.keys(table);
        return keys != null
                && action instanceof ObjectNode object
                && actions.add(Action.ofItem(type, table, object, keys));
    }

    private static boolean transaction(List<Action> actions, ObjectNode body, Tables tables) {
        for (JsonNode item : body.path("TransactItems")) {
            for (Map.Entry<String, JsonNode> action : item.properties()) {
                Action.Type type = switch (action.getKey()) {
                    case "Put" -> Action.Type.PUT;
                    case "Update" -> Action.Type.UPDATE;
                    case "Delete" -> Action.Type.DELETE;
                    case "ConditionCheck" -> Action.Type.CHECK;
                    default -> Action.Type.GET;
                };
                if (!add(actions, type, action.getValue(), action.getValue(), tables)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean batch(List<Action> actions, ObjectNode body, Tables tables) {
        for (Map.Entry<String, JsonNode> entry : body.path("RequestItems").properties()) {
            String table = entry.getKey();
            TableKeys keys = tables.keys(table);
            if (keys == null) {
                return false;
            }
            for (JsonNode key : entry.getValue().path("Keys")) {
                ObjectNode get = body.objectNode();
                get.set("Key", key);
                get.put(
                        "ConsistentRead",
                        entry.getValue().path("ConsistentRead").asBoolean());
                actions.add(Action.ofItem(Action.Type.GET, table, get, keys));
            }
            if (entry.getValue() instanceof ArrayNode writes) {
                for (JsonNode write : writes) {
                    Action.Type type = write.has("PutRequest") ? Action.Type.PUT : Action.Type.DELETE;
                    JsonNode request = write.path(type == Action.Type.PUT ? "PutRequest" : "DeleteRequest");
                    if (!(request instanceof ObjectNode object)) {
                        return false;
                    }
                    actions.add(Action.ofItem(type, table, object, keys));
                }
            }
        }
        return true;
    }

    Operation operation() {
        return operation;
    }

    ObjectNode body() {
        return body;
    }

    List<Action> actions() {
        return actions;
    }

    /** The keys of the request's items; none for a query or a scan. */
    List<ItemKey> keys() {
        return actions.stream()
                .filter(action -> action.type() != Action.Type.RANGE)
                .map(Action::key)
                .toList();
    }

    boolean isRange() {
        return operation == Operation.QUERY || operation == Operation.SCAN;
    }

    /** A transaction's token; null if it has none. */
    @Nullable
    String token() {
        return body.hasNonNull("ClientRequestToken")
                ? body.get("ClientRequestToken").asText()
                : null;
    }

    /** Whether the answer's {@code Attributes} are the item before the write, requested only for the meter. */
    boolean returnsOldItem() {
        return oldAdded;
    }

    /**
     * Removes from a batch the items that match.
     *
     * @return the removed items, in the form of the answer's UnprocessedItems or UnprocessedKeys
     */
    ObjectNode takeOut(Predicate<ItemKey> out) {
        ObjectNode taken = body.objectNode();
        ObjectNode requests = (ObjectNode) body.get("RequestItems");
        int at = 0;
        for (String table :
                requests.properties().stream().map(Map.Entry::getKey).toList()) {
            JsonNode ofTable = requests.get(table);
            boolean reads = ofTable.has("Keys");
            ArrayNode kept = body.arrayNode();
            ArrayNode left = body.arrayNode();
            for (JsonNode each : reads ? ofTable.get("Keys") : ofTable) {
                (out.test(actions.get(at).key()) ? left : kept).add(each);
                at++;
            }
            if (!left.isEmpty()) {
                taken.set(table, reads ? ((ObjectNode) ofTable.deepCopy()).set("Keys", left) : left);
            }
            if (kept.isEmpty()) {
                requests.remove(table);
            } else if (reads) {
                ((ObjectNode) ofTable).set("Keys", kept);
            } else {
                requests.set(table, kept);
            }
        }
        return taken;
    }

    /** Whether {@link #takeOut} removed all items. */
    boolean isEmptyBatch() {
        return operation.isBatch() && body.path("RequestItems").isEmpty();
    }

    /** Adds the options that the meter needs to those of the caller. */
    void askForCosts() {
        body.put(CAPACITY, "INDEXES");
        if (operation.writesOneItem()) {
            askForRefused(0, body);
            Action action = actions.getFirst();
            if (!isRequested(body, RETURNED)
                    && action.keys().indexes().values().stream()
                            .anyMatch(index -> action.type() == Action.Type.PUT || action.concerns(index))) {
                body.put(RETURNED, "ALL_OLD");
                oldAdded = true;
            }
        } else if (operation == Operation.TRANSACT_WRITE_ITEMS) {
            for (int i = 0; i < actions.size(); i++) {
                askForRefused(i, actions.get(i).body());
            }
        }
    }

    private void askForRefused(int index, ObjectNode action) {
        if (action.hasNonNull("ConditionExpression") && !isRequested(action, ON_REFUSAL)) {
            action.put(ON_REFUSAL, "ALL_OLD");
            itemAdded.add(index);
        }
    }

    private static boolean isRequested(JsonNode where, String field) {
        return where.hasNonNull(field) && !where.get(field).asText().equals("NONE");
    }

    /** Removes from the answer what {@link #askForCosts} requested. */
    void strip(ObjectNode answer) {
        if (!capacityRequested) {
            answer.remove(CONSUMED);
        }
        if (oldAdded) {
            answer.remove("Attributes");
        }
        if (operation == Operation.TRANSACT_WRITE_ITEMS) {
            int i = 0;
            for (JsonNode reason : answer.path("CancellationReasons")) {
                if (itemAdded.contains(i++)) {
                    ((ObjectNode) reason).remove("Item");
                }
            }
        } else if (itemAdded.contains(0)) {
            answer.remove("Item");
        }
    }

    /** The consumed units of one table in the answer; missing if the answer has none. */
    static JsonNode consumed(JsonNode answer, String table) {
        JsonNode consumed = answer.path(CONSUMED);
        if (consumed.isArray()) {
            for (JsonNode each : consumed) {
                if (Objects.equals(each.path("TableName").asText(), table)) {
                    return each;
                }
            }
            return consumed.path(-1);
        }
        return consumed;
    }
}
