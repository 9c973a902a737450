package io.vuelta.cloud.rude;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The items that transactions and plain writes are writing at this moment, to detect conflicts. */
final class UnderWay {
    private final Set<ItemKey> inTransactions = new HashSet<>();
    private final Map<ItemKey, Integer> plainlyWritten = new HashMap<>();

    /**
     * Begins a transaction's writes if none of its items conflicts; otherwise begins none and returns the conflicting
     * items.
     */
    synchronized Set<ItemKey> beginTransaction(List<ItemKey> keys) {
        Set<ItemKey> conflicts = new HashSet<>(keys);
        conflicts.retainAll(inTransactions);
        if (conflicts.isEmpty()) {
            inTransactions.addAll(keys);
        }
        return conflicts;
    }

    synchronized void endTransaction(List<ItemKey> keys) {
        keys.forEach(inTransactions::remove);
    }

    /** Begins the writes that conflict with no transaction; returns the others. */
    synchronized Set<ItemKey> beginWrites(List<ItemKey> keys) {
        Set<ItemKey> conflicts = new HashSet<>();
        for (ItemKey key : keys) {
            if (inTransactions.contains(key)) {
                conflicts.add(key);
            } else {
                plainlyWritten.merge(key, 1, Integer::sum);
            }
        }
        return conflicts;
    }

    synchronized void endWrites(List<ItemKey> keys) {
        for (ItemKey key : keys) {
            plainlyWritten.computeIfPresent(key, (_, writes) -> writes == 1 ? null : writes - 1);
        }
    }

    /** The items of this list that any request is writing, for a transaction that reads them. */
    synchronized Set<ItemKey> written(List<ItemKey> keys) {
        Set<ItemKey> conflicts = new HashSet<>();
        for (ItemKey key : keys) {
            if (inTransactions.contains(key) || plainlyWritten.containsKey(key)) {
                conflicts.add(key);
            }
        }
        return conflicts;
    }
}
