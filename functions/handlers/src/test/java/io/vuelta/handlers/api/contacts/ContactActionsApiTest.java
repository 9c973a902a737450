package io.vuelta.handlers.api.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.handlers.api.Client;
import io.vuelta.handlers.api.Given;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.Faults;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContactActionsApiTest {
    private final Client client = Client.withCampaign(CampaignStatus.ACTIVE);

    private String load(Contact contact) {
        client.load(contact);
        return "/campaigns/C1/contacts/" + contact.id().hash();
    }

    private String given(ContactStatus status) {
        return load(Given.contact(1, status));
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED,    retry, 200, queue",
        "VOICEMAIL, retry, 200, queue",
        "ANSWERED,  retry, 200, queue",
        "SUPPRESSED, retry, 200, queue",
        "QUEUE,     retry, 409, queue",
        "SENDING,   retry, 409, sending",
        "CONVERTED, retry, 409, converted",
        "SKIPPED,   retry, 409, skipped",
        "QUEUE,     skip,  200, skipped",
        "RETRYING,  skip,  200, skipped",
        "SKIPPED,   skip,  409, skipped",
        "SENDING,   skip,  409, sending",
        "ANSWERED,  skip,  409, answered",
    })
    void a_contact_can_be_retried_and_skipped_from_some_statuses(
            ContactStatus from, String action, int status, String then) {
        String contact = given(from);
        Client.Reply reply = client.post(contact + "/" + action, "");

        assertThat(reply.error()).isEqualTo(status == 200 ? "200 " : "409 INVALID_STATUS_TRANSITION");
        assertThat(reply.text(status == 200 ? "/contact/status" : "/current_status"))
                .isEqualTo(then);
        assertThat(client.get(contact).text("/contact/status")).isEqualTo(then);
    }

    @Test
    void a_contact_still_on_the_do_not_contact_list_is_not_retried_and_the_entry_is_named() {
        Contact contact = Given.contact(1, ContactStatus.SUPPRESSED);
        String path = load(contact);
        String number = contact.number().e164();
        client.post("/do-not-contact", "{'number':'" + number + "','channel':'phone_call','reason':'by mistake'}");

        Client.Reply reply = client.post(path + "/retry", "");

        assertThat(reply.error()).isEqualTo("409 DO_NOT_CONTACT");
        assertThat(reply.text("/current_status")).isEqualTo("suppressed");
        assertThat(reply.at("/entry"))
                .isEqualTo(client.get("/do-not-contact/" + number.substring(1)).at("/entries/0"));
        client.send("DELETE", "/do-not-contact/" + number.substring(1) + "?channel=phone_call", null);
        assertThat(client.post(path + "/retry", "").text("/contact/status")).isEqualTo("queue");
    }

    @ParameterizedTest
    @CsvSource({"archive, 409 CAMPAIGN_ARCHIVED", "cancel, 409 CAMPAIGN_FINISHED"})
    void no_contact_is_retried_in_a_cancelled_or_archived_campaign(String action, String error) {
        String contact = given(ContactStatus.FAILED);
        client.post("/campaigns/C1/" + action, "");

        assertThat(client.post(contact + "/retry", "").error()).isEqualTo(error);
        assertThat(client.get(contact).text("/contact/status")).isEqualTo("failed");
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE, 409 CAMPAIGN_ENDED end_at", "FINISHED, 409 CAMPAIGN_FINISHED"})
    void no_contact_is_retried_after_the_campaigns_end(CampaignStatus status, String error) {
        Client ended = Client.withCampaign(
                status, Examples.with().endAt(Examples.MONDAY.plusSeconds(60)).build());
        Contact contact = Given.contact(1, ContactStatus.FAILED);
        ended.load(contact);
        ended.clock.set(Examples.MONDAY.plusSeconds(60));

        assertThat(ended.post("/campaigns/C1/contacts/" + contact.id().hash() + "/retry", "")
                        .error())
                .isEqualTo(error);
        assertThat(ended.campaign().status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"QUEUE, 200", "FAILED, 200", "SENDING, 409", "RETRYING, 409", "ANSWERED, 409", "CONVERTED, 409"})
    void a_queued_or_failed_contact_can_be_removed(ContactStatus from, int status) {
        String contact = given(from);
        Client.Reply reply = client.send("DELETE", contact, null);

        if (status == 200) {
            assertThat(reply.json()).hasToString("{\"success\":true}");
            assertThat(client.get(contact).error()).isEqualTo("404 NOT_FOUND");
            assertThat(client.get(contact + "/timeline").error()).isEqualTo("404 NOT_FOUND");
            assertThat(client.post(contact + "/retry", "").error()).isEqualTo("404 NOT_FOUND");
            assertThat(client.send("DELETE", contact, null).error()).isEqualTo("404 NOT_FOUND");
        } else {
            assertThat(reply.error()).isEqualTo("409 CONTACT_NOT_DELETABLE");
            assertThat(reply.text("/current_status")).isEqualTo(from.wire());
            assertThat(client.get(contact).status()).isEqualTo(200);
        }
    }

    @Test
    void a_removed_contact_is_on_no_page_and_in_no_count() {
        Given.contacts(client, ContactStatus.QUEUE, 120);
        client.store.contactsOf(Client.CAMPAIGN).stream()
                .limit(90)
                .forEach(contact -> client.send(
                        "DELETE", "/campaigns/C1/contacts/" + contact.id().hash(), null));
        client.count();

        Client.Reply page = client.get("/campaigns/C1/contacts?limit=30");
        assertThat(page.at("/contacts")).hasSize(30);
        assertThat(page.at("/total_count")).hasToString("30");
        assertThat(page.at("/next_page").isNull()).isTrue();
        assertThat(client.get("/campaigns/C1/contacts?status=queue").at("/contacts"))
                .hasSize(30);
        assertThat(client.get("/campaigns/C1/contacts?status=removed").error()).isEqualTo("400 INVALID_REQUEST status");
        assertThat(client.get("/campaigns/C1").at("/campaign/analytics/contacts"))
                .hasToString("30");
    }

    @ParameterizedTest
    @CsvSource({"again, POST", "remove, POST", "RETRY, POST"})
    void the_error_for_an_unknown_action_names_the_known_ones(String value, String method) {
        Client.Reply reply = client.send(method, given(ContactStatus.QUEUE) + "/" + value, "");

        assertThat(reply.error()).isEqualTo("400 UNKNOWN_ACTION");
        assertThat(reply.text("/message")).endsWith("retry, skip, tag");
    }

    @Test
    void a_retry_restarts_a_finished_campaign_and_wakes_its_line() {
        Client finished = Client.withCampaign(CampaignStatus.FINISHED);
        Contact contact = Given.contact(1, ContactStatus.FAILED);
        finished.load(contact);
        finished.post("/campaigns/C1/contacts/" + contact.id().hash() + "/retry", "");

        assertThat(finished.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(finished.wakes.woken()).containsExactly(Client.LINE);
    }

    @Test
    void a_busy_store_is_answered_with_retry_after() {
        String contact = given(ContactStatus.FAILED);
        client.store.faults(Faults.busyAtEach("contacts.edit"));

        assertThat(client.post(contact + "/retry", "").error()).isEqualTo("503 BUSY");
    }

    @Test
    void the_timeline_has_decisions_events_and_why_nothing_happens_now() {
        Contact loaded = Examples.contact(Client.CAMPAIGN, 1);
        String contact = load(loaded);
        client.clock.advance(Duration.ofMinutes(1));
        client.post(contact + "/skip", "");

        Client.Reply reply = client.get(contact + "/timeline");
        assertThat(reply.text("/timezone")).isEqualTo("America/Mexico_City");
        JsonNode timeline = reply.at("/timeline");
        assertThat(timeline.get(0))
                .hasToString("{\"at\":\"2026-03-02T15:00:00Z\",\"kind\":\"decision\",\"code\":\"LOADED\","
                        + "\"text\":\"Added to the campaign.\",\"what\":\"LOADED\",\"attempt\":null,"
                        + "\"planned_for\":null,\"next_at\":null,\"until\":null,\"details\":{}}");
        assertThat(brief(timeline.get(1))).isEqualTo("2026-03-02T15:01:00Z decision SKIPPED_BY_HAND Skipped by hand.");
        assertThat(brief(timeline.get(2)))
                .isEqualTo(
                        "2026-03-02T15:01:00Z no_more REACHED_ITS_END Not tried again: its status is final (skipped).");
        assertThat(timeline.get(2).get("details")).hasToString("{\"status\":\"skipped\"}");
        assertThat(timeline).hasSize(3);

        client.post("/campaigns/C1/pause", "");
        JsonNode waiting = client.get(load(Examples.contact(Client.CAMPAIGN, 2)) + "/timeline")
                .at("/timeline");
        assertThat(brief(waiting.get(1)))
                .isEqualTo("2026-03-02T15:01:00Z not_tried CAMPAIGN_INACTIVE Not called: the campaign is paused.");
    }

    private static String brief(JsonNode entry) {
        return String.join(
                " ",
                entry.get("at").asText(),
                entry.get("kind").asText(),
                entry.get("code").asText(),
                entry.get("text").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                        | en | Added to the campaign.",
                "es                      | es | Se agregó a la campaña.",
                "es-MX,es;q=0.9,en;q=0.8 | es | Se agregó a la campaña.",
                "en-GB;q=0.3,es;q=0.7    | es | Se agregó a la campaña.",
                "fr,es;q=0.1             | es | Se agregó a la campaña.",
                "es;q=0,en;q=0.1         | en | Added to the campaign.",
                "*                       | en | Added to the campaign.",
                "fr                      | en | Added to the campaign.",
                ";;q=nonsense            | en | Added to the campaign.",
            })
    void sentences_are_in_the_language_that_the_client_prefers(
            @Nullable String accepted, String language, String text) {
        String contact = load(Examples.contact(Client.CAMPAIGN, 1));
        Client.Reply reply = client.header("Accept-Language", accepted).get(contact + "/timeline");

        assertThat(reply.text("/language")).isEqualTo(language);
        assertThat(reply.text("/timeline/0/text")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "GET, /timeline", "POST, /retry", "POST, /skip", "DELETE, ''"})
    void every_request_for_a_removed_contact_says_that_and_when_it_was_removed(String method, String path) {
        String contact = given(ContactStatus.QUEUE);
        client.clock.advance(Duration.ofMinutes(1));
        client.send("DELETE", contact, null);
        client.clock.advance(Duration.ofDays(1));

        Client.Reply reply = client.send(method, contact + path, method.equals("POST") ? "" : null);

        assertThat(reply.error()).isEqualTo("404 NOT_FOUND");
        assertThat(reply.text("/code")).isEqualTo("CONTACT_REMOVED");
        assertThat(reply.text("/removed_at")).isEqualTo("2026-03-02T15:01:00Z");
        assertThat(reply.text("/text")).isEqualTo("This contact was removed on 2 Mar at 09:01:00.");
        assertThat(client.header("accept-language", "es")
                        .send(method, contact + path, method.equals("POST") ? "" : null)
                        .text("/text"))
                .isEqualTo("Este contacto se quitó el 2 mar, 09:01:00.");
    }

    @Test
    void the_timeline_of_a_suppressed_contact_names_the_entry_its_start_and_its_reason() {
        client.post("/do-not-contact", "{'number':'+525555551234','channel':'phone_call','reason':'asked to stop'}");
        client.clock.advance(Duration.ofDays(1));
        String id = client.post("/campaigns/C1/contacts", "{'phone_number':'+525555551234'}")
                .text("/results/0/id");

        JsonNode timeline =
                client.get("/campaigns/C1/contacts/" + id + "/timeline").at("/timeline");
        assertThat(brief(timeline.get(1)))
                .isEqualTo(
                        "2026-03-03T15:00:00Z decision DO_NOT_CONTACT On the do-not-contact list since 2 Mar at 09:00:"
                                + " not contacted. Entry made by api, for calls only; reason: asked to stop.");
        assertThat(timeline.get(1).get("details"))
                .hasToString("{\"channel\":\"phone_call\",\"listed\":\"2026-03-02T15:00:00Z\","
                        + "\"reason\":\"asked to stop\",\"source\":\"api\"}");
        assertThat(brief(timeline.get(2)))
                .isEqualTo(
                        "2026-03-03T15:00:00Z no_more REACHED_ITS_END Not tried again: its status is final (do not contact).");
    }

    @Test
    void a_reported_result_is_in_the_timeline() {
        String contact = load(Given.contact(1, ContactStatus.ANSWERED));
        client.load(Given.call(1, CallStatus.ENDED, AnsweredBy.HUMAN, null));
        client.clock.advance(Duration.ofMinutes(1));
        String attempt = client.get("/campaigns/C1/calls").text("/calls/0/id");
        assertThat(client.post("/attempts/" + attempt + "/result", "{'tags':['vip']}")
                        .status())
                .isEqualTo(200);

        JsonNode timeline = client.get(contact + "/timeline").at("/timeline");
        JsonNode result = timeline.get(timeline.size() - 2);
        assertThat(brief(result))
                .isEqualTo("2026-03-02T15:01:00Z event RESULT The result of attempt 1 was reported. Tags: vip.");
        assertThat(result.get("details")).hasToString("{\"tags\":\"vip\"}");
    }
}
