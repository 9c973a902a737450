package io.vuelta.domain.phone;

/**
 * The key of a person, which is the same for every form of their number. Some countries have two valid forms of one
 * subscriber's number; duplicates, contact ids, replies and the do-not-contact list use this key, never the form.
 *
 * <ul>
 *   <li>Argentina: the ten national digits, without the mobile 9. Both forms reach the same subscriber, and WhatsApp answers
 *       from the one with 9.
 *   <li>Brazil: an eight-digit subscriber number that begins with 6 to 9 has its ninth digit. WhatsApp has many of them
 *       without this digit. A trunked radio, which has eight digits by its plan, has the same key: radios have no
 *       WhatsApp, and two entries for one person would be worse.
 *   <li>Mexico: +52 without the mobile 1 that was retired in 2019. WhatsApp still answers from +52 1.
 *   <li>Everywhere else: the number itself.
 * </ul>
 *
 * <p>The form that is dialled is chosen separately: see {@link #dialledAfter}.
 *
 * @param e164 the form that stands for all, in E.164 with its plus sign
 */
public record IdentityKey(String e164) {
    private static final String ARGENTINA = "+54";
    private static final String BRAZIL = "+55";
    private static final String MEXICO = "+52";

    /** Characters of Argentina's and Mexico's numbers in E.164, and of Brazil's mobile numbers. */
    private static final int WITH_MARK = 14;

    private static final int WITHOUT_MARK = 13;

    /** The index at which Brazil's subscriber numbers begin: after the country code and two digits of the area. */
    private static final int SUBSCRIBER = 5;

    public IdentityKey {
        String key = key(new PhoneNumber(e164).e164());
        if (!key.equals(e164)) {
            throw new IllegalArgumentException(e164 + " is known as " + key);
        }
    }

    /** The key of a canonical number: the same for every form of it. */
    public static IdentityKey of(PhoneNumber number) {
        return new IdentityKey(key(number.e164()));
    }

    /**
     * The form that is dialled after another form of a number was received: the last written form with its mobile mark,
     * if there is one. Without the mark a call from abroad may not reach an Argentine mobile phone.
     *
     * @param stored the form that has been dialled so far
     * @param writtenNow a form of the same number
     * @throws IllegalArgumentException if the two numbers have different keys
     */
    public static PhoneNumber dialledAfter(PhoneNumber stored, PhoneNumber writtenNow) {
        if (!of(stored).equals(of(writtenNow))) {
            throw new IllegalArgumentException(writtenNow + " is another number than " + stored);
        }
        return isFullForm(writtenNow) || !isFullForm(stored) ? writtenNow : stored;
    }

    /**
     * Whether the number has no better form to dial: an Argentine number with its mobile 9, a Brazilian number with its
     * ninth digit, a Mexican number without the retired 1, and every number of the other countries.
     */
    public static boolean isFullForm(PhoneNumber number) {
        String e164 = number.e164();
        return e164.startsWith(ARGENTINA)
                ? isMarked(e164, ARGENTINA, '9')
                : key(e164).equals(e164);
    }

    private static String key(String e164) {
        if (isMarked(e164, ARGENTINA, '9')) {
            return ARGENTINA + e164.substring(ARGENTINA.length() + 1);
        }
        if (isMarked(e164, MEXICO, '1')) {
            return MEXICO + e164.substring(MEXICO.length() + 1);
        }
        if (e164.length() == WITHOUT_MARK && e164.startsWith(BRAZIL) && e164.charAt(SUBSCRIBER) >= '6') {
            return e164.substring(0, SUBSCRIBER) + "9" + e164.substring(SUBSCRIBER);
        }
        return e164;
    }

    private static boolean isMarked(String e164, String country, char mark) {
        return e164.length() == WITH_MARK && e164.startsWith(country) && e164.charAt(country.length()) == mark;
    }

    @Override
    public String toString() {
        return e164;
    }
}
