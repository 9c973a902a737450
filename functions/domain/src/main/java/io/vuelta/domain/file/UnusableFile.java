package io.vuelta.domain.file;

import java.util.List;

/** A file that cannot be used: nothing of it is loaded. */
public final class UnusableFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FileFault code;

    private final String[] columns;

    /**
     * The file cannot be used, for this reason.
     *
     * @param code the reason, for programs
     * @param message the reason and the remedy, for people
     */
    public UnusableFile(FileFault code, String message) {
        this(code, message, List.of());
    }

    /**
     * The file cannot be used because of these columns.
     *
     * @param columns the columns that cause the error, by their names in the file
     */
    UnusableFile(FileFault code, String message, List<String> columns) {
        super(message);
        this.code = code;
        this.columns = columns.toArray(String[]::new);
    }

    public String code() {
        return code.name();
    }

    /** The columns that cause the error; empty if it concerns no columns, or all. */
    List<String> columns() {
        return List.of(columns);
    }
}
