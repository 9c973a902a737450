package vuelta.adapters.libphonenumber;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vuelta.domain.phone.PhoneNumber;
import vuelta.domain.window.ContactZones.Zones.CountryOfOneZone;
import vuelta.domain.window.ContactZones.Zones.Known;
import vuelta.domain.window.ContactZones.Zones.Unknown;
import vuelta.domain.window.ContactZones;

/**
 * The zones of a number by Google's tables, as {@link MendedZones} mends them. An area code is believed, also of mobile
 * numbers in countries that give them one (Mexico, the United States, Brazil). A number without an area may lie anywhere
 * in the countries of its calling code: a Spanish mobile in Madrid or on the Canary Islands, a toll-free number of
 * +1 in any of the 24 countries between Guam and Newfoundland.
 *
 * <p>A number that the tables hold for invalid, say of an area that is newer than they are, tells nothing; nor does one of
 * no country (satellites, +800).
 */
public final class NumberZones implements ContactZones {
    private static final String NO_COUNTRY = "001";
    private static final String KAZAKHSTAN = "KZ";

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final PhoneNumberToTimeZonesMapper mapper = PhoneNumberToTimeZonesMapper.getInstance();

    /** What the JDK knows by name. The mapper's own "Etc/Unknown", for none, is not among them. */
    private final Set<String> names = ZoneId.getAvailableZoneIds();

    @Override
    public Zones of(PhoneNumber number) {
        Optional<Phonenumber.PhoneNumber> parsed = parsed(number);
        if (parsed.isEmpty()) {
            return new Unknown();
        }
        Set<ZoneId> zones = zones(parsed.get());
        if (!zones.isEmpty()) {
            return new Known(zones);
        }
        return hasOneZone(parsed.get().getCountryCode()) ? new CountryOfOneZone() : new Unknown();
    }

    private Optional<Phonenumber.PhoneNumber> parsed(PhoneNumber number) {
        try {
            return Optional.of(library.parse(number.e164(), null));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private Set<ZoneId> zones(Phonenumber.PhoneNumber number) {
        List<String> told = mapper.getTimeZonesForNumber(number);
        // Its mobiles would get the zones of all of +7, that is Russia's eleven too; by their prefix they get its own.
        return KAZAKHSTAN.equals(library.getRegionCodeForNumber(number))
                ? known(mapper.getTimeZonesForGeographicalNumber(number), number)
                : known(told, number);
    }

    /**
     * Whether all of a calling code has one time. Its zones are those of the code alone, and of an example number of each of
     * its countries; zones of several names that always agree (Rome and the Vatican) are one.
     */
    private boolean hasOneZone(int callingCode) {
        Stream<Phonenumber.PhoneNumber> examples = library.getRegionCodesForCountryCode(callingCode).stream()
                .filter(region -> !region.equals(NO_COUNTRY))
                .map(library::getExampleNumber);
        // No area begins with 0, so that the mapper finds the calling code's own entry.
        Phonenumber.PhoneNumber codeAlone =
                new Phonenumber.PhoneNumber().setCountryCode(callingCode).setNationalNumber(0);
        return Stream.concat(Stream.of(codeAlone), examples)
                        .flatMap(number -> known(mapper.getTimeZonesForGeographicalNumber(number), number).stream())
                        .map(ZoneId::getRules)
                        .distinct()
                        .count()
                == 1;
    }

    private Set<ZoneId> known(List<String> zones, Phonenumber.PhoneNumber number) {
        String national = library.getNationalSignificantNumber(number);
        List<String> told = zones.stream().filter(names::contains).toList();
        return MendedZones.of(number.getCountryCode(), national, told)
                .map(ZoneId::of)
                .collect(Collectors.toUnmodifiableSet());
    }
}
