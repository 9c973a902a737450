package io.vuelta.simulation;

/**
 * The probability of each fault. Each seed has its own mix: in a simulation where all faults are frequent, they hide
 * failures that one very frequent fault reveals.
 */
final class FaultRates {
    private final int calls;
    private final int messages;
    private final int provider;
    private final int callbacks;

    FaultRates(SimulationRandom random) {
        calls = random.oneOf(8, 25, 60, 150, 400);
        messages = random.oneOf(4, 25, 80, 300);
        provider = random.oneOf(8, 25, 80);
        callbacks = random.oneOf(3, 12, 40, 200);
    }

    /** The fault happens once in this many cases. */
    int of(Fault fault) {
        return switch (fault) {
            case CONFLICT,
                    OUTAGE,
                    CRASH_BEFORE,
                    CRASH_AFTER,
                    REFUSED,
                    ANSWER_LOST,
                    SLOW,
                    TIME_OUT,
                    SENT_AGAIN,
                    OVERLOAD,
                    INTERLEAVED,
                    INDEX_LAG,
                    DEAD_LETTER -> calls;
            case ZOMBIE, STREAM_SPLIT -> 2 * calls;
            case COUNT_AWAY, STREAM_ANEW -> 4 * calls;
            case DOUBLED, LATE, OVERLAP, REPORT_LOST -> messages;
            case WAKE_LOST -> 4 * messages;
            case SCHEDULE_TWICE, UNAVAILABLE, TOO_FAST, PROVIDER_LOST, PROVIDER_SILENT -> provider;
            // Only messages use templates.
            case TEMPLATE_OUT -> Math.max(1, provider / 4);
            case REJECTED -> 2 * provider;
            case OUT_OF_ORDER -> 4 * provider;
            case CALLBACK_LOST, CALLBACK_TWICE, CALLBACK_LATE -> callbacks;
            case CALLBACK_FORGED -> 3 * callbacks;
        };
    }
}
