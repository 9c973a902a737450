package io.vuelta.testkit.fakes;

import io.vuelta.domain.event.EndpointId;
import io.vuelta.domain.event.Event;
import io.vuelta.domain.event.UndeliveredEvents;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Undelivered events in memory. */
public final class InMemoryUndeliveredEvents implements UndeliveredEvents {
    private final Map<Key, Item> items = new LinkedHashMap<>();
    private volatile Faults faults = Faults.NONE;

    private record Key(String event, EndpointId endpoint) {}

    private record Item(Event event, Instant until) {}

    public void faults(Faults newFaults) {
        faults = newFaults;
    }

    @Override
    public void keep(Event event, EndpointId endpoint, Instant until) {
        faults.before("undelivered.keep");
        synchronized (this) {
            items.put(new Key(event.id(), endpoint), new Item(event, until));
        }
        faults.after("undelivered.keep");
    }

    @Override
    public synchronized List<Kept> find(String eventId, Instant now) {
        return items.entrySet().stream()
                .filter(entry -> entry.getKey().event().equals(eventId))
                .filter(entry -> entry.getValue().until().isAfter(now))
                .map(entry -> new Kept(entry.getValue().event(), entry.getKey().endpoint()))
                .toList();
    }

    @Override
    public synchronized void remove(String eventId, EndpointId endpoint) {
        items.remove(new Key(eventId, endpoint));
    }

    /** The number of undelivered events. */
    public synchronized int size() {
        return items.size();
    }
}
