package io.vuelta.domain.event;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The results of the latest deliveries to each endpoint. */
public interface DeliveryLog {
    /** A delivery is kept for so long: as long as an event that was given up. */
    Duration KEPT_FOR = DeliverEvent.KEPT_FOR;

    /** Throws {@link io.vuelta.domain.store.StoreBusy} if the store does not take it. */
    void add(LoggedDelivery delivery);

    /**
     * An endpoint's deliveries, the newest first. Strongly consistent.
     *
     * @param than those before the delivery with this id; without one from the newest on
     */
    List<LoggedDelivery> older(EndpointId endpoint, Optional<String> than, int limit);

    /** The delivery with this id and the next newer ones, the newest last. Strongly consistent. */
    List<LoggedDelivery> newer(EndpointId endpoint, String from, int limit);
}
