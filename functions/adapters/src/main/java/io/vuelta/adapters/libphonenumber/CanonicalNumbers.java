package io.vuelta.adapters.libphonenumber;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.NumberReason;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.SeveralNumbers;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses numbers in any format, with Google's metadata. First it undoes changes that spreadsheets make to numbers, and
 * reports them; digits that a spreadsheet has removed cannot be restored. Thread-safe.
 */
public final class CanonicalNumbers implements NumberReader {
    private static final Reading INVALID = new Reading.Unreadable(NumberReason.INVALID_PHONE_NUMBER.name());

    private static final Reading WITH_EXTENSION = new Reading.Unreadable(NumberReason.EXTENSION.name());

    /** The result for premium-rate numbers, whose owners earn money from calls to them. */
    private static final Reading PREMIUM_RATE = new Reading.Unreadable(NumberReason.PREMIUM_RATE.name());

    /** Maximum length of a text, in characters; the library also refuses longer ones. */
    private static final int MAX_TEXT_LENGTH = 250;

    /**
     * A number that can be called. Some valid numbers of the metadata are longer than E.164 allows (Germany), or too
     * short to be called.
     */
    private static final Pattern E164 = Pattern.compile("\\+[0-9]{7,15}");

    /** The region code that the library reads as no region. */
    private static final String NO_REGION = "ZZ";

    private static final int ARGENTINA = 54;

    /** The mobile prefix of international numbers, 9, before a number in the national form: 011 15 2345-6789. */
    private static final Pattern NATIONAL_MOBILE = Pattern.compile("9(0[0-9]{10}|0?[0-9]{12})");

    private static final String DOUBLE_PREFIX = NumberReason.DOUBLE_PREFIX.name();

    /** The prefix 00: it is dialled before a country code in most countries, and written everywhere. */
    private static final Pattern DOUBLE_ZERO = Pattern.compile("\\+?\\(?00\\)?[ .-]*([1-9].*)");

    /**
     * Prefixes that are dialled before a country code in North America, in Australia, in Brazil with one of its
     * carriers, and in East Asia.
     */
    private static final List<String> OTHER_PREFIXES = List.of("011", "0011", "0015", "001");

    /** Such a prefix with a separator after it, which makes its meaning clear. */
    private static final Pattern PREFIX_APART = Pattern.compile("\\(?(011|0011|0015|001)\\)?[ .-]+([1-9].*)");

    private static final Pattern BEGINS_WITH_CODE = Pattern.compile("[1-9].*");

    private static final Pattern DIGITS_ONLY = Pattern.compile("[0-9 ().-]+");

    private static final Pattern NO_DIGITS = Pattern.compile("[^0-9]+");

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final PlainNumbers plainNumbers = new PlainNumbers(library);

    @Override
    public Reading read(String raw, String region) {
        return plainNumbers
                .read(raw, region)
                .orElseGet(() ->
                        repair(raw, text -> plainNumbers.read(text, region).orElseGet(() -> byLibrary(text, region))));
    }

    /** Reads like {@link #read}, but always with the library. Tests compare the fast path with it. */
    Reading readByLibrary(String raw, String region) {
        return repair(raw, text -> byLibrary(text, region));
    }

    private static Reading repair(String raw, Function<String, Reading> reading) {
        if (raw.strip().length() > MAX_TEXT_LENGTH) {
            return INVALID;
        }
        WrittenNumber written = WrittenNumber.of(raw);
        if (written.hasLostDigits()) {
            return new Reading.Unreadable(NumberReason.LOST_DIGITS.name());
        }
        Reading whole = reading.apply(written.text());
        if (whole.equals(INVALID) || whole.equals(WITH_EXTENSION)) {
            List<String> several = SeveralNumbers.in(raw);
            if (!several.isEmpty()) {
                return firstOf(several, reading);
            }
        }
        if (whole.equals(INVALID)) {
            return ofPart(written.parts(), reading);
        }
        // A repair of the number itself has precedence over a repair of its format.
        return repaired(whole, written.repair());
    }

    /** The result of the first number that can be called; if there is none, that of the first one. */
    private static Reading firstOf(List<String> several, Function<String, Reading> reading) {
        List<Reading> readings =
                several.stream().map(each -> repair(each, reading)).toList();
        return readings.stream()
                .filter(each -> !(each instanceof Reading.Unreadable))
                .findFirst()
                .map(CanonicalNumbers::oneOfSeveral)
                .orElse(readings.getFirst());
    }

    /** That there are several numbers is more important to know than a note after this one. */
    private static Reading oneOfSeveral(Reading read) {
        return read instanceof Reading.Repaired noted && noted.repair().equals(NumberReason.NOTE.name())
                ? new Reading.Repaired(noted.number(), NumberReason.SEVERAL_NUMBERS.name())
                : repaired(read, NumberReason.SEVERAL_NUMBERS.name());
    }

    /** The result of the first part that can be called; if there is none, that of the first part. */
    private static Reading ofPart(List<WrittenNumber> parts, Function<String, Reading> reading) {
        Reading refused = INVALID;
        for (WrittenNumber part : parts) {
            Reading read = reading.apply(part.text());
            if (!(read instanceof Reading.Unreadable)) {
                return repaired(read, part.repair());
            }
            refused = refused.equals(INVALID) ? read : refused;
        }
        return refused;
    }

    private static Reading repaired(Reading read, String repair) {
        return read instanceof Reading.Plain plain && !repair.isEmpty()
                ? new Reading.Repaired(plain.number(), repair)
                : read;
    }

    private Reading byLibrary(String text, String region) {
        Optional<Phonenumber.PhoneNumber> parsed = parsed(text, region);
        if (parsed.isPresent() && parsed.get().hasExtension()) {
            return WITH_EXTENSION;
        }
        Optional<Reading> read = homeFromAbroad(text, region, parsed)
                .or(() -> parsed.flatMap(number -> reading(number, "")))
                .or(() -> parsed.flatMap(number -> renumbered(number, text)))
                .or(() -> parsed.flatMap(this::mobileOnce))
                .or(() -> withCallingCode(text, region));
        return read.orElseGet(() -> fromAbroad(text));
    }

    private Optional<Phonenumber.PhoneNumber> parsed(String text, String region) {
        try {
            return Optional.of(library.parse(text, region));
        } catch (NumberParseException _) {
            return Optional.empty();
        }
    }

    /** The result for a number; empty if it is not valid. */
    private Optional<Reading> reading(Phonenumber.PhoneNumber number, String repair) {
        String e164 = library.format(number, PhoneNumberFormat.E164);
        return library.isValidNumber(number) && E164.matcher(e164).matches()
                ? Optional.of(reading(
                        new PhoneNumber(e164), library.getNumberType(number) == PhoneNumberType.PREMIUM_RATE, repair))
                : Optional.empty();
    }

    /**
     * The result for a valid number.
     *
     * @param repair the code of its repair; empty if it was not repaired
     */
    static Reading reading(PhoneNumber number, boolean premiumRate, String repair) {
        return premiumRate ? PREMIUM_RATE : repaired(new Reading.Plain(number), repair);
    }

    private Optional<Reading> renumbered(Phonenumber.PhoneNumber number, String text) {
        int country = number.getCountryCode();
        String national = library.getNationalSignificantNumber(number);
        return Renumbered.today(country, national, digits(text).equals(national))
                .flatMap(today -> reading(number(country, today), Renumbered.REPAIR));
    }

    private static String digits(String text) {
        return NO_DIGITS.matcher(text).replaceAll("");
    }

    /**
     * Reads 0055 and 0057 as +55 and +57, as people mean them. In Brazil and Colombia a carrier's code follows 00, so
     * the library reads them as a carrier and a call to Japan or Russia.
     */
    private Optional<Reading> homeFromAbroad(String text, String region, Optional<Phonenumber.PhoneNumber> parsed) {
        Matcher doubleZero = DOUBLE_ZERO.matcher(text);
        if (!doubleZero.matches() || !library.getSupportedRegions().contains(region)) {
            return Optional.empty();
        }
        int home = library.getCountryCodeForRegion(region);
        return parsed.filter(number -> number.getCountryCode() != home
                        && digits(doubleZero.group(1)).startsWith(String.valueOf(home)))
                .map(_ -> international(doubleZero.group(1)))
                .filter(read -> !read.equals(INVALID));
    }

    /**
     * Reads a number that begins with the region's calling code. The library does not detect this if the rest is too
     * short by the present numbering plan.
     */
    private Optional<Reading> withCallingCode(String text, String region) {
        if (!DIGITS_ONLY.matcher(text).matches()
                || !library.getSupportedRegions().contains(region)) {
            return Optional.empty();
        }
        String digits = digits(text);
        return Optional.of(String.valueOf(library.getCountryCodeForRegion(region)))
                .filter(digits::startsWith)
                .map(_ -> byLibrary("+" + digits, NO_REGION))
                .filter(read -> !read.equals(INVALID));
    }

    /**
     * The number with the mobile prefix only once: the library converts 011 15 2345-6789 to 9 11 2345-6789, but not 9
     * 011 15 2345-6789.
     */
    private Optional<Reading> mobileOnce(Phonenumber.PhoneNumber number) {
        Matcher national = NATIONAL_MOBILE.matcher(library.getNationalSignificantNumber(number));
        if (number.getCountryCode() != ARGENTINA || !national.matches()) {
            return Optional.empty();
        }
        return parsed("+" + ARGENTINA + national.group(1), NO_REGION)
                .map(library::getNationalSignificantNumber)
                .map(digits -> digits.startsWith("9") ? digits : "9" + digits)
                .flatMap(digits -> reading(number(ARGENTINA, digits), DOUBLE_PREFIX));
    }

    /**
     * Reads a number with an international prefix that is not the region's own and has no other meaning. Without a
     * space after it, a prefix is only accepted if no other prefix also gives a valid number.
     */
    private Reading fromAbroad(String text) {
        Matcher doubleZero = DOUBLE_ZERO.matcher(text);
        Reading read = doubleZero.matches() ? international(doubleZero.group(1)) : INVALID;
        if (!read.equals(INVALID)) {
            return read;
        }
        Matcher apart = PREFIX_APART.matcher(text);
        if (apart.matches()) {
            return international(apart.group(2));
        }
        if (!text.startsWith("0")) {
            return INVALID;
        }
        List<Reading> readings = OTHER_PREFIXES.stream()
                .filter(text::startsWith)
                .map(prefix -> text.substring(prefix.length()))
                .filter(rest -> BEGINS_WITH_CODE.matcher(rest).matches())
                .map(this::international)
                .filter(each -> !each.equals(INVALID))
                .distinct()
                .toList();
        return readings.size() == 1 ? readings.getFirst() : INVALID;
    }

    /** @param number the number, beginning with its country code */
    private Reading international(String number) {
        return repaired(byLibrary("+" + number, NO_REGION), NumberReason.INTERNATIONAL_PREFIX.name());
    }

    private static Phonenumber.PhoneNumber number(int callingCode, String national) {
        return new Phonenumber.PhoneNumber().setCountryCode(callingCode).setNationalNumber(Long.parseLong(national));
    }
}
