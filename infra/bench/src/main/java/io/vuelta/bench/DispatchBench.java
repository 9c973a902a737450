package io.vuelta.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The capacity of the local system: messages a second at rising offered rates, and their lateness, compared with the
 * capacity of its table alone.
 */
final class DispatchBench {
    /** Maximum duration of the measurement of one rate, if the offered rate is reached. */
    private static final int MAX_SECONDS = 50;

    private static final int WARM_UP = 200;
    private static final int FLOOR_CONTACTS = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final double GOOD_SHARE = 0.85;

    private final Report report = new Report("dispatch");
    private final List<List<Object>> rows = new ArrayList<>();

    /**
     * One rate.
     *
     * @param goodput messages a second from the activation to the last message
     * @param steady messages a second without the first and the last tenth of the messages
     * @param seconds from the activation to the last message
     */
    private record Measured(int rate, double goodput, double steady, double seconds) {}

    Report run() throws Exception {
        int contacts = Options.integer("contacts", 1_000);
        List<Integer> rates = Options.integers("rates", "5,10,20,40,80,160");
        boolean cold = Options.flag("cold");
        try (LocalSystem system = LocalSystem.start("dispatch", 4, null)) {
            if (!cold) {
                int warmUp = Math.min(WARM_UP, contacts);
                Journey first = Journey.load(system.vuelta(), Journey.Plan.messages(warmUp, 40));
                first.activate();
                first.awaitFinished(PATIENCE);
            }
            List<Measured> all = new ArrayList<>();
            for (int rate : rates) {
                all.add(measure(system, Math.min(contacts, rate * MAX_SECONDS), rate));
            }
            report.json().put("cold", cold);
            report.table(
                    "rates",
                    "Goodput by WhatsApp, " + (cold ? "from a cold start" : "warm"),
                    List.of(
                            "offered/s",
                            "contacts",
                            "sent",
                            "goodput/s",
                            "steady/s",
                            "late p50 s",
                            "late p99 s",
                            "claims a contact",
                            "seconds"),
                    rows);
            double floor = new TableFloor(system).contactsPerSecond(Math.min(FLOOR_CONTACTS, contacts));
            report.json().put("floor", floor);
            report.say("The table alone, three conditional puts a contact with 16 threads: %.1f contacts/s"
                    .formatted(floor));
            judge(all);
        }
        return report;
    }

    private Measured measure(LocalSystem system, int contacts, int rate) throws InterruptedException {
        Journey journey = Journey.load(system.vuelta(), Journey.Plan.messages(contacts, rate));
        Instant begun = journey.activate();
        if (!journey.awaitFinished(PATIENCE)) {
            report.wrong("at " + rate + "/s the campaign did not end within " + PATIENCE);
            journey.cancel();
        }
        List<Journey.AcceptedRequest> sent = journey.acceptedRequests();
        Claims claims = Claims.of(system, journey);
        List<Double> late = sent.stream()
                .flatMap(accepted -> claims.lateness(accepted).stream())
                .map(lateness -> lateness.toMillis() / 1e3)
                .sorted()
                .toList();
        if (sent.isEmpty()) {
            report.wrong("at " + rate + "/s nothing was sent");
            return new Measured(rate, 0, 0, 0);
        }
        double seconds = seconds(begun, sent.getLast().at());
        Measured measured = new Measured(rate, sent.size() / seconds, steady(sent), seconds);
        rows.add(List.of(
                rate,
                contacts,
                sent.size(),
                measured.goodput(),
                measured.steady(),
                quantile(late, 0.5),
                quantile(late, 0.99),
                (double) claims.members() / contacts,
                seconds));
        return measured;
    }

    private static double steady(List<Journey.AcceptedRequest> sent) {
        int tenth = sent.size() / 10;
        int last = sent.size() - 1 - tenth;
        double seconds = seconds(sent.get(tenth).at(), sent.get(last).at());
        return seconds == 0 ? 0 : (last - tenth) / seconds;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }

    /** A quantile; 0 for an empty list. */
    private static double quantile(List<Double> sorted, double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
    }

    private void judge(List<Measured> all) {
        double best = all.stream().mapToDouble(Measured::goodput).max().orElse(0);
        report.json().put("best", best);
        report.say("Best: %.1f/s".formatted(best));
        int rateOfBest = all.stream()
                .filter(one -> one.goodput() == best)
                .mapToInt(Measured::rate)
                .min()
                .orElse(0);
        for (Measured one : all) {
            if (one.rate() > rateOfBest && one.goodput() < GOOD_SHARE * best) {
                report.wrong("at %d/s offered the goodput is %.1f/s, less than %.2f of the best"
                        .formatted(one.rate(), one.goodput(), GOOD_SHARE));
            }
            if (one.rate() == 80) {
                report.say("At 80/s offered the last message was sent %.1f s after the activation"
                        .formatted(one.seconds()));
            }
        }
    }
}
