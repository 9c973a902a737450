package io.vuelta.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretsFileTest {
    @TempDir
    Path folder;

    private String file(String json) throws IOException {
        return Files.writeString(folder.resolve("secrets.json"), json).toString();
    }

    @Test
    void without_a_file_there_are_no_secrets() {
        assertThat(SecretsFile.read("")).isEmpty();
    }

    @Test
    void each_name_has_its_secret() throws IOException {
        String json = "{\"local/a\":{\"base_url\":\"http://localhost:9\",\"signing_secret\":\"s\"},\"local/b\":{}}";

        assertThat(SecretsFile.read(file(json)))
                .isEqualTo(Map.of(
                        "local/a", "{\"base_url\":\"http://localhost:9\",\"signing_secret\":\"s\"}", "local/b", "{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"hush\"",
                "no hush json",
                "{\"local/a\":\"hush\"}",
                "{\"local/a\":{\"token\":7,\"other\":\"hush\"}}",
                "{\"vuelta/a\":{\"token\":\"hush\"}}",
            })
    void an_unusable_file_is_refused_without_showing_a_secret(String json) throws IOException {
        String file = file(json);

        assertThatThrownBy(() -> SecretsFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hush")
                .hasNoCause();
    }

    @Test
    void a_missing_file_is_named() {
        assertThatThrownBy(() -> SecretsFile.read("none.json")).hasMessageContaining("none.json");
    }
}
