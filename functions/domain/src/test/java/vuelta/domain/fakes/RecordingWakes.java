package vuelta.domain.fakes;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import vuelta.domain.line.LineId;
import vuelta.domain.pace.Wakes;

/** Keeps which lines were woken. */
public final class RecordingWakes implements Wakes {
    private final List<LineId> woken = new ArrayList<>();
    private volatile Faults faults = Faults.NONE;

    /** From now on tells {@code faults} of every {@code wakes.wake}. */
    public void faults(Faults told) {
        faults = told;
    }

    @Override
    public void wake(LineId line) {
        faults.before("wakes.wake");
        synchronized (this) {
            woken.add(line);
        }
        faults.after("wakes.wake");
    }

    /** Each wake, in order. */
    public synchronized List<LineId> woken() {
        return List.copyOf(woken);
    }

    /** The lines woken since they were last taken, each once. */
    public synchronized Set<LineId> take() {
        Set<LineId> taken = new LinkedHashSet<>(woken);
        woken.clear();
        return taken;
    }
}
