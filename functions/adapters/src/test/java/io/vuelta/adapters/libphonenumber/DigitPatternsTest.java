package io.vuelta.adapters.libphonenumber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DigitPatternsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "\\d{2,4}",
                "[02-4]?1{3}",
                "(?:0|01|012)[3-5]{1,2}",
                "1(?:2(3|4)?|5[\\d])?|6{0,3}7",
                "(?:1{1,2}|[12]{2})(?:0?1){2}"
            })
    void a_pattern_matches_as_a_regular_expression_does(String pattern) {
        DigitPatterns both = DigitPatterns.of(List.of("01?", pattern));
        Pattern expression = Pattern.compile(pattern);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            String digits = String.valueOf(random.nextLong(1, 1L << random.nextInt(1, 24)));
            String noted = pattern + " and " + digits;
            assertThat(both.matching(digits, 0) >> 1 == 1)
                    .as(noted)
                    .isEqualTo(expression.matcher(digits).matches());
            for (int length = 0; length <= digits.length(); length++) {
                String beginning = digits.substring(0, length);
                boolean any = expression.matcher(beginning).matches() || beginning.matches("01?");
                assertThat((both.beginnings(digits, 0) >> length & 1) == 1)
                        .as(noted)
                        .isEqualTo(any);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1+", "1*", "a", ".", "(?=1)", "(?!1)2", "1$", "^1", "1??", "[^1]", "(1", "[1", "1{2", "1)", "\\D"
            })
    void any_other_syntax_is_refused(String pattern) {
        assertThatThrownBy(() -> DigitPatterns.of(List.of(pattern))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_plan_of_every_region_is_understood() {
        PhoneNumberUtil library = PhoneNumberUtil.getInstance();
        NumberingPlans plans = new NumberingPlans(library);
        assertThat(library.getSupportedRegions())
                .allMatch(region -> plans.of(region).isPresent());
        assertThat(plans.of("ZZ")).isEqualTo(Optional.empty());
    }
}
