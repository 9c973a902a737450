package io.vuelta.adapters.provider.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.attempt.OptOut;
import io.vuelta.domain.attempt.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the {@code result} of an event: the same fields as in {@code POST /attempts/{id}/result}. */
final class AgentReport {
    private static final String OPT_OUT = "opt_out";
    private static final String CHANNEL = "channel";
    private static final String REASON = "reason";

    private static final Set<String> FIELDS = Set.of(
            "tags",
            "extracted_data",
            "converted",
            "follow_up_at",
            "sentiment",
            "summary",
            "transcript",
            "recording_url",
            OPT_OUT);

    private AgentReport() {}

    /**
     * Reads the report. A null field counts as absent. Throws IllegalArgumentException that names the invalid field.
     */
    static ConversationReport read(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("result must be an object");
        }
        allowOnly(json, "", FIELDS);
        JsonNode given = json.path(OPT_OUT);
        allowOnly(given, OPT_OUT + ".", Set.of(CHANNEL, REASON));
        given.properties().forEach(part -> {
            if (!part.getValue().isValueNode()) {
                throw new IllegalArgumentException(OPT_OUT + "." + part.getKey() + " must be text");
            }
        });
        Result result = new Result(
                tags(json),
                extracted(json),
                converted(json),
                AgentVocabulary.instant(json, "follow_up_at").orElse(null),
                optOut(json));
        return new ConversationReport(
                result,
                text(json, "recording_url"),
                text(json, "sentiment"),
                text(json, "summary"),
                text(json, "transcript"));
    }

    private static void allowOnly(JsonNode json, String path, Set<String> known) {
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(path + name + " is not a field of a result");
            }
        });
    }

    /**
     * Reads the opt-out: yes or no, or an object that may name a single channel and a reason. Throws
     * IllegalArgumentException if it is something else.
     */
    static @Nullable OptOut optOut(JsonNode result) {
        JsonNode json = result.path(OPT_OUT);
        if (json.isObject()) {
            return OptOut.of(json.path(CHANNEL).asText(null), json.path(REASON).asText(null));
        }
        if (isAbsent(json) || (json.isValueNode() && OptOut.isNo(json.asText()))) {
            return null;
        }
        if (json.isValueNode() && OptOut.isYes(json.asText())) {
            return OptOut.EVERYWHERE;
        }
        throw new IllegalArgumentException(OPT_OUT + " must be true, false or an object");
    }

    private static List<String> tags(JsonNode json) {
        List<String> tags = new ArrayList<>();
        for (JsonNode tag : list(json, "tags")) {
            if (!tag.isTextual()) {
                throw new IllegalArgumentException("tags[" + tags.size() + "] must be text");
            }
            tags.add(tag.textValue());
        }
        return tags;
    }

    private static JsonNode list(JsonNode json, String name) {
        JsonNode list = json.path(name);
        if (!isAbsent(list) && !list.isArray()) {
            throw new IllegalArgumentException(name + " must be a list");
        }
        return list;
    }

    private static Map<String, String> extracted(JsonNode json) {
        JsonNode values = json.path("extracted_data");
        if (!isAbsent(values) && !values.isObject()) {
            throw new IllegalArgumentException("extracted_data must be an object");
        }
        Map<String, String> extracted = new HashMap<>();
        values.properties().forEach(value -> {
            if (!value.getValue().isValueNode()) {
                throw new IllegalArgumentException(
                        "extracted_data." + value.getKey() + " must be text, a number, true or false");
            }
            if (!value.getValue().isNull()) {
                extracted.put(value.getKey(), value.getValue().asText());
            }
        });
        return extracted;
    }

    private static boolean converted(JsonNode json) {
        JsonNode converted = json.path("converted");
        if (!isAbsent(converted) && !converted.isBoolean()) {
            throw new IllegalArgumentException("converted must be true or false");
        }
        return converted.booleanValue();
    }

    private static @Nullable String text(JsonNode json, String name) {
        JsonNode text = json.path(name);
        if (!isAbsent(text) && !text.isTextual()) {
            throw new IllegalArgumentException(name + " must be text");
        }
        return text.textValue();
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
