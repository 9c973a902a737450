package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.access.IdempotencyStore;
import io.vuelta.domain.store.StoreBusy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/** Idempotency keys. The table's TTL removes them within days; until then, expired ones are read as absent. */
public final class DynamoIdempotencyStore implements IdempotencyStore {
    private static final int TRIES = 5;
    private static final String REQUEST = "request";
    private static final String BEGAN = "began";
    private static final String LEASE = "lease";
    private static final String STATUS = "answer";
    private static final String BODY = "body";

    private final DynamoTable table;

    public DynamoIdempotencyStore(DynamoTable table) {
        this.table = table;
    }

    @Override
    public Taken take(String key, String request, Instant now, Instant lease, Instant expires) {
        Put put = table.putOf(new ItemWriter(Keys.replay(key))
                        .put(REQUEST, request)
                        .putMillis(BEGAN, now)
                        .putMillis(LEASE, lease)
                        .expires(expires)
                        .item())
                .conditionExpression("attribute_not_exists(pk) OR " + DynamoTable.EXPIRES_AT + " <= :now")
                .expressionAttributeValues(expressionValues(":now", now.getEpochSecond()))
                .build();
        for (int i = 0; i < TRIES; i++) {
            if (!(table.tryPut(put) instanceof DynamoTable.Answer.Refused refused)) {
                return new Taken.Ours(now.truncatedTo(ChronoUnit.MILLIS), false);
            }
            // It may have been released in the meantime; then this request can take it.
            Optional<Taken> taken = refused.there().isEmpty()
                    ? Optional.empty()
                    : taken(key, request, now, lease, new ItemReader(refused.there()));
            if (taken.isPresent()) {
                return taken.get();
            }
        }
        throw StoreBusy.conflict("an idempotency key");
    }

    /** The answer for a key that is stored already; empty if another writer has changed the item in the meantime. */
    private Optional<Taken> taken(String key, String request, Instant now, Instant lease, ItemReader there) {
        if (!there.text(REQUEST).equals(request)) {
            return Optional.of(new Taken.OtherRequest());
        }
        if (there.has(BODY)) {
            return Optional.of(new Taken.Answered(new Answer(there.integer(STATUS), there.bytes(BODY))));
        }
        if (there.millis(LEASE).isAfter(now)) {
            return Optional.of(new Taken.UnderWay(there.millis(LEASE)));
        }
        boolean ours = table.update(new ItemUpdate(table, Keys.replay(key))
                .set(LEASE, lease.toEpochMilli())
                .when(LEASE, "=", there.number(LEASE))
                .done());
        return ours ? Optional.of(new Taken.Ours(there.millis(BEGAN), true)) : Optional.empty();
    }

    @Override
    public void answered(String key, Answer answer) {
        var _ = table.update(new ItemUpdate(table, Keys.replay(key))
                .set(STATUS, answer.status())
                .set(BODY, AttributeValue.fromB(SdkBytes.fromByteArray(answer.body())))
                .set(LEASE, 0)
                .whenItExists()
                .done());
    }

    @Override
    public void release(String key) {
        var _ = table.update(new ItemUpdate(table, Keys.replay(key))
                .set(LEASE, 0)
                .whenItExists()
                .done());
    }

    @Override
    public void free(String key) {
        table.delete(Keys.replay(key));
    }
}
