package io.vuelta.handlers.api.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.handlers.api.Client;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LinesApiTest {
    private static final String LINES = "/agents/" + Examples.AGENT + "/integrations";
    private static final String REQUIRED =
            "'integration_type':'phone_call','provider':'twilio','number':'+525555551234','secret':'vuelta/twilio'";

    private final Client client = new Client();

    LinesApiTest() {
        client.store.agents().put(Examples.agent());
    }

    /** The shown line without its answer rates, because it has no calls. */
    private JsonNode shown(String line) {
        ObjectNode shown = (ObjectNode) client.get(line).at("/integration");
        assertThat(shown.remove("answer_rates").isNull()).isTrue();
        return shown;
    }

    @Test
    void a_created_line_is_shown_listed_and_found() {
        Client.Reply created = client.post(
                LINES,
                "{" + REQUIRED
                        + ",'rate_per_second':2.50,'voice_url':'https://voice.example/talk','record_calls':true}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/integration/id")).matches("iph_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(created.text("/integration/agent_id")).isEqualTo(Examples.AGENT.value());
        created.assertHas("/integration", """
                'integration_type':'phone_call','provider':'twilio','number':'+525555551234','rate_per_second':2.5,
                'secret':'vuelta/twilio','voice_url':'https://voice.example/talk','record_calls':true
                """);
        assertThat(client.get(LINES).at("/integrations/0")).isEqualTo(created.at("/integration"));
        assertThat(shown(LINES + "/" + created.text("/integration/id"))).isEqualTo(created.at("/integration"));
    }

    @Test
    void a_line_that_was_slowed_shows_its_current_rate() {
        String id =
                client.post(LINES, "{" + REQUIRED + ",'rate_per_second':20}").text("/integration/id");
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
    void the_defaults_are_one_attempt_a_second_no_voice_url_and_no_recording() {
        Client.Reply created = client.post(LINES, "{" + REQUIRED + "}");

        created.assertHas("/integration", "'rate_per_second':1,'voice_url':null,'record_calls':false");
    }

    @Test
    void a_line_may_be_of_any_runtime_that_speaks_our_contract() {
        Client.Reply created = client.post(LINES, "{" + REQUIRED.replace("'twilio'", "'agent'") + "}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/integration/provider")).isEqualTo("agent");
    }

    @Test
    void another_agents_line_is_not_found() {
        String line = client.post(LINES, "{" + REQUIRED + "}").text("/integration/id");
        String other = client.post("/agents", "{'name':'Other'}").text("/agent/id");

        assertThat(client.get("/agents/" + other + "/integrations/" + line).error())
                .isEqualTo("404 NOT_FOUND");
        assertThat(client.get("/agents/" + other + "/integrations").at("/integrations"))
                .isEmpty();
    }

    @Test
    void the_agent_must_exist() {
        assertThat(client.post("/agents/none/integrations", "{" + REQUIRED + "}")
                        .error())
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
                "'provider':'bland'                  | provider",
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
                "'label':''                         | label",
                "'label':'a\\nb'                    | label",
                "'max_concurrent':0                 | max_concurrent",
                "'max_concurrent':10001             | max_concurrent",
                "'voice':'a b'                      | voice",
                "'language':'Spanish'               | language",
                "'machine_detection':'slow'         | machine_detection",
                "'voice':7                          | voice",
                "'voice':{}                         | voice.kind",
                "'voice':{'kind':'telepathy'}       | voice.kind",
                "'voice':{'kind':'say','name':'a b'} | voice.name",
                "'voice':{'kind':'say','url':'wss://a.example'} | voice.url",
                "'voice':{'kind':'stream'}          | voice.url",
                "'voice':{'kind':'stream','url':'ws://a.example'} | voice.url",
                "'voice':{'kind':'stream','url':'wss://a.example?a=b'} | voice.url",
                "'voice':{'kind':'stream','url':'wss://a.example#b'} | voice.url",
                "'voice':{'kind':'stream','url':'wss://a.example','welcome_greeting':'Hi'} | voice.welcome_greeting",
                "'voice':{'kind':'conversation_relay','url':'https://a.example'} | voice.url",
                "'voice':{'kind':'sip','uri':'sip:a.example'} | voice.uri",
                "'voice':{'kind':'sip','uri':'sip:a@b.example?X-A=1'} | voice.uri",
                "'voice':{'kind':'elevenlabs'}      | voice.agent_id",
                "'voice':{'kind':'retell','agent_id':'a b'} | voice.agent_id",
                "'voice':{'kind':'url','url':'/talk'} | voice.url",
                "'voice_url':'https://a.example','voice':{'kind':'say'} | voice_url",
                "'voice':{'kind':'say'},'provider':'agent' | voice",
                "'machine_detection':'off','provider':'agent' | machine_detection",
                "'price':7                          | price",
                "'price':{}                         | price.currency",
                "'price':{'currency':'XXZ'}         | price.currency",
                "'price':{'currency':'MXN','per_minute':-1} | price.per_minute",
                "'price':{'currency':'MXN','per_attempt':0.0000001} | price.per_attempt",
                "'price':{'currency':'MXN','per_attempt':1e10} | price.per_attempt",
                "'price':{'currency':'MXN','per_message':{}} | price.per_message",
            })
    void an_invalid_field_is_named(String change, String field) {
        String name = change.substring(0, change.indexOf(':'));
        String rest = (change.contains("'provider'") ? REQUIRED.replace("'provider':'twilio',", "") : REQUIRED)
                .replaceAll(name + ":'[^']*',?", "");
        String body = "{" + change + "," + rest + "}";

        assertThat(client.post(LINES, body.replace(",}", "}")).error()).isEqualTo("400 INVALID_REQUEST " + field);
    }

    @Test
    void a_whatsapp_line_is_of_its_own_provider_and_has_no_voice() {
        String whatsapp = REQUIRED.replace("phone_call", "whatsapp").replace("twilio'", "whatsapp'");

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

    /** A shown value can be sent back. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'stream','url':'wss://agent.example/media','name':null}",
                "{'kind':'conversation_relay','url':'wss://agent.example/talk?a=b','welcome_greeting':'Hola {name}','name':'Polly.Mia'}",
                "{'kind':'conversation_relay','url':'wss://agent.example/talk','welcome_greeting':null,'name':null}",
                "{'kind':'sip','uri':'sip:agent@sip.example.com;transport=tls','name':null}",
                "{'kind':'elevenlabs','agent_id':'agent_01','name':null}",
                "{'kind':'retell','agent_id':'agent_02','name':null}",
                "{'kind':'url','url':'https://agent.example/voice','name':null}",
                "{'kind':'say','name':'Polly.Mia-Neural'}",
            })
    void a_line_has_the_way_in_which_a_call_reaches_the_agent(String voice) {
        Client.Reply created = client.post(LINES, "{" + REQUIRED + ",'voice':" + voice + "}");
        String line = "/integrations/" + created.text("/integration/id");

        assertThat(created.at("/integration/voice").toString().replace('"', '\''))
                .isEqualTo(voice);
        assertThat(client.patch(line, "{'voice':" + voice + "}").at("/integration"))
                .isEqualTo(created.at("/integration"));
        assertThat(created.at("/integration/voice_url").asText("none"))
                .isEqualTo(voice.contains("'url',") ? "https://agent.example/voice" : "none");

        assertThat(client.patch(line, "{'voice':'Polly.Lupe'}").text("/integration/voice"))
                .as("a text is the name of a voice, and says nothing of how the agent is reached")
                .isEqualTo("Polly.Lupe");
    }

    @Test
    void the_last_one_given_of_voice_url_and_connection_replaces_the_other() {
        String line = line(",'voice_url':'https://voice.example/talk'");

        Client.Reply stream = client.patch(line, "{'voice':{'kind':'stream','url':'wss://agent.example'}}");
        assertThat(stream.at("/integration/voice_url").isNull()).isTrue();

        Client.Reply address = client.patch(line, "{'voice_url':'https://voice.example/other'}");
        assertThat(address.at("/integration/voice").isNull()).isTrue();
        assertThat(address.text("/integration/voice_url")).isEqualTo("https://voice.example/other");

        Client.Reply none = client.patch(line, "{'voice':{'kind':'url','url':'https://a.example'}}");
        assertThat(none.text("/integration/voice_url")).isEqualTo("https://a.example");
        assertThat(client.patch(line, "{'voice_url':null}")
                        .at("/integration/voice")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0.001, 201", "0.0009, 400", "999.5, 201", "1000, 201", "1001, 400"})
    void the_rate_has_a_minimum_and_a_maximum(String rate, int status) {
        assertThat(client.post(LINES, "{" + REQUIRED + ",'rate_per_second':" + rate + "}")
                        .status())
                .isEqualTo(status);
    }

    private String line(String more) {
        return "/integrations/"
                + client.post(LINES, "{" + REQUIRED + more + "}").text("/integration/id");
    }

    @Test
    void a_change_keeps_absent_fields_and_null_restores_the_default() {
        String line = line(",'rate_per_second':5,'record_calls':true,'label':'Ventas'");

        Client.Reply changed = client.patch(
                line,
                "{'rate_per_second':2.5,'max_concurrent':40,'voice':'Polly.Mia-Neural','language':'es-MX',"
                        + "'secret':'vuelta/other','voice_url':'https://voice.example/talk',"
                        + "'price':{'currency':'MXN','per_minute':0.35,'per_attempt':0.01}}");

        assertThat(changed.status()).isEqualTo(200);
        changed.assertHas("/integration", """
                'label':'Ventas','rate_per_second':2.5,'max_concurrent':40,'voice':'Polly.Mia-Neural',
                'language':'es-MX','secret':'vuelta/other','record_calls':true,
                'price':{'currency':'MXN','per_minute':0.35,'per_attempt':0.01}
                """);
        assertThat(shown("/agents/" + Examples.AGENT + line)).isEqualTo(changed.at("/integration"));

        Client.Reply standard = client.patch(
                line,
                "{'rate_per_second':null,'label':null,'max_concurrent':null,'voice':null,'language':null,"
                        + "'voice_url':null,'record_calls':null,'price':null}");
        for (String field : List.of("label", "max_concurrent", "voice", "language", "voice_url", "price")) {
            assertThat(standard.at("/integration").get(field).isNull())
                    .as(field)
                    .isTrue();
        }
        assertThat(standard.at("/integration/rate_per_second")).hasToString("1");
        assertThat(standard.at("/integration/record_calls")).hasToString("false");
        assertThat(client.wakes.woken()).contains(new LineId(line.substring("/integrations/".length())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'number':'+525555551234'       | IMMUTABLE_FIELD number",
                "'provider':'agent'             | IMMUTABLE_FIELD provider",
                "'integration_type':'whatsapp'  | IMMUTABLE_FIELD integration_type",
                "'agent_id':'x'                 | IMMUTABLE_FIELD agent_id",
                "'secret':null                  | INVALID_REQUEST secret",
                "'rate_per_second':0            | INVALID_REQUEST rate_per_second",
                "'price':{'currency':'MXN','per_minutes':1} | INVALID_REQUEST price.per_minutes",
                "'ratePerSeconds':1             | INVALID_REQUEST ratePerSeconds",
                "'limit_group':'portfolio'      | INVALID_REQUEST limit_group",
            })
    void a_field_that_cannot_be_changed_is_named(String change, String error) {
        assertThat(client.patch(line(""), "{" + change + "}").error()).isEqualTo("400 " + error);
    }

    @Test
    void an_unknown_field_is_refused_with_the_nearest_name() {
        assertThat(client.patch(line(""), "{'ratePerSeconds':1}").text("/message"))
                .endsWith("did you mean rate_per_second?");
        assertThat(client.patch(line(""), "{'price':{'currency':'MXN','per_minutes':1}}")
                        .text("/message"))
                .endsWith("did you mean price.per_minute?");
        assertThat(client.patch(line(""), "{'zzz':1}").text("/message")).endsWith("remove it");
    }

    @Test
    void a_whatsapp_line_has_prices_by_category() {
        String whatsapp = REQUIRED.replace("phone_call", "whatsapp").replace("twilio'", "whatsapp'");

        Client.Reply created = client.post(
                LINES,
                "{" + whatsapp
                        + ",'price':{'currency':'USD','per_attempt':0.005,'per_message':{'marketing':0.0305,'utility':0.0080}}}");

        assertThat(created.at("/integration/price"))
                .hasToString("{\"currency\":\"USD\",\"per_attempt\":0.005,"
                        + "\"per_message\":{\"marketing\":0.0305,\"utility\":0.008}}");
        assertThat(client.post(LINES, "{" + whatsapp + ",'price':{'currency':'USD','per_message':{'ads':1}}}")
                        .error())
                .isEqualTo("400 INVALID_REQUEST price.per_message.ads");
        assertThat(client.post(LINES, "{" + whatsapp + ",'price':{'currency':'USD','per_minute':1}}")
                        .error())
                .isEqualTo("400 INVALID_REQUEST price.per_minute");
        for (String field : List.of("'max_concurrent':1", "'voice':'x'", "'language':'es'")) {
            assertThat(client.post(LINES, "{" + whatsapp + "," + field + "}").status())
                    .isEqualTo(400);
        }
    }

    @Test
    void lines_of_all_agents_are_listed_in_pages_the_newest_first() {
        String other = client.post("/agents", "{'name':'Other'}").text("/agent/id");
        for (String agent : List.of(Examples.AGENT.value(), other, Examples.AGENT.value())) {
            client.post("/agents/" + agent + "/integrations", "{" + REQUIRED + "}");
            client.clock.advance(Duration.ofMillis(1));
        }

        Client.Reply first = client.get("/integrations?limit=2");
        Client.Reply second = client.get("/integrations?limit=2&cursor=" + first.text("/next_cursor"));

        assertThat(first.at("/integrations").findValuesAsText("agent_id"))
                .containsExactly(Examples.AGENT.value(), other);
        assertThat(second.at("/integrations").findValuesAsText("agent_id")).containsExactly(Examples.AGENT.value());
        assertThat(second.at("/has_next").booleanValue()).isFalse();
    }

    @Test
    void a_line_is_deleted_only_without_unfinished_campaigns() {
        Client used = Client.withCampaign(CampaignStatus.INACTIVE);
        String path = "/integrations/" + Client.LINE;

        Client.Reply inUse = used.send("DELETE", "/agents/" + Examples.AGENT + path, null);
        assertThat(inUse.error()).isEqualTo("409 IN_USE");
        assertThat(inUse.at("/campaigns").findValuesAsText("id")).containsExactly(Client.CAMPAIGN.value());
        assertThat(used.get(path).status()).isEqualTo(200);

        used.post("/campaigns/" + Client.CAMPAIGN + "/cancel", "");
        assertThat(used.send("DELETE", path, null).status()).isEqualTo(200);

        assertThat(used.get(path).error()).isEqualTo("404 NOT_FOUND");
        assertThat(used.patch(path, "{}").error()).isEqualTo("404 NOT_FOUND");
        assertThat(used.get(LINES).at("/integrations")).isEmpty();
        assertThat(used.get("/integrations").at("/integrations")).isEmpty();
        assertThat(used.store.lines().find(Client.LINE))
                .as("what has begun on it ends on it")
                .isPresent();
        assertThat(used.post(
                                "/campaigns",
                                "{'name':'A','integration_type':'phone_call','agent_id':'" + Examples.AGENT
                                        + "','integration_id':'" + Client.LINE + "'}")
                        .error())
                .isEqualTo("404 NOT_FOUND integration_id");
    }

    /** The campaign has read the line before it is removed, and is written after that. */
    private static void useMeanwhile(Client client, Runnable then) {
        client.store.faults(Faults.afterNext("lines.change", () -> {
            client.store
                    .campaigns()
                    .create(Examples.campaign(
                            new CampaignId("C2"), Client.LINE, CampaignStatus.READY, Examples.settings()));
            then.run();
        }));
    }

    @Test
    void a_line_that_a_campaign_begins_to_use_meanwhile_is_not_deleted() {
        Client used = Client.withCampaign(CampaignStatus.FINISHED);
        useMeanwhile(used, () -> {});

        assertThat(used.send("DELETE", "/integrations/" + Client.LINE, null).error())
                .isEqualTo("409 IN_USE");

        assertThat(used.get("/integrations/" + Client.LINE).status()).isEqualTo(200);
    }

    /** The function ends, or the table does not answer, after the line was removed. */
    @Test
    void a_deletion_that_was_interrupted_is_undone_by_the_repeated_request() {
        Client used = Client.withCampaign(CampaignStatus.FINISHED);
        useMeanwhile(
                used,
                () -> used.store.faults(Faults.beforeEach(operation -> {
                    throw new StoreBusy("the function has ended", new IllegalStateException(operation));
                })));
        assertThat(used.send("DELETE", "/integrations/" + Client.LINE, null).status())
                .isEqualTo(503);
        used.store.faults(Faults.NONE);
        assertThat(used.get("/integrations/" + Client.LINE).status()).isEqualTo(404);

        assertThat(used.send("DELETE", "/integrations/" + Client.LINE, null).error())
                .isEqualTo("409 IN_USE");

        assertThat(used.get("/integrations/" + Client.LINE).status()).isEqualTo(200);
    }

    /** The table does not answer the second check. */
    @Test
    void a_deletion_whose_second_check_fails_is_undone() {
        Client used = Client.withCampaign(CampaignStatus.FINISHED);
        used.store.faults(Faults.beforeNth("campaigns.list", 3, () -> {
            throw new StoreBusy("no answer", new IllegalStateException());
        }));

        assertThat(used.send("DELETE", "/integrations/" + Client.LINE, null).status())
                .isEqualTo(503);

        assertThat(used.get("/integrations/" + Client.LINE).status()).isEqualTo(200);
        assertThat(used.send("DELETE", "/integrations/" + Client.LINE, null).status())
                .isEqualTo(200);
    }

    @Test
    void a_finished_campaign_cannot_restart_on_a_deleted_line() {
        Client used = Client.withCampaign(CampaignStatus.FINISHED);
        assertThat(used.send("DELETE", "/integrations/" + Client.LINE, null).status())
                .isEqualTo(200);
        used.post("/campaigns/" + Client.CAMPAIGN + "/contacts", "{'contact':'+525555551234'}");

        assertThat(used.post("/campaigns/" + Client.CAMPAIGN + "/activate", "").error())
                .isEqualTo("409 INTEGRATION_DELETED integration_id");
    }

    @Test
    void a_faster_line_gives_its_next_slot_by_the_new_rate() {
        Client slow = Client.withCampaign(CampaignStatus.ACTIVE);
        String path = "/integrations/" + Client.LINE;
        slow.patch(path, "{'rate_per_second':0.001}");
        LinePace read = slow.store.lines().pace(Client.LINE);
        Instant last = Examples.MONDAY.plusSeconds(1);
        assertThat(slow.store.lines().reserve(read, last.plusSeconds(1_000), read.capacity(), read.outage()))
                .isTrue();

        slow.patch(path, "{'rate_per_second':4}");

        assertThat(slow.store.lines().pace(Client.LINE).nextSlot()).isEqualTo(last.plusMillis(250));
        assertThat(slow.store.lines().pace(Client.LINE).plan())
                .as("what is planned by the old rate just now is planned anew")
                .isEqualTo(read.plan() + 2);
    }
}
