package io.vuelta.providers.twilio;

import io.vuelta.providers.twilio.CallPopulation.Span;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Decides the course of calls: the same seed, number and count of calls to it give the same script. */
record CallScripts(long seed, CallPopulation population) {

    private static final String MACHINE_BEGINS = "machine_start";

    private static final Span BUSY_TONE = Span.ofSeconds(1, 3);
    private static final Span FAILURE = Span.ofSeconds(0.5, 2);
    private static final Span DETECTION = Span.ofSeconds(2, 4);

    /** Time to detect a machine: more than 2.4 s of speech (Twilio's default of MachineDetectionSpeechThreshold). */
    private static final Span MACHINE_DETECTION = Span.ofSeconds(2.4, 3.4);

    /** The results that Twilio reports for a machine with DetectMessageEnd. */
    private static final List<String> MESSAGE_ENDS =
            List.of("machine_end_beep", "machine_end_silence", "machine_end_other");

    /**
     * The script of one call.
     *
     * @param nth which call to this number it is, from 1
     */
    CallScript of(CallRequest request, int nth) {
        RandomGenerator random = new SplittableRandom(seed * 31 + (request.to() + "#" + nth).hashCode());
        // Drawn even for a magic number, so that both kinds of numbers draw the same number of random values.
        CallEnding drawn = population.drawOutcome(random);
        CallEnding outcome = MagicCallNumber.of(request.to()).outcome(nth).orElse(drawn);
        return switch (outcome) {
            case HUMAN -> answered(outcome, population.humanTalk(), "human", request, random);
            case MACHINE -> answered(outcome, population.machineTalk(), machineWord(request, random), request, random);
            case BUSY -> CallScript.unanswered(outcome, BUSY_TONE.draw(random));
            case FAILED -> CallScript.unanswered(outcome, FAILURE.draw(random));
            case NO_ANSWER, CANCELED -> CallScript.unanswered(CallEnding.NO_ANSWER, request.timeout());
        };
    }

    /** An answered call rings at most until the Timeout: only the population decides the share of unanswered calls. */
    private CallScript answered(
            CallEnding outcome, Span talkTime, String answeredBy, CallRequest request, RandomGenerator random) {
        Duration ring = shorter(population.ring().draw(random), request.timeout());
        Duration talk = shorter(talkTime.draw(random), request.timeLimit());
        boolean soon = answeredBy.equals(MACHINE_BEGINS);
        Duration detection = shorter(
                (soon ? MACHINE_DETECTION : DETECTION).draw(random),
                talk.multipliedBy(9).dividedBy(10));
        return new CallScript(outcome, ring, talk, detection, answeredBy);
    }

    private static String machineWord(CallRequest request, RandomGenerator random) {
        String messageEnd = MESSAGE_ENDS.get(random.nextInt(MESSAGE_ENDS.size()));
        return request.detection() == CallRequest.Detection.MESSAGE_END ? messageEnd : MACHINE_BEGINS;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
