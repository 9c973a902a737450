package io.vuelta.providers.simulator;

import java.time.Duration;
import java.util.SplittableRandom;

/** The script of a call by an agent: the same seed, number and count of calls to it give the same script. */
public enum AgentCallScript {
    HUMAN("ended"),
    MACHINE("ended"),
    BUSY("busy"),
    NO_ANSWER("no-answer"),
    FAILED("failed");

    private static final int OF_HUNDRED_HUMAN = 35;
    private static final int OF_HUNDRED_ANSWERED = 60;
    private static final int OF_HUNDRED_ANSWERED_OR_BUSY = 72;
    private static final int OF_HUNDRED_REACHABLE = 95;

    private final String end;

    AgentCallScript(String end) {
        this.end = end;
    }

    /** The event that ends the call. */
    public String end() {
        return end;
    }

    /** How long the conversation lasts without a hang-up. */
    public Duration talk() {
        return switch (this) {
            case HUMAN -> Duration.ofSeconds(30);
            case MACHINE -> Duration.ofSeconds(12);
            case BUSY, NO_ANSWER, FAILED -> Duration.ZERO;
        };
    }

    public boolean isAnswered() {
        return this == HUMAN || this == MACHINE;
    }

    /**
     * The script of one call.
     *
     * @param nth which call to this number it is, from 1
     */
    public static AgentCallScript of(String to, int nth, long seed) {
        return switch (ending(to)) {
            case "9001", "9007", "9008", "9009", "9010", "9013" -> HUMAN;
            case "9002" -> MACHINE;
            case "9003" -> BUSY;
            case "9004" -> NO_ANSWER;
            case "9005" -> FAILED;
            case "9006" -> nth == 1 ? BUSY : HUMAN;
            default -> drawn(new SplittableRandom(seed * 31 + (to + "#" + nth).hashCode()).nextInt(100));
        };
    }

    /** The last four digits of a number. */
    public static String ending(String to) {
        return to.substring(Math.max(0, to.length() - 4));
    }

    private static AgentCallScript drawn(int point) {
        if (point < OF_HUNDRED_HUMAN) {
            return HUMAN;
        }
        if (point < OF_HUNDRED_ANSWERED) {
            return MACHINE;
        }
        if (point < OF_HUNDRED_ANSWERED_OR_BUSY) {
            return BUSY;
        }
        return point < OF_HUNDRED_REACHABLE ? NO_ANSWER : FAILED;
    }
}
