package io.vuelta.handlers.api.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.LinePace;
import io.vuelta.handlers.api.Client;
import io.vuelta.testkit.examples.Examples;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LinesApiTest {
    private static final String LINES = "/agents/" + Examples.AGENT + "/integrations";
    private static final String LEAST =
            "'integration_type':'phone_call','provider':'twilio','number':'+525555551234','secret':'vuelta/twilio'";

    private final Client client = new Client();

    LinesApiTest() {
        client.store.agents().put(Examples.agent());
    }

    @Test
    void a_created_line_is_shown_listed_and_found_again() {
        Client.Reply created = client.post(
                LINES,
                "{" + LEAST + ",'rate_per_second':2.50,'voice_url':'https://voice.example/talk','record_calls':true}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/integration/id")).matches("iph_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(created.text("/integration/agent_id")).isEqualTo(Examples.AGENT.value());
        assertThat(created.text("/integration/integration_type")).isEqualTo("phone_call");
        assertThat(created.text("/integration/provider")).isEqualTo("twilio");
        assertThat(created.text("/integration/number")).isEqualTo("+525555551234");
        assertThat(created.at("/integration/rate_per_second")).hasToString("2.5");
        assertThat(created.text("/integration/secret")).isEqualTo("vuelta/twilio");
        assertThat(created.text("/integration/voice_url")).isEqualTo("https://voice.example/talk");
        assertThat(created.at("/integration/record_calls")).hasToString("true");
        assertThat(client.get(LINES).at("/integrations/0")).isEqualTo(created.at("/integration"));
        assertThat(client.get(LINES + "/" + created.text("/integration/id")).at("/integration"))
                .isEqualTo(created.at("/integration"));
    }

    @Test
    void a_line_that_its_provider_found_too_fast_says_how_fast_it_is_now() {
        String id = client.post(LINES, "{" + LEAST + ",'rate_per_second':20}").text("/integration/id");
        assertThat(client.get(LINES + "/" + id).at("/integration/rate_per_second_now"))
                .hasToString("20");
        LineId line = new LineId(id);
        LinePace pace = client.store.lines().pace(line);
        client.store
                .lines()
                .slow(
                        pace,
                        pace.slowed(client.store.lines().find(line).orElseThrow(), Examples.MONDAY, Examples.MONDAY)
                                .orElseThrow());

        Client.Reply shown = client.get(LINES + "/" + id);

        assertThat(shown.at("/integration/rate_per_second_now")).hasToString("10");
        assertThat(shown.at("/integration/rate_per_second")).hasToString("20");
    }

    @Test
    void one_attempt_a_second_no_voice_url_and_no_recording_are_the_standard() {
        Client.Reply created = client.post(LINES, "{" + LEAST + "}");

        assertThat(created.at("/integration/rate_per_second")).hasToString("1");
        assertThat(created.at("/integration/voice_url").isNull()).isTrue();
        assertThat(created.at("/integration/record_calls")).hasToString("false");
    }

    @Test
    void a_line_may_be_of_any_runtime_that_speaks_our_contract() {
        Client.Reply created = client.post(LINES, "{" + LEAST.replace("'twilio'", "'agent'") + "}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/integration/provider")).isEqualTo("agent");
    }

    @Test
    void another_agents_line_is_not_found() {
        String line = client.post(LINES, "{" + LEAST + "}").text("/integration/id");
        String other = client.post("/agents", "{'name':'Other'}").text("/agent/id");

        assertThat(client.get("/agents/" + other + "/integrations/" + line).error())
                .isEqualTo("404 NOT_FOUND");
        assertThat(client.get("/agents/" + other + "/integrations").at("/integrations"))
                .isEmpty();
    }

    @Test
    void the_agent_must_exist() {
        assertThat(client.post("/agents/none/integrations", "{" + LEAST + "}").error())
                .isEqualTo("404 NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'integration_type':'whatsapp'      | provider",
                "'integration_type':'email'         | integration_type",
                "'integration_type':null            | integration_type",
                "'provider':'whatsapp'              | provider",
                "'provider':'vapi'                  | provider",
                "'number':'5555551234'              | number",
                "'number':'+52 55 5555 1234'        | number",
                "'number':525555551234              | number",
                "'rate_per_second':0                | rate_per_second",
                "'rate_per_second':-1               | rate_per_second",
                "'rate_per_second':1000.001         | rate_per_second",
                "'rate_per_second':1e-9             | rate_per_second",
                "'rate_per_second':1e400            | rate_per_second",
                "'rate_per_second':'1'              | rate_per_second",
                "'secret':null                      | secret",
                "'secret':'other/twilio'            | secret",
                "'secret':'vuelta'                  | secret",
                "'secret':'vuelta/'                 | secret",
                "'secret':'vueltas/twilio'          | secret",
                "'secret':'vuelta/a b'              | secret",
                "'voice_url':'ftp://voice.example'  | voice_url",
                "'voice_url':'/talk'                | voice_url",
                "'voice_url':'https://voice.example/a#b' | voice_url",
                "'voice_url':'https://'             | voice_url",
                "'record_calls':'yes'               | record_calls",
                "'limits':{}                        | limits",
            })
    void what_cannot_be_used_is_named(String change, String field) {
        String name = change.substring(0, change.indexOf(':'));
        String rest = LEAST.replaceAll(name + ":'[^']*',?", "");
        String body = "{" + change + "," + rest + "}";

        assertThat(client.post(LINES, body.replace(",}", "}")).error()).isEqualTo("400 INVALID_REQUEST " + field);
    }

    @Test
    void a_whatsapp_line_is_of_its_own_provider_and_has_no_voice() {
        String whatsapp = LEAST.replace("phone_call", "whatsapp").replace("twilio'", "whatsapp'");

        Client.Reply created = client.post(LINES, "{" + whatsapp + "}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/integration/id")).startsWith("iwa_");
        assertThat(created.text("/integration/integration_type")).isEqualTo("whatsapp");
        assertThat(created.text("/integration/provider")).isEqualTo("whatsapp");
        assertThat(client.post(LINES, "{" + whatsapp + ",'voice_url':'https://voice.example.com'}")
                        .error())
                .isEqualTo("400 INVALID_REQUEST voice_url");
        assertThat(client.post(LINES, "{" + whatsapp + ",'record_calls':true}").error())
                .isEqualTo("400 INVALID_REQUEST record_calls");
    }

    @ParameterizedTest
    @CsvSource({"0.001, 201", "0.0009, 400", "999.5, 201", "1000, 201", "1001, 400"})
    void the_rate_has_bounds(String rate, int status) {
        assertThat(client.post(LINES, "{" + LEAST + ",'rate_per_second':" + rate + "}")
                        .status())
                .isEqualTo(status);
    }
}
