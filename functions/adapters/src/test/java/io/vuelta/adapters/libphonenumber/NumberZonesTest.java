package io.vuelta.adapters.libphonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.window.ContactZones.Zones;
import io.vuelta.domain.window.DayHours;
import io.vuelta.domain.window.WeeklySchedule;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NumberZonesTest {
    private final NumberZones numbers = new NumberZones();

    private Zones of(String e164) {
        return numbers.of(new PhoneNumber(e164));
    }

    private static Zones known(String... zones) {
        return new Zones.Known(Arrays.stream(zones).map(ZoneId::of).collect(Collectors.toSet()));
    }

    @ParameterizedTest(name = "{0} is in {1}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
        +525555551234  | America/Mexico_City
        +526641234567  | America/Tijuana
        +526671234567  | America/Mazatlan
        +12125551234   | America/New_York
        +13105551234   | America/Los_Angeles
        +12423456789   | America/Nassau
        +5511987654321 | America/Sao_Paulo
        +5592987654321 | America/Manaus
        +5491123456789 | America/Argentina/Buenos_Aires
        +5493514123456 | America/Argentina/Cordoba
        +543514123456  | America/Argentina/Cordoba
        +5585987654321 | America/Fortaleza
        +5568987654321 | America/Rio_Branco
        +34922123456   | Atlantic/Canary
        +34927123456   | Europe/Madrid
        +351291123456  | Atlantic/Madeira
        +351296123456  | Atlantic/Azores
        +56612123456   | America/Punta_Arenas
        +34912345678   | Europe/Madrid
        +74951234567   | Europe/Moscow
        +77172123456   | Asia/Almaty
        """)
    void an_area_is_in_one_zone(String number, String zone) {
        assertThat(of(number)).isEqualTo(known(zone));
    }

    @ParameterizedTest(name = "{0} is in {1}")
    @CsvSource({"+573211234567,America/Bogota", "+51912345678,America/Lima", "+4915123456789,Europe/Berlin"})
    void a_mobile_number_of_a_country_with_one_zone_is_in_that_zone(String number, String zone) {
        assertThat(of(number)).isEqualTo(known(zone));
    }

    @Test
    void a_number_without_an_area_may_be_anywhere_in_its_country() {
        assertThat(of("+34612345678")).isEqualTo(known("Europe/Madrid", "Africa/Ceuta", "Atlantic/Canary"));
        assertThat(of("+351912345678")).isEqualTo(known("Europe/Lisbon", "Atlantic/Madeira", "Atlantic/Azores"));
        assertThat(of("+56961234567"))
                .isEqualTo(known("America/Santiago", "America/Coyhaique", "America/Punta_Arenas", "Pacific/Easter"));
        assertThat(of("+593991234567")).isEqualTo(known("America/Guayaquil", "Pacific/Galapagos"));
        assertThat(of("+528001234567"))
                .isEqualTo(known(
                        "America/Bahia_Banderas",
                        "America/Cancun",
                        "America/Chihuahua",
                        "America/Ciudad_Juarez",
                        "America/Hermosillo",
                        "America/Matamoros",
                        "America/Mazatlan",
                        "America/Merida",
                        "America/Mexico_City",
                        "America/Monterrey",
                        "America/Ojinaga",
                        "America/Tijuana"));
    }

    @Test
    void a_toll_free_number_may_be_anywhere_in_north_america_and_on_guam() {
        assertThat(of("+18005551234"))
                .isInstanceOfSatisfying(
                        Zones.Known.class,
                        anywhere -> assertThat(anywhere.zones())
                                .hasSizeGreaterThan(30)
                                .contains(
                                        ZoneId.of("America/New_York"),
                                        ZoneId.of("Pacific/Honolulu"),
                                        ZoneId.of("Pacific/Guam")));
    }

    @Test
    void russia_and_kazakhstan_share_a_calling_code_and_not_their_zones() {
        assertThat(of("+77011234567"))
                .isInstanceOfSatisfying(
                        Zones.Known.class,
                        anywhere -> assertThat(anywhere.zones())
                                .contains(ZoneId.of("Asia/Almaty"), ZoneId.of("Asia/Aqtobe"))
                                .doesNotContain(ZoneId.of("Europe/Moscow")));
        assertThat(of("+79161234567"))
                .isInstanceOfSatisfying(
                        Zones.Known.class,
                        anywhere -> assertThat(anywhere.zones())
                                .contains(
                                        ZoneId.of("Europe/Moscow"),
                                        ZoneId.of("Asia/Kamchatka"),
                                        ZoneId.of("Europe/Kaliningrad"))
                                .doesNotContain(ZoneId.of("Europe/Bucharest")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+870773111632", "+80012345678", "+979123456789", "+999123456789", "+2101234567"})
    void a_number_of_no_country_is_unknown(String number) {
        assertThat(of(number)).isEqualTo(new Zones.Unknown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+97150123456", "+390012345678901", "+35312345678901", "+579991234567"})
    void an_invalid_number_of_a_country_with_one_zone_has_that_zone(String number) {
        assertThat(of(number)).isEqualTo(new Zones.CountryOfOneZone());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+5261412", "+15551234567", "+3400000000", "+7000000000"})
    void an_invalid_number_of_a_country_with_several_zones_is_unknown(String number) {
        assertThat(of(number)).isEqualTo(new Zones.Unknown());
    }

    @ParameterizedTest(name = "{0} is in {1}, at {2} h in July and {3} h in January")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
        +529981234567  | America/Cancun        | -5 | -5
        +526141234567  | America/Chihuahua     | -6 | -6
        +212612345678  | Africa/Casablanca     | +1 | +1
        +213551234567  | Africa/Algiers        | +1 | +1
        +218912345678  | Africa/Tripoli        | +2 | +2
        +211977123456  | Africa/Juba           | +2 | +2
        +50581234567   | America/Managua       | -6 | -6
        +74012123456   | Europe/Kaliningrad    | +2 | +2
        """)
    void a_zone_that_libphonenumber_names_after_another_country_becomes_the_countrys_own(
            String number, String zone, String july, String january) {
        assertThat(of(number)).isEqualTo(known(zone));
        var rules = ZoneId.of(zone).getRules();
        assertThat(rules.getOffset(Instant.parse("2026-07-15T12:00:00Z")).getTotalSeconds())
                .isEqualTo(Integer.parseInt(july) * 3600);
        assertThat(rules.getOffset(Instant.parse("2026-01-15T12:00:00Z")).getTotalSeconds())
                .isEqualTo(Integer.parseInt(january) * 3600);
    }

    @Test
    void recife_is_not_called_at_19_56_when_the_window_opens_at_20() {
        Set<ZoneId> recife = of("+5581987654321") instanceof Zones.Known known ? known.zones() : Set.of();
        assertThat(recife).containsExactlyInAnyOrder(ZoneId.of("America/Recife"), ZoneId.of("America/Noronha"));

        WeeklySchedule evening = new WeeklySchedule(Map.of(DayOfWeek.MONDAY, DayHours.of("20:00", "23:00")));
        Instant early = Instant.parse("2026-03-02T22:56:00Z");
        assertThat(early.atZone(ZoneId.of("America/Recife")).toLocalTime()).isEqualTo("19:56");

        assertThat(recife).anyMatch(zone -> !evening.undated().isOpen(early, zone));
        assertThat(recife).allMatch(zone -> evening.undated().isOpen(early.plusSeconds(4 * 60), zone));
    }

    @Test
    void an_area_across_a_zone_border_has_both_zones() {
        assertThat(of("+526361234567")).isEqualTo(known("America/Chihuahua", "America/Ciudad_Juarez"));
        assertThat(of("+526561234567")).isEqualTo(known("America/Chihuahua", "America/Ciudad_Juarez"));
        assertThat(of("+528991234567")).isEqualTo(known("America/Monterrey", "America/Matamoros"));
        assertThat(of("+18505551234")).isEqualTo(known("America/Chicago", "America/New_York"));
        assertThat(of("+5597987654321")).isEqualTo(known("America/Manaus", "America/Eirunepe"));
    }

    static Set<String> regions() {
        return PhoneNumberUtil.getInstance().getSupportedRegions();
    }

    @ParameterizedTest
    @MethodSource("regions")
    void every_country_always_has_the_same_zone(String region) {
        PhoneNumberUtil library = PhoneNumberUtil.getInstance();
        Stream.of(PhoneNumberUtil.PhoneNumberType.FIXED_LINE, PhoneNumberUtil.PhoneNumberType.MOBILE)
                .map(type -> library.getExampleNumberForType(region, type))
                .filter(example -> example != null)
                .map(example -> library.format(example, PhoneNumberFormat.E164))
                .forEach(number -> {
                    assertThat(of(number)).as(number).isInstanceOf(Zones.Known.class);
                    assertThat(new NumberZones().of(new PhoneNumber(number))).isEqualTo(of(number));
                });
    }
}
