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

    /** Whether both begin with the same template in the same language. */
    default boolean opensLike(MessageContent other) {
        return this instanceof Template template
                && other instanceof Template others
                && template.name().equals(others.name())
                && template.language().equals(others.language());
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
         * The template that is sent.
         *
         * @param before the number of attempts before this one, without those that were certainly not sent
         * @param silent whether it is sent because the person has not answered an earlier message
         * @param out whether {@code name} is unusable
         */
        public String chosen(int before, boolean silent, boolean out) {
            String ofSilence = silent && noResponse != null ? noResponse.template() : null;
            String usual = alternative != null && before > 0 ? alternative : name;
            String wanted = ofSilence == null ? usual : ofSilence;
            return out && alternative != null && wanted.equals(name) ? alternative : wanted;
        }

        /** Whether the alternative is sent instead of this template while this template is unusable. */
        boolean isReplaceable(String sent) {
            return sent.equals(name) && alternative != null && !alternative.equals(name);
        }
    }
}
