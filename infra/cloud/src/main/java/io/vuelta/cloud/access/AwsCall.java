package io.vuelta.cloud.access;

import java.util.Objects;

/**
 * A call of a function to AWS, with the values that IAM checks. Calls that no policy can distinguish are equal.
 *
 * @param function logical id
 * @param action for example {@code dynamodb:PutItem}
 * @param resource ARN; in the ARN of an object, only the first part of the key is kept, so that all objects of a kind
 *     are equal
 * @param leadingKey the beginning of the item's partition key, up to the first {@code #}; empty if the resource is not
 *     a table
 */
public record AwsCall(String function, String action, String resource, String leadingKey) {
    /** The call as a line of a file. */
    String line() {
        return String.join("\t", function, action, resource, leadingKey);
    }

    static AwsCall ofLine(String line) {
        String[] parts = line.split("\t", -1);
        return new AwsCall(parts[0], parts[1], parts[2], Objects.requireNonNull(parts[3]));
    }

    @Override
    public String toString() {
        return function + " " + action + " on " + resource + (leadingKey.isEmpty() ? "" : " of " + leadingKey);
    }
}
