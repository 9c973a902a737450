package io.vuelta.testkit.fakes;

import io.vuelta.domain.claim.Report;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.wake.Wake;
import io.vuelta.domain.wake.Wakes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Records the lines that were woken, and the reports to them. */
public final class RecordingWakes implements Wakes {
    private final List<Wake> sent = new ArrayList<>();
    private volatile Faults faults = Faults.NONE;

    /** From now on reports every {@code wakes.send} to {@code faults}. */
    public void faults(Faults newFaults) {
        faults = newFaults;
    }

    @Override
    public void send(Wake wake) {
        faults.before("wakes.send");
        synchronized (this) {
            sent.add(wake);
        }
        faults.after("wakes.send");
    }

    /** Each wake, in order. */
    public synchronized List<Wake> sent() {
        return List.copyOf(sent);
    }

    /** The line of each wake, in order. */
    public List<LineId> woken() {
        return sent().stream().map(Wake::line).toList();
    }

    /** Every report, in order. */
    public List<Report> reports() {
        return sent().stream().flatMap(wake -> wake.reports().stream()).toList();
    }

    /** The wakes sent since they were last taken. */
    public synchronized List<Wake> takeAll() {
        List<Wake> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    /** The lines woken since they were last taken, each once. */
    public Set<LineId> take() {
        Set<LineId> taken = new LinkedHashSet<>();
        takeAll().forEach(wake -> taken.add(wake.line()));
        return taken;
    }
}
