package io.vuelta.testkit.fakes;

import io.vuelta.domain.event.Endpoint;
import io.vuelta.domain.event.EndpointId;
import io.vuelta.domain.event.Endpoints;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Endpoints in memory. */
public final class InMemoryEndpoints implements Endpoints {
    private final Map<EndpointId, Endpoint> endpoints = new TreeMap<>(Comparator.comparing(EndpointId::value));
    private volatile Faults faults = Faults.NONE;
    private int saves;

    public void faults(Faults newFaults) {
        faults = newFaults;
    }

    @Override
    public List<Endpoint> all() {
        return run("endpoints.all", () -> List.copyOf(endpoints.values()));
    }

    @Override
    public Optional<Endpoint> find(EndpointId id) {
        return run("endpoints.find", () -> Optional.ofNullable(endpoints.get(id)));
    }

    @Override
    public boolean save(Endpoint next) {
        return run("endpoints.save", () -> {
            Endpoint there = endpoints.get(next.id());
            if ((there == null ? 0 : there.version()) != next.version()) {
                return false;
            }
            saves++;
            endpoints.put(next.id(), next.inVersion(next.version() + 1));
            return true;
        });
    }

    @Override
    public void delete(EndpointId id) {
        var _ = run("endpoints.delete", () -> Optional.ofNullable(endpoints.remove(id)));
    }

    /** How many times an endpoint was written. */
    public synchronized int saves() {
        return saves;
    }

    private <T> T run(String operation, Supplier<T> body) {
        faults.before(operation);
        T result;
        synchronized (this) {
            result = body.get();
        }
        faults.after(operation);
        return result;
    }
}
