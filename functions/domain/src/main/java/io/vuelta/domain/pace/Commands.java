package io.vuelta.domain.pace;

import java.time.Duration;
import java.util.List;

/** Where commands are sent. Throws if not all were taken; some may have been then. */
public interface Commands {
    /** A command may be sent at most this long before its instant. */
    Duration FURTHEST = Duration.ofMinutes(15);

    void send(List<? extends Command> commands);
}
