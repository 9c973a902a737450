package io.vuelta.domain.event;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.upload.Upload;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write of an item from which events are derived: its state before and after the write, and the time of the write.
 */
public sealed interface ItemChange {
    /** The instant of the write, in whole seconds; it is the same at every read of the change. */
    Instant at();

    /** A campaign; before is null for a new one. */
    record OfCampaign(@Nullable Campaign before, Campaign after, Instant at) implements ItemChange {}

    /** A contact with its latest attempt; before is null for a new one. */
    record OfContact(@Nullable Contact before, Contact after, Instant at) implements ItemChange {}

    /** An attempt that a later one has replaced; before is null if this write has moved it from its contact. */
    record OfEarlierAttempt(@Nullable Attempt before, Attempt after, Instant at) implements ItemChange {}

    /** A reply of a person; {@code known} if it was stored before. */
    record OfReply(boolean known, ReceivedMessage message, Instant at) implements ItemChange {}

    /** A contact file; before is null for a new one. */
    record OfUpload(@Nullable Upload before, Upload after, Instant at) implements ItemChange {}

    /** An export; before is null for a new one. */
    record OfExport(@Nullable Export before, Export after, Instant at) implements ItemChange {}

    /** All do-not-contact entries of a person. */
    record OfSuppressions(List<Suppression> before, List<Suppression> after, Instant at) implements ItemChange {
        public OfSuppressions {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }

    /** An endpoint; before is null for a new one. */
    record OfEndpoint(@Nullable Endpoint before, Endpoint after, Instant at) implements ItemChange {}

    /** An item in an unknown form: it has no events. */
    record Unreadable(Instant at) implements ItemChange {}
}
