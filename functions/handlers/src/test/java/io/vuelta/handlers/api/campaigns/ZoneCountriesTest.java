package io.vuelta.handlers.api.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ZoneCountriesTest {
    private static final List<String> COUNTRIES = Arrays.asList(Locale.getISOCountries());

    @Test
    void every_zone_that_is_named_after_a_place_has_a_country() {
        assertThat(ZoneId.getAvailableZoneIds())
                .filteredOn(id -> id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/"))
                .hasSizeGreaterThan(400)
                .allSatisfy(id -> assertThat(ZoneCountries.countryOf(ZoneId.of(id)))
                        .as(id)
                        .hasValueSatisfying(country -> assertThat(COUNTRIES).contains(country)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Etc/GMT+6", "CET", "EST5EDT"})
    void zones_not_named_after_a_place_have_no_country(String id) {
        assertThat(ZoneCountries.countryOf(ZoneId.of(id))).isEmpty();
    }
}
