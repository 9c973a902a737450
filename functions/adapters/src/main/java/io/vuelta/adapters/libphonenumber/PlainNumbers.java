package io.vuelta.adapters.libphonenumber;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.vuelta.domain.phone.NumberReader.Reading;
import io.vuelta.domain.phone.PhoneNumber;
import java.util.List;
import java.util.Optional;

/**
 * The fast path for parsing a number that is written in digits, at most with a plus sign, spaces, hyphens and
 * parentheses, and is certainly valid. All other texts have no result here, and must be parsed by the library itself.
 * Thread-safe.
 */
final class PlainNumbers {
    private static final int MAX_TEXT_LENGTH = 40;
    private static final int DOUBLE_ZERO = 2;
    private static final int MIN_DIGITS = 7;
    private static final int MAX_DIGITS = 15;

    private final NumberingPlans plans;

    PlainNumbers(PhoneNumberUtil library) {
        this.plans = new NumberingPlans(library);
    }

    /** The same result as {@link CanonicalNumbers#byLibrary}; empty if the library must parse the text. */
    Optional<Reading> read(String text, String region) {
        String digits = digits(text);
        if (digits.length() < MIN_DIGITS || digits.length() > NumberingPlan.MAX_DIGITS) {
            return Optional.empty();
        }
        return text.indexOf('+') >= 0
                ? international(digits)
                : plans.of(region).flatMap(home -> inRegion(home, digits));
    }

    private Optional<Reading> international(String digits) {
        return plans.main(plans.callingCode(digits))
                .flatMap(main -> national(main, digits, main.callingCodeDigits().length()));
    }

    private Optional<Reading> inRegion(NumberingPlan home, String digits) {
        int abroad = home.afterInternationalPrefix(digits);
        if (abroad != 0) {
            // 00 and the region's own code, in a region where a carrier's code follows 00: the library path finds the
            // meaning of such a number.
            boolean mayBeHome = abroad != DOUBLE_ZERO && digits.startsWith(home.callingCodeDigits(), DOUBLE_ZERO);
            return abroad == NumberingPlan.NOT_PLAIN || mayBeHome
                    ? Optional.empty()
                    : international(digits.substring(abroad));
        }
        int start = home.afterCallingCode(digits);
        return switch (start) {
            case NumberingPlan.NOT_PLAIN -> Optional.empty();
            case 0 -> national(home, digits, 0);
            // A number with its calling code is read as from abroad, which means by the code's main region.
            default -> plans.main(home.callingCode()).flatMap(main -> national(main, digits, start));
        };
    }

    private Optional<Reading> national(NumberingPlan plan, String digits, int start) {
        int from = plan.nationalNumber(digits, start);
        if (from == NumberingPlan.NOT_PLAIN) {
            return Optional.empty();
        }
        int types = types(plan.callingCode(), digits, from);
        if (types != 0) {
            return reading(plan, digits.substring(from), types, "");
        }
        return Renumbered.today(plan.callingCode(), digits.substring(from), from == 0)
                .flatMap(today -> reading(plan, today, types(plan.callingCode(), today, 0), Renumbered.REPAIR));
    }

    /** The result; empty if the number has no types, or cannot be called. */
    private static Optional<Reading> reading(NumberingPlan plan, String national, int types, String repair) {
        return types == 0
                ? Optional.empty()
                : e164(plan, national)
                        .map(number -> CanonicalNumbers.reading(number, NumberingPlan.isPremiumRate(types), repair));
    }

    /**
     * The types of the number in the region that the library would find for it; 0 if there is no such region, or the
     * number is invalid in it.
     */
    private int types(int callingCode, String digits, int from) {
        List<String> regions = plans.regions(callingCode);
        for (String region : regions) {
            Optional<NumberingPlan> plan = plans.of(region);
            if (plan.isEmpty()) {
                return 0;
            }
            if (regions.size() == 1 || !plan.get().hasLeadingDigits()) {
                int types = plan.get().types(digits, from);
                if (types != 0) {
                    return types;
                }
            } else if (plan.get().leads(digits, from)) {
                return plan.get().types(digits, from);
            }
        }
        return 0;
    }

    private static Optional<PhoneNumber> e164(NumberingPlan plan, String national) {
        int length = plan.callingCodeDigits().length() + national.length();
        return length < MIN_DIGITS || length > MAX_DIGITS
                ? Optional.empty()
                : Optional.of(new PhoneNumber("+" + plan.callingCodeDigits() + national));
    }

    /** The digits of the text; empty if the text has other characters that may have a meaning. */
    private static String digits(String text) {
        if (text.length() > MAX_TEXT_LENGTH) {
            return "";
        }
        int digits = 0;
        boolean plus = false;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> digits++;
                case ' ', '-', '(', ')' -> {}
                case '+' -> {
                    if (plus || digits > 0) {
                        return "";
                    }
                    plus = true;
                }
                default -> {
                    return "";
                }
            }
        }
        if (digits == text.length()) {
            return text;
        }
        if (plus && digits == text.length() - 1) {
            return text.substring(1);
        }
        StringBuilder only = new StringBuilder(digits);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= '0') {
                only.append(text.charAt(i));
            }
        }
        return only.toString();
    }
}
