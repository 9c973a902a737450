package io.vuelta.handlers.api.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Results;
import io.vuelta.handlers.api.Client;
import io.vuelta.handlers.api.Given;
import io.vuelta.testkit.examples.Examples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ResultsApiTest {
    private final Client client = Client.withCampaign(CampaignStatus.ACTIVE);
    private final Call call = Given.call(1, CallStatus.ENDED, AnsweredBy.HUMAN, null);
    private final String path = "/attempts/" + call.id() + "/result";

    ResultsApiTest() {
        client.load(Given.contact(1, ContactStatus.ANSWERED));
        client.load(call);
    }

    private Results results() {
        return client.store.contacts().find(call.id().contact()).orElseThrow().results();
    }

    @Test
    void an_opt_out_is_not_lost_with_a_letter() {
        assertThat(client.post(path, "{'opt_out':true,'summary':'Pidi\ufffd'}").status())
                .isEqualTo(200);
    }

    @Test
    void a_result_is_stored_with_its_contact_and_shown() {
        Client.Reply reply = client.post(
                path,
                "{'tags':['vip'],'extracted_data':{'email':'ana@example.com'},"
                        + "'follow_up_at':'2026-03-03T09:00:00-06:00'}");

        assertThat(reply.status()).isEqualTo(200);
        reply.assertHas("/contact", """
                'tags':['vip'],'extracted_data':{'email':'ana@example.com'},'follow_up':true,
                'follow_up_at':'2026-03-03T15:00:00Z','status':'answered'
                """);
        assertThat(client.get("/campaigns/C1/contacts/" + call.id().contact().hash())
                        .at("/contact"))
                .isEqualTo(reply.at("/contact"));
        client.count();
        assertThat(client.wakes.woken()).containsExactly(Client.LINE);
    }

    @Test
    void the_token_of_an_attempt_is_accepted_for_its_result_alone() {
        client.header("Authorization", null);
        String token = "?token=" + client.tokens.of(call.id());
        String next = "/attempts/" + new AttemptId(call.id().contact(), 2) + "/result";

        assertThat(client.post(path + token, "{'tags':['vip']}").status()).isEqualTo(200);

        assertThat(client.post(next + token, "{}").error()).isEqualTo("403 WRONG_TOKEN");
        assertThat(client.post("/attempts/1/result" + token, "{}").error()).isEqualTo("403 WRONG_TOKEN");
        assertThat(client.post(path + token + "x", "{}").error()).isEqualTo("403 WRONG_TOKEN");
        assertThat(client.post(path + "?token=", "{}").error()).isEqualTo("401 UNAUTHORIZED");
        assertThat(client.get("/calls/" + call.id() + token).error()).isEqualTo("401 UNAUTHORIZED");
        assertThat(client.get("/campaigns" + token).error()).isEqualTo("401 UNAUTHORIZED");
        assertThat(client.get(path + token).error()).isEqualTo("405 METHOD_NOT_ALLOWED");
    }

    @Test
    void an_api_key_is_checked_even_if_a_token_is_given() {
        String token = "?token=" + client.tokens.of(call.id());

        assertThat(client.header("Authorization", "api-key wrong")
                        .post(path + token, "{}")
                        .error())
                .isEqualTo("401 UNAUTHORIZED");
    }

    @Test
    void a_conversion_is_final() {
        assertThat(client.post(path, "{'converted':true}").text("/contact/status"))
                .isEqualTo("converted");
        assertThat(client.post(path, "{'converted':false}").text("/contact/status"))
                .isEqualTo("converted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "'true'",
                "'Sí, no quiere llamadas.'",
                "1",
                "{}",
                "{'channel':'phone_call','reason':'no more calls'}",
                "{'channel':'PHONE_CALL'}",
                "{'channel':'llamadas','reason':7}",
                "{'channel':'','reason':' '}",
            })
    void a_person_who_opts_out_is_rejected_listed_and_suppressed_in_every_other_campaign(String optOut) {
        for (int times = 0; times < 2; times++) {
            Client.Reply reply = client.post(path, "{'opt_out':" + optOut + "}");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text("/contact/status")).isEqualTo("rejected");
            assertThat(reply.text("/contact/reason")).isEqualTo("OPTED_OUT");
        }

        Client.Reply listed = client.get("/do-not-contact/" + call.to().e164());
        assertThat(listed.at("/entries")).hasSize(1);
        assertThat(listed.text("/entries/0/source")).isEqualTo("conversation");
        assertThat(client.get("/calls/" + call.id()).at("/call/opted_out")).hasToString("true");
        String contact = "/campaigns/C1/contacts/" + call.id().contact().hash();
        assertThat(client.get(contact + "/timeline").at("/timeline").findValuesAsText("code"))
                .containsOnlyOnce("OPTED_OUT", "RESULT");
        assertThat(client.post(contact + "/retry", "").error()).startsWith("409 ");
        assertThat(client.counted().in(ContactStatus.REJECTED)).isEqualTo(1);
        client.store
                .campaigns()
                .create(Examples.campaign(
                        new CampaignId("C2"), Client.LINE, CampaignStatus.READY, Examples.settings()));
        assertThat(client.post(
                                "/campaigns/C2/contacts",
                                "{'contact':'" + call.to().e164() + "'}")
                        .at("/results/0/suppressed"))
                .hasToString("true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {"'x@y.z' | x@y.z", "7 | 7", "1.50 | 1.50", "true | true"})
    void values_are_stored_as_text(String given, String kept) {
        client.post(path, "{'extracted_data':{'email':" + given + "}}");

        assertThat(client.store.conversations().find(call.id()).orElseThrow().extracted())
                .containsOnly(Map.entry("email", kept));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'extracted_data':{'email':null},'tags':[],'follow_up_at':null,'summary':null,'opt_out':null}",
                "{'opt_out':false}",
                "{'opt_out':'No'}",
                "{'opt_out':''}",
            })
    void an_empty_result_changes_nothing(String body) {
        String contact = "/campaigns/C1/contacts/" + call.id().contact().hash();
        Client.Reply before = client.get(contact);

        assertThat(client.post(path, body).status()).isEqualTo(200);
        assertThat(client.get(contact).json()).isEqualTo(before.json());
        assertThat(client.store.conversations().find(call.id())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'tags':['vip','gold']                      | tags[1]",
                "'tags':'vip'                               | tags",
                "'extracted_data':{'email':'a','colour':'red'} | extracted_data.colour",
                "'extracted_data':{'email':['a']}           | extracted_data.email",
                "'extracted_data':{'email':{}}              | extracted_data.email",
                "'extracted_data':[]                        | extracted_data",
                "'converted':'yes'                          | converted",
                "'follow_up_at':'2026-03-03T09:00:00'       | follow_up_at",
                "'follow_up_at':'tomorrow'                  | follow_up_at",
                "'sentiment':7                              | sentiment",
                "'summary':'a\\uffff'                       | summary",
                "'extracted_data':{'email':'\\ud83d'}       | extracted_data.email",
                "'summary':['x']                            | summary",
                "'transcript':{}                            | transcript",
                "'recording_url':7                          | recording_url",
                "'recording_url':'ftp://x/1'                | recording_url",
                "'recording_url':'/1.mp3'                   | recording_url",
                "'recording_url':'https://'                 | recording_url",
                "'opt_out':'perhaps'                        | opt_out",
                "'opt_out':[]                               | opt_out",
                "'opt_out':false,'tags':['gold']            | tags[0]",
                "'colour':'red'                             | colour",
            })
    void an_invalid_field_is_named(String field, String named) {
        Client.Reply reply = client.post(path, "{" + field + "}");

        assertThat(reply.error()).isEqualTo("400 INVALID_REQUEST " + named);
        assertThat(reply.text("/message")).startsWith(named + " ");
        assertThat(results()).isEqualTo(Results.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "extracted_data.email, 1000",
        "sentiment, 64",
        "summary, 4000",
        "transcript, 200000",
    })
    void a_text_has_a_maximum_length(String field, int longest) {
        assertThat(client.post(path, text(field, longest)).status()).isEqualTo(200);
        assertThat(client.post(path, text(field, longest + 1)).error()).isEqualTo("400 INVALID_REQUEST " + field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'tags':['hostil']                      | tags[0]",
                "'extracted_data':{'colour':'red'}      | extracted_data.colour",
                "'converted':'yes'                      | converted",
                "'follow_up_at':'tomorrow'              | follow_up_at",
                "'summary':7                            | summary",
                "'recording_url':'/1.mp3'               | recording_url",
                "'optout_at':'x'                        | optout_at",
            })
    void an_opt_out_counts_even_if_another_field_is_invalid(String field, String named) {
        Client.Reply refused = client.post(path, "{'opt_out':{'reason':'no calls'}," + field + "}");

        assertThat(refused.error()).isEqualTo("400 INVALID_REQUEST " + named);
        assertThat(refused.text("/message"))
                .startsWith(named + " ")
                .endsWith("; the opt-out of this result was recorded");
        String number = "/do-not-contact/" + call.to().e164();
        JsonNode entries = client.get(number).at("/entries");
        assertThat(entries.findValuesAsText("reason")).containsExactly("no calls");
        assertThat(results()).isEqualTo(new Results(List.of(), false, true, true));
        // The corrected result has no second effect, even if a person has removed the entry since.
        assertThat(client.send("DELETE", number, null).status()).isEqualTo(200);
        assertThat(client.post(path, "{'opt_out':{'reason':'no calls'},'tags':['vip']}")
                        .text("/contact/status"))
                .isEqualTo("rejected");
        assertThat(results().tags()).containsExactly("vip");
        assertThat(client.get(number).status()).isEqualTo(404);
    }

    @Test
    void an_opt_out_counts_even_if_a_part_of_it_is_unknown() {
        assertThat(client.post(path, "{'opt_out':{'until':'2030'}}").error())
                .isEqualTo("400 INVALID_REQUEST opt_out.until");

        assertThat(client.get("/do-not-contact/" + call.to().e164()).at("/entries"))
                .hasSize(1);
    }

    @Test
    void a_long_reason_of_an_opt_out_is_cut() {
        assertThat(client.post(path, text("opt_out.reason", 300)).status()).isEqualTo(200);

        assertThat(client.get("/do-not-contact/" + call.to().e164()).text("/entries/0/reason"))
                .isEqualTo("x".repeat(255));
    }

    private static String text(String field, int length) {
        String text = "'" + "x".repeat(length) + "'";
        String[] names = field.split("\\.", -1);
        return names.length == 2
                ? "{'" + names[0] + "':{'" + names[1] + "':" + text + "}}"
                : "{'" + field + "':" + text + "}";
    }

    @Test
    void the_summary_is_shown_with_the_call_and_the_transcript_is_stored_separately() {
        client.post(
                path,
                "{'tags':['vip'],'extracted_data':{'email':'ana@example.com'},'sentiment':'positive',"
                        + "'summary':'Pays on Monday.','transcript':'Hi. Bye.',"
                        + "'recording_url':'https://recordings.example/1.mp3'}");

        JsonNode shown = client.get("/calls/" + call.id()).at("/call");
        assertThat(shown.at("/tags")).hasToString("[\"vip\"]");
        assertThat(shown.at("/extracted_data")).hasToString("{\"email\":\"ana@example.com\"}");
        assertThat(shown.at("/sentiment").asText()).isEqualTo("positive");
        assertThat(shown.at("/summary").asText()).isEqualTo("Pays on Monday.");
        assertThat(shown.at("/recording_url").asText()).isEqualTo("https://recordings.example/1.mp3");
        String key = "transcripts/" + call.id() + ".txt";
        assertThat(shown.at("/transcript_url").asText()).isEqualTo("https://bucket.example/" + key + "?signed");
        assertThat(client.transcripts.texts()).containsOnly(Map.entry(key, "Hi. Bye."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "C1.0123456789abcdef0123456789abcdef.1",
                "C9.0123456789abcdef0123456789abcdef.1",
            })
    void an_unknown_attempt_is_not_found(String id) {
        assertThat(client.post("/attempts/" + id + "/result", "{}").error()).isEqualTo("404 NOT_FOUND");
    }
}
