package io.vuelta.cloud.rude;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The items that transactions, and that plain writes, are writing at this moment; and so who is in conflict. */
final class UnderWay {
    private final Set<ItemKey> inTransactions = new HashSet<>();
    private final Map<ItemKey, Integer> plainlyWritten = new HashMap<>();

    /** Begins a transaction's writes, unless some of them meet another's: then those are returned, and none begins. */
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

    /** Begins those writes that meet no transaction; returns the others. */
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
            plainlyWritten.computeIfPresent(key, (same, writes) -> writes == 1 ? null : writes - 1);
        }
    }

    /** Which of these a transaction that reads them finds being written, by anybody. */
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
