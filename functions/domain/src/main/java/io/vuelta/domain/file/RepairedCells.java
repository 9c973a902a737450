package io.vuelta.domain.file;

import io.vuelta.domain.phone.NumberReason;
import io.vuelta.domain.text.StorableText;
import io.vuelta.domain.upload.RowReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of a contact file after the repair of its cells. The number has repairs of its own: see {@link
 * io.vuelta.domain.phone.NumberReader}.
 *
 * @param repairs at most one for each reason
 */
record RepairedCells(Table.Cells cells, List<Repair> repairs) {
    private static final char REPLACEMENT = '\ufffd';

    /** The beginning of a formula that is only a text, with which people prevent a spreadsheet from changing it. */
    private static final String TEXT_FORMULA = "=\"";

    /**
     * A repair of one or more cells.
     *
     * @param column the first column that was repaired
     * @param value the value of the first cell, and how many more there are
     */
    record Repair(String column, String value, String reason) {}

    static RepairedCells of(Table.Cells given, ContactFileColumns columns) {
        return given.repair().isEmpty() && !isSuspect(given, columns)
                ? new RepairedCells(given, List.of())
                : repaired(given, columns);
    }

    /** Whether a cell may need a repair: most rows need none. */
    private static boolean isSuspect(Table.Cells given, ContactFileColumns columns) {
        List<String> values = given.values();
        for (int at = 0; at < values.size(); at++) {
            String value = values.get(at);
            if (!StorableText.isStorable(value)
                    || value.indexOf(REPLACEMENT) >= 0
                    || value.contains(TEXT_FORMULA)
                    || (columns.isOfName(at) && ColumnNames.isMarkOfNoValue(value))) {
                return true;
            }
        }
        return false;
    }

    private static RepairedCells repaired(Table.Cells given, ContactFileColumns columns) {
        Repairs repairs = new Repairs(columns);
        List<String> values = new ArrayList<>(given.values());
        for (int at = 0; at < values.size(); at++) {
            values.set(at, repairs.repaired(at, values.get(at)));
        }
        if (!given.repair().isEmpty()) {
            int first = firstWithQuote(given.values());
            repairs.add(given.repair(), first, given.values().get(first));
        }
        return new RepairedCells(given.with(values), repairs.all());
    }

    private static int firstWithQuote(List<String> values) {
        for (int at = 0; at < values.size(); at++) {
            if (values.get(at).indexOf('"') >= 0) {
                return at;
            }
        }
        return 0;
    }

    /** The repairs of one row, by their reasons. */
    private static final class Repairs {
        private final ContactFileColumns columns;
        private final Map<String, Repair> first = new LinkedHashMap<>();
        private final Map<String, Integer> more = new LinkedHashMap<>();

        Repairs(ContactFileColumns columns) {
            this.columns = columns;
        }

        void add(String reason, int at, String value) {
            if (first.putIfAbsent(reason, new Repair(columns.name(at), value, reason)) != null) {
                more.merge(reason, 1, Integer::sum);
            }
        }

        String repaired(int at, String given) {
            String value = StorableText.storable(given);
            if (!value.equals(given)) {
                // The value itself cannot be shown.
                add(RowReason.FORBIDDEN_CHARACTER.name(), at, "");
            }
            if (value.indexOf(REPLACEMENT) >= 0) {
                add(RowReason.DAMAGED_CHARACTER.name(), at, value);
                value = value.replace(String.valueOf(REPLACEMENT), "");
            }
            if (columns.areExported()) {
                // Our own export has the values as they were stored.
                return value;
            }
            String text = columns.isOfNumber(at) ? value : ColumnNames.withoutTextFormula(value);
            if (!text.equals(value)) {
                add(NumberReason.SPREADSHEET_MARKS.name(), at, value);
            }
            if (columns.isOfName(at) && ColumnNames.isMarkOfNoValue(text)) {
                add(RowReason.MARK_OF_NO_VALUE.name(), at, text);
                return "";
            }
            return text;
        }

        List<Repair> all() {
            return first.values().stream().map(this::counted).toList();
        }

        private Repair counted(Repair repair) {
            Integer others = more.get(repair.reason());
            return others == null
                    ? repair
                    : new Repair(
                            repair.column(), (repair.value() + " and " + others + " more").strip(), repair.reason());
        }
    }
}
