package vuelta.domain.fakes;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import vuelta.domain.phone.PhoneNumber;
import vuelta.domain.phone.UserId;
import vuelta.domain.phone.UserIds;

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
