package io.vuelta.handlers.api.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.dispatch.MessageTemplates.Found;
import io.vuelta.handlers.api.Client;
import io.vuelta.handlers.api.Given;
import io.vuelta.testkit.examples.Examples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PreflightApiTest {
    private static void load(Client client, int contacts, int withDebt) {
        for (int n = 0; n < contacts; n++) {
            Contact contact = Examples.contact(Client.CAMPAIGN, n);
            Map<String, String> variables = n < withDebt ? Map.of("debt", "7") : Map.of();
            client.load(contact.withData(new ContactData("", "Ana", "", "", "", variables)));
        }
    }

    private static Client.Reply preflight(Client client) {
        return client.get("/campaigns/C1/preflight");
    }

    @Test
    void it_counts_how_many_contacts_lack_a_parameter_of_each_template() {
        Client client = Client.withTemplate(CampaignStatus.READY);
        client.templates =
                (_, name, language) -> new Found.Known(Examples.template(name, language, List.of("name", "debt", "2")));
        load(client, 14, 3);
        client.load(Given.contact(90, ContactStatus.SUPPRESSED));

        Client.Reply reply = preflight(client);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/preflight/contacts")).hasToString("{\"to_try\":14,\"not_to_try\":{\"suppressed\":1}}");
        assertThat(reply.at("/preflight/missing_variables"))
                .hasToString("[{\"name\":\"2\",\"template\":\"promo_june\",\"contacts\":14},"
                        + "{\"name\":\"debt\",\"template\":\"promo_june\",\"contacts\":11}]");
        assertThat(reply.at("/preflight/first_messages")).hasSize(3);
        assertThat(reply.text("/preflight/first_messages/0/parameters/name")).isEqualTo("Ana");
        assertThat(reply.at("/preflight/complete").booleanValue()).isTrue();
    }

    @Test
    void it_counts_the_contacts_without_a_value_for_the_first_message_and_shows_the_filled_in_message() {
        Client client = Client.withCampaign(
                CampaignStatus.READY,
                Examples.with().firstMessage("Hi {name}, {{ debt }} or {debt}?").build());
        load(client, 5, 2);

        Client.Reply reply = preflight(client);

        assertThat(reply.at("/preflight/missing_variables"))
                .hasToString("[{\"name\":\"debt\",\"template\":null,\"contacts\":3}]");
        assertThat(reply.at("/preflight/first_messages")).hasSize(3);
        assertThat(reply.text("/preflight/first_messages/0/text")).startsWith("Hi Ana, ");
    }

    @Test
    void a_template_that_cannot_be_read_is_named_and_changes_nothing_else() {
        Client client = Client.withTemplate(CampaignStatus.READY);
        client.templates = (_, _, _) -> new Found.NotThere();
        load(client, 1, 0);

        assertThat(preflight(client).at("/preflight/unavailable_templates"))
                .hasToString("{\"promo_june\":\"NOT_FOUND\"}");
        assertThat(client.campaign().version()).isEqualTo(1);
    }

    @Test
    void it_has_the_forecast_and_what_delays_the_campaign() {
        Client client = Client.withCampaign(
                CampaignStatus.READY,
                Examples.with()
                        .concurrency(5)
                        .startAt(Examples.MONDAY.plusSeconds(7_200))
                        .build());
        load(client, 40, 0);
        client.count();

        Client.Reply reply = preflight(client);

        assertThat(reply.at("/preflight/estimate/attempts").intValue()).isBetween(45, 75);
        assertThat(reply.text("/preflight/estimate/basis")).isEqualTo("default");
        assertThat(reply.text("/preflight/held_up_by/reason")).isEqualTo("scheduled_start");
        Instant likely = Instant.parse(reply.text("/preflight/estimate/end/likely"));
        assertThat(likely).isBetween(Examples.MONDAY.plusSeconds(7_200 + 1_800), Examples.MONDAY.plusSeconds(14_400));
        client.post("/campaigns/C1/activate", "");
        assertThat(client.get("/campaigns/C1").text("/campaign/eta/basis")).isEqualTo("default");
        client.post("/campaigns/C1/pause", "");
        assertThat(client.get("/campaigns/C1").at("/campaign/eta").isNull()).isTrue();
    }

    @Test
    void the_forecast_of_a_campaign_without_calls_uses_those_of_its_line() {
        Client client = Client.withCampaign(CampaignStatus.FINISHED);
        for (int n = 0; n < 60; n++) {
            client.load(Given.contact(n, ContactStatus.ANSWERED));
            client.load(Given.call(n, CallStatus.ENDED, n % 3 == 0 ? AnsweredBy.MACHINE : AnsweredBy.HUMAN, null));
        }
        client.counted();
        client.store
                .campaigns()
                .create(Examples.campaign(
                        new CampaignId("C2"), Client.LINE, CampaignStatus.READY, Examples.settings()));

        Client.Reply reply = client.get("/campaigns/C2/preflight");

        assertThat(reply.text("/preflight/estimate/basis")).isEqualTo("line");
        assertThat(reply.at("/preflight/estimate/rates"))
                .hasToString("{\"answered\":0.6667,\"voicemail\":0.3333,\"seconds\":82,\"billed_seconds\":49}");
        assertThat(client.get("/integrations/" + Client.LINE).at("/integration/answer_rates"))
                .hasToString("{\"days\":30,\"calls\":60,\"answered\":0.6667,\"voicemail\":0.3333,\"seconds\":82,"
                        + "\"billed_seconds\":49}");
    }

    @Test
    void the_preflight_of_an_unknown_campaign_is_not_found() {
        assertThat(preflight(new Client()).error()).isEqualTo("404 NOT_FOUND");
    }
}
