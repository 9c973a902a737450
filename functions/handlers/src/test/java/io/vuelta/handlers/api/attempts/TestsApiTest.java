package io.vuelta.handlers.api.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.dispatch.MessageTemplates.Found;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.handlers.api.Client;
import io.vuelta.handlers.api.Given;
import io.vuelta.testkit.examples.Examples;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TestsApiTest {
    private static final String TEST = "/integrations/" + Client.LINE + "/test";
    private static final String SEND = "/integrations/" + Client.WHATSAPP + "/test";
    private static final String TO = "'to':'+52 55 5555 1234'";

    private final Client client = Client.withLine();

    TestsApiTest() {
        client.store.lines().put(Examples.line(Client.WHATSAPP, Channel.WHATSAPP));
    }

    @Test
    void a_test_call_is_an_attempt_that_waits_for_its_slot() {
        Client.Reply placed = client.post(
                TEST,
                "{" + TO + ",'agent_id':'" + Examples.AGENT
                        + "','first_message':'Hi {name}','name':'Ana','variables':{'owes':7}}");

        assertThat(placed.status()).isEqualTo(202);
        assertThat(placed.text("/attempt/id")).matches("test_[0-9A-Z]{26}\\.[0-9a-f]{32}\\.1");
        assertThat(placed.at("/attempt/test").booleanValue()).isTrue();
        assertThat(placed.text("/attempt/status")).isEqualTo("waiting");
        assertThat(placed.at("/attempt/campaign_id").isNull()).isTrue();
        assertThat(placed.text("/attempt/agent_id")).isEqualTo(Examples.AGENT.value());
        assertThat(placed.text("/attempt/integration_id")).isEqualTo(Client.LINE.value());
        placed.assertHas("/attempt", "'integration_type':'phone_call','number_to':'+525555551234','call':null");
        assertThat(client.get("/attempts/" + placed.text("/attempt/id")).at("/attempt"))
                .isEqualTo(placed.at("/attempt"));
        assertThat(client.wakes.woken()).contains(Client.LINE);
    }

    @Test
    void a_test_is_in_no_list_and_its_campaign_is_not_shown() {
        String id = client.post(TEST, "{" + TO + "}").text("/attempt/id");
        String campaign = "/campaigns/" + id.substring(0, id.indexOf('.'));

        assertThat(client.get("/campaigns").at("/campaigns")).isEmpty();
        assertThat(client.get(campaign).error()).isEqualTo("404 NOT_FOUND");
        assertThat(client.get(campaign + "/contacts").error()).isEqualTo("404 NOT_FOUND");
        assertThat(client.post(campaign + "/pause", "").error()).isEqualTo("404 NOT_FOUND");
        assertThat(client.post(campaign + "/contacts", "{'contact':'+525555550000'}")
                        .error())
                .isEqualTo("404 NOT_FOUND");
    }

    @Test
    void two_requests_with_one_idempotency_key_are_one_test() {
        client.header("Idempotency-Key", "k1");
        String first = client.post(TEST, "{" + TO + "}").text("/attempt/id");

        assertThat(client.post(TEST, "{" + TO + "}").text("/attempt/id")).isEqualTo(first);
    }

    @Test
    void a_test_that_could_not_begin_may_be_requested_again_with_its_key() {
        client.header("Idempotency-Key", "k1");
        client.templates = (_, _, _) -> new Found.Unavailable("PROVIDER_UNREACHABLE");
        assertThat(client.post(SEND, "{" + TO + ",'template':'promo'}").status())
                .isEqualTo(503);
        client.templates = (_, _, _) -> new Found.NotThere();
        assertThat(client.post(SEND, "{" + TO + ",'template':'promo'}").status())
                .isEqualTo(409);
        client.templates = (_, name, language) -> new Found.Known(Examples.template(name, language, List.of()));

        Client.Reply third = client.post(SEND, "{" + TO + ",'template':'promo'}");

        assertThat(third.status()).isEqualTo(202);
        assertThat(third.text("/attempt/status")).isEqualTo("waiting");
    }

    @Test
    void the_routes_of_altur_start_the_same_tests() {
        Client.Reply call =
                client.post("/call", "{" + TO + ",'integration_id':'" + Client.LINE + "','first_message':'Hi'}");
        Client.Reply message =
                client.post("/message", "{" + TO + ",'integration_id':'" + Client.WHATSAPP + "','template':'promo'}");

        assertThat(call.status()).isEqualTo(202);
        assertThat(call.text("/attempt/integration_id")).isEqualTo(Client.LINE.value());
        assertThat(message.status()).isEqualTo(202);
        assertThat(message.text("/attempt/integration_type")).isEqualTo("whatsapp");
        assertThat(client.post("/message", "{" + TO + ",'integration_id':'" + Client.LINE + "','template':'promo'}")
                        .error())
                .isEqualTo("400 INVALID_REQUEST integration_id");
        assertThat(client.post("/call", "{" + TO + "}").error()).isEqualTo("400 INVALID_REQUEST integration_id");
        assertThat(client.post("/call", "{" + TO + ",'integration_id':'none'}").error())
                .isEqualTo("404 NOT_FOUND integration_id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}                                         | to",
                "{'to':'5555551234'}                        | to",
                "{'to':'+5255'}                             | to",
                "{'to':'+525555551234','agent_id':'x'}      | agent_id",
                "{'to':'+525555551234','template':'promo'}  | template",
                "{'to':'+525555551234','first_message':7}   | first_message",
                "{'to':'+525555551234','variables':[]}      | variables",
                "{'to':'+525555551234','variables':{'a':[]}} | variables.a",
                "{'to':'+525555551234','retries':1}         | retries",
            })
    void an_invalid_field_is_named(String body, String field) {
        assertThat(client.post(TEST, body).error()).isEqualTo("400 INVALID_REQUEST " + field);
    }

    @Test
    void a_message_needs_a_template_that_fits() {
        assertThat(client.post(SEND, "{" + TO + "}").error()).isEqualTo("400 INVALID_REQUEST template");
        assertThat(client.post(SEND, "{" + TO + ",'template':'a','first_message':'Hi'}")
                        .error())
                .isEqualTo("400 INVALID_REQUEST first_message");
        assertThat(client.post(SEND, "{" + TO + ",'template':'promo','template_language':'en'}")
                        .status())
                .isEqualTo(202);
        client.templates = (_, _, _) -> new Found.NotThere();
        Client.Reply unfit = client.post(SEND, "{" + TO + ",'template':'none'}");
        assertThat(unfit.error()).isEqualTo("409 TEMPLATE_NOT_USABLE");
        assertThat(unfit.text("/reason")).isEqualTo("NOT_FOUND");
        client.templates = (_, _, _) -> new Found.Unavailable("PROVIDER_UNREACHABLE");
        assertThat(client.post(SEND, "{" + TO + ",'template':'promo'}").error()).isEqualTo("503 PROVIDER_UNAVAILABLE");
    }

    @Test
    void a_test_to_a_number_on_the_do_not_contact_list_is_refused() {
        client.store
                .doNotContact()
                .put(new Suppression(
                        new PhoneNumber("+525555551234"), null, "asked", "api", client.clock.instant(), null));

        Client.Reply refused = client.post(TEST, "{" + TO + "}");

        assertThat(refused.error()).isEqualTo("409 DO_NOT_CONTACT");
        assertThat(refused.text("/entry/number")).isEqualTo("+525555551234");
    }

    @Test
    void an_unknown_line_cannot_be_tested() {
        assertThat(client.post("/integrations/none/test", "{" + TO + "}").error())
                .isEqualTo("404 NOT_FOUND");
    }

    @Test
    void an_attempt_of_a_campaign_shows_its_call_and_its_own_part_of_the_timeline() {
        Client campaign = Client.withCampaign(CampaignStatus.ACTIVE);
        Attempt call = Given.call(1, CallStatus.ENDED, AnsweredBy.MACHINE, null);
        campaign.load(call.withEvent("ended", Examples.MONDAY));

        Client.Reply shown = campaign.get("/attempts/" + call.id());

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.text("/attempt/status")).isEqualTo("over");
        assertThat(shown.at("/attempt/test").booleanValue()).isFalse();
        assertThat(shown.text("/attempt/campaign_id")).isEqualTo("C1");
        assertThat(shown.at("/attempt/call"))
                .isEqualTo(campaign.get("/calls/" + call.id()).at("/call"));
        assertThat(shown.at("/attempt/message").isNull()).isTrue();
        assertThat(shown.at("/attempt/timeline")).isNotEmpty();
        assertThat(shown.at("/attempt/timeline"))
                .allMatch(entry -> entry.path("attempt").asInt() == 1);
        assertThat(campaign.get("/attempts/" + new AttemptId(call.id().contact(), 2))
                        .error())
                .isEqualTo("404 NOT_FOUND");
        assertThat(campaign.get("/attempts/nonsense").error()).isEqualTo("404 NOT_FOUND");
    }

    @Test
    void an_attempt_shows_its_message() {
        Client campaign = Client.withTemplate(CampaignStatus.ACTIVE);
        Attempt message = Given.message(1, MessageStatus.READ);
        campaign.load(message);

        Client.Reply shown = campaign.get("/attempts/" + message.id());

        shown.assertHas("/attempt", "'integration_type':'whatsapp','message/status':'read','call':null");
    }
}
