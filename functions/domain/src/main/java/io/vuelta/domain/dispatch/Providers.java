package io.vuelta.domain.dispatch;

/** The services that place calls and send messages. */
public record Providers(CallPlacer calls, MessageProvider messages) {}
