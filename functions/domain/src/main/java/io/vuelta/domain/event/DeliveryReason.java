package io.vuelta.domain.event;

/**
 * Why an event was not delivered; {@code HTTP} stands for {@code HTTP_} followed by the HTTP status of the endpoint's
 * response.
 */
public enum DeliveryReason {
    /** The endpoint answered with this HTTP status. */
    HTTP,
    /** The endpoint has an address to which Vuelta does not post. */
    ADDRESS_REFUSED,
    /** The name of the endpoint cannot be resolved. */
    HOST_UNKNOWN,
    /** No connection to the endpoint could be made, or it was cut. */
    CONNECTION,
    /** The endpoint has no valid certificate. */
    TLS,
    /** The endpoint did not answer in time. */
    TIMEOUT,
    /** The secret of the line has no {@code signing_secret}, or cannot be read. */
    LINE_SECRET,
    /** The endpoint was disabled before the event was delivered. */
    ENDPOINT_DISABLED
}
