package io.vuelta.cloud.access;

import java.util.Objects;

/**
 * A call of a function to AWS, as IAM sees it. Calls that no policy can distinguish are equal.
 *
 * @param function logical id
 * @param action for example {@code dynamodb:PutItem}
 * @param resource ARN; the key of an object ends after its first part, which stands for all of them
 * @param leadingKey of a table's item what its partition key begins with, up to the first {@code #}; empty elsewhere
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
