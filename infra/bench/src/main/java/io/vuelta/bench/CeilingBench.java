package io.vuelta.bench;

import io.vuelta.cloud.rude.Meter;
import io.vuelta.cloud.rude.Rudeness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The attempts a second that AWS's published limits allow for a campaign. It measures the units on every kind of item
 * and partition at two rates. The two rates show whether a shared item is written for each contact.
 */
final class CeilingBench {
    private static final double WRITES_OF_A_PARTITION = 1_000;
    private static final double READS_OF_A_PARTITION = 3_000;
    private static final int CONTACT_PARTITIONS = 16;
    private static final int DUE_KEYS = 4;

    /**
     * Maximum of calls a second for a message group of a high-throughput FIFO queue; for each of sending, receiving and
     * deleting.
     */
    private static final double FIFO_CALLS = 300;

    /** Events of a settled batch at a high rate, as in template.yaml. */
    private static final double SETTLED_BATCH = 50;

    private static final double ATTEMPTS_OF_A_COMMAND = 25;

    /** Writes per contact are equal at any rate; writes per second fall with the rate. */
    private static final double MAX_SHARE_AT_HIGHER_RATE = 0.7;

    /** Maximum units for a contact of an item that is written for a batch of contacts. */
    private static final double FEW = 0.05;

    /** Maximum units of writes that happen a fixed number of times per campaign. */
    private static final double OF_A_CAMPAIGN = 10;

    /** A run that takes more than this share of the slow run's time was not faster. */
    private static final double MAX_SHARE_OF_TIME = 0.6;

    private static final double GOAL = 1_000;

    private final Report report = new Report("ceiling");

    /** The units written and read of all items, or all partitions, of a kind. */
    private record Sum(double writes, double reads, int number) {
        Sum plus(Meter.Hot hot) {
            return new Sum(writes + hot.writeUnits(), reads + hot.readUnits(), number + 1);
        }
    }

    Report run() throws Exception {
        int contacts = Options.integer("contacts", 380);
        int low = Options.integer("low", 4);
        int high = Options.integer("rate", 16);
        for (boolean phone : List.of(true, false)) {
            try (LocalSystem system =
                    LocalSystem.start("ceiling-" + (phone ? "phone" : "whatsapp"), 4, Rudeness.none())) {
                Function<Integer, Journey.Plan> plan =
                        rate -> phone ? Journey.Plan.calls(contacts, rate) : Journey.Plan.messages(contacts, rate);
                MeasuredJourney.run(system, plan.apply(high));
                MeasuredJourney slow = MeasuredJourney.run(system, plan.apply(low));
                MeasuredJourney fast = MeasuredJourney.run(system, plan.apply(high));
                judge(phone ? "phone" : "whatsapp", slow, fast);
            }
        }
        return report;
    }

    private void judge(String name, MeasuredJourney slow, MeasuredJourney fast) {
        if (fast.seconds() > MAX_SHARE_OF_TIME * slow.seconds()) {
            report.wrong(
                    "%s: %.0f s at the low rate, %.0f s at the high one: this machine did not carry it, or there are too few"
                                    .formatted(name, slow.seconds(), fast.seconds())
                            + " contacts; what is said of shared items tells nothing");
        }
        items(name, slow, fast);
        ceiling(name, fast);
    }

    private static Map<String, Sum> byKind(List<Meter.Hot> all, Function<Meter.Hot, String> kind) {
        Map<String, Sum> sums = new TreeMap<>();
        for (Meter.Hot hot : all) {
            String of = kind.apply(hot);
            sums.put(of, sums.getOrDefault(of, new Sum(0, 0, 0)).plus(hot));
        }
        return sums;
    }

    /** The kind of an item: by its sort key, or by its partition key if that is more specific. */
    private static String kind(Meter.Hot hot) {
        String sort = hot.sort().replaceAll("#.*", "#");
        String partition = hot.partition().replaceAll("#.*", "#");
        return partition.equals("C#") || partition.equals("L#") ? partition + "… / " + sort : partition;
    }

    private static boolean isOwn(String kind) {
        return ProcessingStep.OF_A_CONTACT.stream().anyMatch(own -> kind.endsWith("/ " + own)) || kind.startsWith("U#");
    }

    private void items(String name, MeasuredJourney slow, MeasuredJourney fast) {
        Map<String, Sum> atLow = byKind(slow.meter().items(), CeilingBench::kind);
        Map<String, Sum> atHigh = byKind(fast.meter().items(), CeilingBench::kind);
        List<List<Object>> rows = new ArrayList<>();
        for (Map.Entry<String, Sum> entry : atHigh.entrySet()) {
            Sum high = entry.getValue();
            Sum low = atLow.getOrDefault(entry.getKey(), new Sum(0, 0, 0));
            double writesAtLow = slow.perContact(low.writes());
            double writesAtHigh = fast.perContact(high.writes());
            boolean own = isOwn(entry.getKey());
            rows.add(List.of(
                    entry.getKey(),
                    own ? "contact's own" : "shared",
                    high.number(),
                    writesAtLow,
                    writesAtHigh,
                    fast.perContact(high.reads()),
                    low.writes() / slow.seconds(),
                    high.writes() / fast.seconds()));
            if (!own
                    && high.writes() > OF_A_CAMPAIGN
                    && writesAtHigh > FEW
                    && writesAtHigh > MAX_SHARE_AT_HIGHER_RATE * writesAtLow) {
                report.wrong(
                        "%s: %s is written %.2f units a contact at %d/s and %.2f at %d/s: it grows with the contacts"
                                .formatted(
                                        name,
                                        entry.getKey(),
                                        writesAtLow,
                                        slow.plan().rate(),
                                        writesAtHigh,
                                        fast.plan().rate()));
            }
        }
        sayItems(name, slow, fast, rows);
    }

    private void sayItems(String name, MeasuredJourney slow, MeasuredJourney fast, List<List<Object>> rows) {
        report.table(
                name + "_items",
                "Items by " + name
                        + ", at %d/s and %d/s offered"
                                .formatted(slow.plan().rate(), fast.plan().rate()),
                List.of(
                        "items",
                        "whose",
                        "number",
                        "WRU a contact, slow",
                        "WRU a contact, fast",
                        "RRU a contact, fast",
                        "WRU/s, slow",
                        "WRU/s, fast"),
                rows);
    }

    private void ceiling(String name, MeasuredJourney fast) {
        Sum own = new Sum(0, 0, 0);
        Sum campaign = new Sum(0, 0, 0);
        Sum due = new Sum(0, 0, 0);
        for (Meter.Hot partition : fast.meter().partitions()) {
            if (partition.index().isEmpty() && partition.partition().matches("C#[^#]+#[0-9a-f]")) {
                own = own.plus(partition);
            } else if (partition.index().isEmpty() && partition.partition().matches("C#[^#]+")) {
                campaign = campaign.plus(partition);
            } else if (partition.index().equals("due")) {
                due = due.plus(partition);
            }
        }
        List<List<Object>> rows = limits(fast, own, due);
        report.table(
                name + "_ceiling",
                "Attempts a second by " + name + " that AWS's published limits allow",
                List.of("what", "an attempt", "limit a second", "attempts/s"),
                rows);
        double min = rows.stream().mapToDouble(row -> (Double) row.get(3)).min().orElse(0);
        report.say("Fixed writes of the campaign's partition: %.1f WRU/s of %.0f"
                .formatted(campaign.writes() / fast.seconds(), WRITES_OF_A_PARTITION));
        report.say("%s: %.0f attempts/s".formatted(name, min));
        report.json().put(name + "_attempts_per_second", min);
        if (min < GOAL) {
            report.wrong(name + ": fewer than " + (int) GOAL + " attempts a second");
        }
    }

    /**
     * The rows of the ceiling's table.
     *
     * @param own the units of the contacts' partitions
     * @param due the units of the index of due contacts
     */
    private static List<List<Object>> limits(MeasuredJourney fast, Sum own, Sum due) {
        CostModel model = new CostModel(fast, SETTLED_BATCH);
        double attempts = fast.accepted();
        double settled = model.eventsPerContact() / SETTLED_BATCH / fast.attemptsPerContact();
        List<List<Object>> rows = new ArrayList<>();
        limit(
                rows,
                "writes of the contacts' 16 partitions",
                own.writes() / attempts,
                CONTACT_PARTITIONS * WRITES_OF_A_PARTITION);
        limit(
                rows,
                "reads of the contacts' 16 partitions",
                own.reads() / attempts,
                CONTACT_PARTITIONS * READS_OF_A_PARTITION);
        limit(rows, "writes of the index due, 4 keys", due.writes() / attempts, DUE_KEYS * WRITES_OF_A_PARTITION);
        limit(
                rows,
                "reads of the campaign and its line, as if they were one partition, computed for 1,000/s",
                sharedReads(model, fast),
                READS_OF_A_PARTITION);
        limit(
                rows,
                "sends to the line's message group: a command's 25 attempts and a settled batch of 50 are one each",
                1 / ATTEMPTS_OF_A_COMMAND + settled,
                FIFO_CALLS);
        return rows;
    }

    /** The reads of the campaign and its line for an attempt. */
    private static double sharedReads(CostModel model, MeasuredJourney fast) {
        List<String> shared = Stream.of(
                        ProcessingStep.PACING, ProcessingStep.COMMAND, ProcessingStep.SETTLING, ProcessingStep.COUNT)
                .map(ProcessingStep::title)
                .toList();
        return model.at(GOAL, 4).stream()
                        .filter(row -> shared.contains(row.step()))
                        .mapToDouble(CostModel.Row::readUnits)
                        .sum()
                / fast.attemptsPerContact();
    }

    private static void limit(List<List<Object>> rows, String what, double anAttempt, double limit) {
        if (anAttempt > 0) {
            rows.add(List.of(what, anAttempt, limit, limit / anAttempt));
        }
    }
}
