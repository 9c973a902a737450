package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.UserId;
import io.vuelta.domain.phone.UserIds;
import io.vuelta.domain.store.StoreBusy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * User ids, one small item each ({@code U#<user id>}), in the index by number, so that the erasure of a person finds
 * them. A person who answers often is named often: an id that this process has written lately is not written again.
 */
public final class DynamoUserIds implements UserIds {
    private static final int MAX_REMEMBERED = 10_000;
    private static final int MAX_AT_ONCE = 16;

    private final DynamoTable table;
    private final Map<UserId, PhoneNumber> written = Collections.synchronizedMap(new Remembered());

    public DynamoUserIds(DynamoTable table) {
        this.table = table;
    }

    @Override
    public void put(UserId id, PhoneNumber number) {
        if (!number.equals(written.get(id))) {
            table.put(new ItemWriter(Keys.user(id))
                    .put("number", number.e164())
                    .put(ContactItem.IDENTITY, Keys.identity(number))
                    .item());
            written.put(id, number);
        }
    }

    /** Several at a time: a post of Meta's may name a thousand people, and its function has seconds. */
    @Override
    public void putAll(Map<UserId, PhoneNumber> numbers) {
        List<Map.Entry<UserId, PhoneNumber>> all = List.copyOf(numbers.entrySet());
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < Math.min(MAX_AT_ONCE, all.size()); i++) {
                writers.add(threads.submit(() -> {
                    for (int n = next.getAndIncrement(); n < all.size(); n = next.getAndIncrement()) {
                        put(all.get(n).getKey(), all.get(n).getValue());
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
        return table.find(Keys.user(id)).map(item -> new PhoneNumber(item.text("number")));
    }

    /** Forgets the one that was written first. */
    private static final class Remembered extends LinkedHashMap<UserId, PhoneNumber> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UserId, PhoneNumber> eldest) {
            return size() > MAX_REMEMBERED;
        }
    }
}
