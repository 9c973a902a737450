package io.vuelta.domain.dispatch;

/** The services that place calls and send messages. */
public record Providers(CallProvider calls, MessageProvider messages) {}
