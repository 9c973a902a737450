package io.vuelta.adapters.provider.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.adapters.provider.http.LineSecret;
import io.vuelta.adapters.provider.http.Signatures;
import io.vuelta.adapters.provider.http.WebhookLine;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.UserIds;
import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.domain.settle.Webhooks;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Meta's webhook, {@code whatsapp/<line>}: the statuses of messages, people's answers, people who stop or resume
 * messages in WhatsApp's own menu, and the state of the account and its templates. The line's secret has the {@code
 * app_secret} that signs, the {@code verify_token} that Meta sends when the webhook is configured, and the {@code
 * phone_number_id}: events of other numbers of the same app are ignored.
 */
public final class WhatsAppWebhooks implements Webhooks {
    /** The states in which a template cannot be sent. */
    private static final Set<String> TEMPLATE_OUT =
            Set.of("PAUSED", "DISABLED", "REJECTED", "PENDING_DELETION", "DELETED");

    /** The events after which nothing can be sent. */
    private static final Set<String> ACCOUNT_OUT =
            Set.of("ACCOUNT_RESTRICTION", "ACCOUNT_DELETED", "PARTNER_REMOVED", "PARTNER_APP_UNINSTALLED");

    /** Seconds since 1970, in the year 5138: a later instant is invalid. */
    private static final long MAX_TIME = 99_999_999_999L;

    private final Lines lines;
    private final Attempts attempts;
    private final UserIds userIds;
    private final Secrets secrets;
    private final NumberReader numbers;
    private final InstantSource clock;

    public WhatsAppWebhooks(
            Lines lines,
            Attempts attempts,
            UserIds userIds,
            Secrets secrets,
            NumberReader numbers,
            InstantSource clock) {
        this.lines = lines;
        this.attempts = attempts;
        this.userIds = userIds;
        this.secrets = secrets;
        this.numbers = numbers;
        this.clock = clock;
    }

    @Override
    public Optional<String> answerChallenge(WebhookRequest request) {
        Map<String, String> query = request.query();
        String token = query.getOrDefault("hub.verify_token", "");
        String challenge = query.getOrDefault("hub.challenge", "");
        boolean subscribes = "subscribe".equals(query.get("hub.mode")) && !challenge.isEmpty();
        return line(request)
                .filter(line -> subscribes && Signatures.areEqual(token, field(line, "verify_token")))
                .map(_ -> challenge);
    }

    @Override
    public ParsedEvent read(WebhookRequest posted) {
        Optional<Line> line = line(posted);
        String signature = posted.headers().get("x-hub-signature-256");
        if (line.isEmpty() || signature == null) {
            return new ParsedEvent.Forged(line.isEmpty() ? "no such line" : "no signature");
        }
        byte[] body = posted.body();
        if (field(line.get(), "app_secret").isEmpty()
                || !LineSecret.hasSigned(
                        line.get(), secrets, "app_secret", secret -> MetaSignature.holds(secret, body, signature))) {
            return new ParsedEvent.Forged("the signature does not match");
        }
        Optional<JsonNode> json =
                JsonBody.object(body).filter(object -> object.path("entry").isArray());
        if (json.isEmpty()) {
            return new ParsedEvent.Malformed("it is not a JSON object with an entry list");
        }
        String phoneNumberId = field(line.get(), "phone_number_id");
        WebhookBatch batch = new WebhookBatch(line.get(), attempts, userIds, numbers, clock.instant());
        for (JsonNode entry : json.get().path("entry")) {
            Instant at =
                    entry.path("time").canConvertToLong() && entry.path("time").asLong() > 0
                            ? Instant.ofEpochSecond(Math.min(entry.path("time").asLong(), MAX_TIME))
                            : clock.instant();
            batch.each(entry.path("changes"), change -> read(change, phoneNumberId, at, batch));
        }
        return batch.reading();
    }

    private static void read(JsonNode change, String phoneNumberId, Instant at, WebhookBatch batch) {
        JsonNode value = change.path("value");
        String field = change.path("field").asText();
        switch (field) {
            case "messages", "user_preferences" -> {
                String number = value.at("/metadata/phone_number_id").asText();
                if (!number.equals(phoneNumberId)) {
                    batch.ignore("phone_number_id " + number + " is not this line's");
                    return;
                }
                batch.each(value.path("statuses"), batch::status);
                batch.each(value.path("messages"), batch::reply);
                batch.each(value.path("user_preferences"), batch::preference);
                batch.each(value.path("errors"), error -> error(error, at, batch));
            }
            case "message_template_status_update" -> template(value, at, batch);
            case "account_update" -> account(value, at, batch);
            default -> batch.ignore("field " + field);
        }
    }

    /** Handles an error of the account, without a message. */
    private static void error(JsonNode error, Instant at, WebhookBatch batch) {
        int code = error.path("code").asInt(-1);
        if (MetaErrors.of(code) == MetaErrors.Remedy.ACCOUNT_UNUSABLE) {
            batch.trouble(new ProviderTrouble.AccountUnusable(), MetaErrors.reason(code), at);
        } else {
            batch.ignore("error " + code + " of the account");
        }
    }

    private static void template(JsonNode value, Instant at, WebhookBatch batch) {
        String event = value.path("event").asText();
        String name = value.path("message_template_name").asText();
        if (TEMPLATE_OUT.contains(event)) {
            String language = value.path("message_template_language").asText();
            batch.trouble(
                    new ProviderTrouble.TemplateUnusable(new ProviderTrouble.Template(name, language)),
                    TimelineCode.WHATSAPP_TEMPLATE.withDetail(event),
                    at);
        } else {
            batch.ignore("template " + name + ": " + event);
        }
    }

    private static void account(JsonNode value, Instant at, WebhookBatch batch) {
        String event = value.path("event").asText();
        boolean out = ACCOUNT_OUT.contains(event)
                || (event.equals("DISABLED_UPDATE")
                        && value.at("/ban_info/waba_ban_state").asText().equals("DISABLE"));
        if (out) {
            batch.trouble(new ProviderTrouble.AccountUnusable(), TimelineCode.WHATSAPP.withDetail(event), at);
        } else {
            batch.ignore("account_update " + event);
        }
    }

    private Optional<Line> line(WebhookRequest posted) {
        return posted.path().size() == 1 ? WebhookLine.find(posted.path(), Provider.WHATSAPP, lines) : Optional.empty();
    }

    private String field(Line line, String name) {
        return LineSecret.of(line, secrets).required(name);
    }
}
