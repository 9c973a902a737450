package io.vuelta.handlers.api.http;

/** The codes of errors that the API answers. */
public enum ApiErrorCode {
    /** A field or parameter cannot be used; the answer names it. */
    INVALID_REQUEST,
    /** The key is missing or wrong. */
    UNAUTHORIZED,
    /** There is no such thing. */
    NOT_FOUND,
    /** The path does not take this method. */
    METHOD_NOT_ALLOWED,
    /** The key has not the scope that the request needs. */
    INSUFFICIENT_SCOPE,
    /** The token is not that of the attempt. */
    WRONG_TOKEN,
    /** The key has sent as many requests in this second as it may. */
    TOO_MANY_REQUESTS,
    /** There are as many keys as there may be. */
    TOO_MANY_API_KEYS,
    /** The body has more bytes than are taken. */
    BODY_TOO_LARGE,
    /** The body is not JSON in UTF-8. */
    UNSUPPORTED_MEDIA_TYPE,
    /** The first request with this Idempotency-Key is still running. */
    IN_PROGRESS,
    /** The key was used for another request. */
    IDEMPOTENCY_KEY_REUSED,
    /** There is no such action; the answer lists those that there are. */
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
    /** The template cannot be sent as things are; the answer says why. */
    TEMPLATE_NOT_USABLE,
    /** Nothing answers at the line's voice_url. */
    VOICE_URL_UNREACHABLE,
    /** The person has not written for 24 hours, or not yet: WhatsApp takes templates only. */
    WINDOW_CLOSED,
    /** As many replies were sent in this conversation as there may be. */
    TOO_MANY_REPLIES,
    /** The line of the campaign has been deleted. */
    INTEGRATION_DELETED,
    /** The agent or line is used by campaigns that are not over. */
    IN_USE,
    /** The field cannot be changed once the thing is there; the message says why. */
    IMMUTABLE_FIELD,
    /** The line makes calls and has no templates. */
    NO_TEMPLATES_HERE,
    /** The provider was asked, and refuses it. */
    PROVIDER_REFUSED,
    /** The provider must be asked first, and cannot be asked now. */
    PROVIDER_UNAVAILABLE,
    /** The image is too large. */
    IMAGE_TOO_LARGE,
    /** The line takes no images. */
    NO_IMAGES_HERE,
    /** The parts of the upload have been removed: begin a new upload. */
    UPLOAD_EXPIRED,
    /** The upload is not sent in parts. */
    NOT_IN_PARTS,
    /** Parts of the upload have not been sent. */
    PARTS_MISSING,
    /** There are as many webhook endpoints as there may be. */
    TOO_MANY_ENDPOINTS,
    /** The webhook endpoint is disabled. */
    ENDPOINT_DISABLED,
    /** Too much is happening at once: try again in a moment. */
    BUSY,
    /** Something went wrong on the side of Vuelta. */
    INTERNAL_ERROR
}
