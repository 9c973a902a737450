package io.vuelta.adapters.provider.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.text.StorableText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The content of a reply that has no written text, for people and agents to read: the answers of a flow as JSON, the
 * coordinates, the name and the address of a place, and the names and the numbers of shared contacts.
 */
final class ReplyContent {
    private ReplyContent() {}

    /** The content, cut to the maximum length of a received message; empty if the reply has none, as a sticker. */
    static String of(JsonNode reply) {
        String content = Stream.of(flow(reply), place(reply.path("location")), contacts(reply.path("contacts")))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return StorableText.cut(content, ReceivedMessage.MAX_TEXT);
    }

    private static String flow(JsonNode reply) {
        return JsonBody.text(reply, "/interactive/nfm_reply/response_json")
                .or(() -> JsonBody.text(reply, "/interactive/nfm_reply/body"))
                .orElse("");
    }

    private static String place(JsonNode location) {
        String coordinates = Stream.of("/latitude", "/longitude")
                .flatMap(pointer -> JsonBody.text(location, pointer).stream())
                .collect(Collectors.joining(","));
        return Stream.concat(
                        Stream.of(coordinates),
                        Stream.of("/name", "/address").flatMap(pointer -> JsonBody.text(location, pointer).stream()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** One line for each contact. */
    private static String contacts(JsonNode contacts) {
        List<String> lines = new ArrayList<>();
        for (JsonNode contact : contacts) {
            List<String> parts = new ArrayList<>();
            JsonBody.text(contact, "/name/formatted_name").ifPresent(parts::add);
            for (JsonNode phone : contact.path("phones")) {
                JsonBody.text(phone, "/phone")
                        .or(() -> JsonBody.text(phone, "/wa_id"))
                        .ifPresent(parts::add);
            }
            if (!parts.isEmpty()) {
                lines.add(String.join(" ", parts));
            }
        }
        return String.join("\n", lines);
    }
}
