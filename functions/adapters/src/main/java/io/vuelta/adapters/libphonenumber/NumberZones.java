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
 * The zones of a number by its area code ({@link AreaZones}). An area code is believed, also of mobile numbers in countries
 * that give them one (Mexico, the United States, Brazil, Argentina). A number without an area may be anywhere in its country: a
 * Spanish mobile in Madrid or on the Canary Islands, a toll-free number of +1 in any of the 24 countries between Guam and
 * Newfoundland.
 *
 * <p>A number that libphonenumber does not know as valid, for example of an area that is newer than the library, tells
 * nothing; nor does one of no country (satellites, +800). For any number of threads.
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
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** Argentina's mobile numbers have a 9 before their area code, which the table does not have. */
    private static String digits(PhoneNumber number, int callingCode) {
        String digits = number.e164().substring(1);
        String mobile = callingCode + PhoneNumberUtil.getCountryMobileToken(callingCode);
        return digits.startsWith(mobile) ? callingCode + digits.substring(mobile.length()) : digits;
    }

    /** Zones of several names that always agree (Belgrade and Podgorica) are one. */
    private boolean hasOneTime(int callingCode) {
        return areas.ofCallingCode(callingCode).stream()
                        .map(ZoneId::getRules)
                        .distinct()
                        .count()
                == 1;
    }
}
