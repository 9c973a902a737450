package vuelta.adapters.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import vuelta.domain.contact.Attempts;
import vuelta.domain.line.Line;
import vuelta.domain.line.LineId;
import vuelta.domain.line.Lines;
import vuelta.domain.line.Secrets;
import vuelta.domain.phone.NumberReader;
import vuelta.domain.settle.Webhooks;

/**
 * Meta's webhook, {@code whatsapp/<line>}: how far a message is, and what people answer. The line's secret has the
 * {@code app_secret} that signs, the {@code verify_token} that Meta shows when it is told the address, and the
 * {@code phone_number_id}: what is told of another number of the same app is ignored.
 */
public final class WhatsAppWebhooks implements Webhooks {
    private final Lines lines;
    private final Attempts attempts;
    private final Secrets secrets;
    private final NumberReader numbers;
    private final InstantSource clock;

    public WhatsAppWebhooks(
            Lines lines, Attempts attempts, Secrets secrets, NumberReader numbers, InstantSource clock) {
        this.lines = lines;
        this.attempts = attempts;
        this.secrets = secrets;
        this.numbers = numbers;
        this.clock = clock;
    }

    @Override
    public Optional<String> prove(Posted asked) {
        Map<String, String> query = asked.query();
        String token = query.getOrDefault("hub.verify_token", "");
        String challenge = query.getOrDefault("hub.challenge", "");
        boolean subscribes = "subscribe".equals(query.get("hub.mode")) && !challenge.isEmpty();
        return line(asked)
                .filter(line -> subscribes && same(token, field(line, "verify_token")))
                .map(line -> challenge);
    }

    @Override
    public Reading read(Posted posted) {
        Optional<Line> line = line(posted);
        String signature = posted.headers().get("x-hub-signature-256");
        if (line.isEmpty() || signature == null) {
            return new Reading.Forged(line.isEmpty() ? "no such line" : "no signature");
        }
        byte[] body = posted.body();
        if (!MetaSignature.holds(field(line.get(), "app_secret"), body, signature)) {
            return new Reading.Forged("the signature does not match");
        }
        Optional<JsonNode> json =
                Json.object(body).filter(object -> object.path("entry").isArray());
        if (json.isEmpty()) {
            return new Reading.Malformed("it is no JSON object with an entry list");
        }
        Instant now = clock.instant();
        Told told = new Told(line.get(), attempts, numbers, now);
        for (JsonNode entry : json.get().path("entry")) {
            for (JsonNode change : entry.path("changes")) {
                read(change, field(line.get(), "phone_number_id"), told);
            }
        }
        return told.reading();
    }

    private static void read(JsonNode change, String phoneNumberId, Told told) {
        JsonNode value = change.path("value");
        String field = change.path("field").asText();
        if (!field.equals("messages")) {
            told.ignore("field " + field);
            return;
        }
        String number = value.at("/metadata/phone_number_id").asText();
        if (!number.equals(phoneNumberId)) {
            told.ignore("phone_number_id " + number + " is not this line's");
            return;
        }
        value.path("statuses").forEach(told::status);
        value.path("messages").forEach(told::reply);
    }

    private Optional<Line> line(Posted posted) {
        return posted.path().size() == 1 && posted.path().getFirst().matches("[0-9A-Za-z_-]{1,48}")
                ? lines.find(new LineId(posted.path().getFirst()))
                        .filter(line -> line.provider().equals("whatsapp"))
                : Optional.empty();
    }

    private String field(Line line, String name) {
        return Account.field(line, secrets.find(line.secret()), name);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}
