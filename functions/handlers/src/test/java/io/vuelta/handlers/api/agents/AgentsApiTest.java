package io.vuelta.handlers.api.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.handlers.api.Client;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AgentsApiTest {
    private final Client client = new Client();

    @Test
    void a_created_agent_is_shown_and_found_again() {
        Client.Reply created = client.post(
                "/agents", "{'name':'Inés','tags':['vip'],'extractable_fields':['email'],'voices':['ana','eva']}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.at("/success").booleanValue()).isTrue();
        assertThat(created.text("/agent/id"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(created.text("/agent/name")).isEqualTo("Inés");
        assertThat(created.at("/agent/tags")).hasToString("[\"vip\"]");
        assertThat(created.at("/agent/extractable_fields")).hasToString("[\"email\"]");
        assertThat(created.at("/agent/voices")).hasToString("[\"ana\",\"eva\"]");
        assertThat(created.text("/agent/created_at")).isEqualTo("2026-03-02T15:00:00Z");
        assertThat(client.get("/agents/" + created.text("/agent/id")).at("/agent"))
                .isEqualTo(created.at("/agent"));
    }

    @Test
    void lists_may_be_left_out() {
        assertThat(client.post("/agents", "{'name':'A','tags':null}").at("/agent/tags"))
                .hasToString("[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}                             | name",
                "{'name':null}                  | name",
                "{'name':''}                    | name",
                "{'name':' '}                   | name",
                "{'name':7}                     | name",
                "{'name':'A','tags':'vip'}      | tags",
                "{'name':'A','tags':[1]}        | tags",
                "{'name':'A','tags':['']}       | tags",
                "{'name':'A','tags':['a','a']}  | tags",
                "{'name':'A','voices':{}}       | voices",
                "{'name':'A','extractable_fields':[null]} | extractable_fields",
                "{'name':'A','prompt':'x'}      | prompt",
                "{'name':'A\\u0000'}            | name",
                "{'name':'A\\u001b[2J'}         | name",
                "{'name':'A','tags':['a\\u0007']} | tags",
                "{'name':'A','tags':['a\\nb']}   | tags",
                "{'name':'A','voices':['a\\u007f']} | voices",
                "{'name':'A','extractable_fields':['a\\u0085']} | extractable_fields",
            })
    void what_cannot_be_used_is_named(String body, String field) {
        assertThat(client.post("/agents", body).error()).isEqualTo("400 INVALID_REQUEST " + field);
    }

    @ParameterizedTest
    @CsvSource({"254, 201", "255, 201", "256, 400"})
    void a_name_has_at_most_255_characters(int length, int status) {
        assertThat(client.post("/agents", "{'name':'" + "n".repeat(length) + "'}")
                        .status())
                .isEqualTo(status);
    }
}
