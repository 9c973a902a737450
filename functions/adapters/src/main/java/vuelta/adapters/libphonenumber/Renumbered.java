package vuelta.adapters.libphonenumber;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers written as they were before their country changed its numbering. */
final class Renumbered {
    /** What a reading says of such a number. */
    static final String REPAIR = "RETIRED_PREFIX";

    private static final int MEXICO = 52;
    private static final int BRAZIL = 55;

    /** The mobile prefix 1, and 044, 045 and 01 within the country, retired in 2019. */
    private static final Pattern MEXICAN = Pattern.compile("(?:1|44|45|01|044|045)(?<today>[2-9][0-9]{9})");

    /**
     * Mobile numbers have had a ninth digit, a leading 9, since 2016. Those that began with 7 may be of trunked radio, which
     * got none: the metadata has them as they are.
     */
    private static final Pattern BRAZILIAN = Pattern.compile("(?<area>[1-9][0-9])(?<local>[689][0-9]{7})");

    private Renumbered() {}

    /**
     * The national number as it may be dialled today; nothing if it was not written in an old way. Only to be asked of a
     * number that is not valid as it was written, and only to be believed if it is then valid.
     *
     * @param national with its leading zeros
     */
    static Optional<String> today(int callingCode, String national) {
        return switch (callingCode) {
            case MEXICO -> replaced(MEXICAN, national, "${today}");
            case BRAZIL -> replaced(BRAZILIAN, national, "${area}9${local}");
            default -> Optional.empty();
        };
    }

    private static Optional<String> replaced(Pattern old, String national, String today) {
        Matcher matcher = old.matcher(national);
        return matcher.matches() ? Optional.of(matcher.replaceFirst(today)) : Optional.empty();
    }
}
