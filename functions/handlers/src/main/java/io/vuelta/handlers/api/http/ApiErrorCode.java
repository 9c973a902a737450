package io.vuelta.handlers.api.http;

/** The codes of the errors in the API's responses. */
public enum ApiErrorCode {
    /** A field or a parameter is invalid; the response names it. */
    INVALID_REQUEST,
    /** The API key is missing or invalid. */
    UNAUTHORIZED,
    /** The resource does not exist. */
    NOT_FOUND,
    /** The path exists, but not with this HTTP method. */
    METHOD_NOT_ALLOWED,
    /** The API key does not have the scope that the request needs. */
    INSUFFICIENT_SCOPE,
    /** The token belongs to another attempt, or to none. */
    WRONG_TOKEN,
    /** The API key has reached its limit of requests in this second. */
    TOO_MANY_REQUESTS,
    /** The maximum number of API keys exists already. */
    TOO_MANY_API_KEYS,
    /** The body has more bytes than the API accepts. */
    BODY_TOO_LARGE,
    /** The body is not JSON in UTF-8. */
    UNSUPPORTED_MEDIA_TYPE,
    /** The first request with this Idempotency-Key is still running. */
    IN_PROGRESS,
    /** The Idempotency-Key was used for a different request. */
    IDEMPOTENCY_KEY_REUSED,
    /** The action does not exist; the response lists the valid actions. */
    UNKNOWN_ACTION,
    /** The campaign or contact is in a status that does not allow this. */
    INVALID_STATUS_TRANSITION,
    /** The setting cannot be changed while the campaign is active. */
    CAMPAIGN_ACTIVE,
    /** The campaign is over and can no longer be changed. */
    CAMPAIGN_FINISHED,
    /** The campaign's end is past. */
    CAMPAIGN_ENDED,
    /** The campaign is archived. */
    CAMPAIGN_ARCHIVED,
    /** The contact cannot be removed now. */
    CONTACT_NOT_DELETABLE,
    /** The do-not-contact list has the number. */
    DO_NOT_CONTACT,
    /** The template cannot be sent in its current state; the response gives the reason. */
    TEMPLATE_NOT_USABLE,
    /** Nothing answers at the line's voice_url. */
    VOICE_URL_UNREACHABLE,
    /** The person has not written in the last 24 hours: WhatsApp accepts templates only. */
    WINDOW_CLOSED,
    /** The maximum number of replies was sent in this conversation. */
    TOO_MANY_REPLIES,
    /** The line of the campaign has been deleted. */
    INTEGRATION_DELETED,
    /** The agent or line is used by campaigns that are not over. */
    IN_USE,
    /** The field cannot be changed after the resource was created; the message gives the reason. */
    IMMUTABLE_FIELD,
    /** The setting exists only for cycles that begin by a schedule. */
    SCHEDULED_MODE_ONLY,
    /** The line makes calls and has no templates. */
    NO_TEMPLATES_HERE,
    /** The provider refused the request. */
    PROVIDER_REFUSED,
    /** The provider cannot be reached, and the request needs its answer. */
    PROVIDER_UNAVAILABLE,
    /** The image is too large. */
    IMAGE_TOO_LARGE,
    /** The line's provider accepts no images. */
    NO_IMAGES_HERE,
    /** The parts of the upload have been removed: begin a new upload. */
    UPLOAD_EXPIRED,
    /** The upload is not sent in parts. */
    NOT_IN_PARTS,
    /** Some parts of the upload have not been sent. */
    PARTS_MISSING,
    /** The maximum number of webhook endpoints exists already. */
    TOO_MANY_ENDPOINTS,
    /** The webhook endpoint is disabled. */
    ENDPOINT_DISABLED,
    /** The system is busy; the client must repeat the request after a moment. */
    BUSY,
    /** An unexpected error in Vuelta. */
    INTERNAL_ERROR
}
