package io.vuelta.domain.event;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The results of the latest deliveries to each endpoint. */
public interface DeliveryLog {
    /** How long a delivery is stored: as long as an event that could not be delivered. */
    Duration KEPT_FOR = DeliverEvent.KEPT_FOR;

    /** Stores a delivery. Throws {@link io.vuelta.domain.store.StoreBusy} if the store cannot write it. */
    void add(LoggedDelivery delivery);

    /**
     * An endpoint's deliveries, the newest first. Strongly consistent.
     *
     * @param than only deliveries before the one with this id; empty: from the newest
     */
    List<LoggedDelivery> older(EndpointId endpoint, Optional<String> than, int limit);

    /** The delivery with this id and the next newer ones, the newest last. Strongly consistent. */
    List<LoggedDelivery> newer(EndpointId endpoint, String from, int limit);
}
