package io.vuelta.testkit.fakes;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.dispatch.CallProvider;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.dispatch.PlacementResult;
import io.vuelta.domain.line.Line;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * A provider that gives the scripted answers, and records its requests. Without a script it accepts every call, with
 * the id of {@link #providerId}; a status request finds each accepted call, without new events.
 */
public final class ScriptedCallProvider implements CallProvider {
    private final InstantSource clock;
    private final List<CallRequest> requests = new ArrayList<>();
    private final List<Call> lookedUp = new ArrayList<>();
    private final List<Call> hungUp = new ArrayList<>();
    private final Deque<Function<CallRequest, PlacementResult>> placings = new ArrayDeque<>();
    private final Deque<Function<Call, LookUp>> lookUps = new ArrayDeque<>();
    private final List<Call> takenBack = new ArrayList<>();
    private final List<String> leftMessages = new ArrayList<>();
    private volatile Faults faults = Faults.NONE;

    public ScriptedCallProvider(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * From now on reports every {@code provider.place}, {@code provider.lookUp} and {@code provider.hangUp} to {@code
     * faults}.
     */
    public void faults(Faults newFaults) {
        faults = newFaults;
    }

    /** The next call to be placed that has no answer yet gets this one. */
    public synchronized void answer(Function<CallRequest, PlacementResult> answer) {
        placings.add(answer);
    }

    /** The next call without a scripted answer gets this event as its answer. */
    public void answer(CallEvent event) {
        answer(_ -> PlacementResult.of(event));
    }

    /** The next look-up that has no answer yet gets this one. */
    public synchronized void answerNextLookUp(LookUp answer) {
        lookUps.add(_ -> answer);
    }

    @Override
    public PlacementResult place(CallRequest request) {
        faults.before("provider.place");
        PlacementResult placing;
        synchronized (this) {
            requests.add(request);
            Function<CallRequest, PlacementResult> answer = placings.poll();
            placing = answer == null ? accepted(request) : answer.apply(request);
        }
        faults.after("provider.place");
        return placing;
    }

    @Override
    public LookUp lookUp(Line line, Call attempt) {
        faults.before("provider.lookUp");
        LookUp known;
        synchronized (this) {
            lookedUp.add(attempt);
            Function<Call, LookUp> answer = lookUps.poll();
            known = answer == null ? asAsked(attempt) : answer.apply(attempt);
        }
        faults.after("provider.lookUp");
        return known;
    }

    @Override
    public void hangUp(Line line, Call attempt) {
        faults.before("provider.hangUp");
        synchronized (this) {
            hungUp.add(attempt);
        }
        faults.after("provider.hangUp");
    }

    @Override
    public synchronized void leaveMessage(Line line, Call call, String text) {
        leftMessages.add(text);
    }

    @Override
    public synchronized void takeBack(Line line, Call call) {
        takenBack.add(call);
    }

    /** The provider's id of the attempt's call. */
    public static String providerId(AttemptId attempt) {
        return "CA-" + attempt;
    }

    private PlacementResult accepted(CallRequest request) {
        return PlacementResult.of(new CallEvent.Accepted(providerId(request.attempt()), clock.instant()));
    }

    private LookUp asAsked(Call attempt) {
        boolean known = requests.stream().anyMatch(request -> request.attempt().equals(attempt.id()));
        return known ? new LookUp.Known(List.of()) : new LookUp.NotKnown();
    }

    /** Every requested call, with any answer. */
    public synchronized List<CallRequest> requests() {
        return List.copyOf(requests);
    }

    public synchronized List<Call> lookedUp() {
        return List.copyOf(lookedUp);
    }

    /** Every text that was to be read out to a machine. */
    public synchronized List<String> leftMessages() {
        return List.copyOf(leftMessages);
    }

    /** Every call whose cancellation was requested. */
    public synchronized List<Call> takenBack() {
        return List.copyOf(takenBack);
    }

    /** Every call whose end was requested. */
    public synchronized List<Call> hungUp() {
        return List.copyOf(hungUp);
    }
}
