package io.vuelta.adapters.shapes;

import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.OnMachine;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.dispatch.CallLimits;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.dispatch.MessageRequest;
import io.vuelta.domain.dispatch.MessageTemplate;
import io.vuelta.domain.line.AgentConnection;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.MachineDetection;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.phone.PhoneNumber;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Requests for any contact that a file may have, over any line, from one seed. */
final class AnyContact {
    static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");

    /** Characters that often cause errors: quotes, line ends, surrogate pairs, other directions, marks. */
    private static final List<String> PIECES = List.of(
            "Ana", "José", "\"", "'", "<b>", "&", "&amp;", "\\", "{", "}}", "{name}", "%", "%41", "+", "=", "?", "#",
            " ", "     ", "\n", "\r\n", "\t", "\u00a0", "\u2028", "\u0000", "\u001b", "🙂", "👩‍👧", "ñ", "n\u0303",
            "مرحبا", "日本", "\uFEFF", "\uD83D", ",", ";", "/", "]]>", "<!--", "$1", "null", "true");

    private static final List<String> COLUMNS =
            List.of("city", "día", "due date", "1", "2", "a&b", "a=b", "名前", "to", "\"");

    private final Random random;

    AnyContact(long seed) {
        this.random = new Random(seed);
    }

    CallRequest call() {
        Contact contact = contact();
        @Nullable String said = random.nextInt(4) == 0 ? null : text();
        return new CallRequest(attempt(contact), line(Provider.TWILIO), agent(), contact, said, limits());
    }

    private CallLimits limits() {
        OnMachine onMachine = oneOf(List.of(OnMachine.values()));
        String text = text().strip();
        boolean says = onMachine == OnMachine.MESSAGE && !text.isEmpty();
        return new CallLimits(
                oneOf(List.of(10, 30, 60)),
                oneOf(List.of(30, 60, 900, 7_200, 7_201, 14_400)),
                oneOf(List.of(MachineDetection.values())),
                onMachine == OnMachine.MESSAGE && !says ? OnMachine.HANG_UP : onMachine,
                says ? text : null);
    }

    /** A request on a line with this connection to the agent. */
    CallRequest call(AgentConnection connection) {
        CallRequest any = call();
        String voice = random.nextBoolean() ? null : oneOf(List.of("Polly.Mia-Neural", "Google.es-US", "x".repeat(64)));
        Line.Details details =
                new Line.Details(null, null, voice, null, null, connection, MachineDetection.FAST, false);
        return new CallRequest(
                any.attempt(), any.line().with(details), any.agent(), any.contact(), any.firstMessage(), any.limits());
    }

    /** A request for a template for whose parameters the contact has all values, as at the beginning of an attempt. */
    MessageRequest message() {
        MessageRequest request;
        do {
            Contact contact = contact();
            boolean image = random.nextInt(3) == 0;
            request = new MessageRequest(
                    attempt(contact), line(Provider.WHATSAPP), contact, template(image), image ? media() : null);
        } while (!request.template().missing(request.contact()).isEmpty());
        return request;
    }

    private MessageTemplate template(boolean image) {
        boolean named = random.nextBoolean();
        List<String> names = named ? List.of("name", "city", "context", "contact", "id") : List.of("1", "2");
        List<String> body = names.subList(0, random.nextInt(names.size() + 1));
        List<String> header = image || random.nextBoolean() ? List.of() : names.subList(0, 1);
        List<Integer> buttons = List.of(0, 1, 2, 9).subList(0, random.nextInt(5));
        String language = oneOf(List.of("es_MX", "en", "pt_BR", "fil"));
        return new MessageTemplate(
                "hello_" + random.nextInt(9), language, "APPROVED", null, header, image, body, buttons, List.of());
    }

    private String media() {
        return oneOf(List.of("4711", "https://r.example/a.png?x=\"ñ\"", "http://r.example/b"));
    }

    private Contact contact() {
        PhoneNumber number = number();
        Map<String, String> variables = new HashMap<>();
        COLUMNS.stream().filter(_ -> random.nextBoolean()).forEach(column -> variables.put(column, text()));
        ContactData data = new ContactData(text(), text(), text(), text(), text(), variables);
        CampaignId campaign = new CampaignId(oneOf(List.of("c", "01M80S7CY6THARWDMKPXKNJRGE", "x".repeat(64))));
        return Contact.loaded(ContactId.of(campaign, number), number, data, "up/0/1", NOW);
    }

    private AttemptId attempt(Contact contact) {
        return new AttemptId(contact.id(), oneOf(List.of(1, 2, 999_999)));
    }

    private Line line(Provider provider) {
        @Nullable
        String voice = random.nextBoolean()
                ? null
                : oneOf(List.of("https://voice.example", "https://voice.example/a?b=c", "http://localhost:8080/x"));
        return new Line(
                new LineId(oneOf(List.of("l", "iph_01M80S7CPM40P3KRG1B9RSVTPY", "-".repeat(48)))),
                agent(),
                provider,
                number(),
                BigDecimal.ONE,
                "secret",
                provider == Provider.WHATSAPP ? null : voice,
                provider == Provider.TWILIO && random.nextInt(2) == 0,
                NOW);
    }

    private AgentId agent() {
        return new AgentId(oneOf(List.of("a", "5e0d2f0a-8f0e-4a52-9a63-0f8b0f1f6a01")));
    }

    private PhoneNumber number() {
        return new PhoneNumber("+"
                + (1 + random.nextInt(9))
                + IntStream.range(0, 7 + random.nextInt(8))
                        .mapToObj(_ -> String.valueOf(random.nextInt(10)))
                        .collect(Collectors.joining()));
    }

    /** A random text, often empty and seldom long. */
    private String text() {
        int pieces = oneOf(List.of(0, 0, 1, 2, 5, 20, 2_000));
        return IntStream.range(0, pieces).mapToObj(_ -> oneOf(PIECES)).collect(Collectors.joining());
    }

    private <T> T oneOf(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
