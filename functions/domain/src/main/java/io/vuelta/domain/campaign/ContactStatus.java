package io.vuelta.domain.campaign;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.text.WireName;
import java.util.Locale;
import java.util.Optional;

/** The status of a contact in its campaign; {@link #wire} is its name in the API and in exports. */
public enum ContactStatus implements WireName {
    /** To be attempted, for the first time or again after a technical failure. */
    QUEUE,
    /**
     * Claimed for an attempt that is about to begin or under way; or its message was accepted and no later event is
     * known.
     */
    SENDING,
    /** To be attempted again after voicemail, busy, no answer, or a message that did not reach the person. */
    RETRYING,
    FAILED,
    VOICEMAIL,
    ANSWERED,
    DELIVERED,
    READ,
    ACCEPTED,
    /** The person rejected a message, or opted out on either channel. */
    REJECTED,
    CONVERTED,
    /** Skipped by a person. */
    SKIPPED,
    /** On the do-not-contact list. */
    SUPPRESSED,
    /** Removed by hand: the rest is kept only so that no attempt number is used twice. */
    REMOVED;

    private final String wire = name().toLowerCase(Locale.ROOT);

    @Override
    public String wire() {
        return wire;
    }

    /** The status with this name; empty for an unknown name and for removed contacts, which are never shown. */
    public static Optional<ContactStatus> ofWire(String wire) {
        return WireName.find(values(), wire).filter(status -> status != REMOVED);
    }

    /** Whether contacts of a campaign on this channel can get this status. */
    public boolean isOf(Channel channel) {
        return switch (this) {
            case QUEUE, SENDING, RETRYING, FAILED, REJECTED, CONVERTED, SKIPPED, SUPPRESSED, REMOVED -> true;
            case VOICEMAIL, ANSWERED -> channel == Channel.PHONE_CALL;
            case DELIVERED, READ, ACCEPTED -> channel == Channel.WHATSAPP;
        };
    }

    /** Whether the contact waits for an attempt. */
    public boolean waits() {
        return this == QUEUE || this == RETRYING;
    }

    /**
     * Whether a contact with this final status may be tried again in a later cycle, if the campaign's filters permit
     * it.
     */
    public boolean mayReturn() {
        return switch (this) {
            case FAILED, VOICEMAIL, ANSWERED -> true;
            case QUEUE,
                    SENDING,
                    RETRYING,
                    DELIVERED,
                    READ,
                    ACCEPTED,
                    REJECTED,
                    CONVERTED,
                    SKIPPED,
                    SUPPRESSED,
                    REMOVED -> false;
        };
    }

    /** Whether the status of a message is later than this one. */
    public boolean mayReach(ContactStatus reached) {
        return switch (this) {
            case QUEUE, SENDING, RETRYING, FAILED -> true;
            case DELIVERED, READ, ACCEPTED, REJECTED -> reached.compareTo(this) > 0;
            case VOICEMAIL, ANSWERED, CONVERTED, SKIPPED, SUPPRESSED, REMOVED -> false;
        };
    }
}
