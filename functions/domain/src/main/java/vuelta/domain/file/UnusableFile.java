package vuelta.domain.file;

/** A file of which nothing can be loaded. */
public final class UnusableFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * Says why.
     *
     * @param code for programs, such as {@code NO_PHONE_COLUMN}
     * @param message for people: what was found, and the remedy
     */
    public UnusableFile(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
