package vuelta.adapters.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static vuelta.adapters.whatsapp.Meta.NOW;

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
import vuelta.domain.attempt.MessageEvent;
import vuelta.domain.attempt.MessageEvent.Fault;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.ContactId;
import vuelta.domain.contact.ContactData;
import vuelta.domain.dispatch.MessageTemplate;
import vuelta.domain.dispatch.Placing;
import vuelta.domain.dispatch.Placing.Besides;
import vuelta.domain.line.LinePace.Block;
import vuelta.domain.phone.PhoneNumber;

/** What is asked of Meta, and what each of its answers comes to, for the attempt and beyond it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhatsAppMessagesTest {
    private static Placing answered(int status, String body) throws IOException {
        try (Meta meta = Meta.answering(status, body)) {
            return meta.send();
        }
    }

    private static Placing refused(int status, int code) throws IOException {
        return answered(status, "{\"error\":{\"code\":" + code + ",\"message\":\"x\"}}");
    }

    private static Placing notSent(String reason, int seconds, Besides besides) {
        return new Placing(new MessageEvent.NotSent(reason, NOW.plusSeconds(seconds), NOW), Optional.of(besides));
    }

    private static Placing failed(String reason, Fault fault) {
        return Placing.of(new MessageEvent.Refused(reason, fault, NOW));
    }

    private static Placing lost(String reason) {
        return Placing.of(new MessageEvent.AnswerLost(reason, NOW));
    }

    // Taken

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"message_status\":\"accepted\""})
    void a_message_that_is_accepted_is_taken_under_its_wamid(String status) throws IOException {
        assertThat(answered(200, "{\"messages\":[{\"id\":\"wamid.1\"" + status + "}]}"))
                .isEqualTo(Placing.of(new MessageEvent.Taken("wamid.1", NOW)));
    }

    @Test
    void one_that_is_held_is_not_sent_and_may_be_yet() throws IOException {
        assertThat(answered(
                        200,
                        "{\"messages\":[{\"id\":\"wamid.1\",\"message_status\":\"held_for_quality_assessment\"}]}"))
                .isEqualTo(lost("HELD_FOR_QUALITY_ASSESSMENT"));
    }

    @Test
    void one_that_is_paused_is_not_sent_and_the_campaign_does_without_its_template() throws IOException {
        assertThat(answered(200, "{\"messages\":[{\"id\":\"wamid.1\",\"message_status\":\"paused\"}]}"))
                .isEqualTo(new Placing(
                        new MessageEvent.AnswerLost("PAUSED", NOW), Optional.of(new Besides.TemplateOut("PAUSED"))));
    }

    // Refused

    @ParameterizedTest
    @CsvSource({"400, 4", "400, 80007", "400, 130429", "429, 130429"})
    void for_going_too_fast_they_slow_the_line(int status, int code) throws IOException {
        assertThat(refused(status, code)).isEqualTo(notSent("WHATSAPP_" + code, 2, new Besides.KeepStill(Block.RATE)));
    }

    @Test
    void too_many_messages_to_one_person_concern_that_person_alone() throws IOException {
        assertThat(refused(400, 131056))
                .isEqualTo(Placing.of(new MessageEvent.NotSent("WHATSAPP_131056", NOW.plusSeconds(64), NOW)));
    }

    @ParameterizedTest
    @CsvSource({"400, 131016", "500, 131016", "503, 131057"})
    void while_the_service_is_away_the_line_keeps_still(int status, int code) throws IOException {
        assertThat(refused(status, code))
                .isEqualTo(notSent("WHATSAPP_" + code, 30, new Besides.KeepStill(Block.ERROR)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 131000})
    void what_went_wrong_at_meta_is_tried_again_where_the_status_says_that_it_was_not_sent(int code)
            throws IOException {
        assertThat(refused(400, code)).isEqualTo(failed("WHATSAPP_" + code, new Fault.Technical()));
        assertThat(refused(500, code)).isEqualTo(lost("WHATSAPP_" + code));
    }

    @ParameterizedTest
    @CsvSource({"131026, 0", "130472, 0", "131049, 24"})
    void what_does_not_reach_the_person_now_waits_as_long_as_it_must(int code, int hours) throws IOException {
        assertThat(refused(400, code)).isEqualTo(failed("WHATSAPP_" + code, new Fault.Person(Duration.ofHours(hours))));
    }

    @Test
    void who_has_opted_out_is_not_written_to_again() throws IOException {
        assertThat(refused(400, 131050)).isEqualTo(failed("WHATSAPP_131050", new Fault.OptedOut()));
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
        "400, 133010"
    })
    void of_the_account_its_number_or_the_templates_name_they_pause_the_campaign(int status, int code)
            throws IOException {
        String reason = "WHATSAPP_" + code;
        assertThat(refused(status, code)).isEqualTo(notSent(reason, 30, new Besides.OutOfOrder(reason)));
    }

    @ParameterizedTest
    @ValueSource(ints = {132015, 132016})
    void of_a_template_that_is_paused_or_disabled_they_send_the_alternative(int code) throws IOException {
        String reason = "WHATSAPP_" + code;
        assertThat(refused(400, code)).isEqualTo(notSent(reason, 30, new Besides.TemplateOut(reason)));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 131008, 131009, 132000, 132012, 132005})
    void of_this_rows_data_they_concern_nothing_else(int code) throws IOException {
        assertThat(refused(400, code)).isEqualTo(failed("WHATSAPP_" + code, new Fault.Row()));
    }

    @Test
    void codes_that_are_not_known_go_by_their_status() throws IOException {
        assertThat(refused(400, 999_999)).isEqualTo(failed("WHATSAPP_999999", new Fault.Technical()));
        assertThat(refused(401, 300)).isEqualTo(notSent("WHATSAPP_300", 30, new Besides.OutOfOrder("WHATSAPP_300")));
        assertThat(refused(429, 199)).isEqualTo(notSent("WHATSAPP_199", 2, new Besides.KeepStill(Block.RATE)));
        assertThat(refused(500, 999_999)).isEqualTo(lost("WHATSAPP_999999"));
    }

    @Test
    void without_a_code_there_is_only_the_status() throws IOException {
        assertThat(answered(403, "<html>")).isEqualTo(notSent("HTTP_403", 30, new Besides.OutOfOrder("HTTP_403")));
        assertThat(answered(404, "")).isEqualTo(failed("HTTP_404", new Fault.Technical()));
        assertThat(answered(502, "{}")).isEqualTo(lost("HTTP_502"));
        assertThat(answered(302, "{}")).isEqualTo(lost("HTTP_302"));
        assertThat(answered(200, "{}")).isEqualTo(lost("ANSWER_NOT_UNDERSTOOD"));
    }

    // Asked

    @Test
    void everything_that_the_template_asks_for_is_given_and_the_attempt_with_it() throws IOException {
        MessageTemplate template = new MessageTemplate(
                "promo", "es_MX", "APPROVED", List.of(), true, List.of("1", "2"), List.of(0, 2), List.of());
        ContactData data = new ContactData("", "Ana", "", "", "", Map.of("2", " 3\nde\tjunio "));
        try (Meta meta = Meta.answering(200, "{}")) {
            meta.send(template, data, "4711");

            String attempt = "c1."
                    + ContactId.of(new CampaignId("c1"), new PhoneNumber("+525555551234"))
                            .hash() + ".1";
            assertThat(meta.asked())
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
    void an_image_may_be_a_link_and_named_parameters_are_named() throws IOException {
        MessageTemplate template =
                new MessageTemplate("promo", "en", "APPROVED", List.of(), true, List.of("name"), List.of(), List.of());
        try (Meta meta = Meta.answering(200, "{}")) {
            meta.send(template, new ContactData("", "Ana", "", "", "", Map.of()), "https://example.com/a.png");

            assertThat(meta.asked().getFirst())
                    .contains("\"image\":{\"link\":\"https://example.com/a.png\"}")
                    .contains("{\"type\":\"text\",\"parameter_name\":\"name\",\"text\":\"Ana\"}");
        }
    }
}
