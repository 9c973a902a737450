package io.vuelta.handlers.api.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AgentReply;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.dispatch.ReplyProvider.Answer;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.handlers.api.Client;
import io.vuelta.handlers.api.Given;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RepliesApiTest {
    private static final String HELLO = "{'text':'¿A las 5?'}";

    private final Client client = Client.withTemplate(CampaignStatus.ACTIVE);
    private final Message message = Given.message(1, MessageStatus.READ);
    private final String path = "/attempts/" + message.id() + "/reply";

    RepliesApiTest() {
        client.load(message);
        client.received.put(
                new ReceivedMessage(message.id(), "wamid.7", "image", "¿Cuándo?", "media-1", client.clock.instant()));
    }

    @Test
    void a_reply_is_sent_and_shown_in_the_thread_after_the_message_that_it_answers() {
        client.clock.advance(Duration.ofMinutes(1));

        Client.Reply reply = client.post(path, HELLO);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.text("/reply/status")).isEqualTo("sent");
        assertThat(client.replyProvider.requests()).extracting(AgentReply::text).containsExactly("¿A las 5?");
        assertThat(client.get("/attempts/" + message.id()).at("/attempt/thread"))
                .hasToString(("[{'id':'wamid.7','from':'person','at':'2026-03-02T15:00:00Z','kind':'image',"
                                + "'text':'¿Cuándo?','media':'media-1','status':null,'error':null},"
                                + "{'id':'" + reply.text("/reply/id") + "','from':'agent',"
                                + "'at':'2026-03-02T15:01:00Z','kind':'text','text':'¿A las 5?','media':null,"
                                + "'status':'sent','error':null}]")
                        .replace('\'', '"'));
    }

    @Test
    void the_token_of_an_attempt_is_accepted_for_that_attempt_alone() {
        client.header("Authorization", null);
        String token = "?token=" + client.tokens.of(message.id());
        String next = "/attempts/" + new AttemptId(message.id().contact(), 2) + "/reply";

        assertThat(client.post(path + token, HELLO).status()).isEqualTo(202);
        assertThat(client.post(next + token, HELLO).error()).isEqualTo("403 WRONG_TOKEN");
        assertThat(client.post(path, HELLO).error()).isEqualTo("401 UNAUTHORIZED");
        assertThat(client.replyProvider.requests()).hasSize(1);
    }

    @Test
    void a_request_repeated_with_its_idempotency_key_is_sent_once_by_api_key_and_by_token() {
        for (int times = 0; times < 3; times++) {
            assertThat(client.header("Idempotency-Key", "k-1").post(path, HELLO).status())
                    .isEqualTo(202);
        }
        client.header("Authorization", null);
        for (int times = 0; times < 2; times++) {
            assertThat(client.header("Idempotency-Key", "k-1")
                            .post(path + "?token=" + client.tokens.of(message.id()), HELLO)
                            .status())
                    .isEqualTo(202);
        }

        assertThat(client.replyProvider.requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"{}, text", "{'text':''}, text", "{'text':'  '}, text", "{'text':5}, text", "{'txt':'a'}, txt"})
    void a_text_that_cannot_be_sent_is_refused(String body, String field) {
        assertThat(client.post(path, body).error()).isEqualTo("400 INVALID_REQUEST " + field);
        assertThat(client.post(path, "{'text':'" + "x".repeat(4_097) + "'}").error())
                .isEqualTo("400 INVALID_REQUEST text");
        assertThat(client.replyProvider.requests()).isEmpty();
        assertThat(client.post(path, "{'text':'" + "x".repeat(4_096) + "'}").status())
                .isEqualTo(202);
    }

    @Test
    void once_the_window_is_closed_a_reply_is_refused() {
        client.clock.advance(Duration.ofHours(24));

        Client.Reply reply = client.post(path, HELLO);

        assertThat(reply.error()).isEqualTo("409 WINDOW_CLOSED");
        assertThat(reply.text("/closed_at")).isEqualTo("2026-03-03T15:00:00Z");
    }

    @Test
    void a_person_on_the_do_not_contact_list_gets_no_reply() {
        client.store
                .doNotContact()
                .put(new Suppression(message.to(), Channel.WHATSAPP, "ALTO", "reply", Examples.MONDAY, null));

        assertThat(client.post(path, HELLO).error()).isEqualTo("409 DO_NOT_CONTACT");
        assertThat(client.replyProvider.requests()).isEmpty();
    }

    @Test
    void the_error_of_the_provider_is_passed_on() {
        client.replyProvider.answers(new Answer.Unavailable("WHATSAPP_130429"));
        assertThat(client.post(path, HELLO).error()).isEqualTo("503 PROVIDER_UNAVAILABLE");
        client.replyProvider.answers(new Answer.Refused("WHATSAPP_131026"));
        assertThat(client.post(path, HELLO).error()).isEqualTo("409 PROVIDER_REFUSED");
        client.replyProvider.answers(new Answer.WindowClosed());
        assertThat(client.post(path, HELLO).at("/closed_at").isNull()).isTrue();
        client.replyProvider.answers(new Answer.Lost("TIMEOUT"));
        assertThat(client.post(path, HELLO).text("/reply/status")).isEqualTo("unknown");

        assertThat(client.get("/attempts/" + message.id()).at("/attempt/thread").findValuesAsText("from"))
                .containsExactly("person", "agent");
    }

    @Test
    void a_reply_to_an_unknown_attempt_is_not_found() {
        AttemptId never = new AttemptId(message.id().contact(), 5);

        assertThat(client.post("/attempts/" + never + "/reply", HELLO).error()).isEqualTo("404 NOT_FOUND");
        assertThat(client.post("/attempts/x/reply", HELLO).error()).isEqualTo("404 NOT_FOUND");
    }
}
