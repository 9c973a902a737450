package io.vuelta.domain.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.testkit.examples.Examples;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SuppressionTest {
    private static Suppression entry(int reason, int source) {
        return new Suppression(Examples.number(1), null, "r".repeat(reason), "s".repeat(source), Examples.MONDAY, null);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 3, false",
        "1, 3, true",
        "255, 3, true",
        "256, 3, false",
        "9, 0, false",
        "9, 64, true",
        "9, 65, false"
    })
    void reason_and_source_have_maximum_lengths(int reason, int source, boolean allowed) {
        if (allowed) {
            assertThat(entry(reason, source).reason()).hasSize(reason);
        } else {
            assertThatThrownBy(() -> entry(reason, source)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"asked to stop", "a|b||c", "ñ", "|"})
    void the_short_form_of_an_entry_is_read_as_it_was_written(String reason) {
        Instant at = Instant.parse("2026-03-02T15:00:00.123Z");
        for (Channel channel : new Channel[] {null, Channel.PHONE_CALL, Channel.WHATSAPP}) {
            for (Instant expires : new Instant[] {null, at.plusSeconds(60)}) {
                Suppression.Brief brief =
                        new Suppression(new PhoneNumber("+525555551234"), channel, reason, "csv", at, expires).brief();

                assertThat(Suppression.Brief.parse(brief.text())).isEqualTo(brief);
                assertThat(brief.reason()).isEqualTo(reason);
                assertThat(brief.createdAt()).isEqualTo(Instant.parse("2026-03-02T15:00:00Z"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "🙂"})
    void the_short_form_cuts_a_long_reason_between_two_characters(String letter) {
        Suppression.Brief brief = new Suppression(
                        new PhoneNumber("+525555551234"), null, "x" + letter.repeat(100), "csv", Instant.EPOCH, null)
                .brief();

        assertThat(brief.reason())
                .hasSizeLessThanOrEqualTo(60)
                .startsWith("x" + letter.repeat(29))
                .endsWith("…");
        assertThat(brief.reason().codePoints().filter(code -> code >= 0xD800 && code <= 0xDFFF))
                .isEmpty();
        assertThat(Suppression.Brief.parse(brief.text())).isEqualTo(brief);
    }
}
