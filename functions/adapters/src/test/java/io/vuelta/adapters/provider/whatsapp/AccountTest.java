package io.vuelta.adapters.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.line.Secrets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The addresses of requests. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccountTest {
    private static String address(@Nullable String baseUrl, @Nullable String version) {
        Map<String, String> secret =
                new HashMap<>(Map.of("access_token", "token", "phone_number_id", "111", "waba_id", "222"));
        if (baseUrl != null) {
            secret.put("base_url", baseUrl);
        }
        if (version != null) {
            secret.put("api_version", version);
        }
        return Account.of(Meta.LINE, _ -> secret)
                .request("111/messages")
                .build()
                .uri()
                .toString();
    }

    @ParameterizedTest
    @CsvSource({
        ", , https://graph.facebook.com/v23.0/111/messages",
        ", v27.0, https://graph.facebook.com/v27.0/111/messages",
        "https://meta.example, , https://meta.example/v23.0/111/messages",
        "https://meta.example/, , https://meta.example/v23.0/111/messages",
        "https://meta.example/base/, v25.0, https://meta.example/base/v25.0/111/messages"
    })
    void the_secret_has_the_server_and_the_version(@Nullable String baseUrl, @Nullable String version, String address) {
        assertThat(address(baseUrl, version)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "23", "v23", "v23.0/", "latest"})
    void an_invalid_version_makes_the_secret_unusable(String version) {
        assertThatThrownBy(() -> address(null, version)).isInstanceOf(Secrets.SecretUnavailable.class);
    }
}
