package vuelta.domain.walk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.AnsweredBy;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.CallEvent;
import vuelta.domain.attempt.CallStatus;
import vuelta.domain.dispatch.CallProvider;
import vuelta.domain.dispatch.CallRequest;
import vuelta.domain.fakes.FailAt.Crash;
import vuelta.domain.fakes.VirtualTime;
import vuelta.domain.line.Line;
import vuelta.domain.line.LinePace;

/** A provider with a seeded population, and the book of what it really did. */
final class WalkedProvider implements CallProvider {
    private final Random random;
    private final VirtualTime clock;
    private final Consumer<CallRequest> check;
    private final Map<AttemptId, Integer> asked = new HashMap<>();
    private final Map<AttemptId, Call> book = new HashMap<>();
    private final List<Call> untold = new ArrayList<>();
    private boolean reliable;

    WalkedProvider(Random random, VirtualTime clock, Consumer<CallRequest> check) {
        this.random = random;
        this.clock = clock;
        this.check = check;
    }

    /** From now on it answers every time. */
    void reliable() {
        reliable = true;
    }

    /** One call as it really is. */
    record Call(
            AttemptId attempt,
            Instant placedAt,
            CallStatus end,
            @Nullable AnsweredBy by,
            Instant answeredAt,
            Instant endedAt) {
        String id() {
            return "CA-" + attempt;
        }

        boolean live(Instant now) {
            return !now.isBefore(placedAt) && now.isBefore(endedAt);
        }

        Duration duration() {
            return end == CallStatus.ENDED ? Duration.between(answeredAt, endedAt) : Duration.ZERO;
        }

        CallEvent over(@Nullable AnsweredBy told) {
            return new CallEvent.Reported(id(), end, end == CallStatus.ENDED ? duration() : null, told, endedAt);
        }
    }

    @Override
    public Placing place(CallRequest request) {
        check.accept(request);
        asked.merge(request.attempt(), 1, Integer::sum);
        Instant now = clock.instant();
        int luck = reliable ? 99 : random.nextInt(100);
        if (luck < 4) {
            throw new Crash("place, before");
        }
        if (luck < 8) {
            return placing(new CallEvent.AnswerLost("TIME_OUT", now));
        }
        if (luck < 14) {
            return new Placing(
                    new CallEvent.NotPlaced("TOO_FAST", now.plusSeconds(20), now),
                    random.nextBoolean() ? Optional.of(LinePace.Block.RATE) : Optional.empty());
        }
        if (luck < 17) {
            return placing(new CallEvent.Rejected("NOT_A_NUMBER", now));
        }
        Call call = call(request.attempt(), now);
        book.put(request.attempt(), call);
        untold.add(call);
        if (luck < 21) {
            throw new Crash("place, after");
        }
        return placing(luck < 25 ? new CallEvent.AnswerLost("TIME_OUT", now) : new CallEvent.Accepted(call.id(), now));
    }

    private static Placing placing(CallEvent event) {
        return new Placing(event, Optional.empty());
    }

    private Call call(AttemptId attempt, Instant now) {
        CallStatus end = List.of(
                        CallStatus.ENDED, CallStatus.ENDED, CallStatus.BUSY, CallStatus.NO_ANSWER, CallStatus.FAILED)
                .get(random.nextInt(5));
        AnsweredBy by = end == CallStatus.ENDED && random.nextInt(8) > 0
                ? List.of(AnsweredBy.values()).get(random.nextInt(AnsweredBy.values().length))
                : null;
        Instant answered = now.plusSeconds(1 + random.nextInt(20));
        // Now and then a call that talks for longer than a lease.
        int talks = random.nextInt(6) == 0 ? 400 : 30;
        return new Call(attempt, now, end, by, answered, answered.plusSeconds(1 + random.nextInt(talks)));
    }

    @Override
    public LookUp lookUp(Line line, Attempt attempt) {
        if (!reliable && random.nextInt(8) == 0) {
            return new LookUp.Unavailable("503");
        }
        Call call = book.get(attempt.id());
        if (call == null) {
            return new LookUp.NotKnown();
        }
        Instant now = clock.instant();
        if (!call.live(now)) {
            return new LookUp.Known(List.of(call.over(call.by())));
        }
        boolean talks = call.end() == CallStatus.ENDED && !now.isBefore(call.answeredAt());
        Instant at = talks ? call.answeredAt() : call.placedAt();
        CallStatus status = talks ? CallStatus.IN_PROGRESS : CallStatus.RINGING;
        return new LookUp.Known(List.of(new CallEvent.Reported(call.id(), status, null, null, at)));
    }

    /** Everything it reports of the calls placed since it was last asked. */
    List<Call> takeUntold() {
        List<Call> taken = List.copyOf(untold);
        untold.clear();
        return taken;
    }

    static List<CallEvent> events(Call call) {
        List<CallEvent> events = new ArrayList<>();
        events.add(new CallEvent.Reported(call.id(), CallStatus.QUEUED, null, null, call.placedAt()));
        events.add(new CallEvent.Reported(
                call.id(), CallStatus.RINGING, null, null, call.placedAt().plusMillis(500)));
        if (call.end() == CallStatus.ENDED) {
            events.add(new CallEvent.Reported(call.id(), CallStatus.IN_PROGRESS, null, null, call.answeredAt()));
            AnsweredBy by = call.by();
            if (by != null) {
                events.add(
                        new CallEvent.Detected(call.id(), by, call.answeredAt().plusMillis(900)));
            }
        }
        events.add(call.over(null));
        return events;
    }

    Map<AttemptId, Integer> asked() {
        return asked;
    }

    Map<AttemptId, Call> book() {
        return book;
    }
}
