package io.vuelta.domain.campaign;

import io.vuelta.domain.line.Channel;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The beginning of a campaign's conversations. It determines the channel. */
public sealed interface MessageContent {
    Channel channel();

    /** Whether the agent does not talk to machines: the call is hung up, immediately or after a message. */
    default boolean refusesMachines() {
        return this instanceof FirstMessage first && first.phone().refusesMachines();
    }

    /** Whether a call that a machine has answered is hung up immediately. */
    default boolean hangsUpOnMachines() {
        return this instanceof FirstMessage first && first.phone().onMachine() == OnMachine.HANG_UP;
    }

    /**
     * The content of a phone campaign.
     *
     * @param text the agent's first message, with {@code {name}} and {@code {{name}}} placeholders; null for none
     * @param phone how the calls are made
     */
    record FirstMessage(@Nullable String text, PhoneSettings phone) implements MessageContent {
        /** The content of a campaign with the default phone settings. */
        public FirstMessage(@Nullable String text) {
            this(text, PhoneSettings.STANDARD);
        }

        /** The content of a campaign with another reaction to machines; it leaves no message. */
        public FirstMessage(@Nullable String text, OnMachine onMachine) {
            this(text, PhoneSettings.of(onMachine));
        }

        @Override
        public Channel channel() {
            return Channel.PHONE_CALL;
        }
    }

    /**
     * A WhatsApp template.
     *
     * @param name the template's name at the provider
     * @param alternative sent instead on every attempt after the first that may have been sent, and while the provider
     *     reports {@code name} as paused or disabled; null for none
     * @param language code, e.g. {@code es_MX}
     * @param image uploaded media for an image header; null for none
     * @param noResponse the reaction if a person does not answer; null: none
     */
    record Template(
            String name,
            @Nullable String alternative,
            String language,
            @Nullable String image,
            @Nullable NoResponse noResponse)
            implements MessageContent {
        /** A template that is sent once. */
        public Template(String name, @Nullable String alternative, String language, @Nullable String image) {
            this(name, alternative, language, image, null);
        }

        public static final String DEFAULT_LANGUAGE = "es_MX";
        public static final int MAX_NAME_LENGTH = 512;

        @Override
        public Channel channel() {
            return Channel.WHATSAPP;
        }

        /**
         * The names of all templates: the first one, its alternative, and the one for a person who does not answer;
         * absent ones are left out.
         */
        public List<String> names() {
            return Stream.of(name, alternative, noResponse == null ? null : noResponse.template())
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
        }

        /**
         * The template for a person who has not answered; null: the result of {@link #chosen} for any further attempt.
         */
        public @Nullable String afterSilence() {
            return noResponse == null ? null : noResponse.template();
        }

        /**
         * The template that is sent.
         *
         * @param before the number of attempts before this one, without those that were certainly not sent
         * @param out whether {@code name} is unusable
         */
        public String chosen(int before, boolean out) {
            return alternative != null && (before > 0 || out) ? alternative : name;
        }
    }
}
