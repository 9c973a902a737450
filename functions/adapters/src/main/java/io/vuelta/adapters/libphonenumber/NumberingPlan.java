package io.vuelta.adapters.libphonenumber;

import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneNumberDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * libphonenumber's metadata of one region, in a form for processing plain digits. All methods use the digits from an
 * index to the end, and return the result of {@code PhoneNumberUtil}. Immutable.
 */
final class NumberingPlan {
    /** Maximum number of digits: 15 of E.164 and a prefix of two. The library reads longer numbers. */
    static final int MAX_DIGITS = 17;

    /** Returned instead of an index: the library must read the number. */
    static final int NOT_PLAIN = -1;

    private static final int GENERAL = 1;

    /** The bit of the first type. */
    private static final int PREMIUM_RATE = 1 << 1;

    private final int callingCode;
    private final String callingCodeDigits;

    /** The general pattern, then those of the types: fixed line, mobile, toll-free and so on. */
    private final DigitPatterns patterns;

    /** For each length, the bits of the types that have numbers of this length. */
    private final int[] typesOfLength = new int[MAX_DIGITS + 1];

    /**
     * The possible lengths of a number, one bit each; {@link #localLengths} has those that are possible only within an
     * area.
     */
    private final long lengths;

    private final long localLengths;
    private final int longest;

    private final DigitPatterns internationalPrefixes;
    private final DigitPatterns nationalPrefixes;

    /** The only national prefix that is removed here, such as 0; empty if there is none. */
    private final String nationalPrefix;

    /** Distinguishes the region's numbers from others of its calling code; empty if only their types do. */
    private final Optional<DigitPatterns> leadingDigits;

    /** @throws IllegalArgumentException if the metadata has an unknown form */
    NumberingPlan(PhoneMetadata metadata) {
        PhoneNumberDesc general = metadata.getGeneralDesc();
        List<PhoneNumberDesc> types = types(metadata);
        callingCode = metadata.getCountryCode();
        callingCodeDigits = String.valueOf(callingCode);
        patterns = DigitPatterns.of(Stream.concat(Stream.of(general), types.stream())
                .map(PhoneNumberDesc::getNationalNumberPattern)
                .toList());
        lengths = bits(general.getPossibleLengthList());
        localLengths = bits(general.getPossibleLengthLocalOnlyList());
        longest = general.getPossibleLengthList().getLast();
        for (int length = 0; length <= MAX_DIGITS; length++) {
            for (int type = 0; type < types.size() && has(lengths, length); type++) {
                List<Integer> own = types.get(type).getPossibleLengthList();
                typesOfLength[length] |= own.isEmpty() || own.contains(length) ? 1 << (type + 1) : 0;
            }
        }
        internationalPrefixes = prefixes(metadata.getInternationalPrefix());
        nationalPrefixes = prefixes(metadata.getNationalPrefixForParsing());
        nationalPrefix = plainNationalPrefix(metadata);
        leadingDigits =
                metadata.hasLeadingDigits() ? Optional.of(prefixes(metadata.getLeadingDigits())) : Optional.empty();
    }

    int callingCode() {
        return callingCode;
    }

    String callingCodeDigits() {
        return callingCodeDigits;
    }

    /** The bits of the types that the number has in the region; 0 if it is not a number of the region. */
    int types(String digits, int from) {
        int matching = patterns.matching(digits, from);
        return (matching & GENERAL) != 0 ? matching & typesOfLength[digits.length() - from] : 0;
    }

    /** Whether {@link #types} are those of a number whose callers pay more than the price of a call. */
    static boolean isPremiumRate(int types) {
        return (types & PREMIUM_RATE) != 0;
    }

    /** Whether the first digits identify the region's numbers. */
    boolean hasLeadingDigits() {
        return leadingDigits.isPresent();
    }

    /** Whether a number begins like the region's numbers. */
    boolean leads(String digits, int from) {
        return leadingDigits.isPresent() && leadingDigits.get().beginnings(digits, from) != 0;
    }

    /** The index after the prefix for calls abroad: 0 if the digits do not begin with it; or {@link #NOT_PLAIN}. */
    int afterInternationalPrefix(String digits) {
        long found = internationalPrefixes.beginnings(digits, 0);
        if (found == 0) {
            return 0;
        }
        int after = Long.numberOfTrailingZeros(found);
        boolean isOne = after > 0 && Long.bitCount(found) == 1;
        // The library does not read it as this prefix before a 0, because no country code begins with 0.
        return isOne && after < digits.length() && digits.charAt(after) != '0' ? after : NOT_PLAIN;
    }

    /**
     * The index at which the national number begins, in digits that may begin with the calling code: 0 if they are read
     * without it, and {@link #NOT_PLAIN}.
     */
    int afterCallingCode(String digits) {
        if (!digits.startsWith(callingCodeDigits)) {
            return 0;
        }
        int after = afterNationalPrefix(digits, callingCodeDigits.length());
        if (after == NOT_PLAIN) {
            return NOT_PLAIN;
        }
        boolean better = !isPossible(digits, 0) && isPossible(digits, after);
        return better || isTooLong(digits.length()) ? after : 0;
    }

    /**
     * The index at which a national number begins, without its national prefix if enough digits remain; or {@link
     * #NOT_PLAIN}.
     */
    int nationalNumber(String digits, int from) {
        int after = afterNationalPrefix(digits, from);
        if (after == NOT_PLAIN) {
            return NOT_PLAIN;
        }
        int length = digits.length() - after;
        boolean possible = has(lengths, length) && !has(localLengths, length);
        return possible || isTooLong(length) ? after : from;
    }

    private int afterNationalPrefix(String digits, int from) {
        long found = nationalPrefixes.beginnings(digits, from) & ~1L;
        if (found == 0) {
            return from;
        }
        // If there are several prefixes, the library's expression selects one by its order, and some of them change the
        // number.
        if (found != 1L << nationalPrefix.length() || !digits.startsWith(nationalPrefix, from)) {
            return NOT_PLAIN;
        }
        int after = from + nationalPrefix.length();
        return isPossible(digits, from) && !isPossible(digits, after) ? from : after;
    }

    private boolean isPossible(String digits, int from) {
        return (patterns.matching(digits, from) & GENERAL) != 0;
    }

    private boolean isTooLong(int length) {
        return !has(localLengths, length) && length > longest;
    }

    /**
     * The types, premium rate first as in the library; the others in any order, because a number is valid if it has any
     * type.
     */
    private static List<PhoneNumberDesc> types(PhoneMetadata metadata) {
        List<PhoneNumberDesc> types = new ArrayList<>(List.of(
                metadata.getPremiumRate(),
                metadata.getTollFree(),
                metadata.getSharedCost(),
                metadata.getVoip(),
                metadata.getPersonalNumber(),
                metadata.getPager(),
                metadata.getUan(),
                metadata.getVoicemail(),
                metadata.getFixedLine()));
        if (!metadata.getSameMobileAndFixedLinePattern()) {
            types.add(metadata.getMobile());
        }
        return types;
    }

    /**
     * The pattern of prefixes. The few patterns that contain the whole rest of a number are treated as if any text
     * could follow the prefix.
     */
    private static DigitPatterns prefixes(String pattern) {
        return DigitPatterns.of(List.of(pattern.replace("$", "")));
    }

    /** The region's national prefix, if the library only removes it and makes no other change. */
    private static String plainNationalPrefix(PhoneMetadata metadata) {
        String pattern = metadata.getNationalPrefixForParsing();
        String prefix = metadata.getNationalPrefix();
        boolean rewrites = !metadata.getNationalPrefixTransformRule().isEmpty();
        if (rewrites && isRewritten(Pattern.compile(pattern).matcher(""))) {
            throw new IllegalArgumentException("a number without a national prefix is rewritten: " + pattern);
        }
        Matcher alone = Pattern.compile(pattern).matcher(prefix);
        boolean plain = !pattern.contains("$")
                && alone.lookingAt()
                && alone.end() == prefix.length()
                && !(rewrites && isRewritten(alone));
        return plain ? prefix : "";
    }

    private static boolean isRewritten(Matcher prefix) {
        return prefix.lookingAt() && prefix.group(prefix.groupCount()) != null;
    }

    private static long bits(List<Integer> lengths) {
        return lengths.stream().mapToLong(length -> 1L << length).reduce(0, (some, more) -> some | more);
    }

    private static boolean has(long lengths, int length) {
        return (lengths >> length & 1) != 0;
    }
}
