package io.vuelta.domain.phone;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which number the person with a WhatsApp user id has: statuses of our messages name both, and a reply may name the id only.
 * A person keeps the id when the number changes; the number that was written last counts.
 */
public interface UserIds {
    /**
     * Remembers the number of the person to whom a message was sent. The message keeps the id, by which it is forgotten when
     * the person is erased. Safe to repeat.
     */
    void put(UserId id, PhoneNumber number);

    /**
     * Stores several user ids that replies name and that no message has: they are found by their number. May be
     * repeated, also after an error in the middle.
     */
    void putListed(Map<UserId, PhoneNumber> numbers);

    /** The number that was remembered last. Strongly consistent. */
    Optional<PhoneNumber> find(UserId id);

    /** The ids that were listed for the person who has this number, in whichever form. Eventually consistent. */
    Set<UserId> listed(PhoneNumber number);

    /** Forgets whose it is. Safe to repeat. */
    void forget(UserId id);
}
