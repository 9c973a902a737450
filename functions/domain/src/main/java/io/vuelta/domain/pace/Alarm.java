package io.vuelta.domain.pace;

import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.wake.Wakes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The line's alarm, which wakes its pacer if nothing else does. A schedule fires at any time within its minute, so it
 * is set a minute early, and the pacer that it wakes sends itself a delayed message for the rest. So attempts begin on
 * time, and an idle system runs nothing.
 */
final class Alarm {
    /** For waits up to this length, a delayed message is used. */
    private static final Duration NEAR = Duration.ofMinutes(2);

    private static final Duration AHEAD = Duration.ofMinutes(1);

    /**
     * A pacer that must run again within this time is woken immediately: it waits itself until its line may be planned
     * again.
     */
    private static final Duration AT_ONCE = Duration.ofMillis(1_500);

    private final Lines lines;
    private final Commands commands;
    private final Schedules schedules;
    private final Wakes wakes;

    Alarm(Lines lines, Commands commands, Schedules schedules, Wakes wakes) {
        this.lines = lines;
        this.commands = commands;
        this.schedules = schedules;
        this.wakes = wakes;
    }

    /** Sets the alarm to {@code at}, unless an alarm that was set before fires by then. */
    void set(LinePace pace, Instant at, Instant now) {
        if (!at.isAfter(now.plus(AT_ONCE))) {
            wakes.wake(pace.line());
            return;
        }
        boolean near = !at.isAfter(now.plus(NEAR));
        Instant rings = near ? at : at.minus(AHEAD);
        if (pace.ringsBy(rings, now)) {
            return;
        }
        LineId line = pace.line();
        if (near) {
            commands.send(List.of(new Command.Wake(line, rings)));
        } else {
            if (pace.rings(now)) {
                // The line's only schedule is about to be moved. If this function crashes in between, the record must
                // not contain an instant at which no alarm fires.
                lines.alarmSet(line, now);
            }
            schedules.set(line, rings);
        }
        lines.alarmSet(line, rings);
    }
}
