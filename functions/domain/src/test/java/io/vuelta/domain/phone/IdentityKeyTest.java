package io.vuelta.domain.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class IdentityKeyTest {
    private static IdentityKey key(String e164) {
        return IdentityKey.of(new PhoneNumber(e164));
    }

    @ParameterizedTest(name = "{0} and {1} are one person")
    @CsvSource({
        "+541123459105, +5491123459105",
        "+542234567890, +5492234567890",
        "+542966412345, +5492966412345",
        "+553178129105, +5531978129105",
        "+551187654321, +5511987654321",
        "+551161234567, +5511961234567",
        "+551191234567, +5511991234567",
        "+5215555551234, +525555551234"
    })
    void two_forms_of_one_number_have_one_key(String some, String other) {
        assertThat(key(some)).isEqualTo(key(other));
        assertThat(IdentityKey.of(new PhoneNumber(key(some).e164()))).isEqualTo(key(some));
    }

    @ParameterizedTest(name = "{0} is known by itself")
    @ValueSource(
            strings = {
                "+541123459105", // ten digits, as the key has them
                "+54911234591", // a 9 that is no mark: too short
                "+54911234591056", // or too long
                "+551123456789", // Brazilian landlines begin with 2 to 5
                "+551156781234",
                "+5531978129105",
                "+558001234567", // no area
                "+5540041234", // nor any here
                "+525555551234",
                "+52155555512", // a 1 that is no mark
                "+14155552671",
                "+573001234567",
                "+56987654321",
                "+351912345678"
            })
    void the_key_of_any_other_number_is_the_number(String e164) {
        assertThat(key(e164).e164()).isEqualTo(e164);
    }

    @Test
    void the_key_is_one_form_that_stands_for_all_forms() {
        assertThat(new IdentityKey("+541123459105")).isEqualTo(key("+5491123459105"));
        assertThatIllegalArgumentException().isThrownBy(() -> new IdentityKey("+5491123459105"));
        assertThatIllegalArgumentException().isThrownBy(() -> new IdentityKey("541123459105"));
    }

    @ParameterizedTest(name = "{0}, then {1}: {2} is dialled")
    @CsvSource({
        // Stored, written now, dialled after.
        "+541123459105,  +5491123459105, +5491123459105",
        "+5491123459105, +541123459105,  +5491123459105",
        "+541123459105,  +541123459105,  +541123459105",
        "+5491123459105, +5491123459105, +5491123459105",
        "+553178129105,  +5531978129105, +5531978129105",
        "+5531978129105, +553178129105,  +5531978129105",
        "+553178129105,  +553178129105,  +553178129105",
        "+5215555551234, +525555551234,  +525555551234",
        "+525555551234,  +5215555551234, +525555551234",
        "+14155552671,   +14155552671,   +14155552671"
    })
    void the_dialled_form_is_the_last_one_written_with_the_mobile_mark(String stored, String now, String dialled) {
        assertThat(IdentityKey.dialledAfter(new PhoneNumber(stored), new PhoneNumber(now)))
                .isEqualTo(new PhoneNumber(dialled));
    }

    @Test
    void a_different_number_never_replaces_one() {
        PhoneNumber ana = new PhoneNumber("+525555551234");
        PhoneNumber eva = new PhoneNumber("+525555551235");

        assertThatIllegalArgumentException().isThrownBy(() -> IdentityKey.dialledAfter(ana, eva));
    }
}
