package io.vuelta.handlers.api.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.handlers.api.Client;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent's table with the meanings of a voice platform's names. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ResultTableApiTest {
    private final Client client = Client.withLine();

    private Client.Reply create(String results) {
        return client.post(
                "/agents",
                "{\"name\":\"Inés\",\"tags\":[\"vip\"],\"extractable_fields\":[\"email\"],\"results\":" + results
                        + "}");
    }

    @Test
    void a_table_is_kept_shown_and_changed() {
        Client.Reply created = create("{\"lead\":\"tag:vip\",\"mail\":\"field:email\",\"sold\":\"converted\"}");
        String path = "/agents/" + created.text("/agent/id");

        assertThat(created.status()).isEqualTo(201);
        assertThat(client.get(path).json().at("/agent/results"))
                .hasToString("{\"lead\":\"tag:vip\",\"mail\":\"field:email\",\"sold\":\"converted\"}");
        assertThat(client.patch(path, "{\"name\":\"Eva\"}").json().at("/agent/results"))
                .hasSize(3);
        assertThat(client.patch(path, "{\"results\":{\"outcome\":\"tags\"}}")
                        .json()
                        .at("/agent/results"))
                .hasToString("{\"outcome\":\"tags\"}");
        assertThat(client.patch(path, "{\"results\":{\"no_llamar\":\"opt_out\"}}")
                        .json()
                        .at("/agent/results"))
                .hasToString("{\"no_llamar\":\"opt_out\"}");
        assertThat(client.patch(path, "{\"results\":null}").json().at("/agent/results"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"x\":\"tag:gone\"}       | results.x",
                "{\"x\":\"field:vip\"}      | results.x",
                "{\"x\":\"email\"}          | results.x",
                "{\"x\":\"tag:\"}           | results.x",
                "{\"x\":1}                  | results.x",
                "{\"x\":null}               | results.x",
                "{\"\":\"tags\"}            | results",
                "[]                         | results",
                "\"tags\"                   | results",
            })
    void an_invalid_table_of_results_is_refused_with_its_field(String results, String field) {
        assertThat(create(results).status()).isEqualTo(400);
        assertThat(create(results).text("/field")).isEqualTo(field);
    }

    @Test
    void a_table_has_at_most_a_hundred_names() {
        String hundred =
                IntStream.range(0, 100).mapToObj(i -> "\"n" + i + "\":\"tags\"").collect(Collectors.joining(","));

        assertThat(create("{" + hundred + "}").status()).isEqualTo(201);
        assertThat(create("{\"one\":\"tags\"," + hundred + "}").text("/field")).isEqualTo("results");
    }

    @Test
    void a_change_may_use_the_tags_that_it_adds() {
        String path = "/agents/" + create("{}").text("/agent/id");

        assertThat(client.patch(path, "{\"results\":{\"x\":\"tag:new\"}}").text("/field"))
                .isEqualTo("results.x");
        assertThat(client.patch(path, "{\"tags\":[\"new\"],\"results\":{\"x\":\"tag:new\"}}")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"retell", "vapi", "elevenlabs"})
    void a_line_names_a_voice_platform(String provider) {
        String path = "/agents/" + create("{}").text("/agent/id") + "/integrations";
        String line = "{\"integration_type\":\"%s\",\"provider\":\"%s\",\"number\":\"+525588887777\","
                + "\"secret\":\"vuelta/x\"}";

        assertThat(client.post(path, line.formatted("phone_call", provider)).text("/integration/provider"))
                .isEqualTo(provider);
        Client.Reply whatsApp = client.post(path, line.formatted("whatsapp", provider));
        assertThat(whatsApp.status()).isEqualTo(400);
        assertThat(whatsApp.text("/field")).isEqualTo("provider");
    }
}
