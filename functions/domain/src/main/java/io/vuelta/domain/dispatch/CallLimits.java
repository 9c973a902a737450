package io.vuelta.domain.dispatch;

import io.vuelta.domain.campaign.OnMachine;
import io.vuelta.domain.line.MachineDetection;
import org.jspecify.annotations.Nullable;

/**
 * The limits of every call of a campaign on its line.
 *
 * @param ringSeconds how long it rings before it counts as not answered
 * @param maxSeconds after which the provider ends it
 * @param detection who answers is found out so
 * @param onMachine how a call is handled if a machine answers
 * @param machineMessage the text for a machine, with its placeholders filled; null unless a message is to be left
 */
public record CallLimits(
        int ringSeconds,
        int maxSeconds,
        MachineDetection detection,
        OnMachine onMachine,
        @Nullable String machineMessage) {
    public static final CallLimits STANDARD = new CallLimits(30, 900, MachineDetection.FAST);

    /** The agent talks to machines, too. */
    public CallLimits(int ringSeconds, int maxSeconds, MachineDetection detection) {
        this(ringSeconds, maxSeconds, detection, OnMachine.CONTINUE, null);
    }
}
