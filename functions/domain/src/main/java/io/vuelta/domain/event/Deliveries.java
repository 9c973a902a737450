package io.vuelta.domain.event;

import java.util.List;

/** The queue of deliveries. */
public interface Deliveries {
    /** Sends deliveries; each arrives at least once, perhaps before it is due. Throws if not all were accepted. */
    void send(List<Delivery> deliveries);
}
