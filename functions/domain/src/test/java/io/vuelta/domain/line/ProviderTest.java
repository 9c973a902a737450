package io.vuelta.domain.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.vuelta.domain.reason.TimelineCode;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProviderTest {
    @Test
    void names_are_stored_so_they_never_change() {
        assertThat(Provider.values())
                .extracting(Provider::wire)
                .containsExactly("twilio", "agent", "retell", "vapi", "elevenlabs", "whatsapp");
    }

    @ParameterizedTest
    @EnumSource
    void a_provider_is_found_by_its_exact_name(Provider provider) {
        assertThat(Provider.ofWire(provider.wire())).contains(provider);
        assertThat(Provider.ofWire(provider.wire().toUpperCase(Locale.ROOT))).isEmpty();
        assertThat(Provider.ofWire(provider.wire() + " ")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void the_errors_of_a_provider_have_a_code_of_the_timeline(Provider provider) {
        assertThatCode(() -> TimelineCode.valueOf(provider.name())).doesNotThrowAnyException();
    }
}
