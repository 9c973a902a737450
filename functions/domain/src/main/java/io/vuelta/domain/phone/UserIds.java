package io.vuelta.domain.phone;

import java.util.Map;
import java.util.Optional;

/**
 * Which number the person with a WhatsApp user id has: statuses of our messages name both, and a reply may name the id only.
 * A person keeps the id when the number changes; the number that was written last counts.
 */
public interface UserIds {
    /** Remembers the number. Safe to repeat. */
    void put(UserId id, PhoneNumber number);

    /** Remembers several, as if put one after the other. Safe to repeat, also where it throws after some of them. */
    default void putAll(Map<UserId, PhoneNumber> numbers) {
        numbers.forEach(this::put);
    }

    /** The number that was remembered last. Strongly consistent. */
    Optional<PhoneNumber> find(UserId id);
}
