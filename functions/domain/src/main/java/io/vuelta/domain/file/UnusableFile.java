package io.vuelta.domain.file;

import java.util.List;

/** A file of which nothing can be loaded. */
public final class UnusableFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FileFault code;

    private final String[] columns;

    /**
     * Says why.
     *
     * @param code for programs
     * @param message for people: what was found, and the remedy
     */
    public UnusableFile(FileFault code, String message) {
        this(code, message, List.of());
    }

    /**
     * Says why, and names columns.
     *
     * @param columns that cause it, as the file names them
     */
    UnusableFile(FileFault code, String message, List<String> columns) {
        super(message);
        this.code = code;
        this.columns = columns.toArray(String[]::new);
    }

    public String code() {
        return code.name();
    }

    /** The columns that cause it; empty if there are none, or all do. */
    List<String> columns() {
        return List.of(columns);
    }
}
