package io.vuelta.providers.whatsapp;

import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/**
 * The people behind the numbers that are not magic: the share of each outcome, 0 to 1. The remaining messages are
 * undeliverable.
 */
public record MessagePopulation(double accepted, double rejected, double stopped, double read, double delivered) {

    public MessagePopulation {
        double sum =
                DoubleStream.of(accepted, rejected, stopped, read, delivered).sum();
        if (sum > 1 + 1e-9
                || DoubleStream.of(accepted, rejected, stopped, read, delivered)
                                .min()
                                .orElseThrow()
                        < 0) {
            throw new IllegalArgumentException("the shares must be 0 or more and add up to 1 at most, not " + sum);
        }
    }

    /** About a third of the people answer. */
    public static MessagePopulation ordinary() {
        return new MessagePopulation(0.22, 0.1, 0.03, 0.36, 0.25);
    }

    MessageEnding draw(RandomGenerator random) {
        double point = random.nextDouble();
        if (point < accepted) {
            return MessageEnding.ACCEPTED;
        }
        if (point < accepted + rejected) {
            return MessageEnding.REJECTED;
        }
        if (point < accepted + rejected + stopped) {
            return MessageEnding.STOPPED;
        }
        if (point < accepted + rejected + stopped + read) {
            return MessageEnding.READ;
        }
        return point < accepted + rejected + stopped + read + delivered
                ? MessageEnding.DELIVERED
                : MessageEnding.UNDELIVERABLE;
    }
}
