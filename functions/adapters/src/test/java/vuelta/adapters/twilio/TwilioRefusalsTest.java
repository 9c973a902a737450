package vuelta.adapters.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vuelta.domain.agent.AgentId;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.CallEvent;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactData;
import vuelta.domain.contact.ContactId;
import vuelta.domain.dispatch.CallRequest;
import vuelta.domain.dispatch.Placing;
import vuelta.domain.dispatch.Placing.Besides;
import vuelta.domain.line.Channel;
import vuelta.domain.line.Line;
import vuelta.domain.line.LineId;
import vuelta.domain.line.LinePace.Block;
import vuelta.domain.phone.PhoneNumber;

/** What each of Twilio's refusals comes to, for the attempt and beyond it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TwilioRefusalsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");

    @ParameterizedTest
    @CsvSource({"401, 20003", "403, 20003", "404, 20404", "400, 21210", "400, 21212"})
    void of_the_account_or_its_number_they_stop_the_campaign_and_cost_the_contact_nothing(int status, int code)
            throws IOException {
        Placing placing = answered(status, "{\"code\":" + code + "}");

        assertThat(placing.event()).isEqualTo(new CallEvent.NotPlaced("TWILIO_" + code, NOW.plusSeconds(30), NOW));
        assertThat(placing.besides()).contains(new Besides.OutOfOrder("TWILIO_" + code));
    }

    @ParameterizedTest
    @CsvSource({"429, 20429, RATE_LIMITED", "400, 10004, TWILIO_10004"})
    void for_going_too_fast_they_slow_the_line(int status, int code, String reason) throws IOException {
        Placing placing = answered(status, "{\"code\":" + code + "}");

        assertThat(placing.event()).isEqualTo(new CallEvent.NotPlaced(reason, NOW.plusSeconds(2), NOW));
        assertThat(placing.besides()).contains(new Besides.KeepStill(Block.RATE));
    }

    @ParameterizedTest
    @CsvSource({"400, 21211", "400, 21205"})
    void of_this_very_call_they_concern_nothing_else(int status, int code) throws IOException {
        Placing placing = answered(status, "{\"code\":" + code + "}");

        assertThat(placing).isEqualTo(new Placing(new CallEvent.Rejected("TWILIO_" + code, NOW), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"500, HTTP_500", "302, HTTP_302", "201, ANSWER_NOT_UNDERSTOOD"})
    void what_tells_nothing_may_have_been_placed(int status, String reason) throws IOException {
        assertThat(answered(status, "{}"))
                .isEqualTo(new Placing(new CallEvent.AnswerLost(reason, NOW), Optional.empty()));
    }

    private static Placing answered(int status, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        try {
            String url = "http://localhost:" + server.getAddress().getPort();
            Map<String, String> secret = Map.of("account_sid", "AC1", "auth_token", "token", "base_url", url);
            return new TwilioCalls(
                            TwilioCalls.client(), name -> secret, "https://calls.example.com", InstantSource.fixed(NOW))
                    .place(request());
        } finally {
            server.stop(0);
        }
    }

    private static CallRequest request() {
        CampaignId campaign = new CampaignId("c1");
        PhoneNumber number = new PhoneNumber("+525555551234");
        ContactData data = new ContactData("", "Ana", "", "", "", Map.of());
        Contact contact = Contact.loaded(ContactId.of(campaign, number), number, data, "up/0/1", NOW);
        Line line = new Line(
                new LineId("iph_1"),
                new AgentId("agent"),
                Channel.PHONE_CALL,
                "twilio",
                new PhoneNumber("+525588887777"),
                BigDecimal.ONE,
                "vuelta/twilio",
                null,
                NOW);
        return new CallRequest(new AttemptId(contact.id(), 1), line, new AgentId("agent"), contact, "Hi");
    }
}
