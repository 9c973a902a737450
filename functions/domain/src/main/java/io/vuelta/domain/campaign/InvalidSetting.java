package io.vuelta.domain.campaign;

/** A setting outside its bounds; names the field as the API does, and the remedy. */
public final class InvalidSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;

    public InvalidSetting(String field, String remedy) {
        super(field + " " + remedy);
        this.field = field;
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
