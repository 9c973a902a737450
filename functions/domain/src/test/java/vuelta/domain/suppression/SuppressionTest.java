package vuelta.domain.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vuelta.domain.fakes.Examples;

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
    void reason_and_source_have_their_lengths(int reason, int source, boolean allowed) {
        if (allowed) {
            assertThat(entry(reason, source).reason()).hasSize(reason);
        } else {
            assertThatThrownBy(() -> entry(reason, source)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
