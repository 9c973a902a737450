package io.vuelta.providers.platform;

/** A step of a call. */
public enum PlatformStep {
    RINGING,
    ANSWERED,
    ENDED,
    ANALYZED
}
