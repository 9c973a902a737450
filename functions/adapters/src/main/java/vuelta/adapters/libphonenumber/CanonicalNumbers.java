package vuelta.adapters.libphonenumber;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vuelta.domain.phone.NumberReader;
import vuelta.domain.phone.PhoneNumber;

/**
 * Numbers in any format, by Google's metadata. What spreadsheets do to numbers is undone first, and said; digits that a
 * spreadsheet has lost cannot be had back.
 */
public final class CanonicalNumbers implements NumberReader {
    /** 4.479E+11: only the leading digits are left. */
    private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+");

    /** Zero-width and bidirectional marks, and the byte order mark. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff\\u00ad]");

    /** ="…", by which people keep a spreadsheet from taking a number for one. */
    private static final Pattern FORMULA = Pattern.compile("=\"(.*)\"");

    private static final Pattern DECIMAL = Pattern.compile("(\\+?[0-9]+)[.,]0+");
    private static final Pattern FULL_WIDTH = Pattern.compile("[\\uff10-\\uff19\\uff0b]");

    private static final int MEXICO = 52;
    private static final int BRAZIL = 55;
    private static final Pattern RETIRED_IN_MEXICO = Pattern.compile("(1|44|45|01|044|045)[2-9][0-9]{9}");
    private static final Pattern EIGHT_DIGIT_MOBILE = Pattern.compile("[1-9][0-9][6-9][0-9]{7}");

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();

    @Override
    public Reading read(String raw, String region) {
        String text = raw.strip();
        if (SCIENTIFIC.matcher(text).matches()) {
            return new Reading.Unreadable("LOST_DIGITS");
        }
        String mended = mended(text);
        Optional<Phonenumber.PhoneNumber> asWritten = parsed(mended, region);
        if (asWritten.isEmpty()) {
            return new Reading.Unreadable("INVALID_PHONE_NUMBER");
        }
        Phonenumber.PhoneNumber number = modern(asWritten.get());
        if (number.hasExtension()) {
            return new Reading.Unreadable("EXTENSION");
        }
        if (!library.isValidNumber(number)) {
            return new Reading.Unreadable("INVALID_PHONE_NUMBER");
        }
        PhoneNumber canonical = new PhoneNumber(library.format(number, PhoneNumberFormat.E164));
        if (!mended.equals(text)) {
            return new Reading.Repaired(canonical, "SPREADSHEET_MARKS");
        }
        if (FULL_WIDTH.matcher(text).find()) {
            return new Reading.Repaired(canonical, "FULL_WIDTH_DIGITS");
        }
        return number.equals(asWritten.get())
                ? new Reading.Plain(canonical)
                : new Reading.Repaired(canonical, "RETIRED_PREFIX");
    }

    private Optional<Phonenumber.PhoneNumber> parsed(String text, String region) {
        try {
            return Optional.of(library.parse(text, region));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** The number as it is dialled today, where its country has changed its numbering since it was written down. */
    private static Phonenumber.PhoneNumber modern(Phonenumber.PhoneNumber number) {
        String national = String.valueOf(number.getNationalNumber());
        return switch (number.getCountryCode()) {
            // The mobile prefix 1 (044 and 045 within the country) was retired in 2019.
            case MEXICO ->
                RETIRED_IN_MEXICO.matcher(national).matches()
                        ? withNational(number, national.substring(national.length() - 10))
                        : number;
            // Mobile numbers have had a ninth digit, a leading 9, since 2016.
            case BRAZIL ->
                EIGHT_DIGIT_MOBILE.matcher(national).matches()
                        ? withNational(number, national.substring(0, 2) + "9" + national.substring(2))
                        : number;
            default -> number;
        };
    }

    private static Phonenumber.PhoneNumber withNational(Phonenumber.PhoneNumber number, String national) {
        return new Phonenumber.PhoneNumber()
                .mergeFrom(number)
                .clearItalianLeadingZero()
                .clearNumberOfLeadingZeros()
                .setNationalNumber(Long.parseLong(national));
    }

    private static String mended(String text) {
        String visible = INVISIBLE.matcher(text).replaceAll("").strip();
        Matcher formula = FORMULA.matcher(visible);
        String bare = formula.matches() ? formula.group(1).strip() : visible;
        String unquoted = bare.startsWith("'") ? bare.substring(1).strip() : bare;
        Matcher decimal = DECIMAL.matcher(unquoted);
        return decimal.matches() ? decimal.group(1) : unquoted;
    }
}
