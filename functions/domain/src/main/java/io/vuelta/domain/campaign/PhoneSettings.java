package io.vuelta.domain.campaign;

import org.jspecify.annotations.Nullable;

/**
 * How a campaign makes its calls.
 *
 * @param onMachine the reaction if a machine answers
 * @param machineMessage read out to a machine, with {@code {name}} and {@code {{name}}} placeholders; null for none;
 *     then no message is left
 * @param ringSeconds how long a call rings before it counts as not answered; 10 to 60
 * @param maxCallSeconds maximum duration of a call, after which it is ended; 30 to 14,400
 */
public record PhoneSettings(OnMachine onMachine, @Nullable String machineMessage, int ringSeconds, int maxCallSeconds) {
    public static final int MIN_RING_SECONDS = 10;
    public static final int MAX_RING_SECONDS = 60;
    public static final int MIN_CALL_SECONDS = 30;
    public static final int MAX_CALL_SECONDS = 14_400;
    public static final int MAX_MESSAGE_LENGTH = 1_000;

    /**
     * The default: most voicemail systems answer within 30 s, and the maximum duration ends a conversation with a
     * recording.
     */
    public static final PhoneSettings STANDARD = new PhoneSettings(OnMachine.CONTINUE, null, 30, 900);

    public PhoneSettings {
        InvalidSetting.require(
                ringSeconds >= MIN_RING_SECONDS && ringSeconds <= MAX_RING_SECONDS,
                "ring_seconds",
                "must be from " + MIN_RING_SECONDS + " to " + MAX_RING_SECONDS);
        InvalidSetting.require(
                maxCallSeconds >= MIN_CALL_SECONDS && maxCallSeconds <= MAX_CALL_SECONDS,
                "max_call_seconds",
                "must be from " + MIN_CALL_SECONDS + " to " + MAX_CALL_SECONDS);
        InvalidSetting.require(
                onMachine != OnMachine.MESSAGE || (machineMessage != null && !machineMessage.isBlank()),
                "machine_message",
                "is required if on_machine is message");
    }

    /** The message that is read out to a machine; null for none. */
    public @Nullable String leftMessage() {
        return onMachine == OnMachine.MESSAGE ? machineMessage : null;
    }

    /** Whether the agent does not talk to a machine that has answered. */
    boolean refusesMachines() {
        return onMachine != OnMachine.CONTINUE;
    }
}
