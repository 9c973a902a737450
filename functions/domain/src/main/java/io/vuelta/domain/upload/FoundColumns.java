package io.vuelta.domain.upload;

import java.util.List;

/**
 * The meanings of the columns of a file. Names are as in the file, each cut to 200 characters.
 *
 * @param variables columns with a value in any row that are stored as variables
 * @param dropped columns that are not stored
 */
public record FoundColumns(ColumnMapping mapping, List<String> variables, List<Dropped> dropped) {
    public FoundColumns {
        variables = List.copyOf(variables);
        dropped = List.copyOf(dropped);
    }

    /**
     * A column that is not stored.
     *
     * @param reason the reason, as a code such as {@code COLUMN_OF_OUR_EXPORT}
     */
    public record Dropped(String column, String reason) {}
}
