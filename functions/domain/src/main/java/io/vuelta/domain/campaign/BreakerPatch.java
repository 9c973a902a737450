package io.vuelta.domain.campaign;

import java.time.Duration;

/** A change of the limit at which a campaign pauses itself; null sets the default of a member. */
public record BreakerPatch(FieldPatch<Integer> attempts, FieldPatch<Integer> percent, FieldPatch<Duration> within) {
    Breaker applied(Breaker now) {
        return new Breaker(
                attempts.applied(now.least(), Breaker.DEFAULT.least()),
                percent.applied(now.share(), Breaker.DEFAULT.share()),
                within.applied(now.within(), Breaker.DEFAULT.within()));
    }
}
