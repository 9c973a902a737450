package io.vuelta.testkit.fakes;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.IdentityKey;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.suppression.Suppression;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class InMemoryDoNotContact implements DoNotContact {
    /** The order by person; for one person, first the entry for every channel. */
    static final Comparator<Suppression.Key> ORDER = Comparator.comparing(
                    (Suppression.Key key) -> key.person().e164())
            .thenComparing(key ->
                    Optional.ofNullable(key.channel()).map(Channel::ordinal).orElse(-1));

    private final Tables tables;

    InMemoryDoNotContact(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void put(Suppression entry) {
        tables.write("doNotContact.put", () -> tables.suppressions.put(entry.key(), entry));
    }

    @Override
    public boolean replace(Optional<Suppression> read, Suppression entry) {
        return tables.run("doNotContact.replace", () -> {
            Optional<Suppression> stored = Optional.ofNullable(tables.suppressions.get(entry.key()));
            if (stored.equals(read)) {
                tables.suppressions.put(entry.key(), entry);
                return true;
            }
            return stored.equals(Optional.of(entry));
        });
    }

    @Override
    public void putAll(Collection<Suppression> entries) {
        tables.write(
                "doNotContact.putAll", () -> entries.forEach(entry -> tables.suppressions.put(entry.key(), entry)));
    }

    @Override
    public Optional<Suppression> find(PhoneNumber number, Channel channel, Instant now) {
        return tables.run("doNotContact.find", () -> inForce(number, channel, now));
    }

    @Override
    public Map<PhoneNumber, Suppression> among(Collection<PhoneNumber> numbers, Channel channel, Instant now) {
        return tables.run("doNotContact.among", () -> {
            Map<PhoneNumber, Suppression> found = new HashMap<>();
            numbers.forEach(
                    number -> inForce(number, channel, now).ifPresent(suppression -> found.put(number, suppression)));
            return found;
        });
    }

    @Override
    public List<Suppression> ofNumber(PhoneNumber number) {
        return tables.run("doNotContact.ofNumber", () -> of(number).toList());
    }

    @Override
    public boolean remove(PhoneNumber number, @Nullable Channel channel) {
        return tables.run(
                "doNotContact.remove",
                () -> tables.suppressions.remove(new Suppression.Key(IdentityKey.of(number), channel)) != null);
    }

    @Override
    public Page list(Optional<Suppression.Key> after, int limit) {
        return tables.run("doNotContact.list", () -> {
            NavigableMap<Suppression.Key, Suppression> rest =
                    after.map(last -> tables.suppressions.tailMap(last, false)).orElse(tables.suppressions);
            return Page.of(rest.values().stream().limit(limit + 1L).toList(), limit);
        });
    }

    @Override
    public Page upTo(Suppression.Key to, int limit) {
        return tables.run(
                "doNotContact.upTo",
                () -> Page.reversed(
                        tables.suppressions.headMap(to, true).descendingMap().values().stream()
                                .limit(limit + 1L)
                                .toList(),
                        limit));
    }

    private Stream<Suppression> of(PhoneNumber number) {
        return tables.suppressions.values().stream()
                .filter(entry -> entry.key().person().equals(IdentityKey.of(number)));
    }

    private Optional<Suppression> inForce(PhoneNumber number, Channel channel, Instant now) {
        return of(number)
                .filter(entry -> entry.covers(channel) && entry.isInForce(now))
                .findFirst();
    }
}
