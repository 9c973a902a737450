package io.vuelta.adapters.provider.whatsapp;

import static io.vuelta.adapters.provider.whatsapp.Meta.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.dispatch.MessageTemplate;
import io.vuelta.domain.dispatch.PlacementResult;
import io.vuelta.domain.phone.PhoneNumber;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests to Meta, and the meaning of each answer for the attempt and for its line and campaign. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhatsAppMessagesTest {
    private static PlacementResult answered(int status, String body) throws IOException {
        try (Meta meta = Meta.answering(status, body)) {
            return meta.send();
        }
    }

    private static PlacementResult refused(int status, int code) throws IOException {
        return answered(status, "{\"error\":{\"code\":" + code + ",\"message\":\"x\"}}");
    }

    private static PlacementResult notSent(String reason, int seconds, ProviderTrouble.Wider trouble) {
        return new PlacementResult(
                new MessageEvent.NotSent(reason, NOW.plusSeconds(seconds), NOW), Optional.of(trouble));
    }

    private static PlacementResult failed(String reason, ProviderTrouble.Refusal fault) {
        return PlacementResult.of(new MessageEvent.Refused(reason, fault, NOW));
    }

    private static PlacementResult lost(String reason) {
        return PlacementResult.of(new MessageEvent.AnswerLost(reason, NOW));
    }

    // Taken

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"message_status\":\"accepted\""})
    void an_accepted_message_has_its_wamid(String status) throws IOException {
        assertThat(answered(200, "{\"messages\":[{\"id\":\"wamid.1\"" + status + "}]}"))
                .isEqualTo(PlacementResult.of(new MessageEvent.Taken("wamid.1", NOW)));
    }

    @Test
    void a_held_message_is_not_sent_and_may_be_sent_later() throws IOException {
        assertThat(answered(
                        200,
                        "{\"messages\":[{\"id\":\"wamid.1\",\"message_status\":\"held_for_quality_assessment\"}]}"))
                .isEqualTo(lost("HELD_FOR_QUALITY_ASSESSMENT"));
    }

    @Test
    void a_paused_message_is_not_sent_and_the_template_counts_as_unusable() throws IOException {
        assertThat(answered(200, "{\"messages\":[{\"id\":\"wamid.1\",\"message_status\":\"paused\"}]}"))
                .isEqualTo(new PlacementResult(
                        new MessageEvent.AnswerLost("PAUSED", NOW),
                        Optional.of(new ProviderTrouble.TemplateUnusable())));
    }

    // Refused

    @ParameterizedTest
    @CsvSource({"400, 4", "400, 17", "400, 32", "400, 613", "400, 80007", "400, 80008", "400, 130429", "429, 130429"})
    void rate_limit_codes_slow_the_line(int status, int code) throws IOException {
        assertThat(refused(status, code))
                .isEqualTo(notSent("WHATSAPP_" + code, 2, new ProviderTrouble.LineThrottled(NOW.plusSeconds(2))));
    }

    @Test
    void the_limit_per_person_delays_that_person_alone() throws IOException {
        assertThat(refused(400, 131056))
                .isEqualTo(PlacementResult.of(new MessageEvent.NotSent("WHATSAPP_131056", NOW.plusSeconds(64), NOW)));
    }

    @ParameterizedTest
    @CsvSource({"400, 131016", "500, 131016", "503, 131057", "503, 133004", "400, 133015"})
    void while_the_service_is_unavailable_the_line_is_blocked(int status, int code) throws IOException {
        assertThat(refused(status, code))
                .isEqualTo(notSent("WHATSAPP_" + code, 30, new ProviderTrouble.LineDown(NOW.plusSeconds(30))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 131000})
    void an_internal_error_of_meta_is_retried_if_the_status_says_that_nothing_was_sent(int code) throws IOException {
        assertThat(refused(400, code)).isEqualTo(failed("WHATSAPP_" + code, new ProviderTrouble.Technical()));
        assertThat(refused(500, code)).isEqualTo(lost("WHATSAPP_" + code));
    }

    @ParameterizedTest
    @CsvSource({"131026, 0", "130472, 0", "131043, 0", "131049, 24"})
    void a_message_that_cannot_reach_the_person_now_waits_the_hours_of_its_code(int code, int hours)
            throws IOException {
        assertThat(refused(400, code))
                .isEqualTo(failed("WHATSAPP_" + code, new ProviderTrouble.Person(Duration.ofHours(hours))));
    }

    @Test
    void a_person_who_opted_out_gets_no_further_message() throws IOException {
        assertThat(refused(400, 131050)).isEqualTo(failed("WHATSAPP_131050", new ProviderTrouble.OptedOut()));
    }

    @ParameterizedTest
    @CsvSource({
        "400, 131048",
        "400, 131031",
        "403, 368",
        "400, 131042",
        "401, 190",
        "401, 0",
        "403, 10",
        "403, 200",
        "403, 299",
        "404, 132001",
        "400, 133010",
        "400, 3",
        "500, 3",
        "400, 33",
        "400, 130497",
        "403, 130497",
        "403, 131005",
        "400, 131030",
        "400, 131037",
        "400, 131045",
        "500, 131045",
        "403, 131063",
        "400, 133000",
        "400, 133005",
        "400, 133006",
        "400, 133008",
        "400, 133009",
        "400, 133016",
        "400, 134011",
        "400, 134100",
        "400, 134101",
        "400, 134102",
        "400, 1752041",
        "404, 100"
    })
    void codes_of_the_account_its_number_or_the_template_name_pause_the_campaign(int status, int code)
            throws IOException {
        String reason = "WHATSAPP_" + code;
        assertThat(refused(status, code)).isEqualTo(notSent(reason, 30, new ProviderTrouble.AccountUnusable()));
    }

    @ParameterizedTest
    @ValueSource(ints = {132015, 132016, 132068, 132069})
    void codes_of_a_paused_or_disabled_template_switch_to_the_alternative(int code) throws IOException {
        String reason = "WHATSAPP_" + code;
        assertThat(refused(400, code)).isEqualTo(notSent(reason, 30, new ProviderTrouble.TemplateUnusable()));
    }

    @Test
    void an_object_that_does_not_exist_is_an_account_error() throws IOException {
        assertThat(answered(400, "{\"error\":{\"code\":100,\"error_subcode\":33}}"))
                .isEqualTo(notSent("WHATSAPP_100", 30, new ProviderTrouble.AccountUnusable()));
    }

    private static String error(int code) {
        return "{\"error\":{\"code\":" + code + ",\"message\":\"x\"}}";
    }

    /** The number of contacts in a row that fail with this answer before the campaign pauses. */
    private static int paidFor(int code, ProviderTrouble.Refusal fault) throws IOException {
        String reason = "WHATSAPP_" + code;
        try (Meta meta = Meta.answering(400, error(code))) {
            int paid = 0;
            while (meta.send().equals(failed(reason, fault))) {
                paid++;
                assertThat(paid).as("so many contacts").isLessThan(50);
            }
            assertThat(meta.send()).isEqualTo(notSent(reason, 30, new ProviderTrouble.AccountUnusable()));
            assertThat(meta.forgotten()).hasSize(paid + 2).containsOnly("hello es_MX");
            return paid;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 131008, 131009, 132005, 131021})
    void codes_of_the_rows_data_fail_the_row_until_ten_in_a_row_are_equal(int code) throws IOException {
        assertThat(paidFor(code, new ProviderTrouble.Row())).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(ints = {131047, 131051, 131052, 131053, 131055, 131062, 132000, 132007, 132012, 132018, 135000})
    void three_codes_in_a_row_of_the_template_or_the_rows_data_pause_the_campaign(int code) throws IOException {
        assertThat(paidFor(code, new ProviderTrouble.Row())).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {131099, 139999, 506, 999_999})
    void three_unknown_codes_in_a_row_pause_the_campaign(int code) throws IOException {
        assertThat(paidFor(code, new ProviderTrouble.Technical())).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "200 | {'messages':[{'id':'wamid.1'}]}",
                "400 | {'error':{'code':131026}}",
                "400 | {'error':{'code':132012}}",
            })
    void any_other_answer_resets_the_count_of_equal_errors(int status, String between) throws IOException {
        try (Meta meta = Meta.answering(400, error(132_000))) {
            for (int i = 0; i < 5; i++) {
                meta.answer(400, error(132_000));
                assertThat(meta.send()).isEqualTo(failed("WHATSAPP_132000", new ProviderTrouble.Row()));
                assertThat(meta.send()).isEqualTo(failed("WHATSAPP_132000", new ProviderTrouble.Row()));
                meta.answer(status, between.replace('\'', '"'));
                assertThat(meta.send().trouble()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"429, 130429", "503, 131016", "500, 2"})
    void a_send_that_reaches_nobody_does_not_reset_the_count_of_equal_errors(int status, int code) throws IOException {
        try (Meta meta = Meta.answering(400, error(132_000))) {
            meta.send();
            meta.send();
            meta.answer(status, error(code));
            meta.send();
            meta.answer(400, error(132_000));

            assertThat(meta.send().trouble()).contains(new ProviderTrouble.AccountUnusable());
        }
    }

    @Test
    void unknown_codes_are_judged_by_the_http_status() throws IOException {
        assertThat(refused(400, 999_999)).isEqualTo(failed("WHATSAPP_999999", new ProviderTrouble.Technical()));
        assertThat(refused(401, 300)).isEqualTo(notSent("WHATSAPP_300", 30, new ProviderTrouble.AccountUnusable()));
        assertThat(refused(429, 199))
                .isEqualTo(notSent("WHATSAPP_199", 2, new ProviderTrouble.LineThrottled(NOW.plusSeconds(2))));
        assertThat(refused(500, 999_999)).isEqualTo(lost("WHATSAPP_999999"));
    }

    @Test
    void an_answer_without_a_code_is_judged_by_the_http_status() throws IOException {
        assertThat(answered(403, "<html>")).isEqualTo(notSent("HTTP_403", 30, new ProviderTrouble.AccountUnusable()));
        assertThat(answered(404, "")).isEqualTo(failed("HTTP_404", new ProviderTrouble.Technical()));
        assertThat(answered(502, "{}")).isEqualTo(lost("HTTP_502"));
        assertThat(answered(302, "{}")).isEqualTo(lost("HTTP_302"));
        assertThat(answered(200, "{}")).isEqualTo(lost("ANSWER_NOT_UNDERSTOOD"));
    }

    // Asked

    @Test
    void a_request_has_every_value_of_the_template_and_the_attempts_id() throws IOException {
        MessageTemplate template = new MessageTemplate(
                "promo", "es_MX", "APPROVED", null, List.of(), true, List.of("1", "2"), List.of(0, 2), List.of());
        ContactData data = new ContactData("", "Ana", "", "", "", Map.of("2", " 3\nde\tjunio "));
        try (Meta meta = Meta.answering(200, "{}")) {
            meta.send(template, data, "4711");

            String attempt = "c1."
                    + ContactId.of(new CampaignId("c1"), new PhoneNumber("+525555551234"))
                            .hash() + ".1";
            assertThat(meta.requests())
                    .containsExactly("POST /v23.0/111/messages Bearer token\n"
                            + ("{'messaging_product':'whatsapp','recipient_type':'individual',"
                                            + "'to':'+525555551234','type':'template',"
                                            + "'biz_opaque_callback_data':'ATTEMPT',"
                                            + "'template':{'name':'promo','language':{'code':'es_MX'},'components':["
                                            + "{'type':'header','parameters':[{'type':'image','image':{'id':'4711'}}]},"
                                            + "{'type':'body','parameters':[{'type':'text','text':'Ana'},"
                                            + "{'type':'text','text':'3 de junio'}]},"
                                            + "{'type':'button','sub_type':'quick_reply','index':'0','parameters':"
                                            + "[{'type':'payload','payload':'accept:ATTEMPT'}]},"
                                            + "{'type':'button','sub_type':'quick_reply','index':'2','parameters':"
                                            + "[{'type':'payload','payload':'reject:ATTEMPT'}]}]}}")
                                    .replace('\'', '"')
                                    .replace("ATTEMPT", attempt));
        }
    }

    @Test
    void an_image_may_be_a_link_and_named_parameters_keep_their_names() throws IOException {
        MessageTemplate template = new MessageTemplate(
                "promo", "en", "APPROVED", null, List.of(), true, List.of("name"), List.of(), List.of());
        try (Meta meta = Meta.answering(200, "{}")) {
            meta.send(template, new ContactData("", "Ana", "", "", "", Map.of()), "https://example.com/a.png");

            assertThat(meta.requests().getFirst())
                    .contains("\"image\":{\"link\":\"https://example.com/a.png\"}")
                    .contains("{\"type\":\"text\",\"parameter_name\":\"name\",\"text\":\"Ana\"}");
        }
    }
}
