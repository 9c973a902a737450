package vuelta.domain.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import vuelta.domain.line.LineId;
import vuelta.domain.line.LinePace;
import vuelta.domain.line.Lines;

/**
 * The line's alarm: when nothing else happens, its pacer looks again then. A schedule fires somewhere within its minute,
 * so it is set a minute ahead, and the pacer that it wakes sends itself a delayed message for the rest: attempts begin
 * on time, and an idle system runs nothing.
 */
final class Alarm {
    /** Waits up to this long are carried by a delayed message. */
    private static final Duration NEAR = Duration.ofMinutes(2);

    private static final Duration AHEAD = Duration.ofMinutes(1);

    private final Lines lines;
    private final Commands commands;
    private final Schedules schedules;

    Alarm(Lines lines, Commands commands, Schedules schedules) {
        this.lines = lines;
        this.commands = commands;
        this.schedules = schedules;
    }

    /** Rings at {@code at}, unless one that was set before rings by then. */
    void set(LinePace pace, Instant at, Instant now) {
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
                // The line's one schedule is about to be moved. Should we die in between, the record must not go on
                // saying that it rings when it did.
                lines.alarmSet(line, now);
            }
            schedules.set(line, rings);
        }
        lines.alarmSet(line, rings);
    }
}
