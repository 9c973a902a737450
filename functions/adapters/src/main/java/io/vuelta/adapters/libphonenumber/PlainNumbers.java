package io.vuelta.adapters.libphonenumber;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.vuelta.domain.phone.NumberReader.Reading;
import io.vuelta.domain.phone.PhoneNumber;
import java.util.List;
import java.util.Optional;

/**
 * The short way to the reading of a number that is written in digits, with a plus sign, spaces, hyphens and parentheses at
 * most, and is surely valid. Anything else has no reading here, and must be read by the library itself. For any number of
 * threads.
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

    /** The reading that {@link CanonicalNumbers#byLibrary} has of the text; or nothing. */
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
            // 00 and the region's own code, where a carrier's code belongs behind 00: such a number is read in the long
            // way, which finds its meaning.
            boolean mayBeHome = abroad != DOUBLE_ZERO && digits.startsWith(home.callingCodeDigits(), DOUBLE_ZERO);
            return abroad == NumberingPlan.NOT_PLAIN || mayBeHome
                    ? Optional.empty()
                    : international(digits.substring(abroad));
        }
        int start = home.afterCallingCode(digits);
        return switch (start) {
            case NumberingPlan.NOT_PLAIN -> Optional.empty();
            case 0 -> national(home, digits, 0);
            // With its calling code a number is read as if from abroad, that is by the code's main region.
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

    /** Empty if the number has no types, or cannot be called. */
    private static Optional<Reading> reading(NumberingPlan plan, String national, int types, String repair) {
        return types == 0
                ? Optional.empty()
                : e164(plan, national)
                        .map(number -> CanonicalNumbers.reading(number, NumberingPlan.isPremiumRate(types), repair));
    }

    /** The types of the number in the region that the library finds for it; 0 where it finds none, or finds it invalid there. */
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

    /** Its digits; none if there is anything else that means something, or might. */
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
