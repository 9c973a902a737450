package io.vuelta.testkit.fakes;

import io.vuelta.domain.pace.Command;
import io.vuelta.domain.pace.Commands;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Keeps the commands that were sent, in their order, and refuses one that is sent too early. */
public final class RecordingCommands implements Commands {
    private final InstantSource clock;
    private final List<Command> sent = new ArrayList<>();
    private volatile Faults faults = Faults.NONE;

    public RecordingCommands(InstantSource clock) {
        this.clock = clock;
    }

    /** From now on reports every {@code commands.send} to {@code faults}. */
    public void faults(Faults newFaults) {
        faults = newFaults;
    }

    @Override
    public void send(List<? extends Command> commands) {
        faults.before("commands.send");
        for (Command command : commands) {
            if (command.notBefore().isAfter(clock.instant().plus(FURTHEST))) {
                throw new IllegalArgumentException("more than " + FURTHEST + " before its instant: " + command);
            }
        }
        synchronized (this) {
            sent.addAll(commands);
        }
        faults.after("commands.send");
    }

    public synchronized List<Command> sent() {
        return List.copyOf(sent);
    }

    /** The commands sent since they were last taken. */
    public synchronized List<Command> take() {
        List<Command> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    public List<Command.Begin> begins() {
        return of(Command.Begin.class);
    }

    public List<Command.Ask> asks() {
        return of(Command.Ask.class);
    }

    public List<Command.Wake> wakes() {
        return of(Command.Wake.class);
    }

    private synchronized <T extends Command> List<T> of(Class<T> type) {
        return sent.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
