package io.vuelta.cloud.rude;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An answer with which AWS refuses a request. */
record Refusal(int status, ObjectNode answer) {
    private static final String DYNAMODB = "com.amazonaws.dynamodb.v20120810#";
    private static final String CORAL = "com.amazon.coral.availability#";
    private static final String NONE = "None";
    private static final double HALF = 0.5;

    static Refusal conflict() {
        return of(400, DYNAMODB + "TransactionConflictException", "Transaction is ongoing for the item");
    }

    /** The transaction is canceled because these items conflict with other writes. */
    static Refusal cancelledByConflict(ProxiedRequest call, Set<ItemKey> conflicts) {
        List<String> codes = new ArrayList<>();
        for (Action action : call.actions()) {
            codes.add(conflicts.contains(action.key()) ? "TransactionConflict" : NONE);
        }
        return cancelled(codes, "Transaction is ongoing for the item");
    }

    /** One of AWS's throttling answers: there are three, and one more for transactions that names one of the items. */
    static Refusal throttled(ProxiedRequest call, double variant) {
        if (call.operation().isTransaction() && variant < HALF) {
            int blamed = (int) (variant / HALF * call.actions().size());
            List<String> codes = new ArrayList<>();
            for (int i = 0; i < call.actions().size(); i++) {
                codes.add(i == blamed ? "ThrottlingError" : NONE);
            }
            return cancelled(codes, "Throughput exceeds the current capacity of your table or index.");
        }
        double drawn = call.operation().isTransaction() ? (variant - HALF) / HALF : variant;
        return switch ((int) (drawn * 3)) {
            case 0 ->
                of(
                        400,
                        CORAL + "ThrottlingException",
                        "Throughput exceeds the current capacity of your table or index.");
            case 1 ->
                of(
                        400,
                        DYNAMODB + "RequestLimitExceeded",
                        "Throughput exceeds the current throughput limit for your account.");
            default -> throughputExceeded();
        };
    }

    static Refusal throughputExceeded() {
        return of(
                400,
                DYNAMODB + "ProvisionedThroughputExceededException",
                "The level of configured provisioned throughput for the table was exceeded.");
    }

    static Refusal inProgress() {
        return of(
                400,
                DYNAMODB + "TransactionInProgressException",
                "Transaction with the given request token is already in progress");
    }

    static Refusal internalError() {
        return of(
                500, DYNAMODB + "InternalServerError", "The request processing has failed because of an unknown error");
    }

    static Refusal unavailable() {
        return of(503, CORAL + "ServiceUnavailableException", "Service unavailable. Please try again.");
    }

    private static Refusal of(int status, String type, String message) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        return new Refusal(status, answer.put("__type", type).put("message", message));
    }

    private static Refusal cancelled(List<String> codes, String message) {
        Refusal refusal = of(
                400,
                DYNAMODB + "TransactionCanceledException",
                "Transaction cancelled, please refer cancellation reasons for specific reasons " + codes);
        ArrayNode reasons = refusal.answer.putArray("CancellationReasons");
        for (String code : codes) {
            ObjectNode reason = reasons.addObject().put("Code", code);
            if (!code.equals(NONE)) {
                reason.put("Message", message);
            }
        }
        return refusal;
    }
}
