package io.vuelta.bench;

import io.vuelta.cloud.lambda.FunctionUse;
import io.vuelta.cloud.rude.Meter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * The figures of a campaign, from its upload to its end.
 *
 * @param accepted attempts that the provider accepted
 * @param seconds from the activation to the end
 * @param meter the table's units from the upload on
 * @param all the use of functions and queues from the upload on
 * @param working the use of functions and queues from the activation on
 */
record MeasuredJourney(
        Journey.Plan plan, int accepted, double seconds, Meter.Snapshot meter, Usage all, Usage working) {
    private static final int HOTTEST = 100_000;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** Runs a campaign and measures it. */
    static MeasuredJourney run(LocalSystem system, Journey.Plan plan) throws InterruptedException {
        system.awaitCounted();
        Meter meter = system.vuelta().runtime().meter();
        meter.reset();
        Usage start = Usage.now(system.vuelta().runtime());
        Journey journey = Journey.load(system.vuelta(), plan);
        Usage loaded = Usage.now(system.vuelta().runtime());
        Instant begun = journey.activate();
        if (!journey.awaitFinished(PATIENCE)) {
            throw new IllegalStateException("the campaign did not end: " + journey.campaign());
        }
        double seconds = Duration.between(begun, Instant.now()).toMillis() / 1e3;
        system.awaitCounted();
        Usage end = Usage.now(system.vuelta().runtime());
        int accepted = journey.acceptedRequests().size();
        if (accepted < plan.contacts()) {
            throw new IllegalStateException("only " + accepted + " attempts were made: " + journey.campaign());
        }
        return new MeasuredJourney(
                plan, accepted, seconds, meter.snapshot(HOTTEST), end.since(start), end.since(loaded));
    }

    double attemptsPerContact() {
        return (double) accepted / plan.contacts();
    }

    double perContact(double total) {
        return total / plan.contacts();
    }

    /** Milliseconds of one invocation: the average here, or {@code -Dlasts=pace:900,settle:20,…}; 0 if there was none. */
    static double millisecondsEach(FunctionUse use) {
        double here = use.invocations() == 0 ? 0 : use.time().toNanos() / 1e6 / use.invocations();
        return Options.decimal("lasts", name(use), here);
    }

    static double gigabyteSecondsEach(FunctionUse use) {
        return millisecondsEach(use) / 1e3 * use.memoryMegabytes() / 1024;
    }

    /** The short name of the function, e.g. {@code pace}. */
    static String name(FunctionUse use) {
        return use.function().replace("Function", "").toLowerCase(Locale.ROOT);
    }
}
