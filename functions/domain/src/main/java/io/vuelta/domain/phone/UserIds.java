package io.vuelta.domain.phone;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Store of the phone number of each WhatsApp user id: statuses of our messages contain both, but a reply may contain
 * the id only. A person keeps the id when the number changes; the number that was stored last counts.
 */
public interface UserIds {
    /**
     * Stores the number of the person to whom a message was sent. The message also stores the id, so that an erasure of
     * the person finds and deletes this entry. Safe to repeat.
     */
    void put(UserId id, PhoneNumber number);

    /**
     * Stores several user ids from replies that no message contains: an erasure finds them by their number. May be
     * repeated, also after an error.
     */
    void putListed(Map<UserId, PhoneNumber> numbers);

    /** The number that was stored last. Strongly consistent. */
    Optional<PhoneNumber> find(UserId id);

    /**
     * The ids that {@link #putListed} stored for the person with this number, in any form of the number. Eventually
     * consistent.
     */
    Set<UserId> listed(PhoneNumber number);

    /** Deletes the entry of a user id. Safe to repeat. */
    void forget(UserId id);
}
