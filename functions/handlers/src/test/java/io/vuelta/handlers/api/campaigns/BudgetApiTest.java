package io.vuelta.handlers.api.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.dispatch.MessageTemplate;
import io.vuelta.domain.dispatch.MessageTemplates.Found;
import io.vuelta.domain.price.MessageCategory;
import io.vuelta.domain.price.Money;
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
class BudgetApiTest {
    private static final String LINE = "/integrations/" + Client.LINE;
    private static final String C1 = "/campaigns/C1";
    private static final String MXN = "{'price':{'currency':'MXN','per_minute':0.6,'per_attempt':0.05}}";

    private static Client priced(CampaignStatus status) {
        Client client = Client.withCampaign(status);
        assertThat(client.patch(LINE, MXN).status()).isEqualTo(200);
        return client;
    }

    private static String campaign(String budget) {
        return "{'name':'A','integration_type':'phone_call','agent_id':'" + Examples.AGENT + "','integration_id':'"
                + Client.LINE + "','budget':" + budget + "}";
    }

    @Test
    void a_budget_is_shown_as_it_was_given_and_can_be_changed_and_removed() {
        Client client = priced(CampaignStatus.READY);

        Client.Reply created = client.post("/campaigns", campaign("{'amount':1500.50,'currency':'MXN'}"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.at("/campaign/budget")).hasToString("{\"amount\":1500.5,\"currency\":\"MXN\"}");

        String path = "/campaigns/" + created.text("/campaign/id");
        assertThat(client.patch(path, "{'budget':{'amount':2000,'currency':'MXN'}}")
                        .at("/campaign/budget"))
                .hasToString("{\"amount\":2000,\"currency\":\"MXN\"}");
        assertThat(client.patch(path, "{'name':'B'}").at("/campaign/budget/amount"))
                .hasToString("2000");
        assertThat(client.patch(path, "{'budget':null}").at("/campaign/budget").isNull())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "7                                       | budget",
                "{'amount':5}                            | budget.currency",
                "{'currency':'MXN'}                      | budget.amount",
                "{'amount':0,'currency':'MXN'}           | budget.amount",
                "{'amount':-1,'currency':'MXN'}          | budget.amount",
                "{'amount':'5','currency':'MXN'}         | budget.amount",
                "{'amount':1e10,'currency':'MXN'}        | budget.amount",
                "{'amount':0.0000001,'currency':'MXN'}   | budget.amount",
                "{'amount':5,'currency':'USD'}           | budget.currency",
                "{'amount':5,'currency':'pesos'}         | budget.currency",
                "{'amount':5,'currency':'MXN','max':1}   | budget.max",
            })
    void an_invalid_field_is_named(String budget, String field) {
        assertThat(priced(CampaignStatus.READY)
                        .post("/campaigns", campaign(budget))
                        .error())
                .isEqualTo("400 INVALID_REQUEST " + field);
        assertThat(priced(CampaignStatus.READY)
                        .patch(C1, "{'budget':" + budget + "}")
                        .error())
                .isEqualTo("400 INVALID_REQUEST " + field);
    }

    @Test
    void a_budget_needs_a_line_with_a_price_which_keeps_its_currency() {
        Client client = Client.withCampaign(CampaignStatus.INACTIVE);
        assertThat(client.patch(C1, "{'budget':{'amount':5,'currency':'MXN'}}").error())
                .isEqualTo("400 INVALID_REQUEST budget.currency");
        client.patch(LINE, MXN);
        assertThat(client.patch(C1, "{'budget':{'amount':5,'currency':'MXN'}}").status())
                .isEqualTo(200);

        Client.Reply refused = client.patch(LINE, "{'price':null}");
        assertThat(refused.error()).isEqualTo("409 IN_USE");
        assertThat(refused.text("/campaigns/0/id")).isEqualTo("C1");
        assertThat(client.patch(LINE, "{'price':{'currency':'USD'}}").error()).isEqualTo("409 IN_USE");
        assertThat(client.patch(LINE, "{'price':{'currency':'MXN','per_minute':9}}")
                        .status())
                .isEqualTo(200);

        String other = client.post(
                        "/agents/" + Examples.AGENT + "/integrations",
                        "{'integration_type':'phone_call','provider':'twilio','number':'+525555551234',"
                                + "'secret':'vuelta/twilio'}")
                .text("/integration/id");
        assertThat(client.patch(C1, "{'integration_id':'" + other + "'}").error())
                .isEqualTo("400 INVALID_REQUEST budget.currency");
        assertThat(client.patch(C1, "{'integration_id':'" + other + "','budget':null}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_campaign_shows_what_it_has_cost() {
        Client client = priced(CampaignStatus.ACTIVE);
        assertThat(client.get(C1).at("/campaign/analytics/cost")).hasToString("[{\"amount\":0,\"currency\":\"MXN\"}]");
        client.load(Given.call(0, CallStatus.ENDED, AnsweredBy.HUMAN, null));
        client.load(Given.call(1, CallStatus.ENDED, AnsweredBy.MACHINE, null));
        client.load(Given.call(2, CallStatus.NO_ANSWER, null, null));
        client.load(Given.call(3, CallStatus.RINGING, null, null));

        // 72 s and 5 s at 0.01 a second, and three calls at 0.05.
        assertThat(client.get(C1).at("/campaign/analytics/cost"))
                .hasToString("[{\"amount\":0.92,\"currency\":\"MXN\"}]");
        assertThat(client.get(C1).at("/campaign/eta/cost/currency").asText()).isEqualTo("MXN");
        client.patch(LINE, "{'price':null}");
        assertThat(client.get(C1).at("/campaign/analytics/cost")).isEmpty();
        assertThat(client.get(C1).at("/campaign/eta/cost").isNull()).isTrue();
    }

    @Test
    void the_preflight_has_the_expected_cost_and_whether_the_budget_suffices() {
        Client client = priced(CampaignStatus.READY);
        Given.contacts(client, ContactStatus.QUEUE, 10);
        assertThat(client.get(C1 + "/preflight").at("/preflight/budget").isNull())
                .isTrue();
        client.patch(C1, "{'retries':0,'budget':{'amount':4,'currency':'MXN'}}");

        Client.Reply reply = client.get(C1 + "/preflight");

        assertThat(reply.at("/preflight/estimate/attempts")).hasToString("10");
        assertThat(reply.at("/preflight/estimate/cost"))
                .as("35 s at 0.01 a second and 0.05, ten times")
                .hasToString("{\"amount\":4,\"currency\":\"MXN\"}");
        assertThat(reply.at("/preflight/budget"))
                .hasToString("{\"amount\":4,\"currency\":\"MXN\",\"left\":4,\"suffices\":true}");
        client.patch(C1, "{'budget':{'amount':3.99,'currency':'MXN'}}");
        assertThat(client.get(C1 + "/preflight").at("/preflight/budget/suffices"))
                .hasToString("false");
    }

    @Test
    void the_price_of_a_message_is_that_of_its_templates_category() {
        CampaignSettings settings = Examples.with()
                .template("promo_june", null)
                .concurrency(CampaignSettings.MAX_CONCURRENCY)
                .budget(new Money(1_000_000, "USD"))
                .retries(0)
                .build();
        Client client = Client.withTemplate(CampaignStatus.READY);
        client.store.campaigns().save(client.campaign().changed(settings));
        client.patch(
                "/integrations/" + Client.WHATSAPP,
                "{'price':{'currency':'USD','per_message':{'marketing':0.5,'utility':0.02}}}");
        client.templates = (_, name, language) -> new Found.Known(new MessageTemplate(
                name,
                language,
                "APPROVED",
                MessageCategory.UTILITY,
                List.of(),
                false,
                List.of(),
                List.of(),
                List.of()));
        Given.contacts(client, ContactStatus.QUEUE, 10);

        Client.Reply reply = client.get(C1 + "/preflight");

        assertThat(reply.at("/preflight/estimate/cost")).hasToString("{\"amount\":0.2,\"currency\":\"USD\"}");
        assertThat(reply.at("/preflight/budget/suffices")).hasToString("true");
    }
}
