package io.vuelta.domain.dispatch;

import io.vuelta.domain.line.MachineDetection;

/**
 * The limits of every call of a campaign on its line.
 *
 * @param ringSeconds how long it rings before it counts as not answered
 * @param maxSeconds after which the provider ends it
 * @param detection who answers is found out so
 */
public record CallLimits(int ringSeconds, int maxSeconds, MachineDetection detection) {
    public static final CallLimits STANDARD = new CallLimits(30, 900, MachineDetection.FAST);
}
