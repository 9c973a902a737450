package io.vuelta.simulation;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requests of people and agents, recorded outside the system. The checks compare the system with this record, not
 * with its own data.
 */
final class RecordedRequests {
    private final Map<ContactId, Instant> again = new HashMap<>();
    private final Map<ContactId, Instant> converted = new HashMap<>();
    private final Map<ContactId, Instant> skipped = new HashMap<>();
    private final Set<CampaignId> removed = new HashSet<>();
    private final List<Forbidden> forbidden = new ArrayList<>();

    /** An entry of the do-not-contact list. */
    private static final class Forbidden {
        private final PhoneNumber number;
        private final @Nullable Channel channel;
        private final Instant from;
        private Instant until;

        Forbidden(PhoneNumber number, @Nullable Channel channel, Instant from, Instant until) {
            this.number = number;
            this.channel = channel;
            this.from = from;
            this.until = until;
        }
    }

    /**
     * The contact may be tried once more whatever its earlier outcomes: a person requested it by hand, or the contact
     * asked for it.
     */
    void again(ContactId contact, Instant at) {
        again.put(contact, at);
        skipped.remove(contact);
    }

    Instant lastAgain(ContactId contact) {
        return again.getOrDefault(contact, Instant.MIN);
    }

    void converted(ContactId contact, Instant at) {
        converted.putIfAbsent(contact, at);
    }

    Optional<Instant> convertedAt(ContactId contact) {
        return Optional.ofNullable(converted.get(contact));
    }

    void skipped(ContactId contact, Instant at) {
        skipped.put(contact, at);
    }

    Optional<Instant> skippedAt(ContactId contact) {
        return Optional.ofNullable(skipped.get(contact));
    }

    void removed(ContactId contact) {
        removed.add(contact.campaign());
    }

    boolean hasRemoved(CampaignId campaign) {
        return removed.contains(campaign);
    }

    void forbidden(PhoneNumber number, @Nullable Channel channel, Instant from, @Nullable Instant until) {
        allowed(number, channel, from);
        forbidden.add(new Forbidden(number, channel, from, until == null ? Instant.MAX : until));
    }

    /**
     * Ends the entries of this number at this instant. The request may still be on its way, so contacting the number is
     * possible but not required.
     */
    void allowed(PhoneNumber number, @Nullable Channel channel, Instant at) {
        for (Forbidden entry : forbidden) {
            if (entry.number.equals(number) && entry.channel == channel && entry.until.isAfter(at)) {
                entry.until = at;
            }
        }
    }

    /** Whether an entry has been in force for all of the last {@code holds}. */
    boolean isForbidden(PhoneNumber number, Channel channel, Instant now, Duration holds) {
        return forbidden.stream()
                .anyMatch(entry -> entry.number.equals(number)
                        && (entry.channel == null || entry.channel == channel)
                        && entry.from.isBefore(now.minus(holds))
                        && entry.until.isAfter(now));
    }
}
