package io.vuelta.adapters.libphonenumber;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneNumberDesc;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import com.google.i18n.phonenumbers.metadata.source.MetadataSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Numbers of all regions, valid, nearly valid or invalid, in the forms that people write; the same for the same seed.
 */
final class RandomNumbers {
    /**
     * A number as it is written.
     *
     * @param home the region of the number; a calling code for a number of no country
     * @param region the region in which it is read
     */
    record Written(String text, String home, String region) {}

    /**
     * A region's types of numbers.
     *
     * @param prefixes the prefixes that are or were dialled before them there, for calls within the country and abroad
     */
    private record Home(String name, String callingCode, List<DigitSyntax.Part> types, List<String> prefixes) {}

    private static final List<String> PREFIXES = List.of(
            "0", "1", "9", "00", "01", "044", "045", "15", "011", "8", "06", "02", "090", "0015", "0055", "021");

    private static final DigitSyntax.Part ANYTHING = new DigitSyntax("\\d{1,17}").parsed();

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    private static final List<String> REGIONS = List.copyOf(new TreeSet<>(LIBRARY.getSupportedRegions()));
    private static final List<Home> HOMES = homes();

    /** The countries that most campaigns are in: half of all numbers are of one of these. */
    private static final List<Home> FAVOURITES = HOMES.stream()
            .filter(home -> List.of("MX", "US", "CA", "BR", "AR", "CO", "CL", "PE", "ES", "GB", "DE", "FR", "IT", "IN")
                    .contains(home.name()))
            .toList();

    private final SplittableRandom random;

    RandomNumbers(long seed) {
        this.random = new SplittableRandom(seed);
    }

    Written next() {
        Home home = one(random.nextBoolean() ? FAVOURITES : HOMES);
        StringBuilder digits = new StringBuilder();
        if (random.nextInt(10) == 0) {
            draw(ANYTHING, digits);
        } else {
            draw(one(home.types()), digits);
        }
        mutate(digits);
        String national = digits.toString();
        String written = switch (random.nextInt(10)) {
            case 0, 1, 2 -> national;
            case 3, 4 -> "+" + home.callingCode() + national;
            case 5 -> home.callingCode() + national;
            case 6 -> one(home.prefixes()) + national;
            case 7 -> one(home.prefixes()) + home.callingCode() + national;
            case 8 -> (random.nextBoolean() ? "+" : "") + home.callingCode() + one(PREFIXES) + national;
            default -> one(PREFIXES) + national;
        };
        return new Written(random.nextInt(4) == 0 ? spaced(written) : written, home.name(), region(home));
    }

    private String region(Home home) {
        List<String> related = LIBRARY.getRegionCodesForCountryCode(Integer.parseInt(home.callingCode()));
        return switch (random.nextInt(8)) {
            case 0 -> one(REGIONS);
            case 1 -> one(related);
            case 2 -> random.nextInt(20) == 0 ? "ZZ" : one(REGIONS);
            default -> home.name();
        };
    }

    /** Usually does nothing; otherwise changes, adds or removes some digits. */
    private void mutate(StringBuilder text) {
        int times = Math.max(0, random.nextInt(6) - 3);
        for (int i = 0; i < times && !text.isEmpty(); i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, random.nextInt(10));
                default -> text.setCharAt(at, (char) ('0' + random.nextInt(10)));
            }
        }
    }

    private String spaced(String digits) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            if (random.nextInt(4) == 0) {
                text.append(one(List.of(" ", "-", "(", ") ", " - ", ".", "/", "\u00a0")));
            }
            text.append(digits.charAt(i));
        }
        return random.nextInt(8) == 0 ? text.append(' ').toString() : text.toString();
    }

    private void draw(DigitSyntax.Part part, StringBuilder to) {
        switch (part) {
            case DigitSyntax.OneOf one -> {
                int digit = random.nextInt(10);
                while ((one.digits() >> digit & 1) == 0) {
                    digit = (digit + 1) % 10;
                }
                to.append(digit);
            }
            case DigitSyntax.Sequence sequence -> sequence.parts().forEach(each -> draw(each, to));
            case DigitSyntax.Choice choice -> draw(one(choice.parts()), to);
            case DigitSyntax.Repeated repeated -> {
                for (int i = random.nextInt(repeated.least(), repeated.most() + 1); i > 0; i--) {
                    draw(repeated.part(), to);
                }
            }
        }
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static List<Home> homes() {
        MetadataSource metadata =
                DefaultMetadataDependenciesProvider.getInstance().getPhoneNumberMetadataSource();
        return Stream.concat(
                        REGIONS.stream().map(region -> home(region, metadata.getMetadataForRegion(region))),
                        LIBRARY.getSupportedGlobalNetworkCallingCodes().stream()
                                .sorted()
                                .map(code ->
                                        home(String.valueOf(code), metadata.getMetadataForNonGeographicalRegion(code))))
                .toList();
    }

    private static Home home(String name, PhoneMetadata metadata) {
        List<DigitSyntax.Part> types = Stream.of(
                        metadata.getGeneralDesc(),
                        metadata.getFixedLine(),
                        metadata.getMobile(),
                        metadata.getMobile(),
                        metadata.getTollFree(),
                        metadata.getPremiumRate(),
                        metadata.getSharedCost(),
                        metadata.getVoip(),
                        metadata.getPersonalNumber(),
                        metadata.getPager(),
                        metadata.getUan(),
                        metadata.getVoicemail())
                .map(PhoneNumberDesc::getNationalNumberPattern)
                .filter(pattern -> !pattern.isEmpty())
                .map(pattern -> new DigitSyntax(pattern).parsed())
                .toList();
        List<String> prefixes = Stream.concat(
                        PREFIXES.stream(), Stream.of(metadata.getNationalPrefix(), metadata.getNationalPrefix()))
                .toList();
        return new Home(name, String.valueOf(metadata.getCountryCode()), types, prefixes);
    }
}
