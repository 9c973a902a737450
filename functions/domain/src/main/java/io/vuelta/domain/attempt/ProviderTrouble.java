package io.vuelta.domain.attempt;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An error that a provider reports, in its answer to a request or in a webhook. Adapters translate the provider's codes
 * to this type only; the code itself is kept as the reason of the event. A {@link Refusal} decides about the attempt
 * ({@link AttemptRules}), a {@link Wider} about the line or the campaign.
 */
public sealed interface ProviderTrouble {
    /** Why a message was refused. */
    sealed interface Refusal extends ProviderTrouble {}

    /** An error that concerns more than one attempt. */
    sealed interface Wider extends ProviderTrouble {}

    /** A failure at the provider: a later attempt may succeed. */
    record Technical() implements Refusal {}

    /**
     * The provider cannot reach this person now.
     *
     * @param atLeast minimum wait before the next attempt; zero if the provider requires none
     */
    record Person(Duration atLeast) implements Refusal {}

    /** The data of this row is invalid: the provider would refuse it again. */
    record Row() implements Refusal {}

    /** The data of this row is invalid; this was found before the request to the provider. */
    record NotAsked() implements Refusal {}

    /** The person does not want more messages. */
    record OptedOut() implements Refusal {}

    /** The account, its credentials or its number is unusable: no contact can be reached until this is corrected. */
    record AccountUnusable() implements Refusal, Wider {}

    /**
     * The template is paused, disabled, refused or missing.
     *
     * @param template the template; null for the template of the attempt
     */
    record TemplateUnusable(@Nullable Template template) implements Refusal, Wider {
        public TemplateUnusable() {
            this(null);
        }
    }

    /**
     * The line exceeds the provider's rate limit.
     *
     * @param until the provider accepts no attempt before this instant
     */
    record LineThrottled(Instant until) implements Wider {}

    /**
     * The provider cannot be reached or does not work, or the line's secret cannot be read.
     *
     * @param until no attempt is sent before this instant
     */
    record LineDown(Instant until) implements Wider {}

    /** A template by its name and language at the provider. */
    record Template(String name, String language) {}
}
