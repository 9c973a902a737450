package io.vuelta.providers.whatsapp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.SimulatorJson;
import io.vuelta.providers.whatsapp.SimulatedMessage.Step;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The body that Meta posts for a message, with one or more events. */
final class MetaWebhook {

    /** The number that sends the messages. */
    static final String DISPLAY_NUMBER = "525588887777";

    private static final Duration MAX_WAIT = Duration.ofSeconds(15);

    private final WhatsAppSimulator.Options options;

    MetaWebhook(WhatsAppSimulator.Options options) {
        this.options = options;
    }

    HttpRequest of(SimulatedMessage message, List<Step> steps, URI callback) {
        ObjectNode webhook = SimulatorJson.object().put("object", "whatsapp_business_account");
        ArrayNode changes = webhook.putArray("entry")
                .addObject()
                .put("id", options.wabaId())
                .put("time", steps.getLast().at().getEpochSecond())
                .putArray("changes");
        ArrayNode statuses = SimulatorJson.array();
        ArrayNode replies = SimulatorJson.array();
        ArrayNode preferences = SimulatorJson.array();
        for (Step step : steps) {
            if (step.event() == MessageEnding.Event.MENU_STOPS) {
                preferences.add(preference(message, step));
            } else if (step.event().isReply()) {
                replies.add(reply(message, step));
            } else {
                statuses.add(status(message, step));
            }
        }
        if (!statuses.isEmpty() || !replies.isEmpty()) {
            ObjectNode value = value(changes, "messages");
            if (!statuses.isEmpty()) {
                value.set("statuses", statuses);
            }
            if (!replies.isEmpty()) {
                value.putArray("contacts").add(contact(message));
                value.set("messages", replies);
            }
        }
        if (!preferences.isEmpty()) {
            ObjectNode value = value(changes, "user_preferences");
            value.putArray("contacts").add(contact(message));
            value.set("user_preferences", preferences);
        }
        return signed(webhook.toString().getBytes(StandardCharsets.UTF_8), callback);
    }

    private ObjectNode value(ArrayNode changes, String field) {
        ObjectNode value =
                changes.addObject().put("field", field).putObject("value").put("messaging_product", "whatsapp");
        value.putObject("metadata")
                .put("display_phone_number", DISPLAY_NUMBER)
                .put("phone_number_id", options.phoneNumberId());
        return value;
    }

    /** The sender of a reply; without a number if the person hides it. */
    private static ObjectNode contact(SimulatedMessage message) {
        ObjectNode contact = SimulatorJson.object().put("user_id", message.userId());
        if (!message.nameless()) {
            contact.put("wa_id", message.waId());
        }
        contact.putObject("profile").put("name", "Somebody");
        return contact;
    }

    private static ObjectNode preference(SimulatedMessage message, Step step) {
        return SimulatorJson.object()
                .put("wa_id", message.waId())
                .put("user_id", message.userId())
                .put("detail", "User requested to stop marketing messages")
                .put("category", "marketing_messages")
                .put("value", "stop")
                .put("timestamp", step.at().getEpochSecond());
    }

    private HttpRequest signed(byte[] body, URI callback) {
        return HttpRequest.newBuilder(callback)
                .timeout(MAX_WAIT)
                .header("User-Agent", "facebookexternalua")
                .header("Content-Type", "application/json")
                .header("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(hmac(body)))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private byte[] hmac(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(options.appSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }

    private static ObjectNode status(SimulatedMessage message, Step step) {
        ObjectNode status = SimulatorJson.object()
                .put("id", message.id())
                .put("status", step.event().name().toLowerCase(Locale.ROOT))
                .put("timestamp", String.valueOf(step.at().getEpochSecond()))
                .put("recipient_id", message.waId())
                .put("recipient_user_id", message.userId());
        if (message.attempt() != null) {
            status.put("biz_opaque_callback_data", message.attempt());
        }
        if (step.event() == MessageEnding.Event.SENT || step.event() == MessageEnding.Event.DELIVERED) {
            status.putObject("pricing")
                    .put("billable", true)
                    .put("pricing_model", "PMP")
                    .put("category", "marketing")
                    .put("type", "regular");
        }
        if (step.event() == MessageEnding.Event.FAILED) {
            status.putArray("errors")
                    .addObject()
                    .put("code", 131026)
                    .put("title", "Message undeliverable")
                    .put("message", "Message undeliverable")
                    .putObject("error_data")
                    .put("details", "Message Undeliverable.");
        }
        return status;
    }

    private static ObjectNode reply(SimulatedMessage message, Step step) {
        ObjectNode reply = SimulatorJson.object();
        if (!message.nameless()) {
            reply.put("from", message.waId());
        }
        reply.put("from_user_id", message.userId())
                .put("id", "wamid.reply." + message.id())
                .put("timestamp", String.valueOf(step.at().getEpochSecond()));
        reply.putObject("context").put("from", DISPLAY_NUMBER).put("id", message.id());
        return switch (step.event()) {
            case ACCEPTS ->
                message.payload(0).isEmpty() ? text(reply, "Ok, gracias") : button(reply, message.payload(0));
            case REJECTS -> button(reply, message.payload(1));
            case STOPS -> text(reply, "¡Baja!");
            case SENT, DELIVERED, READ, FAILED, MENU_STOPS ->
                throw new IllegalArgumentException(step + " is not a reply");
        };
    }

    private static ObjectNode text(ObjectNode reply, String text) {
        reply.put("type", "text").putObject("text").put("body", text);
        return reply;
    }

    private static ObjectNode button(ObjectNode reply, String payload) {
        reply.put("type", "button").putObject("button").put("payload", payload).put("text", "…");
        return reply;
    }
}
