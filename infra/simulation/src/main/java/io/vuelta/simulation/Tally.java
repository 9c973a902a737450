package io.vuelta.simulation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures of one or more simulations. */
public final class Tally {
    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private long allFaults;
    private long seeds;
    private long campaigns;
    private long contacts;
    private long attempts;

    void fault(Fault fault) {
        faults.merge(fault, 1L, Long::sum);
        allFaults++;
    }

    long of(Fault fault) {
        return faults.getOrDefault(fault, 0L);
    }

    long faults() {
        return allFaults;
    }

    void world(int ofCampaigns, int ofContacts, int ofAttempts) {
        seeds++;
        campaigns += ofCampaigns;
        contacts += ofContacts;
        attempts += ofAttempts;
    }

    void add(Tally other) {
        other.faults.forEach((fault, count) -> faults.merge(fault, count, Long::sum));
        allFaults += other.allFaults;
        seeds += other.seeds;
        campaigns += other.campaigns;
        contacts += other.contacts;
        attempts += other.attempts;
    }

    /** {@code seeds=… campaigns=… contacts=… attempts=… faults={conflict=…, …}} */
    @Override
    public String toString() {
        String byKind = Arrays.stream(Fault.values())
                .map(fault -> fault.label() + "=" + of(fault))
                .collect(Collectors.joining(", ", "{", "}"));
        return "seeds=%d campaigns=%d contacts=%d attempts=%d faults=%s"
                .formatted(seeds, campaigns, contacts, attempts, byKind);
    }
}
