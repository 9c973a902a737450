package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.UserId;
import io.vuelta.domain.phone.UserIds;
import io.vuelta.domain.store.StoreBusy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * User ids, one small item each ({@code U#<user id>}). The ids that no message stores are in the index by number, so
 * that the erasure of a person finds them; this costs one more write unit. A person who replies often is named often,
 * so an id that this process has recently stored is not written again.
 */
public final class DynamoUserIds implements UserIds {
    private static final String NUMBER = "number";
    private static final int MAX_REMEMBERED = 10_000;
    private static final int MAX_AT_ONCE = 16;

    private final DynamoTable table;
    private final InstantSource clock;
    private final Map<UserId, PhoneNumber> listed = Collections.synchronizedMap(new Remembered());

    public DynamoUserIds(DynamoTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    @Override
    public void put(UserId id, PhoneNumber number) {
        table.put(item(id, number).item());
    }

    private static ItemWriter item(UserId id, PhoneNumber number) {
        return new ItemWriter(Keys.user(id)).put(NUMBER, number.e164());
    }

    private void putListed(UserId id, PhoneNumber number) {
        if (!number.equals(listed.get(id))) {
            table.put(item(id, number)
                    .put(ContactItem.IDENTITY, Keys.identity(number))
                    .item());
            listed.put(id, number);
        }
    }

    /**
     * Writes several in parallel: a webhook request of Meta may name a thousand people, and its function has only
     * seconds.
     */
    @Override
    public void putListed(Map<UserId, PhoneNumber> numbers) {
        List<Map.Entry<UserId, PhoneNumber>> all = List.copyOf(numbers.entrySet());
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < Math.min(MAX_AT_ONCE, all.size()); i++) {
                writers.add(threads.submit(() -> {
                    for (int n = next.getAndIncrement(); n < all.size(); n = next.getAndIncrement()) {
                        putListed(all.get(n).getKey(), all.get(n).getValue());
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } catch (ExecutionException e) {
            throw new StoreBusy("user ids were not all written; try again later", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreBusy("interrupted while user ids were written", e);
        }
    }

    @Override
    public Optional<PhoneNumber> find(UserId id) {
        return table.find(Keys.user(id)).map(item -> item.textOrNull(NUMBER)).map(PhoneNumber::new);
    }

    @Override
    public Set<UserId> listed(PhoneNumber number) {
        return table.query(QueryRequest.builder()
                        .indexName(DynamoContacts.BY_NUMBER)
                        .keyConditionExpression("num = :number AND begins_with(pk, :users)")
                        .expressionAttributeValues(
                                expressionValues(":number", Keys.identity(number), ":users", Keys.USER)))
                .map(item -> new UserId(item.text("pk").substring(Keys.USER.length())))
                .collect(Collectors.toSet());
    }

    /**
     * Replaces the item by one without a number, which its time to live deletes, because few functions have the
     * permission to delete items.
     */
    @Override
    public void forget(UserId id) {
        table.put(new ItemWriter(Keys.user(id)).expires(clock.instant()).item());
        listed.remove(id);
    }

    /** A cache that removes its oldest entry. */
    private static final class Remembered extends LinkedHashMap<UserId, PhoneNumber> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UserId, PhoneNumber> eldest) {
            return size() > MAX_REMEMBERED;
        }
    }
}
