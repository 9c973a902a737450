package vuelta.domain.fakes;

import java.util.Optional;
import vuelta.domain.export.Export;
import vuelta.domain.export.ExportId;
import vuelta.domain.export.Exports;

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
