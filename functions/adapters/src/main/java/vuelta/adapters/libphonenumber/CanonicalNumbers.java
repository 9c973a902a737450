package vuelta.adapters.libphonenumber;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vuelta.domain.phone.NumberReader;
import vuelta.domain.phone.PhoneNumber;

/**
 * Numbers in any format, by Google's metadata. What spreadsheets do to numbers is undone first, and said; digits that a
 * spreadsheet has lost cannot be had back. For any number of threads.
 */
public final class CanonicalNumbers implements NumberReader {
    private static final Reading INVALID = new Reading.Unreadable("INVALID_PHONE_NUMBER");

    /** Nor does the library read anything longer, in characters. */
    private static final int LONGEST_TEXT = 250;

    /** Some numbers that the metadata has for valid are longer than E.164 allows (Germany), or too short to be called. */
    private static final Pattern E164 = Pattern.compile("\\+[0-9]{7,15}");

    /** What the library takes for none. */
    private static final String NO_REGION = "ZZ";

    private static final int ARGENTINA = 54;

    /** The mobile prefix of international numbers, 9, before a number in the national form: 011 15 2345-6789. */
    private static final Pattern NATIONAL_MOBILE = Pattern.compile("9(0[0-9]{10}|0?[0-9]{12})");

    private static final String DOUBLE_PREFIX = "DOUBLE_PREFIX";

    /** 00 is dialled before a country code in most countries, and written everywhere. */
    private static final Pattern INTERNATIONAL_PREFIX = Pattern.compile("\\+?00 ?([1-9].*)");

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final PlainNumbers plainNumbers = new PlainNumbers(library);

    @Override
    public Reading read(String raw, String region) {
        return plainNumbers
                .read(raw, region)
                .orElseGet(() ->
                        mended(raw, text -> plainNumbers.read(text, region).orElseGet(() -> byLibrary(text, region))));
    }

    /** As {@link #read}, but always the long way, against which the short one is held. */
    Reading readByLibrary(String raw, String region) {
        return mended(raw, text -> byLibrary(text, region));
    }

    private static Reading mended(String raw, Function<String, Reading> reading) {
        if (raw.strip().length() > LONGEST_TEXT) {
            return INVALID;
        }
        WrittenNumber written = WrittenNumber.of(raw);
        if (written.hasLostDigits()) {
            return new Reading.Unreadable("LOST_DIGITS");
        }
        Reading read = reading.apply(written.text());
        // What changes the number itself is said before what only changes how it is written.
        return read instanceof Reading.Plain plain && !written.repair().isEmpty()
                ? new Reading.Repaired(plain.number(), written.repair())
                : read;
    }

    private Reading byLibrary(String text, String region) {
        Optional<Phonenumber.PhoneNumber> parsed = parsed(text, region);
        if (parsed.isPresent() && parsed.get().hasExtension()) {
            return new Reading.Unreadable("EXTENSION");
        }
        Optional<Reading> read = parsed.flatMap(this::valid)
                .<Reading>map(Reading.Plain::new)
                .or(() -> parsed.flatMap(this::renumbered))
                .or(() -> parsed.flatMap(this::mobileOnce));
        return read.orElseGet(() -> fromAbroad(text));
    }

    private Optional<Phonenumber.PhoneNumber> parsed(String text, String region) {
        try {
            return Optional.of(library.parse(text, region));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private Optional<PhoneNumber> valid(Phonenumber.PhoneNumber number) {
        String e164 = library.format(number, PhoneNumberFormat.E164);
        return library.isValidNumber(number) && E164.matcher(e164).matches()
                ? Optional.of(new PhoneNumber(e164))
                : Optional.empty();
    }

    private Optional<Reading> renumbered(Phonenumber.PhoneNumber number) {
        int country = number.getCountryCode();
        return Renumbered.today(country, library.getNationalSignificantNumber(number))
                .flatMap(today -> valid(number(country, today)))
                .map(today -> new Reading.Repaired(today, Renumbered.REPAIR));
    }

    /** The library makes 9 11 2345-6789 of 011 15 2345-6789, but not of 9 011 15 2345-6789. */
    private Optional<Reading> mobileOnce(Phonenumber.PhoneNumber number) {
        Matcher national = NATIONAL_MOBILE.matcher(library.getNationalSignificantNumber(number));
        if (number.getCountryCode() != ARGENTINA || !national.matches()) {
            return Optional.empty();
        }
        return parsed("+" + ARGENTINA + national.group(1), NO_REGION)
                .map(library::getNationalSignificantNumber)
                .map(digits -> digits.startsWith("9") ? digits : "9" + digits)
                .flatMap(digits -> valid(number(ARGENTINA, digits)))
                .map(mobile -> new Reading.Repaired(mobile, DOUBLE_PREFIX));
    }

    /** Where 00 is not the region's own international prefix, and means nothing else. */
    private Reading fromAbroad(String text) {
        Matcher international = INTERNATIONAL_PREFIX.matcher(text);
        if (!international.matches()) {
            return INVALID;
        }
        Reading read = byLibrary("+" + international.group(1), NO_REGION);
        return read instanceof Reading.Plain plain
                ? new Reading.Repaired(plain.number(), "INTERNATIONAL_PREFIX")
                : read;
    }

    private static Phonenumber.PhoneNumber number(int callingCode, String national) {
        return new Phonenumber.PhoneNumber().setCountryCode(callingCode).setNationalNumber(Long.parseLong(national));
    }
}
