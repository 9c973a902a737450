package io.vuelta.testkit.fakes;

import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.Exports;
import java.util.Optional;

final class InMemoryExports implements Exports {
    private final Tables tables;

    InMemoryExports(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void put(Export export) {
        tables.write("exports.put", () -> tables.exports.put(export.id(), export));
    }

    @Override
    public Optional<Export> find(ExportId id) {
        return tables.run("exports.find", () -> Optional.ofNullable(tables.exports.get(id)));
    }
}
