package io.vuelta.adapters.csv;

import io.vuelta.domain.export.ExportRun;
import io.vuelta.domain.export.Manifest;
import io.vuelta.domain.export.Sheets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/** Exports as CSV objects, each with its manifest as a JSON object. */
public final class CsvExports implements Sheets {
    private final ObjectWriter objects;
    private final Consumer<String> remove;

    /**
     * Writes to {@code objects}.
     *
     * @param remove removes all objects and unfinished uploads whose keys have this prefix
     */
    public CsvExports(ObjectWriter objects, Consumer<String> remove) {
        this.objects = objects;
        this.remove = remove;
    }

    @Override
    public Written write(ExportRun run, boolean bom, Consumer<Consumer<List<String>>> rows) {
        CsvFile file = new CsvFile(bom);
        objects.write(run.key(), CsvFile.TYPE, file.of(rows));
        return new Written(file.bytes(), file.sha256());
    }

    @Override
    public void write(ExportRun run, Manifest manifest) {
        byte[] json = ManifestJson.of(manifest);
        objects.write(run.manifestKey(), "application/json", to -> {
            try {
                to.write(json);
            } catch (IOException e) {
                throw new UncheckedIOException("writing a manifest failed", e);
            }
        });
    }

    @Override
    public void remove(ExportRun run) {
        remove.accept(run.prefix());
    }
}
