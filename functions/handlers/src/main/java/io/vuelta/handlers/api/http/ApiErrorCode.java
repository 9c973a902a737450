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
    /** The first request with this key is still being worked on. */
    IDEMPOTENCY_KEY_IN_USE,
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
