package io.vuelta.adapters.libphonenumber;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.window.ContactZones;
import io.vuelta.domain.window.ContactZones.Zones.CountryOfOneZone;
import io.vuelta.domain.window.ContactZones.Zones.Known;
import io.vuelta.domain.window.ContactZones.Zones.Unknown;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * The time zones of a number by its area code ({@link AreaZones}). The area code counts also for mobile numbers, in
 * countries where they have one (Mexico, the United States, Brazil, Argentina). A number without an area may be
 * anywhere in its country: a Spanish mobile in Madrid or on the Canary Islands, a toll-free number of +1 in any of the
 * 24 countries between Guam and Newfoundland.
 *
 * <p>A number that libphonenumber does not know as valid, for example of an area that is newer than the library, gives
 * no information, and neither does a number of no country (satellites, +800). Thread-safe.
 */
public final class NumberZones implements ContactZones {
    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final AreaZones areas = AreaZones.read();

    @Override
    public Zones of(PhoneNumber number) {
        Optional<Phonenumber.PhoneNumber> parsed = parsed(number);
        if (parsed.isEmpty()) {
            return new Unknown();
        }
        int callingCode = parsed.get().getCountryCode();
        Set<ZoneId> zones = library.isValidNumber(parsed.get()) ? areas.of(digits(number, callingCode)) : Set.of();
        if (!zones.isEmpty()) {
            return new Known(zones);
        }
        return hasOneTime(callingCode) ? new CountryOfOneZone() : new Unknown();
    }

    private Optional<Phonenumber.PhoneNumber> parsed(PhoneNumber number) {
        try {
            return Optional.of(library.parse(number.e164(), null));
        } catch (NumberParseException _) {
            return Optional.empty();
        }
    }

    /**
     * The digits of the number for the table, which does not have the 9 before the area code of Argentina's mobile
     * numbers.
     */
    private static String digits(PhoneNumber number, int callingCode) {
        String digits = number.e164().substring(1);
        String mobile = callingCode + PhoneNumberUtil.getCountryMobileToken(callingCode);
        return digits.startsWith(mobile) ? callingCode + digits.substring(mobile.length()) : digits;
    }

    /**
     * Whether the country has only one time. Zones with different names and the same rules (Belgrade and Podgorica)
     * count as one.
     */
    private boolean hasOneTime(int callingCode) {
        return areas.ofCallingCode(callingCode).stream()
                        .map(ZoneId::getRules)
                        .distinct()
                        .count()
                == 1;
    }
}
