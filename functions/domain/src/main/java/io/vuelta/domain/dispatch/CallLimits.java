package io.vuelta.domain.dispatch;

import io.vuelta.domain.campaign.OnMachine;
import io.vuelta.domain.line.MachineDetection;
import org.jspecify.annotations.Nullable;

/**
 * The limits that apply to every call of a campaign on its line.
 *
 * @param ringSeconds how long a call rings before it counts as not answered, in seconds
 * @param maxSeconds maximum duration, in seconds, after which the provider ends the call
 * @param detection how the provider detects who answers
 * @param onMachine how a call is handled if a machine answers
 * @param machineMessage the text for a machine, with its placeholders filled; null if no message is left
 */
public record CallLimits(
        int ringSeconds,
        int maxSeconds,
        MachineDetection detection,
        OnMachine onMachine,
        @Nullable String machineMessage) {}
