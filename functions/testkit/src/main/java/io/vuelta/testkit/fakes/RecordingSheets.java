package io.vuelta.testkit.fakes;

import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.ExportRun;
import io.vuelta.domain.export.Manifest;
import io.vuelta.domain.export.Sheets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Keeps the rows and the manifest of each run. */
public final class RecordingSheets implements Sheets {
    private final Map<String, List<List<String>>> sheets = new TreeMap<>();
    private final Map<String, Manifest> manifests = new TreeMap<>();
    private volatile Faults faults = Faults.NONE;

    /** From now on reports every {@code sheets.write}, {@code sheets.row} and so on to {@code faults}. */
    public void faults(Faults newFaults) {
        faults = newFaults;
    }

    @Override
    public Written write(ExportRun run, boolean bom, Consumer<Consumer<List<String>>> rows) {
        faults.before("sheets.write");
        List<List<String>> sheet = new ArrayList<>();
        rows.accept(row -> {
            faults.before("sheets.row");
            sheet.add(List.copyOf(row));
        });
        synchronized (this) {
            sheets.put(run.key(), List.copyOf(sheet));
        }
        faults.after("sheets.write");
        return new Written(sheet.toString().length(), "%064x".formatted(sheet.hashCode()));
    }

    @Override
    public void write(ExportRun run, Manifest manifest) {
        faults.before("sheets.manifest");
        synchronized (this) {
            manifests.put(run.manifestKey(), manifest);
        }
        faults.after("sheets.manifest");
    }

    @Override
    public void remove(ExportRun run) {
        faults.before("sheets.remove");
        synchronized (this) {
            sheets.remove(run.key());
            manifests.remove(run.manifestKey());
        }
        faults.after("sheets.remove");
    }

    /** The rows of each existing file, by its key, the header first. */
    public synchronized Map<String, List<List<String>>> files() {
        return Map.copyOf(sheets);
    }

    /** The existing manifests, by their keys. */
    public synchronized Map<String, Manifest> manifests() {
        return Map.copyOf(manifests);
    }

    /** The file of the only run that has objects; empty if there is none. */
    public synchronized List<List<String>> of(ExportId export) {
        String prefix = "exports/" + export + "/";
        return sheets.entrySet().stream()
                .filter(sheet -> sheet.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .reduce((_, _) -> {
                    throw new IllegalStateException("several runs have left a file of " + export);
                })
                .orElse(List.of());
    }
}
