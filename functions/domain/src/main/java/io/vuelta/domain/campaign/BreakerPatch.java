package io.vuelta.domain.campaign;

import java.time.Duration;

/** A change of when a campaign stops by itself; null makes a member the standard one. */
public record BreakerPatch(FieldPatch<Integer> attempts, FieldPatch<Integer> percent, FieldPatch<Duration> within) {
    Breaker applied(Breaker now) {
        return new Breaker(
                attempts.applied(now.least(), Breaker.DEFAULT.least()),
                percent.applied(now.share(), Breaker.DEFAULT.share()),
                within.applied(now.within(), Breaker.DEFAULT.within()));
    }
}
