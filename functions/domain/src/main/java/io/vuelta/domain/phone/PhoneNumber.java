package io.vuelta.domain.phone;

/**
 * A telephone number in the canonical form that is dialled. Its {@link IdentityKey} identifies the person.
 *
 * @param e164 E.164 with its plus sign, e.g. {@code +525555551234}; 7 to 15 digits
 */
public record PhoneNumber(String e164) {
    /** The number of a person whose data was erased. No country has its country code, so it reaches no telephone. */
    public static final PhoneNumber ERASED = new PhoneNumber("+9990000000");

    private static final int MIN_LENGTH = 1 + 7;
    private static final int MAX_LENGTH = 1 + 15;

    public PhoneNumber {
        if (!isE164(e164)) {
            throw new IllegalArgumentException("not an E.164 number: " + e164);
        }
    }

    /** Whether this is the replacement of an erased number. */
    public boolean isErased() {
        return equals(ERASED);
    }

    /** Checks the form without a regular expression, which would need half of the time for parsing a number. */
    private static boolean isE164(String text) {
        if (text.length() < MIN_LENGTH
                || text.length() > MAX_LENGTH
                || text.charAt(0) != '+'
                || text.charAt(1) == '0') {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return e164;
    }
}
