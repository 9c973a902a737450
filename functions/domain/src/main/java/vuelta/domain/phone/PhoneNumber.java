package vuelta.domain.phone;

import java.util.regex.Pattern;

/**
 * A telephone number in canonical form: the identity of a contact within its campaign.
 *
 * @param e164 E.164 with its plus sign, e.g. {@code +525555551234}; 7 to 15 digits
 */
public record PhoneNumber(String e164) {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    public PhoneNumber {
        if (!E164.matcher(e164).matches()) {
            throw new IllegalArgumentException("not an E.164 number: " + e164);
        }
    }

    @Override
    public String toString() {
        return e164;
    }
}
