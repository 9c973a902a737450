package io.vuelta.adapters.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.adapters.provider.http.ProviderHttp;
import io.vuelta.domain.attempt.AgentReply;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.dispatch.ReplyProvider.Answer;
import io.vuelta.domain.phone.PhoneNumber;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The request to Meta for an agent's reply, and the meaning of each answer. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhatsAppRepliesTest {
    private static final PhoneNumber TO = new PhoneNumber("+525555551234");
    private static final AgentReply REPLY = AgentReply.about(
            new AttemptId(ContactId.of(new CampaignId("c1"), TO), 1),
            "r1",
            "¿A las \"5\"?\nhttps://a.example",
            Meta.NOW);

    private static Answer answered(int status, String body) throws IOException {
        try (Meta meta = Meta.answering(status, body)) {
            return new WhatsAppReplies(ProviderHttp.client(InstantSource.system()), _ -> meta.secret())
                    .send(Meta.LINE, TO, REPLY);
        }
    }

    @Test
    void a_reply_is_a_text_without_preview_and_has_its_mark() throws IOException {
        try (Meta meta = Meta.answering(200, "{\"messages\":[{\"id\":\"wamid.1\"}]}")) {
            Answer answer = new WhatsAppReplies(ProviderHttp.client(InstantSource.system()), _ -> meta.secret())
                    .send(Meta.LINE, TO, REPLY);

            assertThat(answer).isEqualTo(new Answer.Taken());
            assertThat(meta.requests())
                    .containsExactly("POST /v23.0/111/messages Bearer token\n"
                            + "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\","
                            + "\"to\":\"+525555551234\",\"type\":\"text\",\"biz_opaque_callback_data\":\""
                            + REPLY.attempt() + "/r1\",\"text\":{\"preview_url\":false,"
                            + "\"body\":\"¿A las \\\"5\\\"?\\nhttps://a.example\"}}");
        }
    }

    @Test
    void the_mark_of_a_reply_is_read_back_and_is_no_attempts_id() {
        String mark = ReplyMark.of(REPLY).toString();

        assertThat(ReplyMark.parse(mark)).contains(new ReplyMark(REPLY.attempt(), "r1"));
        assertThat(AttemptId.parse(mark)).isEmpty();
        assertThat(ReplyMark.parse(REPLY.attempt().toString())).isEmpty();
        assertThat(ReplyMark.parse(REPLY.attempt() + "/")).isEmpty();
        assertThat(ReplyMark.parse("x/r1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400, 131047, WindowClosed[]",
        "400, 131050, OptedOut[reason=WHATSAPP_131050]",
        "400, 131026, Refused[reason=WHATSAPP_131026]",
        "400, 131049, Refused[reason=WHATSAPP_131049]",
        "400, 100, Refused[reason=WHATSAPP_100]",
        "400, 131051, Refused[reason=WHATSAPP_131051]",
        "400, 99999, Refused[reason=WHATSAPP_99999]",
        "429, 130429, Unavailable[reason=WHATSAPP_130429]",
        "400, 131056, Unavailable[reason=WHATSAPP_131056]",
        "503, 131016, Unavailable[reason=WHATSAPP_131016]",
        "401, 190, Unavailable[reason=WHATSAPP_190]",
        "403, 99999, Unavailable[reason=WHATSAPP_99999]",
        "400, 131000, Refused[reason=WHATSAPP_131000]",
        "500, 131000, Lost[reason=WHATSAPP_131000]",
        "500, 99999, Lost[reason=WHATSAPP_99999]",
    })
    void each_error_means_refused_not_sent_or_unknown(int status, int code, String answer) throws IOException {
        assertThat(answered(status, "{\"error\":{\"code\":" + code + "}}")).hasToString(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "200, Lost[reason=ANSWER_NOT_UNDERSTOOD]",
        "302, Lost[reason=HTTP_302]",
        "404, Refused[reason=HTTP_404]",
        "429, Unavailable[reason=HTTP_429]",
        "502, Lost[reason=HTTP_502]",
    })
    void an_answer_that_is_not_from_meta_is_judged_by_its_status(int status, String answer) throws IOException {
        assertThat(answered(status, "<html>")).hasToString(answer);
    }

    @Test
    void without_a_secret_nothing_is_sent() {
        Answer answer = new WhatsAppReplies(ProviderHttp.client(InstantSource.system()), _ -> Map.of())
                .send(Meta.LINE, TO, REPLY);

        assertThat(answer).isEqualTo(new Answer.Unavailable("LINE_SECRET"));
    }
}
