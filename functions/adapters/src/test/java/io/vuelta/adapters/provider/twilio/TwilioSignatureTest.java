package io.vuelta.adapters.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TwilioSignatureTest {
    /** The example of Twilio's own libraries. */
    private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";

    private static final String TOKEN = "12345";
    private static final Map<String, List<String>> FORM = Map.of(
            "CallSid", List.of("CA1234567890ABCDE"),
            "Caller", List.of("+14158675309"),
            "Digits", List.of("1234"),
            "From", List.of("+14158675309"),
            "To", List.of("+18005551212"));
    private static final String SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

    @Test
    void the_signature_of_twilios_own_example_is_computed() {
        assertThat(TwilioSignature.of(TOKEN, URL, FORM)).isEqualTo(SIGNATURE);
        assertThat(TwilioSignature.holds(TOKEN, URL, FORM, SIGNATURE)).isTrue();
    }

    @Test
    void a_repeated_name_is_signed_with_each_of_its_values_once_and_sorted() {
        Map<String, List<String>> form = Map.of("b", List.of("2"), "a", List.of("y", "x", "y"));

        assertThat(TwilioSignature.of(TOKEN, URL, form)).isEqualTo(TwilioSignature.of(TOKEN, URL + "axayb2", Map.of()));
    }

    @Test
    void a_signature_of_another_token_address_or_form_is_invalid() {
        assertThat(TwilioSignature.holds("12346", URL, FORM, SIGNATURE)).isFalse();
        assertThat(TwilioSignature.holds(TOKEN, URL + "3", FORM, SIGNATURE)).isFalse();
        assertThat(TwilioSignature.holds(TOKEN, URL, Map.of(), SIGNATURE)).isFalse();
    }
}
