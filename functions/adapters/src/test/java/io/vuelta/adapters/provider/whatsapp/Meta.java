package io.vuelta.adapters.provider.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.vuelta.adapters.provider.http.ProviderHttp;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.dispatch.MessageRequest;
import io.vuelta.domain.dispatch.MessageTemplate;
import io.vuelta.domain.dispatch.MessageTemplates;
import io.vuelta.domain.dispatch.PlacementResult;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.testkit.examples.Examples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server that gives one answer, and records its requests. */
final class Meta implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    static final Line LINE = Examples.lineOf(Provider.WHATSAPP, new LineId("iwa_1"), "vuelta/whatsapp", null);

    private final HttpServer server;
    private final List<String> requests = new ArrayList<>();
    private final List<String> forgotten = new ArrayList<>();
    private @Nullable WhatsAppMessages messages;
    private volatile int status;
    private volatile String body = "";

    private Meta(HttpServer server) {
        this.server = server;
    }

    static Meta answering(int status, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Meta meta = new Meta(server);
        meta.answer(status, body);
        server.createContext("/", exchange -> {
            byte[] bytes = meta.body.getBytes(UTF_8);
            String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            meta.requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization")
                    + (request.isEmpty() ? "" : "\n" + request));
            exchange.sendResponseHeaders(meta.status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return meta;
    }

    /** Sets the answer. */
    void answer(int with, String answer) {
        status = with;
        body = answer;
    }

    /** The templates that were removed from the cache. */
    List<String> forgotten() {
        return forgotten;
    }

    List<String> requests() {
        return requests;
    }

    Map<String, String> secret() {
        return Map.of(
                "access_token", "token",
                "phone_number_id", "111",
                "waba_id", "222",
                "base_url", "http://localhost:" + server.getAddress().getPort());
    }

    PlacementResult send(MessageTemplate template, ContactData data, @Nullable String image) {
        CampaignId campaign = new CampaignId("c1");
        PhoneNumber number = new PhoneNumber("+525555551234");
        Contact contact = Contact.loaded(ContactId.of(campaign, number), number, data, "up/0/1", NOW);
        return messages().send(new MessageRequest(new AttemptId(contact.id(), 1), LINE, contact, template, image));
    }

    /** The same for every message. */
    private WhatsAppMessages messages() {
        WhatsAppMessages known = messages;
        if (known == null) {
            MessageTemplates none = new MessageTemplates() {
                @Override
                public Found find(Line line, String name, String language) {
                    return new Found.NotThere();
                }

                @Override
                public void forget(Line line, String name, String language) {
                    forgotten.add(name + " " + language);
                }
            };
            known = new WhatsAppMessages(
                    ProviderHttp.client(InstantSource.system()), _ -> secret(), none, InstantSource.fixed(NOW));
            messages = known;
        }
        return known;
    }

    PlacementResult send() {
        return send(
                Examples.template("hello", "es_MX", List.of()), new ContactData("", "Ana", "", "", "", Map.of()), null);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
