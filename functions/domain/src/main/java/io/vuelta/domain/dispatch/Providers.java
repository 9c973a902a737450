package io.vuelta.domain.dispatch;

/** Who places calls and who sends messages. */
public record Providers(CallProvider calls, MessageProvider messages) {}
