package io.vuelta.testkit.fakes;

import io.vuelta.domain.erasure.Erasure;
import io.vuelta.domain.erasure.ErasureId;
import io.vuelta.domain.erasure.Erasures;
import io.vuelta.domain.phone.PhoneNumber;
import java.util.List;
import java.util.Optional;

final class InMemoryErasures implements Erasures {
    private final Tables tables;

    InMemoryErasures(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void create(Erasure erasure) {
        tables.write("erasures.create", () -> tables.erasures.put(erasure.id(), erasure));
    }

    @Override
    public Optional<Erasure> find(ErasureId id) {
        return tables.run("erasures.find", () -> Optional.ofNullable(tables.erasures.get(id)));
    }

    @Override
    public List<ErasureId> notDone(PhoneNumber number) {
        return tables.run(
                "erasures.notDone",
                () -> tables.erasures.values().stream()
                        .filter(erasure -> erasure.person().number() != null
                                && InMemoryContacts.isSamePerson(
                                        erasure.person().number(), number))
                        .map(Erasure::id)
                        .toList());
    }

    @Override
    public boolean save(Erasure next) {
        return tables.run("erasures.save", () -> {
            Erasure written = next.inVersion(next.version() + 1);
            Erasure there = tables.erasures.get(next.id());
            if (written.equals(there)) {
                return true;
            }
            if (there == null || there.version() != next.version()) {
                return false;
            }
            tables.erasures.put(next.id(), written);
            return true;
        });
    }
}
