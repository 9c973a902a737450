package io.vuelta.domain.campaign;

/** An invalid setting. It contains the field's name in the API and the remedy. */
public final class InvalidSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final String field;

    /** The error, as the API shows it. */
    public enum Code {
        /** The value is outside its bounds, or conflicts with other settings. */
        INVALID_REQUEST,
        /** The setting is fixed when the campaign is created. */
        IMMUTABLE_FIELD,
        /**
         * The setting exists only for cycles that begin by a schedule, and the campaign's cycles begin after a
         * cooldown.
         */
        SCHEDULED_MODE_ONLY
    }

    public InvalidSetting(String field, String remedy) {
        this(Code.INVALID_REQUEST, field, remedy);
    }

    InvalidSetting(Code code, String field, String remedy) {
        super(field + " " + remedy);
        this.code = code;
        this.field = field;
    }

    /** The error for a field that cannot be changed after the campaign is created. */
    public static InvalidSetting immutable(String field) {
        return new InvalidSetting(
                Code.IMMUTABLE_FIELD, field, "cannot be changed after the campaign is created; create another one");
    }

    public Code code() {
        return code;
    }

    public String field() {
        return field;
    }

    static void require(boolean holds, String field, String remedy) {
        if (!holds) {
            throw new InvalidSetting(field, remedy);
        }
    }
}
