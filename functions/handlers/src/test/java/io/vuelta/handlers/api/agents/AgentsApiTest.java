package io.vuelta.handlers.api.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.handlers.api.Client;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AgentsApiTest {
    private final Client client = new Client();

    @Test
    void a_created_agent_is_shown_and_found() {
        Client.Reply created = client.post(
                "/agents", "{'name':'Inés','tags':['vip'],'extractable_fields':['email'],'voices':['ana','eva']}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.at("/success").booleanValue()).isTrue();
        assertThat(created.text("/agent/id"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        created.assertHas("/agent", """
                'name':'Inés','tags':['vip'],'extractable_fields':['email'],'voices':['ana','eva'],
                'created_at':'2026-03-02T15:00:00Z'
                """);
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
                "{'name':'A','tags':[1]}        | tags[0]",
                "{'name':'A','tags':['']}       | tags[0]",
                "{'name':'A','tags':['a','a']}  | tags[1]",
                "{'name':'A','voices':{}}       | voices",
                "{'name':'A','extractable_fields':[null]} | extractable_fields[0]",
                "{'name':'A','prompt':'x'}      | prompt",
                "{'name':'A\\u0000'}            | name",
                "{'name':'A\\u001b[2J'}         | name",
                "{'name':'A','tags':['a\\u0007']} | tags[0]",
                "{'name':'A','tags':['a\\nb']}   | tags[0]",
                "{'name':'A','voices':['a\\u007f']} | voices[0]",
                "{'name':'A','extractable_fields':['a\\u0085']} | extractable_fields[0]",
            })
    void an_invalid_field_is_named(String body, String field) {
        assertThat(client.post("/agents", body).error()).isEqualTo("400 INVALID_REQUEST " + field);
    }

    @ParameterizedTest
    @CsvSource({"254, 201", "255, 201", "256, 400"})
    void a_name_has_at_most_255_characters(int length, int status) {
        assertThat(client.post("/agents", "{'name':'" + "n".repeat(length) + "'}")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void agents_are_listed_in_pages_the_newest_first() {
        for (String name : List.of("A", "B", "C")) {
            client.post("/agents", "{'name':'" + name + "'}");
            client.clock.advance(Duration.ofMillis(1));
        }

        Client.Reply first = client.get("/agents?limit=2");
        assertThat(first.at("/agents").findValuesAsText("name")).containsExactly("C", "B");
        assertThat(first.at("/has_next").booleanValue()).isTrue();
        Client.Reply second = client.get("/agents?limit=2&cursor=" + first.text("/next_cursor"));

        assertThat(second.at("/agents").findValuesAsText("name")).containsExactly("A");
        assertThat(second.at("/has_next").booleanValue()).isFalse();
        assertThat(second.at("/has_previous").booleanValue()).isTrue();
    }

    @Test
    void a_change_keeps_the_fields_that_it_does_not_name() {
        String agent = "/agents/"
                + client.post("/agents", "{'name':'Inés','tags':['vip'],'voices':['ana']}")
                        .text("/agent/id");

        Client.Reply changed = client.patch(agent, "{'name':'Eva','tags':['late','vip'],'voices':null}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("/agent/name")).isEqualTo("Eva");
        assertThat(changed.at("/agent/tags")).hasToString("[\"late\",\"vip\"]");
        assertThat(changed.at("/agent/voices")).isEmpty();
        assertThat(client.get(agent).at("/agent")).isEqualTo(changed.at("/agent"));
        assertThat(client.patch(agent, "{}").at("/agent")).isEqualTo(changed.at("/agent"));
        assertThat(client.patch(agent, "{'name':null}").error()).isEqualTo("400 INVALID_REQUEST name");
        assertThat(client.patch(agent, "{'tags':[1]}").error()).isEqualTo("400 INVALID_REQUEST tags[0]");
        Client.Reply unknown = client.patch(agent, "{'extractableField':[]}");
        assertThat(unknown.error()).isEqualTo("400 INVALID_REQUEST extractableField");
        assertThat(unknown.text("/message")).endsWith("did you mean extractable_fields?");
        assertThat(client.patch("/agents/none", "{}").error()).isEqualTo("404 NOT_FOUND");
    }

    @Test
    void an_agent_is_deleted_only_without_lines_and_unfinished_campaigns() {
        Client used = Client.withCampaign(CampaignStatus.READY);
        String agent = "/agents/" + Examples.AGENT;

        Client.Reply inUse = used.send("DELETE", agent, null);
        assertThat(inUse.error()).isEqualTo("409 IN_USE");
        assertThat(inUse.at("/campaigns").findValuesAsText("id")).containsExactly(Client.CAMPAIGN.value());
        assertThat(inUse.text("/campaigns/0/status")).isEqualTo("ready");
        assertThat(inUse.at("/integrations").findValuesAsText("id")).containsExactly(Client.LINE.value());

        used.post("/campaigns/" + Client.CAMPAIGN + "/cancel", "");
        assertThat(used.send("DELETE", agent, null).text("/message")).endsWith("delete its integrations first");
        assertThat(used.send("DELETE", "/integrations/" + Client.LINE, null).status())
                .isEqualTo(200);
        assertThat(used.send("DELETE", agent, null).status()).isEqualTo(200);

        assertThat(used.get(agent).error()).isEqualTo("404 NOT_FOUND");
        assertThat(used.send("DELETE", agent, null).error()).isEqualTo("404 NOT_FOUND");
        assertThat(used.get("/agents").at("/agents")).isEmpty();
        assertThat(used.post(agent + "/integrations", "{}").error()).isEqualTo("404 NOT_FOUND");
        assertThat(used.get("/campaigns/" + Client.CAMPAIGN).text("/campaign/agent/name"))
                .isEqualTo("Inés");
    }
}
