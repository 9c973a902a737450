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
    private record Entry(PhoneNumber number, boolean listed) {}

    private final Map<UserId, Entry> entries = new ConcurrentHashMap<>();

    @Override
    public void put(UserId id, PhoneNumber number) {
        entries.put(id, new Entry(number, false));
    }

    @Override
    public void putListed(Map<UserId, PhoneNumber> numbers) {
        numbers.forEach((id, number) -> entries.put(id, new Entry(number, true)));
    }

    @Override
    public Optional<PhoneNumber> find(UserId id) {
        return Optional.ofNullable(entries.get(id)).map(Entry::number);
    }

    @Override
    public Set<UserId> listed(PhoneNumber number) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().listed())
                .filter(entry -> InMemoryContacts.isSamePerson(entry.getValue().number(), number))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Override
    public void forget(UserId id) {
        entries.remove(id);
    }
}
