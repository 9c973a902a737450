package io.vuelta.cloud.access;

import io.vuelta.cloud.template.PolicyStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the calls of functions to AWS with their policies. */
public final class PermissionProof {
    /** Calls that Lambda makes with the role of a function. */
    private static final Set<String> BY_LAMBDA = Set.of(
            "logs:CreateLogStream",
            "logs:PutLogEvents",
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "dynamodb:DescribeStream",
            "dynamodb:GetShardIterator",
            "dynamodb:GetRecords",
            "dynamodb:ListStreams");

    private final Map<String, List<PolicyStatement>> policies;
    private final Collection<AwsCall> calls;

    /**
     * Compares these policies with these calls.
     *
     * @param policies by the logical id of the function
     */
    public PermissionProof(Map<String, List<PolicyStatement>> policies, Collection<AwsCall> calls) {
        this.policies = Map.copyOf(policies);
        this.calls = List.copyOf(calls);
    }

    /** Calls that AWS would refuse, as text. */
    public List<String> refused() {
        return calls.stream()
                .filter(call -> !isAllowed(call))
                .map(AwsCall::toString)
                .sorted()
                .toList();
    }

    private boolean isAllowed(AwsCall call) {
        List<PolicyStatement> about = policies.getOrDefault(call.function(), List.of()).stream()
                .filter(statement -> statement.isAbout(call.action(), call.resource(), call.leadingKey()))
                .toList();
        return !about.isEmpty() && about.stream().allMatch(PolicyStatement::allows);
    }

    /** Permissions that no call needed, as {@code Function action on resource}. */
    public List<String> unused() {
        List<String> unused = new ArrayList<>();
        policies.forEach((function, statements) -> statements.stream()
                .filter(PolicyStatement::allows)
                .forEach(statement -> statement.actions().stream()
                        .filter(action -> !BY_LAMBDA.contains(action))
                        .forEach(action -> statement.resources().stream()
                                .filter(resource -> !isUsed(function, action, resource))
                                .forEach(resource -> unused.add(function + " " + action + " on " + resource)))));
        return unused.stream().sorted().toList();
    }

    private boolean isUsed(String function, String action, String resource) {
        return calls.stream()
                .anyMatch(call -> call.function().equals(function)
                        && PolicyStatement.matches(action, call.action())
                        && PolicyStatement.matches(resource, call.resource()));
    }
}
