package vuelta.local.scheduler;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is given, or fails for the ARNs it is told to. */
final class RecordingTarget implements ScheduleTarget {
    private final List<TargetCall> attempts = new CopyOnWriteArrayList<>();
    private final List<TargetCall> delivered = new CopyOnWriteArrayList<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private volatile boolean breaking;

    @Override
    public boolean supports(String targetArn) {
        return targetArn.startsWith("arn:aws:sqs:");
    }

    @Override
    public void deliver(TargetCall call) throws ScheduleTargetException {
        attempts.add(call);
        if (breaking) {
            throw new IllegalStateException("broken");
        }
        if (failing.contains(call.targetArn())) {
            throw new ScheduleTargetException("Testing.Down", "told to fail", null);
        }
        delivered.add(call);
    }

    void failFor(String arn) {
        failing.add(arn);
    }

    /** From now on throws what a target must not throw. */
    void breakDown() {
        breaking = true;
    }

    void recover() {
        failing.clear();
        breaking = false;
    }

    List<TargetCall> attempts() {
        return List.copyOf(attempts);
    }

    List<TargetCall> delivered() {
        return List.copyOf(delivered);
    }

    List<String> inputs() {
        return delivered.stream().map(TargetCall::input).toList();
    }
}
