package io.vuelta.testkit.fakes;

import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.Sheets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Keeps the rows of each export, the header first. */
public final class RecordingSheets implements Sheets {
    private final Map<ExportId, List<List<String>>> sheets = new HashMap<>();
    private volatile Faults faults = Faults.NONE;

    /** From now on tells {@code faults} of every {@code sheets.write}. */
    public void faults(Faults told) {
        faults = told;
    }

    @Override
    public Written write(ExportId export, boolean bom, Consumer<Consumer<List<String>>> rows) {
        faults.before("sheets.write");
        List<List<String>> sheet = new ArrayList<>();
        rows.accept(row -> sheet.add(List.copyOf(row)));
        synchronized (this) {
            sheets.put(export, List.copyOf(sheet));
        }
        faults.after("sheets.write");
        return new Written("exports/" + export + ".csv", "%064x".formatted(sheet.hashCode()));
    }

    /** Empty if there is none. */
    public synchronized List<List<String>> of(ExportId export) {
        return sheets.getOrDefault(export, List.of());
    }
}
