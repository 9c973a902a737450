package io.vuelta.handlers.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.FieldPatch;
import io.vuelta.domain.text.StorableText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** Reads the fields of a JSON object. A null field counts as absent; errors name the invalid field. */
public final class Fields {
    private static final int MAX_LISTED = 200;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    /** The error of a day that is not {@link #isInCalendar}. */
    static final String OUTSIDE_CALENDAR = "must be in the years " + FIRST_YEAR + " to " + LAST_YEAR;

    /** The path of the object, with a dot at its end, for error messages; empty for the body itself. */
    private final String path;

    private final ObjectNode json;

    private Fields(String path, ObjectNode json) {
        this.path = path;
        this.json = json;
    }

    /** The fields of a body, or of another object that is read in the same way. */
    public static Fields of(ObjectNode json) {
        return new Fields("", json);
    }

    /** Refuses every field that is not in this set. */
    public void allowOnly(Set<String> known) {
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw invalid(
                        ApiJson.shown(name),
                        "is not a field of this request; "
                                + NearestName.of(ApiJson.shown(name), known)
                                        .map(nearest -> "did you mean " + path + nearest + "?")
                                        .orElse("remove it"));
            }
        });
    }

    public ApiError invalid(String name, String remedy) {
        return ApiError.invalid(path + name, remedy);
    }

    /** Refuses one value of a list. */
    public ApiError invalidItem(String name, int index, String remedy) {
        return invalid(item(name, index), remedy);
    }

    private static String item(String name, int index) {
        return name + "[" + index + "]";
    }

    /** Refuses a list if one of its texts is unknown; the error names the first such text. */
    public void requireKnown(String name, List<String> texts, Collection<String> known, String remedy) {
        for (int at = 0; at < texts.size(); at++) {
            if (!known.contains(texts.get(at))) {
                throw invalidItem(name, at, remedy);
            }
        }
    }

    /** Whether the field is present, possibly as null. */
    public boolean has(String name) {
        return json.has(name);
    }

    public boolean isGiven(String name) {
        return json.hasNonNull(name);
    }

    public boolean isObject(String name) {
        return json.path(name).isObject();
    }

    public List<String> names() {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The change of a setting; the field is read if it is present and not null. */
    public <T> FieldPatch<T> patch(String name, Function<String, Optional<T>> read) {
        return has(name) ? FieldPatch.of(read.apply(name)) : FieldPatch.absent();
    }

    /** The change of a setting that is an integer. */
    public FieldPatch<Integer> integerPatch(String name) {
        return patch(name, field -> integer(field).stream().boxed().findFirst());
    }

    /** All fields in their order, including null ones. The map is a copy that may be changed. */
    public Map<String, JsonNode> values() {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        json.properties().forEach(field -> values.put(field.getKey(), field.getValue()));
        return values;
    }

    public Optional<String> text(String name, int longest) {
        Optional<JsonNode> found = found(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (!found.get().isTextual()) {
            throw invalid(name, "must be text");
        }
        return Optional.of(atMost(name, found.get().textValue(), longest));
    }

    /** Short text, such as a code, a status or an instant. */
    public Optional<String> shortText(String name) {
        return text(name, Lengths.MAX_SHORT_TEXT);
    }

    /** A value of a fixed set; the remedy names the allowed values. */
    public <T> Optional<T> shortText(String name, Function<String, Optional<T>> read, String remedy) {
        return shortText(name).map(value -> read.apply(value).orElseThrow(() -> invalid(name, remedy)));
    }

    /** Required short text, not blank. */
    public String requiredShortText(String name) {
        return requiredText(name, Lengths.MAX_SHORT_TEXT);
    }

    /** A required value of a fixed set; the remedy names the allowed values. */
    public <T> T requiredShortText(String name, Function<String, Optional<T>> read, String remedy) {
        return read.apply(requiredShortText(name)).orElseThrow(() -> invalid(name, remedy));
    }

    /** Required text, not blank. */
    public String requiredText(String name, int longest) {
        return text(name, longest)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> invalid(name, "is required and must have 1 to " + longest + " characters"));
    }

    /** A required name: one line of text, not blank. */
    public String requiredName(String name, int longest) {
        return named(name, requiredText(name, longest));
    }

    /** A list of names without blank and without repeated ones; empty if the field is absent. */
    public List<String> names(String name, int longest) {
        List<String> names = texts(name, longest);
        for (int at = 0; at < names.size(); at++) {
            var _ = named(item(name, at), names.get(at));
        }
        return names;
    }

    private String named(String name, String text) {
        if (!StorableText.isName(text)) {
            throw invalid(name, "must not have control characters, such as a line break or a tab");
        }
        return text;
    }

    /** The value of an integer of at most 64 bits. As in JSON Schema, 1.0 is the integer 1. */
    private static Optional<Long> whole(JsonNode node) {
        try {
            return node.isNumber() ? Optional.of(node.decimalValue().longValueExact()) : Optional.empty();
        } catch (ArithmeticException _) {
            return Optional.empty();
        }
    }

    public OptionalInt integer(String name) {
        Optional<JsonNode> found = found(name);
        if (found.isEmpty()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(whole(found.get())
                .filter(value -> value == value.intValue())
                .orElseThrow(() -> invalid(name, "must be an integer of at most 32 bits"))
                .intValue());
    }

    /** A required integer within these bounds, both inclusive. */
    public long requiredLong(String name, long least, long most) {
        return found(name)
                .flatMap(Fields::whole)
                .filter(value -> value >= least && value <= most)
                .orElseThrow(() -> invalid(name, "is required and must be an integer from " + least + " to " + most));
    }

    public Optional<BigDecimal> decimal(String name) {
        return found(name).map(node -> {
            if (!node.isNumber()) {
                throw invalid(name, "must be a number");
            }
            return node.decimalValue();
        });
    }

    public Optional<Boolean> flag(String name) {
        return found(name).map(node -> {
            if (!node.isBoolean()) {
                throw invalid(name, "must be true or false");
            }
            return node.booleanValue();
        });
    }

    /** An instant in ISO 8601 with Z or an offset, cut to milliseconds, as it is stored. */
    public Optional<Instant> instant(String name) {
        return time(name)
                .map(time -> calendar(name, time.toLocalDate(), time.toInstant().truncatedTo(ChronoUnit.MILLIS)));
    }

    /** An instant in ISO 8601 with Z or an offset, in any year and with its full precision. */
    public Optional<Instant> anyInstant(String name) {
        return time(name).map(OffsetDateTime::toInstant);
    }

    private Optional<OffsetDateTime> time(String name) {
        return shortText(name).map(text -> {
            try {
                return OffsetDateTime.parse(text);
            } catch (DateTimeException _) {
                throw invalid(name, "must be ISO 8601 with Z or an offset, e.g. 2030-01-31T09:00:00-06:00");
            }
        });
    }

    /** A day in ISO 8601. */
    public Optional<LocalDate> day(String name) {
        return shortText(name).map(text -> {
            try {
                LocalDate day = LocalDate.parse(text);
                return calendar(name, day, day);
            } catch (DateTimeException _) {
                throw invalid(name, "must be a day in ISO 8601, e.g. 2030-01-31");
            }
        });
    }

    /** Refuses a value outside the years with which the system can calculate. */
    private <T> T calendar(String name, LocalDate day, T value) {
        if (!isInCalendar(day)) {
            throw invalid(name, OUTSIDE_CALENDAR);
        }
        return value;
    }

    /** Whether the day is in the years with which the system can calculate. */
    static boolean isInCalendar(LocalDate day) {
        return day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR;
    }

    /** Text, a number or a boolean, as text. */
    public Optional<String> scalar(String name, int longest) {
        return found(name).map(node -> {
            if (!node.isValueNode()) {
                throw invalid(name, "must be text, a number, true or false");
            }
            return atMost(name, node.asText(), longest);
        });
    }

    /** A list of texts without blank and without repeated ones; empty if the field is absent. */
    public List<String> texts(String name, int longest) {
        Optional<JsonNode> found = found(name);
        if (found.isEmpty()) {
            return List.of();
        }
        if (!found.get().isArray() || found.get().size() > MAX_LISTED) {
            throw invalid(name, "must be a list of at most " + MAX_LISTED + " texts");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode value : found.get()) {
            String place = item(name, texts.size());
            if (!value.isTextual() || value.textValue().isBlank()) {
                throw invalid(place, "must be text, and not blank");
            }
            if (texts.contains(value.textValue())) {
                throw invalid(place, "is in the list twice; remove it");
            }
            texts.add(atMost(place, value.textValue(), longest));
        }
        return texts;
    }

    /** One text, or a list of at most {@code most} texts, none of them blank; empty if the field is absent. */
    public List<String> textOrTexts(String name, int most, int longest) {
        Optional<JsonNode> found = found(name);
        if (found.isEmpty()) {
            return List.of();
        }
        List<String> texts = found.get().isTextual() ? List.of(requiredText(name, longest)) : texts(name, longest);
        if (texts.isEmpty() || texts.size() > most) {
            throw invalid(name, "must be a text, or a list of 1 to " + most + " texts");
        }
        return texts;
    }

    /** A required list of 1 to {@code most} values of any kind. */
    public List<JsonNode> items(String name, int most) {
        return found(name)
                .filter(node -> node.isArray() && !node.isEmpty() && node.size() <= most)
                .map(node -> node.valueStream().toList())
                .orElseThrow(() -> invalid(name, "must be a list of 1 to " + most + " values"));
    }

    public Optional<Fields> object(String name) {
        return found(name).map(node -> {
            if (node instanceof ObjectNode object) {
                return new Fields(path + name + ".", object);
            }
            throw invalid(name, "must be an object");
        });
    }

    private Optional<JsonNode> found(String name) {
        return Optional.ofNullable(json.get(name)).filter(node -> !node.isNull());
    }

    private String atMost(String name, String text, int longest) {
        if (text.length() > longest) {
            throw invalid(name, "must have at most " + longest + " characters");
        }
        if (!StorableText.isStorable(text)) {
            throw invalid(name, "must not have " + StorableText.FORBIDDEN);
        }
        return text;
    }
}
