package vuelta.adapters.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Builds an update of one item, part by part: DynamoDB takes an item only once in a transaction. */
final class ItemUpdate {
    private final Update.Builder update;
    private final List<String> sets = new ArrayList<>();
    private final List<String> additions = new ArrayList<>();
    private final List<String> removals = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();

    ItemUpdate(DynamoTable table, Keys keys) {
        this.update = table.updateOf(keys);
    }

    /** Null removes it. */
    ItemUpdate set(String name, @Nullable Object value) {
        if (value == null) {
            return remove(name);
        }
        sets.add("#" + name + " = :set_" + name);
        return value(":set_" + name, value).name(name);
    }

    ItemUpdate add(String name, long change) {
        additions.add("#" + name + " :add_" + name);
        return value(":add_" + name, change).name(name);
    }

    /** At the end of a list, whatever is in it, without reading it first. */
    ItemUpdate append(String name, List<String> texts) {
        sets.add("#" + name + " = list_append(if_not_exists(#" + name + ", :empty), :more_" + name + ")");
        values.put(":empty", AttributeValue.fromL(List.of()));
        values.put(
                ":more_" + name,
                AttributeValue.fromL(texts.stream().map(AttributeValue::fromS).toList()));
        return name(name);
    }

    ItemUpdate remove(String name) {
        removals.add("#" + name);
        return name(name);
    }

    /** The first so many of a list; the others move up. */
    ItemUpdate removeFirst(String name, int many) {
        for (int i = 0; i < many; i++) {
            removals.add("#" + name + "[" + i + "]");
        }
        return many == 0 ? this : name(name);
    }

    ItemUpdate whenItExists() {
        conditions.add("attribute_exists(pk)");
        return this;
    }

    ItemUpdate when(String name, String comparison, Object value) {
        // One attribute may be compared twice.
        String placeholder = ":when_" + conditions.size();
        conditions.add("#" + name + " " + comparison + " " + placeholder);
        return value(placeholder, value).name(name);
    }

    /** A count that was never written is none. */
    ItemUpdate whenCountIs(String name, long count) {
        when(name, "=", count);
        if (count == 0) {
            int last = conditions.size() - 1;
            conditions.set(last, "(attribute_not_exists(#" + name + ") OR " + conditions.get(last) + ")");
        }
        return this;
    }

    /** Any other condition; it names attributes by themselves. */
    ItemUpdate when(String condition) {
        conditions.add("(" + condition + ")");
        return this;
    }

    private ItemUpdate name(String name) {
        names.put("#" + name, name);
        return this;
    }

    ItemUpdate value(String placeholder, Object value) {
        values.put(
                placeholder,
                value instanceof Number number
                        ? AttributeValue.fromN(number.toString())
                        : AttributeValue.fromS(value.toString()));
        return this;
    }

    Update done() {
        List<String> clauses = new ArrayList<>();
        clause(clauses, "SET ", sets);
        clause(clauses, "ADD ", additions);
        clause(clauses, "REMOVE ", removals);
        update.updateExpression(String.join(" ", clauses));
        if (!conditions.isEmpty()) {
            update.conditionExpression(String.join(" AND ", conditions));
        }
        if (!names.isEmpty()) {
            update.expressionAttributeNames(names);
        }
        if (!values.isEmpty()) {
            update.expressionAttributeValues(values);
        }
        return update.build();
    }

    /** The conditions alone. */
    ConditionCheck check() {
        Update all = done();
        return ConditionCheck.builder()
                .tableName(all.tableName())
                .key(all.key())
                .conditionExpression(all.conditionExpression())
                .expressionAttributeNames(all.expressionAttributeNames())
                .expressionAttributeValues(all.expressionAttributeValues())
                .build();
    }

    private static void clause(List<String> clauses, String verb, List<String> parts) {
        if (!parts.isEmpty()) {
            clauses.add(verb + String.join(", ", parts));
        }
    }
}
