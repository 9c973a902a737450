package io.vuelta.adapters.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Builds an update of one item, part by part: DynamoDB accepts an item only once in a transaction. */
final class ItemUpdate {
    private final Update.Builder update;
    private final List<String> sets = new ArrayList<>();
    private final List<String> additions = new ArrayList<>();
    private final List<String> removals = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();
    private final Map<String, AttributeValue> set = new HashMap<>();
    private final List<String> removed = new ArrayList<>();

    ItemUpdate(DynamoTable table, Keys keys) {
        this.update = table.updateOf(keys);
    }

    /** Sets an attribute; null removes it. */
    ItemUpdate set(String name, @Nullable Object value) {
        if (value == null) {
            return remove(name);
        }
        sets.add("#" + name + " = :set_" + name);
        set.put(name, attribute(value));
        return value(":set_" + name, value).name(name);
    }

    ItemUpdate add(String name, long change) {
        additions.add("#" + name + " :add_" + name);
        return value(":add_" + name, change).name(name);
    }

    private ItemUpdate remove(String name) {
        removals.add("#" + name);
        removed.add(name);
        return name(name);
    }

    ItemUpdate whenItExists() {
        conditions.add("attribute_exists(pk)");
        return this;
    }

    ItemUpdate whenAbsent(String name) {
        conditions.add("attribute_not_exists(#" + name + ")");
        return name(name);
    }

    ItemUpdate when(String name, String comparison, Object value) {
        // An attribute may be compared twice, so each comparison has its own placeholder.
        String placeholder = ":when_" + conditions.size();
        conditions.add("#" + name + " " + comparison + " " + placeholder);
        return value(placeholder, value).name(name);
    }

    /** Adds the condition that the item has this version; 0: that the item does not exist. */
    ItemUpdate whenVersion(String name, long version) {
        if (version == 0) {
            conditions.add("attribute_not_exists(pk)");
            return this;
        }
        return when(name, "=", version);
    }

    /** Adds the condition that an attribute has this number; an absent one is 0. */
    ItemUpdate whenNumber(String name, long number) {
        if (number == 0) {
            String placeholder = ":when_" + conditions.size();
            conditions.add("(attribute_not_exists(#" + name + ") OR #" + name + " = " + placeholder + ")");
            return value(placeholder, number).name(name);
        }
        return when(name, "=", number);
    }

    /** Whether an item has all attributes that this sets, and none that it removes. */
    boolean isApplied(Map<String, AttributeValue> item) {
        return !item.isEmpty()
                && item.entrySet().containsAll(set.entrySet())
                && removed.stream().noneMatch(item::containsKey);
    }

    private ItemUpdate name(String name) {
        names.put("#" + name, name);
        return this;
    }

    private ItemUpdate value(String placeholder, Object value) {
        values.put(placeholder, attribute(value));
        return this;
    }

    private static AttributeValue attribute(Object value) {
        if (value instanceof AttributeValue attribute) {
            return attribute;
        }
        return value instanceof Number number
                ? AttributeValue.fromN(number.toString())
                : AttributeValue.fromS(value.toString());
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

    /** A check of the conditions, without an update. */
    ConditionCheck check() {
        Update all = done();
        return ConditionCheck.builder()
                .tableName(all.tableName())
                .key(all.key())
                .conditionExpression(all.conditionExpression())
                .expressionAttributeNames(all.hasExpressionAttributeNames() ? all.expressionAttributeNames() : null)
                .expressionAttributeValues(all.hasExpressionAttributeValues() ? all.expressionAttributeValues() : null)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    private static void clause(List<String> clauses, String verb, List<String> parts) {
        if (!parts.isEmpty()) {
            clauses.add(verb + String.join(", ", parts));
        }
    }
}
