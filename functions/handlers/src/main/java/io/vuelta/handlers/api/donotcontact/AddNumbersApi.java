package io.vuelta.handlers.api.donotcontact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.upload.RowReason;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.DomainFields;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Request;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds numbers to the do-not-contact list as JSON: one, or a list of them. */
final class AddNumbersApi {
    static final String CHANNELS = "phone_call or whatsapp, or absent for every channel";
    static final String REGION = "region";
    static final String DEFAULT_REGION = "MX";

    private static final int MAX_NUMBERS = 1_000;
    private static final Set<String> FIELDS = Set.of("number", "numbers", "channel", "reason", "expires_at", REGION);
    private static final String SOURCE = "api";

    private final DoNotContact list;
    private final NumberReader numbers;
    private final InstantSource clock;

    AddNumbersApi(DoNotContact list, NumberReader numbers, InstantSource clock) {
        this.list = list;
        this.numbers = numbers;
        this.clock = clock;
    }

    ApiResponse add(Request request) {
        request.checkJson();
        // The region is a field in JSON; it is a query parameter only for a file.
        request.query().allowOnly(Set.of());
        Fields fields = request.fields();
        fields.allowOnly(FIELDS);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Channel channel = fields.shortText("channel", Channel::ofWire, "must be " + CHANNELS)
                .orElse(null);
        String reason = fields.isGiven("reason")
                ? fields.requiredText("reason", Suppression.MAX_REASON_LENGTH)
                : Suppression.NO_REASON;
        Instant expires = expires(fields, now);
        String region = DomainFields.region(REGION, fields.shortText(REGION).orElse(DEFAULT_REGION));
        List<String> given = given(fields);
        List<NumberReader.Reading> readings =
                given.stream().map(text -> numbers.read(text, region)).toList();
        if (fields.isGiven("number")) {
            refuseUnreadable(fields, readings.getFirst());
        }
        list.putAll(readings.stream()
                .flatMap(reading -> reading.canonical().stream())
                .map(number -> new Suppression(number, channel, reason, SOURCE, now, expires))
                .toList());
        return added(given, readings);
    }

    private static ApiResponse added(List<String> given, List<NumberReader.Reading> readings) {
        ArrayNode results = ApiJson.list();
        int failed = 0;
        for (int at = 0; at < readings.size(); at++) {
            ObjectNode result = results.addObject().put("index", at);
            switch (readings.get(at)) {
                case NumberReader.Reading.Plain plain -> added(result, plain.number());
                case NumberReader.Reading.Repaired repaired -> added(result, repaired.number());
                case NumberReader.Reading.Unreadable unreadable -> {
                    failed++;
                    String text = given.get(at);
                    result.put("number", ApiJson.shown(text))
                            .put("status", "failed")
                            .put("error", text.isBlank() ? RowReason.MISSING_CONTACT.name() : unreadable.reason());
                }
            }
        }
        ObjectNode body = summary(readings.size() - failed, failed);
        body.set("results", results);
        return ApiResponse.of(201, body);
    }

    private static void added(ObjectNode result, PhoneNumber number) {
        result.put("number", number.e164()).put("status", "added");
    }

    private static List<String> given(Fields fields) {
        if (fields.isGiven("number") == fields.isGiven("numbers")) {
            throw fields.invalid("number", "or numbers is required, and not both");
        }
        if (fields.isGiven("number")) {
            return List.of(fields.requiredShortText("number"));
        }
        List<String> given = new ArrayList<>();
        for (JsonNode item : fields.items("numbers", MAX_NUMBERS)) {
            // A value that is neither a text nor digits is read as an invalid number.
            given.add(item.isTextual() || item.isIntegralNumber() ? item.asText() : item.toString());
        }
        return given;
    }

    private static void refuseUnreadable(Fields fields, NumberReader.Reading reading) {
        if (reading instanceof NumberReader.Reading.Unreadable unreadable) {
            throw fields.invalid(
                    "number",
                    "cannot be called (" + unreadable.reason()
                            + "): write it with its country code, e.g. +525555551234, or name its region");
        }
    }

    private static @Nullable Instant expires(Fields fields, Instant now) {
        Optional<Instant> expires = fields.anyInstant("expires_at");
        if (expires.isPresent() && !expires.get().isAfter(now)) {
            throw fields.invalid("expires_at", "must be in the future; if absent, the entry never expires");
        }
        return expires.orElse(null);
    }

    /** The first fields of an answer, for both kinds of request. */
    static ObjectNode summary(int added, int failed) {
        ObjectNode body = ApiResponse.success();
        body.putObject("summary").put("added", added).put("failed", failed);
        return body;
    }
}
