package io.vuelta.domain.campaign;

import java.time.Instant;

/** A change of when a campaign runs; null sets the default of a member. */
public record PeriodPatch(FieldPatch<Instant> startAt, FieldPatch<Instant> endAt, FieldPatch<Boolean> alwaysOn) {
    RunPeriod applied(RunPeriod now) {
        return new RunPeriod(
                startAt.applied(now.startAt()), endAt.applied(now.endAt()), alwaysOn.applied(now.alwaysOn(), false));
    }
}
