package io.vuelta.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** The capacity of the table alone: three conditional puts for each contact, one after the other, and nothing else. */
final class TableFloor {
    private static final int THREADS = 16;
    private static final int PUTS = 3;

    /** As large as a contact with its latest attempt. */
    private static final String BODY = "x".repeat(600);

    private final LocalSystem system;

    TableFloor(LocalSystem system) {
        this.system = system;
    }

    /** Contacts a second. */
    double contactsPerSecond(int contacts) throws Exception {
        String run = "FLOOR#" + System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> all = IntStream.range(0, THREADS)
                    .<Future<?>>mapToObj(_ -> threads.submit(() -> {
                        for (int i = next.getAndIncrement(); i < contacts; i = next.getAndIncrement()) {
                            put(run, i);
                        }
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        }
        return contacts / ((System.nanoTime() - begun) / 1e9);
    }

    private void put(String run, int contact) {
        for (int version = 0; version < PUTS; version++) {
            PutItemRequest.Builder put = PutItemRequest.builder()
                    .tableName(system.tableName())
                    .item(Map.of(
                            "pk", text(run + "#" + contact % 16),
                            "sk", text("FLOOR#" + contact),
                            "v", number(version),
                            "body", text(BODY)));
            if (version == 0) {
                put.conditionExpression("attribute_not_exists(pk)");
            } else {
                put.conditionExpression("v = :before")
                        .expressionAttributeValues(Map.of(":before", number(version - 1)));
            }
            system.client().putItem(put.build());
        }
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue number(int number) {
        return AttributeValue.fromN(Integer.toString(number));
    }
}
