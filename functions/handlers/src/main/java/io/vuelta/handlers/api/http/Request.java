package io.vuelta.handlers.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.access.Caller;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.timeline.Language;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request of a client, with the variables of its route. */
public final class Request {
    /** Lambda accepts a request of up to 6 MB including its body, which is escaped as JSON text or in Base64. */
    static final int MAX_BODY_BYTES = 5_000_000;

    /** The rest of the path of an entry of the do-not-contact list. */
    private static final Pattern LISTED = Pattern.compile("(?<=/do-not-contact/).+");

    /** The accepted content type: JSON, in UTF-8, which is its only encoding. A repeated header is refused. */
    private static final Pattern JSON = Pattern.compile(
            "\\s*application/([a-z0-9.-]+\\+)?json\\s*(;\\s*charset\\s*=\\s*\"?utf-?8\"?\\s*)?",
            Pattern.CASE_INSENSITIVE);

    /** The character that replaces bytes that are not UTF-8. */
    private static final char REPLACEMENT = '\ufffd';

    /** Number of characters that an error shows before and after such a character. */
    private static final int SHOWN_AROUND = 12;

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

    private final String method;
    private final String path;
    private final Map<String, String> headers;
    private final Map<String, String> query;
    private final @Nullable String body;
    private final boolean base64;
    private final Map<String, String> variables;
    private final @Nullable Caller caller;

    private Request(
            String method,
            String path,
            Map<String, String> headers,
            Map<String, String> query,
            @Nullable String body,
            boolean base64,
            Map<String, String> variables,
            @Nullable Caller caller) {
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.query = query;
        this.body = body;
        this.base64 = base64;
        this.variables = variables;
        this.caller = caller;
    }

    public static Request of(APIGatewayV2HTTPEvent event) {
        Map<String, String> headers = new TreeMap<>();
        orEmpty(event.getHeaders()).forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new Request(
                event.getRequestContext().getHttp().getMethod(),
                event.getRawPath(),
                headers,
                orEmpty(event.getQueryStringParameters()),
                event.getBody(),
                event.getIsBase64Encoded(),
                Map.of(),
                null);
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    public Request with(Map<String, String> variables) {
        return new Request(method, path, headers, query, body, base64, variables, caller);
    }

    public Request by(Caller caller) {
        return new Request(method, path, headers, query, body, base64, variables, caller);
    }

    /** The caller by the API key; only for routes that need a key. */
    public Caller caller() {
        return Objects.requireNonNull(caller, "the route takes no API key");
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    /** The path, and the parameters sorted by their names. */
    String target() {
        return query.isEmpty() ? path : path + "?" + new TreeMap<>(query);
    }

    /** The text for logs: the method, and the path without a phone number at its end. */
    public String logged() {
        return method + " " + LISTED.matcher(path).replaceFirst("{number}");
    }

    /** The first value of a header; the case of its name does not matter. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The language that the client prefers among the languages of the sentences; English by default. */
    public Language language() {
        try {
            return header("accept-language")
                    .map(Locale.LanguageRange::parse)
                    .flatMap(ranges -> ranges.stream()
                            .filter(range -> range.getWeight() > 0)
                            .map(range -> Locale.forLanguageTag(range.getRange()))
                            .filter(Request::isSpoken)
                            .findFirst())
                    .map(Language::of)
                    .orElse(Language.ENGLISH);
        } catch (IllegalArgumentException _) {
            // A header that cannot be parsed is ignored.
            return Language.ENGLISH;
        }
    }

    private static boolean isSpoken(Locale locale) {
        return Arrays.stream(Language.values())
                .anyMatch(language -> language.tag().equals(locale.getLanguage()));
    }

    public Query query() {
        return new Query(path, query);
    }

    public String variable(String name) {
        return Objects.requireNonNull(variables.get(name), name);
    }

    /** Whether the path of the route has this variable. */
    public boolean names(String variable) {
        return variables.containsKey(variable);
    }

    /** The campaign id in the path. A campaign that was made for a test is not found: only its attempt is shown. */
    public CampaignId campaign() {
        CampaignId id = id("campaign", CampaignId::new);
        if (id.isTest()) {
            throw ApiError.notFound("campaign", id.value());
        }
        return id;
    }

    /** The campaign in the path. */
    public Campaign campaign(Campaigns campaigns) {
        CampaignId id = campaign();
        return campaigns.find(id).orElseThrow(() -> ApiError.notFound("campaign", id.value()));
    }

    /** The id in the path's variable {@code what}. A text that cannot be an id is reported as not found. */
    public <T> T id(String what, Function<String, T> of) {
        String text = variable(what);
        if (text.length() > Lengths.MAX_ID) {
            throw ApiError.notFound(what, "with such a long id");
        }
        try {
            return of.apply(text);
        } catch (IllegalArgumentException _) {
            throw ApiError.notFound(what, text);
        }
    }

    /**
     * The bytes of the body.
     *
     * @throws ApiError if there are more than {@link #MAX_BODY_BYTES}
     */
    public byte[] body() {
        byte[] bytes = decoded();
        if (bytes.length > MAX_BODY_BYTES) {
            throw ApiError.tooLarge(bytes.length, MAX_BODY_BYTES);
        }
        return bytes;
    }

    private byte[] decoded() {
        if (body == null) {
            return new byte[0];
        }
        if (!base64) {
            return body.getBytes(UTF_8);
        }
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException _) {
            throw malformed("the body is not valid base64");
        }
    }

    /**
     * The bytes of a file.
     *
     * @throws ApiError if they are not the bytes that were sent: the gateway reads a text type as UTF-8, whatever its
     *     charset is, and replaces bytes that are not UTF-8
     */
    public byte[] file() {
        String type = header("content-type").orElse("");
        Matcher charset = CHARSET.matcher(type);
        if (charset.find()
                && !charset.group(1).equalsIgnoreCase("utf-8")
                && !charset.group(1).equalsIgnoreCase("utf8")) {
            throw ApiError.charset(ApiJson.shown(type));
        }
        if (!base64 && body != null && body.indexOf(REPLACEMENT) >= 0) {
            throw malformed("the file has bytes that are not UTF-8, and the content type " + ApiJson.shown(type)
                    + " does not preserve them: send the same file as application/octet-stream, so that its encoding"
                    + " can be found");
        }
        return body();
    }

    /** The fields of the body, which must be a JSON object, in UTF-8 and without letters that were lost before. */
    public Fields fields() {
        checkJson();
        checkLetters();
        return parsed();
    }

    /**
     * The fields of a report of what happened, which must be a JSON object. Lost letters are accepted, because
     * otherwise an opt-out would be lost with them.
     */
    public Fields fieldsOfReport() {
        checkJson();
        return parsed();
    }

    private Fields parsed() {
        JsonNode json;
        try {
            json = ApiJson.parse(body());
        } catch (JsonProcessingException e) {
            throw malformed("the body is not JSON: " + e.getOriginalMessage());
        }
        if (json instanceof ObjectNode object) {
            return Fields.of(object);
        }
        throw malformed("the body must be a JSON object");
    }

    /** The fields of the body; none if there is no body. */
    public Fields fieldsIfAny() {
        return new String(body(), UTF_8).isBlank() ? Fields.of(ApiJson.object()) : fields();
    }

    /**
     * Checks that no letter was lost. The gateway replaces bytes that are not UTF-8; a client that read a file in a wrong
     * encoding also sends the replacement character.
     */
    private void checkLetters() {
        String text = base64 ? new String(body(), UTF_8) : body == null ? "" : body;
        int at = text.indexOf(REPLACEMENT);
        if (at >= 0) {
            String near = text.substring(Math.max(0, at - SHOWN_AROUND), Math.min(text.length(), at + SHOWN_AROUND));
            throw malformed("the body has bytes that are not UTF-8, or the replacement character U+FFFD, near "
                    + ApiJson.shown(near) + ": send the original text in UTF-8");
        }
    }

    /** Checks the content type. A body without a content type counts as JSON. */
    public void checkJson() {
        Optional<String> type = header("content-type").filter(text -> !text.isBlank());
        if (type.isPresent() && !JSON.matcher(type.get()).matches()) {
            throw ApiError.mediaType(ApiJson.shown(type.get()), "application/json");
        }
    }

    private static ApiError malformed(String message) {
        return ApiError.ofField(400, ApiErrorCode.INVALID_REQUEST, "body", message);
    }
}
