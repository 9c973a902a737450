package io.vuelta.cloud.rude;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * The effect on one request.
 *
 * @param variant from 0 to 1: selects one of the refusals of this kind
 * @param before how long a transaction is under way before it takes effect
 * @param after how long it stays under way afterwards
 * @param partly whether only a part of a batch is processed
 * @param parts selects the part
 */
record Disturbance(Kind kind, double variant, Duration before, Duration after, boolean partly, SplittableRandom parts) {
    enum Kind {
        SERVED,
        THROTTLED,
        FAILED,
        DROPPED,
        LOST
    }
}
