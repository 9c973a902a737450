package io.vuelta.testkit.fakes;

import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.UserId;
import io.vuelta.domain.phone.UserIds;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

public final class InMemoryUserIds implements UserIds {
    private final Map<UserId, PhoneNumber> numbers = new ConcurrentHashMap<>();

    @Override
    public void put(UserId id, PhoneNumber number) {
        numbers.put(id, number);
    }

    @Override
    public Optional<PhoneNumber> find(UserId id) {
        return Optional.ofNullable(numbers.get(id));
    }
}
