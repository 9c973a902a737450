package io.vuelta.handlers.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.file.ReadDoNotContactFile;
import io.vuelta.domain.file.UnusableFile;
import io.vuelta.domain.file.UploadedFiles;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.IdentityKey;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.text.StorableText;
import io.vuelta.domain.upload.RowProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The do-not-contact list: add numbers as JSON or as a CSV file, list, show, remove. */
final class DoNotContactApi {
    static final int MAX_NUMBERS = 1_000;
    static final int MAX_FILE = 1024 * 1024;

    private static final Set<String> FIELDS = Set.of("number", "numbers", "channel", "reason", "expires_at", "region");
    private static final String SOURCE = "api";
    private static final String CHANNELS = "phone_call or whatsapp; left out, it is every channel";
    private static final String REGION = "region";
    private static final String DEFAULT_REGION = "MX";
    private static final int MAX_WORD_LENGTH = 64;

    /** Characters of a number as it was given: an answer may have a thousand, and must fit where it is kept for repeats. */
    private static final int MAX_SHOWN = 40;

    private static final int MAX_COLUMNS_SHOWN = 50;

    private static final int PAGE = 50;
    private static final String EVERY = "every";
    private static final Pattern POSITION = Pattern.compile("([1-9][0-9]{6,14}):([a-z_]{1,20})");

    private final DoNotContact list;
    private final NumberReader numbers;
    private final UploadedFiles files;
    private final InstantSource clock;

    DoNotContactApi(DoNotContact list, NumberReader numbers, UploadedFiles files, InstantSource clock) {
        this.list = list;
        this.numbers = numbers;
        this.files = files;
        this.clock = clock;
    }

    ApiResponse add(Request request) {
        String type = request.header("content-type").orElse("").split(";", 2)[0].strip();
        return type.equalsIgnoreCase("text/csv") ? addFile(request) : addNumbers(request);
    }

    ApiResponse list(Request request) {
        Query query = request.query();
        query.allowOnly(Set.of("page", "limit"));
        int limit = query.limit(PAGE);
        Optional<Suppression.Key> after = Cursor.read(query, "page", POSITION).map(DoNotContactApi::position);
        DoNotContact.Page page = list.list(after, limit);
        ObjectNode body = ApiResponse.success();
        body.set("entries", json(page.entries()));
        body.put(
                "next_page",
                page.next().map(DoNotContactApi::text).map(Cursor::of).orElse(null));
        return ApiResponse.of(200, body);
    }

    ApiResponse show(Request request) {
        PhoneNumber number = number(request);
        List<Suppression> entries = list.ofNumber(number);
        if (entries.isEmpty()) {
            throw ApiError.notFound("do-not-contact entry for", number.e164());
        }
        return ApiResponse.of(200, "entries", json(entries));
    }

    /** Answers with the entries that the number still has. */
    ApiResponse remove(Request request) {
        Query query = request.query();
        query.allowOnly(Set.of("channel"));
        Channel channel = query.word("channel", Channel::ofWire, CHANNELS).orElse(null);
        PhoneNumber number = number(request);
        boolean removed = list.remove(number, channel);
        List<Suppression> left = list.ofNumber(number);
        if (!removed) {
            String which = channel == null ? "every channel" : channel.wire();
            String others = left.isEmpty() ? "" : "; it has entries for " + String.join(", ", scopes(left));
            throw ApiError.notFound("do-not-contact entry for", number.e164() + " on " + which + others);
        }
        return ApiResponse.of(200, "entries", json(left));
    }

    private ApiResponse addNumbers(Request request) {
        Fields fields = request.fields();
        fields.allowOnly(FIELDS);
        Instant now = now();
        Channel channel = channel(fields);
        String reason = fields.isGiven("reason")
                ? fields.requiredText("reason", Suppression.MAX_REASON_LENGTH)
                : Suppression.NO_REASON;
        Instant expires = expires(fields, now);
        String region = region(fields.text(REGION, MAX_WORD_LENGTH));
        List<String> given = given(fields);
        List<NumberReader.Reading> readings =
                given.stream().map(text -> numbers.read(text, region)).toList();
        if (fields.isGiven("number")) {
            refuseUnreadable(fields, readings.getFirst());
        }
        list.putAll(readings.stream()
                .flatMap(reading -> canonical(reading).stream())
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
                    result.put("number", shown(text))
                            .put("status", "failed")
                            .put("error", text.isBlank() ? "MISSING_CONTACT" : unreadable.reason());
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

    private ApiResponse addFile(Request request) {
        Query query = request.query();
        query.allowOnly(Set.of(REGION));
        String region = region(query.text(REGION));
        byte[] file = request.body();
        if (file.length > MAX_FILE) {
            throw unusable("The file has " + file.length + " bytes; send at most " + MAX_FILE + " at a time");
        }
        ReadDoNotContactFile.Result read;
        try {
            read = files.read(file, table -> new ReadDoNotContactFile(numbers).read(table, region, now()));
        } catch (UnusableFile e) {
            throw unusable(String.valueOf(e.getMessage()));
        }
        list.putAll(read.entries());
        ObjectNode body = summary(read.entries().size(), read.refused());
        body.withObject("/summary").put("repaired", read.repaired());
        ArrayNode problems = body.putArray("problems");
        read.problems().forEach(problem -> problems.add(json(problem)));
        body.set("ignored_columns", ignored(read.ignored()));
        return ApiResponse.of(201, body);
    }

    private static ApiError unusable(String message) {
        return ApiError.ofField(400, "INVALID_REQUEST", "body", message);
    }

    private static ArrayNode ignored(List<String> columns) {
        return ApiJson.texts(columns.stream()
                .limit(MAX_COLUMNS_SHOWN)
                .map(DoNotContactApi::shown)
                .toList());
    }

    private static ObjectNode summary(int added, int failed) {
        ObjectNode body = ApiResponse.success();
        body.putObject("summary").put("added", added).put("failed", failed);
        return body;
    }

    private static String shown(String given) {
        return StorableText.storable(StorableText.cut(given, MAX_SHOWN));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static List<String> given(Fields fields) {
        if (fields.isGiven("number") == fields.isGiven("numbers")) {
            throw fields.invalid("number", "or numbers is required, and not both");
        }
        if (fields.isGiven("number")) {
            return List.of(fields.requiredText("number", MAX_WORD_LENGTH));
        }
        List<String> given = new ArrayList<>();
        for (JsonNode item : fields.items("numbers", MAX_NUMBERS)) {
            // What is no text, and no number whose digits were meant as text, is read as nothing that could be called.
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

    private static Optional<PhoneNumber> canonical(NumberReader.Reading reading) {
        return switch (reading) {
            case NumberReader.Reading.Plain plain -> Optional.of(plain.number());
            case NumberReader.Reading.Repaired repaired -> Optional.of(repaired.number());
            case NumberReader.Reading.Unreadable unreadable -> Optional.empty();
        };
    }

    private static @Nullable Channel channel(Fields fields) {
        return fields.text("channel", MAX_WORD_LENGTH)
                .map(wire -> Channel.ofWire(wire).orElseThrow(() -> fields.invalid("channel", "must be " + CHANNELS)))
                .orElse(null);
    }

    private static @Nullable Instant expires(Fields fields, Instant now) {
        Optional<String> text = fields.text("expires_at", MAX_WORD_LENGTH);
        if (text.isEmpty()) {
            return null;
        }
        Instant expires;
        try {
            expires = OffsetDateTime.parse(text.get()).toInstant();
        } catch (DateTimeException e) {
            throw fields.invalid("expires_at", "must be ISO 8601 with Z or an offset, e.g. 2030-01-31T09:00:00-06:00");
        }
        if (!expires.isAfter(now)) {
            throw fields.invalid("expires_at", "must be in the future; left out, the entry never expires");
        }
        return expires;
    }

    private static String region(Optional<String> given) {
        String region = given.orElse(DEFAULT_REGION).toUpperCase(Locale.ROOT);
        if (!Arrays.asList(Locale.getISOCountries()).contains(region)) {
            throw ApiError.invalid(REGION, "must be a country of ISO 3166-1, two letters, e.g. MX");
        }
        return region;
    }

    /** The number in the path: with its country code, its plus sign as it is, encoded, or left out. */
    private PhoneNumber number(Request request) {
        String text = request.variable("number").strip();
        String bare = text.regionMatches(true, 0, "%2B", 0, 3) ? text.substring(3) : text;
        String international = bare.startsWith("+") ? bare : "+" + bare;
        return canonical(numbers.read(international, DEFAULT_REGION))
                .orElseThrow(() -> ApiError.invalid(
                        "number", "in the path must have its country code, e.g. %2B525555551234 or 525555551234"));
    }

    private static Suppression.Key position(Matcher position) {
        String scope = position.group(2);
        Optional<Channel> channel = Channel.ofWire(scope);
        if (channel.isEmpty() && !scope.equals(EVERY)) {
            throw Cursor.unusable("page");
        }
        return new Suppression.Key(IdentityKey.of(new PhoneNumber("+" + position.group(1))), channel.orElse(null));
    }

    private static String text(Suppression.Key key) {
        Channel channel = key.channel();
        return key.person().e164().substring(1) + ":" + (channel == null ? EVERY : channel.wire());
    }

    private static List<String> scopes(List<Suppression> entries) {
        return entries.stream()
                .map(entry ->
                        Optional.ofNullable(entry.channel()).map(Channel::wire).orElse("every channel"))
                .toList();
    }

    private ArrayNode json(List<Suppression> entries) {
        Instant now = clock.instant();
        ArrayNode array = ApiJson.list();
        entries.forEach(entry -> array.add(json(entry, now)));
        return array;
    }

    static ObjectNode json(Suppression entry, Instant now) {
        Channel channel = entry.channel();
        Instant expires = entry.expires();
        return ApiJson.object()
                .put("number", entry.number().e164())
                .put("channel", channel == null ? null : channel.wire())
                .put("reason", entry.reason())
                .put("source", entry.source())
                .put("created_at", entry.createdAt().toString())
                .put("expires_at", expires == null ? null : expires.toString())
                .put("in_force", entry.isInForce(now));
    }

    private static ObjectNode json(RowProblem problem) {
        return ApiJson.object()
                .put("line", problem.line())
                .put("column", problem.column())
                .put("value", problem.value())
                .put("reason", problem.reason())
                .put("action", problem.action().wire());
    }
}
