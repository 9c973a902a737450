package io.vuelta.domain.pace;

import java.time.Duration;
import java.util.List;

/** Queue of the commands. Throws if not all were accepted; some may have been accepted. */
public interface Commands {
    /** A command may be sent at most this long before its instant. */
    Duration FURTHEST = Duration.ofMinutes(15);

    void send(List<? extends Command> commands);
}
