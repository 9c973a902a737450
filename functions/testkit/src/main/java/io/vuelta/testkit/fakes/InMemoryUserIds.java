package io.vuelta.testkit.fakes;

import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.UserId;
import io.vuelta.domain.phone.UserIds;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

public final class InMemoryUserIds implements UserIds {
    private final Map<UserId, PhoneNumber> numbers = new ConcurrentHashMap<>();

    @Override
    public void put(UserId id, PhoneNumber number) {
        numbers.put(id, number);
    }

    /** Of the person who has this number, in whichever form. */
    Set<UserId> of(PhoneNumber number) {
        return numbers.entrySet().stream()
                .filter(entry -> InMemoryContacts.isSamePerson(entry.getValue(), number))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    void remove(Set<UserId> ids) {
        numbers.keySet().removeAll(ids);
    }

    @Override
    public Optional<PhoneNumber> find(UserId id) {
        return Optional.ofNullable(numbers.get(id));
    }
}
