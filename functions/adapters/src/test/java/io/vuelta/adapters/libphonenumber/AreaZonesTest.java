package io.vuelta.adapters.libphonenumber;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import com.google.i18n.phonenumbers.geocoding.PhoneNumberOfflineGeocoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The table of areas against the tz database ({@code zone.tab} of 2025b, which describes the area of each zone),
 * against the states and provinces of libphonenumber's geocoder, and against libphonenumber's own map of zones.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AreaZonesTest {
    private static final AreaZones AREAS = AreaZones.read();
    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    private static final PhoneNumberOfflineGeocoder GEOCODER = PhoneNumberOfflineGeocoder.getInstance();

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final int YEARS_OF_DAYS = 5 * 365;

    private static final Map<ZoneId, ZoneId> CLOCKS = new HashMap<>();
    private static final Map<List<ZoneOffset>, ZoneId> FIRST_OF_CLOCK = new HashMap<>();

    /** The first zone with the same offsets from 2026 to 2030: zones with equal offsets count as one here. */
    private static ZoneId clock(ZoneId zone) {
        ZoneId known = CLOCKS.get(zone);
        if (known != null) {
            return known;
        }
        List<ZoneOffset> shown = IntStream.range(0, YEARS_OF_DAYS)
                .mapToObj(day -> zone.getRules().getOffset(FROM.plus(Duration.ofDays(day))))
                .toList();
        ZoneId first = Objects.requireNonNullElse(FIRST_OF_CLOCK.putIfAbsent(shown, zone), zone);
        CLOCKS.put(zone, first);
        return first;
    }

    private static Set<ZoneId> clocks(Collection<ZoneId> zones) {
        return zones.stream().map(AreaZonesTest::clock).collect(Collectors.toSet());
    }

    /** The zones of each country in the tz database. */
    private static final Map<String, Set<ZoneId>> OF_COUNTRY = zoneTab();

    private static Map<String, Set<ZoneId>> zoneTab() {
        Map<String, Set<ZoneId>> zones = new TreeMap<>();
        lines("zone.tab")
                .map(line -> line.split("\t", -1))
                .forEach(row -> add(zones, row[0], Set.of(ZoneId.of(row[2]))));
        // Kosovo, Ascension and Tristan da Cunha have no country code in zone.tab; Crimea is with Ukraine only.
        add(zones, "XK", ofCountry(zones, "RS"));
        add(zones, "AC", ofCountry(zones, "SH"));
        add(zones, "TA", ofCountry(zones, "SH"));
        add(zones, "RU", zones("Europe/Simferopol"));
        // Australia's stations in Antarctica have the calling code of Norfolk Island, the north of Cyprus has Turkey's.
        add(zones, "NF", ofCountry(zones, "AQ"));
        add(zones, "NF", zones("Antarctica/Macquarie"));
        add(zones, "TR", zones("Asia/Famagusta"));
        return zones;
    }

    private static void add(Map<String, Set<ZoneId>> zones, String country, Set<ZoneId> more) {
        zones.computeIfAbsent(country, _ -> new HashSet<>()).addAll(more);
    }

    private static Set<ZoneId> ofCountry(Map<String, Set<ZoneId>> zones, String country) {
        return Objects.requireNonNull(zones.get(country), country);
    }

    private static Stream<String> lines(String resource) {
        try (InputStream file = Objects.requireNonNull(AreaZonesTest.class.getResourceAsStream(resource), resource)) {
            return new String(file.readAllBytes(), UTF_8).lines().filter(line -> !line.startsWith("#"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<ZoneId> zones(String names) {
        return Arrays.stream(names.split(" ", -1)).map(ZoneId::of).collect(Collectors.toSet());
    }

    static Set<Integer> callingCodes() {
        return LIBRARY.getSupportedCallingCodes().stream()
                .filter(code -> !LIBRARY.getRegionCodeForCountryCode(code).equals("001"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest(name = "+{0}")
    @MethodSource("callingCodes")
    void all_zones_of_a_country_are_known_and_none_of_another(int callingCode) {
        Set<ZoneId> ofItsCountries = LIBRARY.getRegionCodesForCountryCode(callingCode).stream()
                .flatMap(region -> ofCountry(OF_COUNTRY, region).stream())
                .collect(Collectors.toSet());

        assertThat(AREAS.ofCallingCode(callingCode)).isNotEmpty().isSubsetOf(ofItsCountries);
        assertThat(clocks(AREAS.ofCallingCode(callingCode)))
                .as("the North Cyprus mobiles and the stations in Antarctica have areas of their own")
                .isSubsetOf(clocks(ofItsCountries));
    }

    /** A number of each country that contains no area; if mobile numbers have areas, a toll-free number. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
        MX | 528001234567
        US | 18005551234
        CA | 18005551234
        BR | 558001234567
        AR | 548001234567
        CL | 56912345678
        ES | 34612345678
        PT | 351912345678
        EC | 593991234567
        RU | 79161234567
        KZ | 77011234567
        AU | 61412345678
        CX | 61412345678
        CC | 61412345678
        NZ | 64211234567
        ID | 628123456789
        CN | 8613812345678
        CD | 243812345678
        GL | 299221234
        UA | 380501234567
        PG | 67570123456
        KI | 68672012345
        PF | 68987123456
        FM | 6919201234
        MN | 97688123456
        MY | 60123456789
        CY | 35796123456
        PS | 970599123456
        DE | 4915123456789
        UZ | 998912345678
        MH | 6922351234
        """)
    void a_number_without_an_area_has_every_clock_of_its_country(String country, String number) {
        assertThat(clocks(AREAS.of(number))).containsAll(clocks(ofCountry(OF_COUNTRY, country)));
    }

    @Test
    void a_country_with_one_zone_has_that_zone() {
        for (int callingCode : callingCodes()) {
            Set<ZoneId> theirs = LIBRARY.getRegionCodesForCountryCode(callingCode).stream()
                    .filter(region -> !Set.of("NF", "TR").contains(region))
                    .flatMap(region -> ofCountry(OF_COUNTRY, region).stream())
                    .collect(Collectors.toSet());
            if (clocks(theirs).size() == 1) {
                assertThat(clocks(AREAS.of(String.valueOf(callingCode)))).isEqualTo(clocks(theirs));
            }
        }
    }

    /** Brazil's area codes by state, as Anatel has assigned them, and the zone that zone.tab has for that state. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
        SP | 11 12 13 14 15 16 17 18 19 | America/Sao_Paulo
        RJ | 21 22 24                   | America/Sao_Paulo
        ES | 27 28                      | America/Sao_Paulo
        MG | 31 32 33 34 35 37 38       | America/Sao_Paulo
        PR | 41 42 43 44 45 46          | America/Sao_Paulo
        SC | 47 48 49                   | America/Sao_Paulo
        RS | 51 53 54 55                | America/Sao_Paulo
        DF | 61                         | America/Sao_Paulo
        GO | 62 64                      | America/Sao_Paulo
        TO | 63                         | America/Araguaina
        MT | 65 66                      | America/Cuiaba
        MS | 67                         | America/Campo_Grande
        AC | 68                         | America/Rio_Branco
        RO | 69                         | America/Porto_Velho
        BA | 71 73 74 75 77             | America/Bahia
        SE | 79                         | America/Maceio
        PE | 81                         | America/Recife America/Noronha
        PE | 87                         | America/Recife
        AL | 82                         | America/Maceio
        PB | 83                         | America/Fortaleza
        RN | 84                         | America/Fortaleza
        CE | 85 88                      | America/Fortaleza
        PI | 86 89                      | America/Fortaleza
        PA | 91                         | America/Belem
        PA | 93                         | America/Santarem
        PA | 94                         | America/Belem America/Santarem
        AM | 92                         | America/Manaus
        AM | 97                         | America/Manaus America/Eirunepe
        RR | 95                         | America/Boa_Vista
        AP | 96                         | America/Belem
        MA | 98 99                      | America/Fortaleza
        """)
    void an_area_of_brazil_is_in_the_zone_of_its_state(String state, String areas, String zones) {
        for (String area : areas.split(" ", -1)) {
            assertThat(AREAS.of("55" + area + "912345678")).as(area).isEqualTo(zones(zones));
            assertThat(AREAS.rows()).containsKey("55" + area);
        }
    }

    @ParameterizedTest(name = "+{0} {1}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
        56  | 2 33 34 35 41 42 43 45 51 52 53 55 57 58 63 64 65 71 72 73 75 | America/Santiago
        56  | 32                                            | America/Santiago Pacific/Easter
        56  | 61                                            | America/Punta_Arenas
        56  | 67                                            | America/Coyhaique
        593 | 2 3 4 6 7                                     | America/Guayaquil
        593 | 5                                             | America/Guayaquil Pacific/Galapagos
        351 | 21 22 231 232 233 234 235 236 238 239 241 242 243 244 245 249 251 252 253 254 255 256 257 258 259 | Europe/Lisbon
        351 | 261 262 263 265 266 268 269 271 272 273 274 275 276 277 278 279 281 282 283 284 285 286 289 | Europe/Lisbon
        351 | 291                                           | Atlantic/Madeira
        351 | 292 295 296                                   | Atlantic/Azores
        34  | 822 828 922 928                               | Atlantic/Canary
        34  | 852 856 951 952 956                           | Europe/Madrid Africa/Ceuta
        34  | 81 83 84 86 87 88 91 93 94 96 97 98           | Europe/Madrid
        34  | 820 821 823 824 825 826 827 850 851 853 854 855 857 858 859       | Europe/Madrid
        34  | 920 921 923 924 925 926 927 950 953 954 955 957 958 959           | Europe/Madrid
        """)
    void an_area_code_has_its_zones(String callingCode, String areas, String zones) {
        for (String area : areas.split(" ", -1)) {
            assertThat(AREAS.of(callingCode + area + "123456789")).as(area).isEqualTo(zones(zones));
        }
    }

    /** The zones of a state, province or territory, from the words of zone.tab; by the names that the geocoder has for it. */
    private record State(String country, Set<String> names, Set<ZoneId> zones) {}

    private static final List<State> STATES = lines("states.txt")
            .filter(line -> !line.isBlank())
            .map(line -> line.split(" *\\| *", -1))
            .map(row -> new State(row[0], Set.of(row[1].split(", *", -1)), zones(row[2])))
            .toList();

    private static Set<State> statesOf(Phonenumber.PhoneNumber number, String country, Locale language) {
        String place = GEOCODER.getDescriptionForValidNumber(number, language);
        if (place.equals("Mexico")) {
            // The country: a state also has this name.
            return Set.of();
        }
        Set<State> states = new HashSet<>();
        for (String part : place.replaceFirst(".*(?:, | - )", "").split("/", -1)) {
            STATES.stream()
                    .filter(state ->
                            state.country().equals(country) && state.names().contains(part))
                    .forEach(states::add);
        }
        return states;
    }

    private static Phonenumber.PhoneNumber number(int callingCode, String national) {
        return new Phonenumber.PhoneNumber().setCountryCode(callingCode).setNationalNumber(Long.parseLong(national));
    }

    /** Ten-digit numbers of an area that differ in the three digits after it. */
    private static Stream<Phonenumber.PhoneNumber> numbersOf(int callingCode, String area) {
        return IntStream.range(200, 1000).mapToObj(n -> number(callingCode, (area + n + "12345").substring(0, 10)));
    }

    private static final Set<PhoneNumberType> OF_AN_AREA =
            Set.of(PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);

    /** The area codes of three digits in which there are valid numbers, by the numbering plan in libphonenumber. */
    private static List<String> areaCodes(int callingCode) {
        return IntStream.range(200, 1000)
                .filter(area -> {
                    Phonenumber.PhoneNumber any = number(callingCode, area + "2345678");
                    return LIBRARY.isValidNumber(any) && OF_AN_AREA.contains(LIBRARY.getNumberType(any));
                })
                .mapToObj(String::valueOf)
                .toList();
    }

    @Test
    void every_area_code_of_north_america_has_a_row_and_is_in_the_zones_of_its_state() {
        List<String> areas = areaCodes(1);
        assertThat(areas).hasSizeGreaterThan(420);
        for (String area : areas) {
            assertThat(AREAS.rows()).containsKey("1" + area);
            Set<State> states = IntStream.iterate(200, n -> n < 1000, n -> n + 7)
                    .mapToObj(n -> number(1, area + n + "1234"))
                    .filter(LIBRARY::isValidNumber)
                    .flatMap(number -> statesOf(number, "NANP", Locale.ENGLISH).stream())
                    .collect(Collectors.toSet());
            inZonesOf(states, AREAS.of("1" + area), "1 " + area);
        }
    }

    @Test
    void every_area_code_of_mexico_has_a_row_and_is_in_the_zones_of_its_state() {
        List<String> areas = areaCodes(52);
        assertThat(areas).hasSizeGreaterThan(390);
        for (String area : areas) {
            if (Set.of("200", "201").contains(area)) {
                assertThat(AREAS.of("52" + area))
                        .as("rural lines of the whole country")
                        .isEqualTo(AREAS.of("52"));
                continue;
            }
            assertThat(AREAS.rows().keySet()).containsAnyOf("52" + area, "52" + area.substring(0, 2));
            Set<State> states = statesOf(number(52, area + "2345678"), "MX", Locale.ENGLISH);
            inZonesOf(states, AREAS.of("52" + area), "52 " + area);
        }
    }

    @Test
    void every_area_code_of_argentina_is_in_the_zone_of_its_province() {
        Set<String> rows = AREAS.rows().keySet().stream()
                .filter(row -> row.startsWith("54") && row.length() > 2)
                .map(row -> row.substring(2))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rows).hasSizeGreaterThan(270);
        for (String area : rows) {
            Set<State> provinces = IntStream.range(0, 100)
                    .mapToObj(n -> number(54, (area + "4" + String.format("%02d", n) + "123456").substring(0, 10)))
                    .filter(LIBRARY::isValidNumber)
                    .filter(number -> longestRow(number).equals(area))
                    .flatMap(number -> statesOf(number, "AR", Locale.ENGLISH).stream())
                    .collect(Collectors.toSet());
            inZonesOf(provinces, AREAS.of("54" + area), "54 " + area);
        }
    }

    private static String longestRow(Phonenumber.PhoneNumber number) {
        String national = LIBRARY.getNationalSignificantNumber(number);
        return IntStream.rangeClosed(1, 4)
                .map(n -> 5 - n)
                .mapToObj(n -> national.substring(0, n))
                .filter(area -> AREAS.rows().containsKey("54" + area))
                .findFirst()
                .orElse("");
    }

    private static void inZonesOf(Set<State> states, Set<ZoneId> zones, String area) {
        Set<ZoneId> allowed =
                states.stream().flatMap(state -> state.zones().stream()).collect(Collectors.toSet());
        if (!BEYOND_THEIR_STATE.contains(area) && !states.isEmpty()) {
            assertThat(zones).as("+" + area + " " + states).isSubsetOf(allowed);
        }
        for (State state : area.equals(MIXED_UP) ? Set.<State>of() : states) {
            assertThat(clocks(zones))
                    .as("+" + area + " has a clock of each of its states")
                    .anyMatch(clocks(state.zones())::contains);
        }
    }

    /** Areas for which the geocoder has only one state, but which extend into another, as areas.txt states. */
    private static final Set<String> BEYOND_THEIR_STATE =
            Set.of("1 334", "1 306", "1 474", "1 639", "52 322", "52 983", "52 997", "52 913", "54 297");

    /** San Juan del Río: the geocoder confuses Querétaro and Quintana Roo. */
    private static final String MIXED_UP = "52 427";

    private static final String CHIHUAHUA = "Chihuahua has had the time of Mexico City since October 2022";
    private static final String QUINTANA_ROO = "Quintana Roo has had no daylight saving time since 2015";
    private static final String PARA = "all of Para has had the time of Brasilia since 2008";
    private static final String NEWER = "the area is newer than the map, which has all zones for it";

    /**
     * Areas for which libphonenumber's own map has another time than the table, and why the map is wrong. The map
     * contains the first zone in alphabetical order that once had the same time.
     */
    private static final Map<String, String> MAP_IS_WRONG = Map.ofEntries(
            Map.entry("1 273", NEWER),
            Map.entry("1 738", NEWER),
            Map.entry("1 689", "an overlay of 407, Orlando, which the map has as Eastern"),
            Map.entry("1 709", "Labrador has daylight saving time, Puerto Rico has not"),
            Map.entry("1 879", "an overlay of 709"),
            Map.entry("1 867", "Yukon has not had the clock of Vancouver since November 2020"),
            Map.entry("1 907", "Adak has daylight saving time, Honolulu has not"),
            Map.entry("34 827", "Cáceres, an overlay of 927; the Canary Islands have 822 and 828"),
            Map.entry("52 201", QUINTANA_ROO),
            Map.entry("52 614", CHIHUAHUA),
            Map.entry("52 621", CHIHUAHUA),
            Map.entry("52 625", CHIHUAHUA),
            Map.entry("52 626", "Ojinaga has had the clock of Chicago since November 2022"),
            Map.entry("52 627", CHIHUAHUA),
            Map.entry("52 628", CHIHUAHUA),
            Map.entry("52 629", CHIHUAHUA),
            Map.entry("52 635", CHIHUAHUA),
            Map.entry("52 636", CHIHUAHUA),
            Map.entry("52 639", CHIHUAHUA),
            Map.entry("52 648", CHIHUAHUA),
            Map.entry("52 649", CHIHUAHUA),
            Map.entry("52 652", CHIHUAHUA),
            Map.entry("52 656", "Ciudad Juárez has had the clock of Denver since November 2022"),
            Map.entry("52 657", "an overlay of 656"),
            Map.entry("52 659", CHIHUAHUA),
            Map.entry("52 663", "an overlay of 664, Tijuana"),
            Map.entry("52 983", QUINTANA_ROO),
            Map.entry("52 984", QUINTANA_ROO),
            Map.entry("52 987", QUINTANA_ROO),
            Map.entry("52 998", QUINTANA_ROO),
            Map.entry("55 91", PARA),
            Map.entry("55 93", PARA),
            Map.entry("55 94", PARA),
            Map.entry("56 61", "Magallanes has had no daylight saving time since 2016"),
            Map.entry("56 67", "Aysén has had no daylight saving time since 2025"));

    @Test
    void every_difference_from_the_map_of_libphonenumber_is_explained() {
        Map<String, Set<String>> differences = new TreeMap<>();
        for (int callingCode : List.of(1, 52)) {
            for (String area : areaCodes(callingCode)) {
                differ(callingCode, area, numbersOf(callingCode, area), differences);
            }
        }
        for (int area = 11; area <= 99; area++) {
            differ(55, String.valueOf(area), numbersOf(55, String.valueOf(area)), differences);
        }
        for (int callingCode : List.of(34, 351)) {
            for (int area = 200; area < 1000; area++) {
                differ(callingCode, String.valueOf(area), validOnly(callingCode, area + "123456"), differences);
            }
        }
        for (int area = 10; area < 90; area++) {
            differ(56, String.valueOf(area), validOnly(56, area + "2123456"), differences);
        }
        for (int area = 2; area < 8; area++) {
            differ(593, String.valueOf(area), validOnly(593, area + "2123456"), differences);
        }
        assertThat(differences).containsOnlyKeys(MAP_IS_WRONG.keySet());
    }

    private static Stream<Phonenumber.PhoneNumber> validOnly(int callingCode, String national) {
        return Stream.of(number(callingCode, national)).filter(LIBRARY::isValidNumber);
    }

    private static void differ(
            int callingCode,
            String area,
            Stream<Phonenumber.PhoneNumber> numbers,
            Map<String, Set<String>> differences) {
        PhoneNumberToTimeZonesMapper map = PhoneNumberToTimeZonesMapper.getInstance();
        numbers.forEach(number -> {
            Set<ZoneId> ours = AREAS.of(callingCode + LIBRARY.getNationalSignificantNumber(number));
            for (String theirs : map.getTimeZonesForGeographicalNumber(number)) {
                if (!clocks(ours).contains(clock(ZoneId.of(theirs)))) {
                    differences
                            .computeIfAbsent(callingCode + " " + area, _ -> new TreeSet<>())
                            .add(theirs);
                }
            }
        });
    }

    /** For people to read: target/areas.txt has every area of the countries with more than one zone. */
    @Test
    void the_whole_table_can_be_printed() throws IOException {
        List<String> table = new ArrayList<>();
        new TreeMap<>(AREAS.rows())
                .forEach((digits, zones) -> table.add(digits + " "
                        + zones.stream().map(ZoneId::getId).sorted().collect(Collectors.joining(" "))));

        Files.write(Path.of("target", "areas.txt"), table);

        assertThat(table).hasSizeGreaterThan(1500);
    }

    @Test
    void the_longest_listed_prefix_decides() {
        AreaZones areas = AreaZones.of(Stream.of("# a comment", "", "9: Europe/Paris", "9 1 12: Europe/Rome # also"));

        assertThat(areas.of("9")).isEqualTo(zones("Europe/Paris"));
        assertThat(areas.of("921")).isEqualTo(zones("Europe/Paris"));
        assertThat(areas.of("913")).isEqualTo(zones("Europe/Rome"));
        assertThat(areas.of("12")).isEmpty();
        assertThat(areas.of("")).isEmpty();
    }

    @Test
    void a_star_stands_for_all_zones_of_the_countrys_other_rows() {
        AreaZones areas = AreaZones.of(Stream.of("9: *", "9 1: Europe/Rome", "9 2: Europe/Paris", "8: Asia/Tokyo"));

        assertThat(areas.of("93")).isEqualTo(zones("Europe/Rome Europe/Paris"));
        assertThat(areas.ofCallingCode(9)).isEqualTo(zones("Europe/Rome Europe/Paris"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9 1", "9: *", "9 1 1: Europe/Rome", "9: Europe/Rome: Europe/Paris"})
    void a_row_that_cannot_be_read_is_refused(String row) {
        assertThatThrownBy(() -> AreaZones.of(Stream.of(row))).isInstanceOf(IllegalStateException.class);
    }
}
