package io.vuelta.handlers.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.access.Caller;
import io.vuelta.domain.access.Scope;
import io.vuelta.domain.action.CheckTemplates;
import io.vuelta.domain.campaign.InvalidSetting;
import io.vuelta.domain.line.VoiceUrlProblem;
import io.vuelta.domain.reason.TimelineCode;
import java.io.Serial;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is refused or fails: the status, the code and the message of the response. */
public final class ApiError extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final String FIELD = "field";
    private static final String MESSAGE = "message";
    private static final int UNUSABLE = 400;

    private final int status;
    private final transient Map<String, String> headers;
    private final transient ObjectNode body;

    private ApiError(int status, ApiErrorCode code, String message, Map<String, JsonNode> details) {
        this(
                status,
                Map.of(),
                ApiJson.object()
                        .put("success", false)
                        .put("error", code.name())
                        .put(MESSAGE, message)
                        .setAll(details));
    }

    private ApiError(int status, Map<String, String> headers, ObjectNode body) {
        super(body.path(MESSAGE).asText());
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    public static ApiError of(int status, ApiErrorCode code, String message) {
        return new ApiError(status, code, message, Map.of());
    }

    /** An error with further fields for its body. */
    public static ApiError of(int status, ApiErrorCode code, String message, Map<String, JsonNode> details) {
        return new ApiError(status, code, message, details);
    }

    /** A field or a parameter is invalid; the message names the remedy. */
    public static ApiError invalid(String field, String remedy) {
        return ofField(UNUSABLE, ApiErrorCode.INVALID_REQUEST, field, field + " " + remedy);
    }

    /** A setting of a campaign is invalid. */
    public static ApiError setting(InvalidSetting error) {
        ApiErrorCode code = switch (error.code()) {
            case INVALID_REQUEST -> ApiErrorCode.INVALID_REQUEST;
            case IMMUTABLE_FIELD -> ApiErrorCode.IMMUTABLE_FIELD;
            case SCHEDULED_MODE_ONLY -> ApiErrorCode.SCHEDULED_MODE_ONLY;
        };
        return ofField(UNUSABLE, code, error.field(), String.valueOf(error.getMessage()));
    }

    public static ApiError ofField(int status, ApiErrorCode code, String field, String message) {
        return new ApiError(status, code, message, Map.of(FIELD, ApiJson.text(field)));
    }

    /** The request has neither a key nor a token, or an unknown one. */
    public static ApiError unauthorized() {
        return of(401, ApiErrorCode.UNAUTHORIZED, "send the header Authorization: api-key KEY with a valid key")
                .with("www-authenticate", "api-key");
    }

    /** Another request with the same Idempotency-Key is still running. */
    static ApiError underWay() {
        return of(
                        409,
                        ApiErrorCode.IN_PROGRESS,
                        "the first request with this Idempotency-Key is still running: send it again in a moment")
                .with("retry-after", "1");
    }

    static ApiError mediaType(String given, String accepted) {
        return new ApiError(
                415,
                ApiErrorCode.UNSUPPORTED_MEDIA_TYPE,
                "the Content-Type " + given + " is not accepted: send " + accepted
                        + " in UTF-8, in one Content-Type header",
                Map.of("given", ApiJson.text(given), "accepted", ApiJson.text(accepted)));
    }

    /** A file whose content type has another charset than UTF-8, in which the gateway does not decode it. */
    static ApiError charset(String given) {
        String accepted = "application/octet-stream";
        return new ApiError(
                415,
                ApiErrorCode.UNSUPPORTED_MEDIA_TYPE,
                "the Content-Type " + given + " is not accepted: send the file as " + accepted
                        + " without a charset; its encoding is then found in the file itself",
                Map.of("given", ApiJson.text(given), "accepted", ApiJson.text(accepted)));
    }

    static ApiError tooLarge(int bytes, int most) {
        return new ApiError(
                413,
                ApiErrorCode.BODY_TOO_LARGE,
                "the body has " + bytes + " bytes, and at most " + most
                        + " are accepted: send less in one request, or a file by POST /campaigns/{id}/uploads",
                Map.of("bytes", ApiJson.number(bytes), "max_bytes", ApiJson.number(most)));
    }

    /** The API key has sent too many requests in this second. */
    public static ApiError limited(int perSecond) {
        return of(
                        429,
                        ApiErrorCode.TOO_MANY_REQUESTS,
                        "an API key may send " + perSecond + " requests a second: send this one again in a second")
                .with("retry-after", "1");
    }

    /** The token does not belong to the attempt in the path. */
    public static ApiError token() {
        return of(
                403,
                ApiErrorCode.WRONG_TOKEN,
                "the token is not valid for this attempt: use the attempt's own result_url");
    }

    /** The API key does not have the scope that the request needs. */
    public static ApiError scope(Caller caller, Scope needed) {
        return new ApiError(
                403,
                ApiErrorCode.INSUFFICIENT_SCOPE,
                "the key " + caller.name() + " has the scope " + caller.scope().wire() + ", and this request needs "
                        + needed.wire() + ": use another key",
                Map.of(
                        "scope", ApiJson.text(caller.scope().wire()),
                        "required_scope", ApiJson.text(needed.wire())));
    }

    public static ApiError notFound(String what, String id) {
        return of(404, ApiErrorCode.NOT_FOUND, "there is no " + what + " " + id);
    }

    /** The error for a removed contact: it states when and why the contact was removed. */
    static ApiError removed(String contact, Instant at, TimelineCode code, String text) {
        return new ApiError(
                404,
                ApiErrorCode.NOT_FOUND,
                "there is no contact " + contact + " any more: it was removed at " + at,
                Map.of(
                        "code", ApiJson.text(code.name()),
                        "text", ApiJson.text(text),
                        "removed_at", ApiJson.text(at.toString())));
    }

    public static ApiError over(String campaign, String status) {
        return new ApiError(
                409,
                ApiErrorCode.CAMPAIGN_FINISHED,
                "campaign " + campaign + " is " + status + ": it can no longer be changed",
                Map.of("current_status", ApiJson.text(status)));
    }

    /** The campaign's end is past, so no attempt is allowed. */
    public static ApiError ended() {
        return ofField(
                409,
                ApiErrorCode.CAMPAIGN_ENDED,
                "end_at",
                "the campaign's end_at is in the past: set a later one, or remove it");
    }

    public static ApiError archived(String campaign) {
        return of(
                409,
                ApiErrorCode.CAMPAIGN_ARCHIVED,
                "campaign " + campaign + " is archived and begins no attempts: POST /campaigns/" + campaign
                        + "/unarchive first");
    }

    public static ApiError transition(String action, String current, List<String> targets) {
        return new ApiError(
                409,
                ApiErrorCode.INVALID_STATUS_TRANSITION,
                "a campaign that is " + current + " cannot be changed by " + action,
                Map.of("current_status", ApiJson.text(current), "valid_targets", ApiJson.texts(targets)));
    }

    /**
     * A template cannot be sent in its current state.
     *
     * @param what the parameter or the other item that causes the refusal; may be empty
     */
    public static ApiError template(String name, String language, String reason, String what) {
        return new ApiError(
                409,
                ApiErrorCode.TEMPLATE_NOT_USABLE,
                "template " + name + " in " + language + " cannot be sent: " + reason
                        + (what.isEmpty() ? "" : " " + what),
                Map.of(
                        "template", ApiJson.text(name),
                        "language", ApiJson.text(language),
                        "reason", ApiJson.text(reason),
                        "parameter",
                                ApiJson.text(reason.equals(CheckTemplates.Why.PARAMETER_MISSING.name()) ? what : "")));
    }

    /** No server answers at the address from which Twilio would fetch the conversation. */
    public static ApiError voiceUrl(String url, VoiceUrlProblem problem) {
        return new ApiError(
                409,
                ApiErrorCode.VOICE_URL_UNREACHABLE,
                "no server answers at the line's voice_url " + url + " (" + problem
                        + "): a person who answers would hear an error; start the server, or correct voice_url",
                Map.of("field", ApiJson.text("voice_url"), "reason", ApiJson.text(problem.name())));
    }

    /** The provider refused the request. */
    public static ApiError refusedByProvider(String reason) {
        return new ApiError(
                409,
                ApiErrorCode.PROVIDER_REFUSED,
                "the provider refuses the request (" + reason + "): see that code in the provider's documentation",
                Map.of("reason", ApiJson.text(reason)));
    }

    /** The provider cannot be reached, and the request needs its answer. */
    public static ApiError provider(String reason) {
        return new ApiError(
                        503,
                        ApiErrorCode.PROVIDER_UNAVAILABLE,
                        "the provider could not be reached (" + reason + "): try again later",
                        Map.of("reason", ApiJson.text(reason)))
                .with("retry-after", "30");
    }

    /** The contact's status does not allow the action. */
    public static ApiError contact(ApiErrorCode code, String current, String why) {
        return new ApiError(
                409, code, "a contact that is " + current + " " + why, Map.of("current_status", ApiJson.text(current)));
    }

    /** The contact's number is still on the do-not-contact list. */
    public static ApiError listed(ObjectNode entry) {
        return new ApiError(
                409,
                ApiErrorCode.DO_NOT_CONTACT,
                entry.path("number").asText() + " is on the do-not-contact list: remove that entry first",
                Map.of("current_status", ApiJson.text("suppressed"), "entry", entry));
    }

    public static ApiError unknownAction(String action, List<String> known) {
        return new ApiError(
                400,
                ApiErrorCode.UNKNOWN_ACTION,
                "there is no action " + action + "; the actions are " + String.join(", ", known),
                Map.of("known_actions", ApiJson.texts(known)));
    }

    public static ApiError partsMissing(List<Integer> numbers) {
        ArrayNode missing = ApiJson.list();
        numbers.forEach(missing::add);
        return new ApiError(
                409,
                ApiErrorCode.PARTS_MISSING,
                "parts " + numbers + " are missing or have the wrong size: send them, then complete the upload again",
                Map.of("missing", missing));
    }

    /**
     * The person can be sent templates only, because the 24-hour window is closed.
     *
     * @param since when the window closed; null if the person has not written yet, or if only the provider knows the
     *     time
     */
    public static ApiError windowClosed(@Nullable Instant since) {
        return new ApiError(
                409,
                ApiErrorCode.WINDOW_CLOSED,
                "the person has not written in the last 24 hours: WhatsApp accepts no reply until the person writes again",
                Map.of("closed_at", since == null ? NullNode.getInstance() : ApiJson.text(since.toString())));
    }

    /** The system is busy; the client must repeat the request after a moment. */
    public static ApiError busy() {
        return of(503, ApiErrorCode.BUSY, "the system is busy: try again in a moment")
                .with("retry-after", "1");
    }

    public ApiError with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new ApiError(status, more, body);
    }

    /** This error with a further part of its message. */
    public ApiError adding(String part) {
        return new ApiError(
                status, headers, body.deepCopy().put(MESSAGE, body.path(MESSAGE).asText() + part));
    }

    /** If a field or a parameter is invalid and the request has a value for it, adds this value to the error. */
    public ApiError to(Request request) {
        if (status != UNUSABLE || !body.has(FIELD)) {
            return this;
        }
        return GivenValue.of(request, body.path(FIELD).asText())
                .map(given -> new ApiError(status, headers, body.deepCopy().<ObjectNode>set("given", given)))
                .orElse(this);
    }

    public ApiResponse answer() {
        return new ApiResponse(status, headers, ApiJson.write(body));
    }
}
