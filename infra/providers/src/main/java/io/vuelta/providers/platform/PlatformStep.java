package io.vuelta.providers.platform;

/** What a call comes to. */
public enum PlatformStep {
    RINGING,
    ANSWERED,
    ENDED,
    ANALYZED
}
