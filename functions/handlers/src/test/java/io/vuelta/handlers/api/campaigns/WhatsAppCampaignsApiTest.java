package io.vuelta.handlers.api.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.campaign.NoResponse;
import io.vuelta.domain.line.Channel;
import io.vuelta.handlers.api.Client;
import io.vuelta.handlers.api.Given;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WhatsAppCampaignsApiTest {
    private final Client client = Client.withLine();

    WhatsAppCampaignsApiTest() {
        client.store.lines().put(Examples.line(Client.WHATSAPP, Channel.WHATSAPP));
    }

    private Client.Reply create(String type, String line, String more) {
        return client.post(
                "/campaigns",
                "{'name':'Promo','agent_id':'" + Examples.AGENT + "','integration_id':'" + line
                        + "','integration_type':'" + type + "'" + (more.isEmpty() ? "" : "," + more) + "}");
    }

    private CampaignSettings created() {
        return client.store.campaigns().list(Optional.empty(), 1).getFirst().settings();
    }

    @Test
    void a_created_campaign_has_the_default_settings_of_its_channel() {
        Client.Reply created = create("whatsapp", "iwa_1", "'template':'promo_june'");

        assertThat(created.status()).isEqualTo(201);
        created.assertHas("/campaign", """
                'integration_type':'whatsapp','template':'promo_june','template_alt':null,'template_language':'es_MX',
                'template_image':null,'message_limit':250,'first_message':null,'concurrency':null,'cycles':null
                """);
        assertThat(created().limits().atOnce()).isEqualTo(CampaignSettings.MAX_CONCURRENCY);
        assertThat(created().opening()).isEqualTo(new MessageContent.Template("promo_june", null, "es_MX", null));
    }

    @Test
    void every_setting_of_the_channel_is_accepted() {
        create(
                "whatsapp",
                "iwa_1",
                "'template':'promo_june','template_alt':'promo_again','template_language':'en','template_image':'4711',"
                        + "'no_response':{'after_minutes':90,'template':'promo_later'},"
                        + "'message_limit':1,'throttle_ms':5,'retries':0");

        assertThat(created().opening())
                .isEqualTo(new MessageContent.Template(
                        "promo_june",
                        "promo_again",
                        "en",
                        "4711",
                        new NoResponse(Duration.ofMinutes(90), "promo_later")));
        assertThat(created().limits().perDay()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "whatsapp   | iph_1 | 'template':'x'                            | integration_type",
                "phone_call | iwa_1 | 'retries':1                               | integration_type",
                "fax        | iwa_1 | 'template':'x'                            | integration_type",
                "whatsapp   | iwa_1 | 'retries':1                               | template",
                "whatsapp   | iwa_1 | 'template':null                           | template",
                "whatsapp   | iwa_1 | 'template':' '                            | template",
                "whatsapp   | iwa_1 | 'template':7                              | template",
                "whatsapp   | iwa_1 | 'template':'x','template_alt':' '         | template_alt",
                "whatsapp   | iwa_1 | 'template':'x','template_image':''        | template_image",
                "whatsapp   | iwa_1 | 'template':'x','template_language':'Es'   | template_language",
                "whatsapp   | iwa_1 | 'template':'x','template_language':'es-MX' | template_language",
                "whatsapp   | iwa_1 | 'template':'x','first_message':'Hi'       | first_message",
                "whatsapp   | iwa_1 | 'template':'x','concurrency':1            | concurrency",
                "whatsapp   | iwa_1 | 'template':'x','cycles':{'enabled':true,'cooldown_minutes':5} | cycles",
                "whatsapp   | iwa_1 | 'template':'x','cycles':{'enabled':false} | cycles",
                "whatsapp   | iwa_1 | 'template':'x','message_limit':10001      | message_limit",
                "whatsapp   | iwa_1 | 'template':'x','no_response':5            | no_response",
                "whatsapp   | iwa_1 | 'template':'x','no_response':{}           | no_response.after_minutes",
                "whatsapp   | iwa_1 | 'template':'x','no_response':{'after_minutes':4} | no_response.after_minutes",
                "whatsapp   | iwa_1 | 'template':'x','no_response':{'after_minutes':10081} | no_response.after_minutes",
                "whatsapp   | iwa_1 | 'template':'x','no_response':{'after_minutes':5,'template':' '} | no_response.template",
                "whatsapp   | iwa_1 | 'template':'x','no_response':{'after_minutes':5,'x':1} | no_response.x",
                "phone_call | iph_1 | 'no_response':{'after_minutes':5}         | no_response",
                "phone_call | iph_1 | 'template':'x'                            | template",
                "phone_call | iph_1 | 'template_language':'es_MX'               | template_language",
            })
    void an_invalid_field_is_named(String type, String line, String more, String field) {
        Client.Reply reply = create(type, line, more);

        assertThat(reply.error()).isEqualTo("400 INVALID_REQUEST " + field);
        assertThat(reply.text("/message")).startsWith(field + " ");
        assertThat(client.store.campaigns().list(Optional.empty(), 1)).isEmpty();
    }

    @Test
    void no_response_is_shown_changed_and_removed() {
        Client changed = Client.withTemplate(CampaignStatus.ACTIVE);
        Client.Reply on = changed.patch("/campaigns/C1", "{'no_response':{'after_minutes':5}}");
        assertThat(on.at("/campaign/no_response")).hasToString("{\"after_minutes\":5,\"template\":null}");

        Client.Reply off = changed.patch("/campaigns/C1", "{'no_response':null}");

        assertThat(off.at("/campaign/no_response").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"512, 201", "513, 400"})
    void a_templates_name_has_at_most_512_characters(int length, int status) {
        assertThat(create("whatsapp", "iwa_1", "'template':'" + "t".repeat(length) + "'")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void the_template_can_be_changed_and_null_restores_the_defaults_of_its_parts() {
        Client changed = Client.withTemplate(CampaignStatus.ACTIVE);
        changed.patch("/campaigns/C1", "{'template_alt':'other','template_language':'pt_BR','message_limit':9}");

        assertThat(changed.campaign().settings().opening())
                .isEqualTo(new MessageContent.Template("promo_june", "other", "pt_BR", null));
        Client.Reply reply = changed.patch(
                "/campaigns/C1",
                "{'template':'new','template_alt':null,'template_language':null,'message_limit':null}");
        assertThat(reply.at("/campaign/message_limit")).hasToString("250");
        assertThat(changed.campaign().settings().opening())
                .isEqualTo(new MessageContent.Template("new", null, "es_MX", null));
        assertThat(changed.campaign().settings().limits().atOnce()).isEqualTo(CampaignSettings.MAX_CONCURRENCY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'template':null                | 400 INVALID_REQUEST template",
                "'first_message':'Hi'           | 400 INVALID_REQUEST first_message",
                "'concurrency':5                | 400 INVALID_REQUEST concurrency",
                "'cycles':{'max_iterations':3}  | 400 INVALID_REQUEST cycles",
                "'integration_type':'whatsapp'  | 400 IMMUTABLE_FIELD integration_type",
            })
    void a_setting_that_cannot_be_changed_is_named(String field, String error) {
        Client changed = Client.withTemplate(CampaignStatus.ACTIVE);

        assertThat(changed.patch("/campaigns/C1", "{" + field + "}").error()).isEqualTo(error);
        assertThat(changed.campaign().version()).isEqualTo(1);
    }

    @Test
    void analytics_count_messages_and_contacts_and_give_their_rates() {
        Client sent = Client.withTemplate(CampaignStatus.ACTIVE);
        Given.contacts(sent, ContactStatus.QUEUE, 1);
        Given.contacts(sent, ContactStatus.DELIVERED, 2);
        Given.contacts(sent, ContactStatus.ACCEPTED, 1);
        Given.contacts(sent, ContactStatus.REJECTED, 3);
        Given.contacts(sent, ContactStatus.CONVERTED, 1);
        Given.messages(sent);

        assertThat(sent.get("/campaigns/C1").at("/campaign/analytics"))
                .hasToString(("{'messages':7,'messagesDelivered':4,'messagesDeliveredRate':0.5714,"
                                + "'messagesRead':3,'messagesReadRate':0.4286,"
                                + "'contacts':8,'contactsAccepted':1,'contactsAcceptedRate':0.1250,"
                                + "'contactsRejected':3,'contactsRejectedRate':0.3750,"
                                + "'contactsConverted':1,'contactsConvertedRate':0.1250,"
                                + "'contacts_by_status':{'queue':1,'sending':0,'retrying':0,'failed':0,'delivered':2,"
                                + "'read':0,'accepted':1,'rejected':3,'converted':1,'skipped':0,'suppressed':0},"
                                + "'attempts':7,'retries':0,'in_flight':0,'cost':[]}")
                        .replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({"SENT, 1", "FAILED, 1", "READ, 1", "CREATED, 1"})
    void contacts_can_be_filtered_by_the_status_of_their_message(MessageStatus status, int size) {
        Client sent = Client.withTemplate(CampaignStatus.ACTIVE);
        Given.messages(sent);

        assertThat(sent.get("/campaigns/C1/messages?status=" + status.wire()).at("/messages"))
                .hasSize(size);
    }
}
