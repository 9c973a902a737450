package io.vuelta.cloud.rude;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The units that a request consumed: DynamoDB Local's figures where they are right. These are computed by AWS's rules
 * instead: refused conditions, whose errors have no figures; condition checks of transactions, queries without results
 * and absent keys of batch reads, which DynamoDB Local leaves out; and a transaction repeated under its token, which is
 * billed as reads. A batch read with a projection does not have the items' sizes: each item counts as at most 4 KB.
 */
final class Charges {
    private static final int TRANSACTION = 2;
    private static final String UNITS = "CapacityUnits";
    private static final String CONDITION_FAILED = "ConditionalCheckFailed";

    private Charges() {}

    /**
     * Computes the charges from the answer before {@link ProxiedRequest#strip} changes it.
     *
     * @param repeated whether a transaction was done already, under the same token
     */
    static List<Charge> of(ProxiedRequest call, int status, JsonNode answer, boolean repeated) {
        if (status != 200) {
            return status == 400 ? refused(call, answer) : List.of();
        }
        return switch (call.operation()) {
            case GET_ITEM -> List.of(Charge.ofTable(first(call), false, table(call, answer)));
            case QUERY, SCAN -> List.of(range(first(call), answer));
            case BATCH_GET_ITEM -> batchRead(call, answer);
            case TRANSACT_GET_ITEMS -> transactionRead(call, answer);
            case PUT_ITEM, UPDATE_ITEM, DELETE_ITEM -> written(call, answer);
            case BATCH_WRITE_ITEM -> many(call, answer, 1);
            case TRANSACT_WRITE_ITEMS ->
                repeated
                        ? call.actions().stream()
                                .map(action -> Charge.ofTable(action, false, TRANSACTION))
                                .toList()
                        : many(call, answer, TRANSACTION);
        };
    }

    private static Action first(ProxiedRequest call) {
        return call.actions().getFirst();
    }

    private static double table(ProxiedRequest call, JsonNode answer) {
        return ProxiedRequest.consumed(answer, first(call).key().table())
                .path("Table")
                .path(UNITS)
                .asDouble();
    }

    private static List<Charge> refused(ProxiedRequest call, JsonNode answer) {
        String type = answer.path("__type").asText();
        if (call.operation().writesOneItem() && type.endsWith("ConditionalCheckFailedException")) {
            return List.of(Charge.ofTable(first(call), true, ItemSize.writeUnits(ItemSize.of(answer.path("Item")))));
        }
        JsonNode reasons = answer.path("CancellationReasons");
        boolean condition = reasons.findValuesAsText("Code").contains(CONDITION_FAILED);
        if (call.operation() != Operation.TRANSACT_WRITE_ITEMS || !condition) {
            return List.of();
        }
        List<Charge> charges = new ArrayList<>();
        for (int i = 0; i < call.actions().size(); i++) {
            Action action = call.actions().get(i);
            int found = ItemSize.writeUnits(ItemSize.of(reasons.path(i).path("Item")));
            charges.add(Charge.ofTable(action, true, TRANSACTION * Math.max(found, action.writeUnits())));
        }
        return charges;
    }

    private static Charge range(Action action, JsonNode answer) {
        JsonNode consumed = ProxiedRequest.consumed(answer, action.key().table());
        JsonNode place = action.index().isEmpty()
                ? consumed.path("Table")
                : consumed.path("GlobalSecondaryIndexes").path(action.index());
        double units = Math.max(place.path(UNITS).asDouble(), ItemSize.readUnits(0, action.consistent()));
        return new Charge(action.key(), action.index(), action.key().partition(), false, units);
    }

    private static List<Charge> batchRead(ProxiedRequest call, JsonNode answer) {
        Map<String, TableKeys> tables = new LinkedHashMap<>();
        call.actions().forEach(action -> tables.put(action.key().table(), action.keys()));
        Map<ItemKey, Integer> sizes = new HashMap<>();
        Set<ItemKey> unread = new HashSet<>();
        tables.forEach((table, keys) -> {
            answer.path("Responses").path(table).forEach(item -> sizes.put(keys.key(table, item), ItemSize.of(item)));
            answer.path("UnprocessedKeys").path(table).path("Keys").forEach(key -> unread.add(keys.key(table, key)));
        });
        return call.actions().stream()
                .filter(action -> !unread.contains(action.key()))
                .map(action -> Charge.ofTable(
                        action, false, ItemSize.readUnits(sizes.getOrDefault(action.key(), 0), action.consistent())))
                .toList();
    }

    private static List<Charge> transactionRead(ProxiedRequest call, JsonNode answer) {
        List<Charge> charges = new ArrayList<>();
        for (int i = 0; i < call.actions().size(); i++) {
            int size = ItemSize.of(answer.path("Responses").path(i).path("Item"));
            charges.add(Charge.ofTable(call.actions().get(i), false, TRANSACTION * ItemSize.readUnits(size, true)));
        }
        return charges;
    }

    private static List<Charge> written(ProxiedRequest call, JsonNode answer) {
        Action action = first(call);
        JsonNode consumed = ProxiedRequest.consumed(answer, action.key().table());
        @Nullable JsonNode before = call.returnsOldItem() ? answer.path("Attributes") : null;
        List<Charge> charges = new ArrayList<>();
        charges.add(
                Charge.ofTable(action, true, consumed.path("Table").path(UNITS).asDouble()));
        consumed.path("GlobalSecondaryIndexes").properties().forEach(entry -> {
            String index = entry.getKey();
            TableKeys.@Nullable Names names = action.keys().indexes().get(index);
            if (names != null) {
                String from = before == null ? "" : TableKeys.text(before.path(names.partition()));
                inIndex(
                        charges,
                        action,
                        index,
                        entry.getValue().path(UNITS).asDouble(),
                        from,
                        action.partitionAfter(names, before));
            }
        });
        return charges;
    }

    /** An entry that moves is removed from one partition and added to another. */
    private static void inIndex(
            List<Charge> charges, Action action, String index, double units, String from, String to) {
        List<String> partitions = Stream.of(from, to)
                .filter(partition -> !partition.isEmpty())
                .distinct()
                .toList();
        for (String partition : partitions.isEmpty() ? List.of(Action.UNKNOWN) : partitions) {
            charges.add(new Charge(action.key(), index, partition, true, units / Math.max(1, partitions.size())));
        }
    }

    /** For a batch or a transaction the sum of the table is known, and the size of each put. */
    private static List<Charge> many(ProxiedRequest call, JsonNode answer, int factor) {
        List<Charge> charges = new ArrayList<>();
        Map<String, List<Action>> tables = new LinkedHashMap<>();
        for (Action action : call.actions()) {
            if (action.type() == Action.Type.CHECK) {
                charges.add(Charge.ofTable(action, true, factor));
            } else {
                tables.computeIfAbsent(action.key().table(), _ -> new ArrayList<>())
                        .add(action);
            }
        }
        tables.forEach((table, actions) -> {
            JsonNode consumed = ProxiedRequest.consumed(answer, table);
            double known = actions.stream().mapToInt(Action::writeUnits).sum() * (double) factor;
            double more = consumed.path("Table").path(UNITS).asDouble() - known;
            long unknown = actions.stream()
                    .filter(action -> action.type() != Action.Type.PUT)
                    .count();
            for (Action action : actions) {
                boolean shares = unknown == 0 || action.type() != Action.Type.PUT;
                double share = shares ? more / (unknown == 0 ? actions.size() : unknown) : 0;
                charges.add(Charge.ofTable(action, true, factor * action.writeUnits() + share));
            }
            consumed.path("GlobalSecondaryIndexes")
                    .properties()
                    .forEach(entry -> inIndex(
                            charges,
                            actions,
                            entry.getKey(),
                            entry.getValue().path(UNITS).asDouble()));
        });
        return charges;
    }

    /** The units of an index are divided among the actions that concern it; among all, if none is known to do so. */
    private static void inIndex(List<Charge> charges, List<Action> actions, String index, double units) {
        TableKeys.@Nullable Names names = actions.getFirst().keys().indexes().get(index);
        if (names != null) {
            List<Action> concerned =
                    actions.stream().filter(action -> action.concerns(names)).toList();
            List<Action> billed = concerned.isEmpty() ? actions : concerned;
            for (Action action : billed) {
                inIndex(charges, action, index, units / billed.size(), "", action.partitionAfter(names, null));
            }
        }
    }
}
