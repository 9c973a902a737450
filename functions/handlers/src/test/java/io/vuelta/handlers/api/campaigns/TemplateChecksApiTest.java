package io.vuelta.handlers.api.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.dispatch.MessageTemplate;
import io.vuelta.domain.dispatch.MessageTemplates.Found;
import io.vuelta.domain.line.Channel;
import io.vuelta.handlers.api.Client;
import io.vuelta.handlers.api.Given;
import io.vuelta.testkit.examples.Examples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A WhatsApp campaign does not begin while its templates cannot be sent. Its contacts have the columns city and age. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TemplateChecksApiTest {
    private final Client client = Client.withTemplate(CampaignStatus.READY);

    private Client.Reply activate() {
        return client.post("/campaigns/" + Client.CAMPAIGN + "/activate", "{}");
    }

    private static MessageTemplate template(
            String name, String status, boolean image, List<String> body, List<String> unsupported) {
        return new MessageTemplate(name, "es_MX", status, null, List.of(), image, body, List.of(), unsupported);
    }

    private void found(Found found) {
        client.templates = (_, _, _) -> found;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "APPROVED | false | name,city | ''              | none",
                "APPROVED | false | 1,age     | ''              | none",
                "APPROVED | false | name,debt | ''              | PARAMETER_MISSING debt",
                "APPROVED | false | 1,2       | ''              | PARAMETER_MISSING 2",
                "APPROVED | true  | name      | ''              | IMAGE_MISSING ",
                "PAUSED   | false | name      | ''              | NOT_APPROVED ",
                "REJECTED | false | name      | ''              | NOT_APPROVED ",
                "APPROVED | false | name      | HEADER DOCUMENT | UNSUPPORTED ",
            })
    void the_campaign_must_have_everything_that_its_template_needs(
            String status, boolean image, String body, String odd, @Nullable String refusal) {
        Given.contacts(client, ContactStatus.QUEUE, 3);
        List<String> unsupported = odd.isEmpty() ? List.of() : List.of(odd);
        found(new Found.Known(template("promo_june", status, image, List.of(body.split(",", -1)), unsupported)));

        Client.Reply reply = activate();

        if (refusal == null) {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(client.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        } else {
            assertThat(reply.error()).startsWith("409 TEMPLATE_NOT_USABLE");
            assertThat(reply.text("/template") + " " + reply.text("/language")).isEqualTo("promo_june es_MX");
            assertThat((reply.text("/reason") + " " + reply.text("/parameter")).strip())
                    .isEqualTo(refusal.strip());
            assertThat(client.campaign().status()).isEqualTo(CampaignStatus.READY);
        }
    }

    /** The result does not depend on the partition of the contact with the value. */
    @ParameterizedTest(name = "contact {0} of 40 has it")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 11, 13, 17, 19, 23, 29, 31, 37, 39})
    void a_parameter_is_not_missing_while_any_contact_has_it(int has) {
        for (int n = 0; n < 40; n++) {
            client.load(with(Examples.contact(Client.CAMPAIGN, n), n == has ? Map.of("debt", "7") : Map.of()));
        }
        found(new Found.Known(template("promo_june", "APPROVED", false, List.of("name", "debt"), List.of())));

        assertThat(activate().error()).isEqualTo("200 ");
    }

    @Test
    void a_parameter_that_no_contact_has_is_missing_however_many_there_are() {
        for (int n = 0; n < 40; n++) {
            client.load(with(Examples.contact(Client.CAMPAIGN, n), Map.of("city", "Puebla")));
        }
        found(new Found.Known(template("promo_june", "APPROVED", false, List.of("city", "debt"), List.of())));

        assertThat(activate().text("/parameter")).isEqualTo("debt");
    }

    @Test
    void a_contact_that_is_not_attempted_does_not_count_as_having_a_parameter() {
        Given.contacts(client, ContactStatus.SUPPRESSED, 3);
        client.load(with(Examples.contact(Client.CAMPAIGN, 90), Map.of()));
        found(new Found.Known(template("promo_june", "APPROVED", false, List.of("city"), List.of())));

        assertThat(activate().text("/parameter")).isEqualTo("city");
    }

    private static Contact with(Contact contact, Map<String, String> variables) {
        return contact.withData(new ContactData("", "Ana", "", "", "", variables));
    }

    @Test
    void an_unknown_template_is_named() {
        found(new Found.NotThere());

        assertThat(activate().text("/message")).isEqualTo("template promo_june in es_MX cannot be sent: NOT_FOUND");
    }

    @Test
    void if_the_provider_cannot_be_asked_the_campaign_keeps_its_status() {
        found(new Found.Unavailable("PROVIDER_UNREACHABLE"));

        assertThat(activate().error()).startsWith("503 PROVIDER_UNAVAILABLE");
        assertThat(client.campaign().status()).isEqualTo(CampaignStatus.READY);
    }

    @Test
    void a_paused_template_is_accepted_with_an_alternative_which_is_checked_too() {
        Client both = Client.withLine();
        both.store.lines().put(Examples.line(Client.WHATSAPP, Channel.WHATSAPP));
        both.store
                .campaigns()
                .create(Examples.campaign(
                        Client.CAMPAIGN,
                        Client.WHATSAPP,
                        CampaignStatus.READY,
                        Examples.with().template("promo", "promo_alt").build()));
        Map<String, String> status = new HashMap<>(Map.of("promo", "PAUSED", "promo_alt", "PENDING"));
        both.templates = (_, name, _) ->
                new Found.Known(template(name, Objects.requireNonNull(status.get(name)), false, List.of(), List.of()));
        String activate = "/campaigns/" + Client.CAMPAIGN + "/activate";

        assertThat(both.post(activate, "{}").text("/message"))
                .isEqualTo("template promo_alt in es_MX cannot be sent: NOT_APPROVED PENDING");
        status.put("promo_alt", "APPROVED");
        assertThat(both.post(activate, "{}").status()).isEqualTo(200);
    }

    @Test
    void a_campaign_by_phone_and_one_that_has_begun_are_not_checked() {
        found(new Found.NotThere());

        assertThat(Client.withCampaign(CampaignStatus.READY)
                        .post("/campaigns/" + Client.CAMPAIGN + "/activate", "{}")
                        .status())
                .isEqualTo(200);
        Client begun = Client.withTemplate(CampaignStatus.ACTIVE);
        begun.templates = client.templates;
        assertThat(begun.post("/campaigns/" + Client.CAMPAIGN + "/activate", "{}")
                        .error())
                .startsWith("409 INVALID_STATUS_TRANSITION");
    }
}
