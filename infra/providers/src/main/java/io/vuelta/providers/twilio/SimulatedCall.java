package io.vuelta.providers.twilio;

import io.vuelta.providers.twilio.Step.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An accepted call: a plan of steps, of which the first {@code reached} have happened. It has no clock: its owner
 * decides when the next step has happened.
 *
 * @param sid {@code CA} and 32 hexadecimal digits
 * @param plan empty until the dialling begins; its last step is the end
 */
record SimulatedCall(
        String sid, CallRequest request, CallScript script, Instant placedAt, List<Step> plan, int reached) {

    /** Time from the dialling to the first ring, in simulated time. */
    private static final Duration DIALLING = Duration.ofMillis(200);

    SimulatedCall {
        plan = List.copyOf(plan);
        if (reached < 0 || reached > plan.size()) {
            throw new IllegalArgumentException("call " + sid + ": step " + reached + " of " + plan.size());
        }
    }

    static SimulatedCall placed(String sid, CallRequest request, CallScript script, Instant at) {
        return new SimulatedCall(sid, request, script, at, List.of(), 0);
    }

    /** The call with its plan, from the moment the dialling begins. */
    SimulatedCall begun(Instant at, double speed) {
        Duration dialling = DIALLING.compareTo(script.ring()) < 0 ? DIALLING : script.ring();
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(Kind.INITIATED, at));
        if (script.outcome().answered() || script.outcome() == CallEnding.NO_ANSWER) {
            steps.add(new Step(Kind.RINGING, later(at, dialling, speed)));
        }
        if (script.outcome().answered()) {
            steps.add(new Step(Kind.ANSWERED, later(at, script.ring(), speed)));
            if (request.detection() != CallRequest.Detection.OFF) {
                steps.add(new Step(Kind.DETECTED, later(at, script.ring().plus(script.detection()), speed)));
            }
        }
        steps.add(new Step(Kind.ENDED, later(at, script.ring().plus(script.talk()), speed)));
        return new SimulatedCall(sid, request, script, placedAt, steps, reached);
    }

    /** The same call with one more step: its end at this moment. */
    SimulatedCall hungUp(Instant at, double speed) {
        List<Step> steps = new ArrayList<>(plan.subList(0, reached));
        Instant end = steps.isEmpty() || at.isAfter(steps.getLast().at())
                ? at
                : steps.getLast().at();
        steps.add(new Step(Kind.ENDED, end));
        return new SimulatedCall(sid, request, scriptWhenHungUp(end, speed), placedAt, steps, reached);
    }

    private CallScript scriptWhenHungUp(Instant end, double speed) {
        return when(Kind.ANSWERED)
                .map(answer -> script.cutTo(scaled(Duration.between(answer, end), speed)))
                .orElseGet(() -> CallScript.unanswered(CallEnding.CANCELED, script.ring()));
    }

    Optional<Step> next() {
        return reached < plan.size() ? Optional.of(plan.get(reached)) : Optional.empty();
    }

    SimulatedCall stepped() {
        return at(reached + 1);
    }

    /** The call as it was, or will be, after this many steps. */
    SimulatedCall at(int steps) {
        return new SimulatedCall(sid, request, script, placedAt, plan, steps);
    }

    /** When a step happened; empty if it has not happened. */
    Optional<Instant> when(Kind kind) {
        return plan.subList(0, reached).stream()
                .filter(step -> step.kind() == kind)
                .map(Step::at)
                .findFirst();
    }

    boolean has(Kind kind) {
        return when(kind).isPresent();
    }

    boolean ended() {
        return has(Kind.ENDED);
    }

    /** Twilio's status of the resource. */
    String status() {
        if (ended()) {
            return script.outcome().answered() ? "completed" : script.outcome().code();
        }
        if (has(Kind.ANSWERED)) {
            return "in-progress";
        }
        return has(Kind.INITIATED) ? "ringing" : "queued";
    }

    /** Twilio's AnsweredBy; null before the detection has a result, and if no detection was requested. */
    @Nullable
    String answeredBy() {
        return has(Kind.DETECTED) ? script.answeredBy() : null;
    }

    /** How the network ended the dialling (RFC 3261). */
    int sipCode() {
        return switch (script.outcome()) {
            case HUMAN, MACHINE -> 200;
            case BUSY -> 486;
            case NO_ANSWER, CANCELED -> 487;
            case FAILED -> MagicCallNumber.of(request.to()).failsTechnically(request.to()) ? 503 : 404;
        };
    }

    LoggedCall logged() {
        return new LoggedCall(
                sid,
                request.to(),
                request.from(),
                request.attempt(),
                placedAt,
                when(Kind.INITIATED).orElse(null),
                when(Kind.ENDED).orElse(null),
                ended() ? script.outcome() : null);
    }

    private static Instant later(Instant from, Duration life, double speed) {
        return from.plus(scaled(life, 1 / speed)).truncatedTo(ChronoUnit.MILLIS);
    }

    private static Duration scaled(Duration time, double factor) {
        return Duration.ofNanos(Math.round(time.toNanos() * factor));
    }
}
