package io.vuelta.testkit.fakes;

import io.vuelta.domain.pace.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that the test sets. A wait moves the clock. */
public final class VirtualTime implements InstantSource, Sleeper {
    private final AtomicReference<Instant> now;

    public VirtualTime(Instant now) {
        this.now = new AtomicReference<>(now);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Sets the clock, also to an earlier instant. */
    public void set(Instant instant) {
        now.set(instant);
    }

    public void advance(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    @Override
    public void until(Instant instant) {
        now.updateAndGet(at -> instant.isAfter(at) ? instant : at);
    }
}
