package io.vuelta.domain.settle;

import java.time.Instant;

/** What a provider tells by itself of a line's account, and of no message. */
public sealed interface LineNews {
    /** When it happened. */
    Instant at();

    /**
     * A template is paused, disabled or refused.
     *
     * @param reason as a code, e.g. {@code WHATSAPP_TEMPLATE_PAUSED}
     */
    record TemplateUnusable(String template, String language, String reason, Instant at) implements LineNews {}

    /**
     * The account or the number can send nothing until somebody puts that right.
     *
     * @param reason as a code, e.g. {@code WHATSAPP_ACCOUNT_RESTRICTION}
     */
    record AccountOut(String reason, Instant at) implements LineNews {}
}
