package io.vuelta.bench;

import io.vuelta.cloud.LocalRuntime;
import io.vuelta.cloud.lambda.FunctionUse;
import io.vuelta.cloud.queues.QueueUse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The use of functions and queues, until a moment or between two moments. */
record Usage(Map<String, FunctionUse> functions, Map<String, QueueUse> queues) {
    private static final List<String> QUEUES =
            List.of("UploadsQueue", "ContactsQueue", "PaceQueue", "DispatchQueue", "OutcomeQueue");

    static Usage now(LocalRuntime runtime) {
        Map<String, FunctionUse> functions = new HashMap<>();
        runtime.functionUses().forEach(use -> functions.put(use.function(), use));
        Map<String, QueueUse> queues = new HashMap<>();
        QUEUES.forEach(queue -> queues.put(queue, runtime.queueUse(queue)));
        return new Usage(Map.copyOf(functions), Map.copyOf(queues));
    }

    Usage since(Usage earlier) {
        Map<String, FunctionUse> functionsSince = new HashMap<>();
        functions.forEach((name, use) -> functionsSince.put(name, use.since(earlier.function(name))));
        Map<String, QueueUse> queuesSince = new HashMap<>();
        queues.forEach((name, use) -> queuesSince.put(name, use.since(earlier.queue(name))));
        return new Usage(Map.copyOf(functionsSince), Map.copyOf(queuesSince));
    }

    FunctionUse function(String logicalId) {
        FunctionUse use = functions.get(logicalId);
        if (use == null) {
            throw new IllegalArgumentException("the template has no function " + logicalId);
        }
        return use;
    }

    QueueUse queue(String logicalId) {
        QueueUse use = queues.get(logicalId);
        if (use == null) {
            throw new IllegalArgumentException("queue " + logicalId + " is not looked at");
        }
        return use;
    }
}
