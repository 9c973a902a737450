package io.vuelta.adapters.provider.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vuelta.adapters.provider.elevenlabs.ElevenLabs;
import io.vuelta.adapters.provider.http.ProviderHttp;
import io.vuelta.adapters.provider.retell.Retell;
import io.vuelta.adapters.provider.vapi.Vapi;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.AttemptRules;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.dispatch.CallProvider.LookUp;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An answer 200 of a platform to a look-up, for a call whose id is known. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlatformLookUpsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");

    /** The platforms, each with its names of a call's id and status. */
    enum Asked {
        RETELL(new Retell(), "call_id", "call_status"),
        VAPI(new Vapi(), "id", "status"),
        ELEVENLABS(new ElevenLabs(), "conversation_id", "status");

        @SuppressWarnings("ImmutableEnumChecker") // has no state
        private final Platform platform;

        private final String id;
        private final String status;

        Asked(Platform platform, String id, String status) {
            this.platform = platform;
            this.id = id;
            this.status = status;
        }

        private String shown(String callId, String callStatus) {
            return "{\"" + id + "\":\"" + callId + "\",\"" + status + "\":\"" + callStatus + "\"}";
        }

        private Line line() {
            return new Line(
                    new LineId("iph_1"),
                    Examples.AGENT,
                    platform.provider(),
                    Examples.number(99),
                    BigDecimal.ONE,
                    "vuelta/platform",
                    null,
                    NOW);
        }
    }

    private static LookUp lookedUp(Asked asked, String body) throws IOException {
        Contact contact = Examples.contact(new CampaignId("c1"), 1);
        Call created = Call.created(
                new AttemptId(contact.id(), 1),
                asked.line().id(),
                contact.number(),
                "Ana",
                true,
                "mark",
                new Place(1, 0),
                NOW);
        AttemptRules.Step placed = AttemptRules.apply(created, new CallEvent.Accepted("p-1", NOW));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        try {
            Map<String, String> secret = Map.of(
                    "api_key",
                    "k",
                    "base_url",
                    "http://127.0.0.1:" + server.getAddress().getPort());
            return new PlatformCalls(
                            asked.platform,
                            ProviderHttp.client(InstantSource.system()),
                            _ -> secret,
                            new InMemoryStore().agents(),
                            "https://us.example",
                            InstantSource.fixed(NOW))
                    .lookUp(asked.line(), (Call) ((AttemptRules.Step.MoveTo) placed).next());
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_without_usable_information_is_a_failed_look_up(Asked asked) throws IOException {
        for (String body : new String[] {
            "<html>",
            "",
            "{}",
            "[]",
            asked.shown("", "ended"),
            asked.shown("p-1", ""),
            asked.shown("p-1", "a_status_of_next_year"),
            asked.shown("another", "ended"),
        }) {
            assertThat(lookedUp(asked, body)).as(body).isInstanceOf(LookUp.Unavailable.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RETELL, registered, 1",
        "RETELL, ongoing, 2",
        "RETELL, not_connected, 2",
        "RETELL, ended, 2",
        "RETELL, error, 2",
        "VAPI, scheduled, 1",
        "VAPI, queued, 1",
        "VAPI, ringing, 2",
        "VAPI, in-progress, 2",
        "VAPI, forwarding, 2",
        "VAPI, ended, 2",
        "ELEVENLABS, initiated, 1",
        "ELEVENLABS, in-progress, 2",
        "ELEVENLABS, processing, 2",
        "ELEVENLABS, done, 2",
        "ELEVENLABS, failed, 2",
    })
    void every_status_of_a_platform_is_understood(Asked asked, String status, int events) throws IOException {
        assertThat(lookedUp(asked, asked.shown("p-1", status)))
                .isInstanceOfSatisfying(
                        LookUp.Known.class, known -> assertThat(known.events()).hasSize(events));
    }
}
