package io.vuelta.cloud.rude;

import java.time.Duration;

/** The proxy's time source, for limits, tokens and peaks, and for how long a transaction is under way. */
interface Time {
    Time SYSTEM = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration);
        }
    };

    long nanos();

    void sleep(Duration duration) throws InterruptedException;
}
