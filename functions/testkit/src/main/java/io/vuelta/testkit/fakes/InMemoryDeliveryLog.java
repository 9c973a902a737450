package io.vuelta.testkit.fakes;

import io.vuelta.domain.event.DeliveryLog;
import io.vuelta.domain.event.EndpointId;
import io.vuelta.domain.event.LoggedDelivery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The log of deliveries in memory. */
public final class InMemoryDeliveryLog implements DeliveryLog {
    private final List<LoggedDelivery> deliveries = new ArrayList<>();
    private volatile Faults faults = Faults.NONE;

    public void faults(Faults newFaults) {
        faults = newFaults;
    }

    @Override
    public void add(LoggedDelivery delivery) {
        faults.before("log.add");
        synchronized (this) {
            deliveries.removeIf(there ->
                    there.endpoint().equals(delivery.endpoint()) && there.id().equals(delivery.id()));
            deliveries.add(delivery);
        }
        faults.after("log.add");
    }

    @Override
    public synchronized List<LoggedDelivery> older(EndpointId endpoint, Optional<String> than, int limit) {
        return of(endpoint)
                .sorted(Comparator.comparing(LoggedDelivery::id).reversed())
                .filter(delivery -> than.isEmpty() || delivery.id().compareTo(than.get()) < 0)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<LoggedDelivery> newer(EndpointId endpoint, String from, int limit) {
        return of(endpoint)
                .sorted(Comparator.comparing(LoggedDelivery::id))
                .filter(delivery -> delivery.id().compareTo(from) >= 0)
                .limit(limit)
                .toList();
    }

    private Stream<LoggedDelivery> of(EndpointId endpoint) {
        return deliveries.stream().filter(delivery -> delivery.endpoint().equals(endpoint));
    }
}
