package io.vuelta.bench;

import io.vuelta.cloud.rude.Rudeness;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The cost of a contact on AWS. Units, requests and gigabyte-seconds are counted in campaigns on this machine; the cost
 * at rates that this machine cannot reach is computed from them.
 */
final class CostBench {
    private static final List<Integer> RATES = List.of(1, 10, 80, 400);
    private static final List<Integer> SHARDS = List.of(4, 16);
    private static final double GOAL_RATE = 80;
    private static final int GOAL_SHARDS = 4;
    private static final int LONG_CONTEXT = 3_000;
    private static final double MILLION = 1e6;

    private final Report report = new Report("cost");

    private record Case(String name, CostModel model) {}

    Report run() throws Exception {
        int contacts = Options.integer("contacts", 380);
        int rate = Options.integer("rate", 15);
        Journey.Plan calls = Journey.Plan.calls(contacts, rate);
        Journey.Plan messages = Journey.Plan.messages(contacts, rate);
        List<Case> cases = new ArrayList<>();
        try (LocalSystem system = LocalSystem.start("cost", GOAL_SHARDS, Rudeness.none())) {
            // A warm-up that is not measured: a new JVM interprets at first, and every function takes several times as
            // long.
            MeasuredJourney.run(system, calls);
            MeasuredJourney.run(system, messages);
            cases.add(measure("phone", system, calls));
            cases.add(measure("whatsapp", system, messages));
            cases.add(measure("phone, two attempts", system, calls.twice()));
            cases.add(measure("phone, 3 KB of context", system, calls.withContext(LONG_CONTEXT)));
        }
        try (LocalSystem system = LocalSystem.start("cost-16", 16, Rudeness.none())) {
            MeasuredJourney.run(system, Journey.Plan.calls(Math.min(contacts, 95), rate));
            cases.add(measure("phone, measured with 16 shards", system, calls));
        }
        sayMethod(contacts, rate);
        measuredUnits(cases);
        durations(cases);
        steps("phone", cases.get(0));
        steps("whatsapp", cases.get(1));
        overview(cases);
        sayCosts(cases.subList(0, 2));
        return report;
    }

    private void sayMethod(int contacts, int rate) {
        report.say("""
            The journeys ran at %d attempts a second offered, %d contacts each. Units per contact, per tick of the pacer, per
            command message, per settled batch and per batch of a stream's shard are measured; how many of these there are at
            a rate is computed, and so is every figure at a rate that this machine does not carry. Invocations last as long as
            here, or as -Dlasts=pace:MILLISECONDS,… says. Left out: what is asked through the API, S3, logs, storage, EventBridge Scheduler, idle queues.
            Prices: %s.\
            """.formatted(rate, contacts, Prices.DATE));
    }

    private void sayCosts(List<Case> cases) {
        for (Case each : cases) {
            double usd = usd(each, GOAL_RATE, GOAL_SHARDS);
            report.json().put(each.name() + "_usd_per_million", usd);
        }
        for (Case each : cases) {
            report.say(String.format(
                    Locale.ROOT, "%s: %.2f USD per million", each.name(), usd(each, GOAL_RATE, GOAL_SHARDS)));
        }
    }

    private Case measure(String name, LocalSystem system, Journey.Plan plan) throws InterruptedException {
        MeasuredJourney measured = MeasuredJourney.run(system, plan);
        report.json().put("meter: " + name, measured.meter().text());
        report.json().put("attempts: " + name, measured.accepted());
        report.json().put("seconds: " + name, measured.seconds());
        return new Case(name, new CostModel(measured));
    }

    private void measuredUnits(List<Case> cases) {
        List<List<Object>> rows = new ArrayList<>();
        for (Case each : cases) {
            CostModel model = each.model();
            rows.add(List.of(
                    each.name(),
                    model.ticksPerSecond(),
                    model.eventsPerContact(),
                    model.eventsPerBatch(),
                    model.changesPerContact(),
                    model.writeUnits(ProcessingStep.PACING),
                    model.readUnits(ProcessingStep.PACING),
                    model.writeUnits(ProcessingStep.COUNT),
                    model.readUnits(ProcessingStep.COUNT)));
        }
        report.table(
                "measured",
                "Measured",
                List.of(
                        "journey",
                        "ticks/s",
                        "queued events a contact",
                        "events a settled batch",
                        "changes a contact",
                        "WRU a tick",
                        "RRU a tick",
                        "WRU a stream batch",
                        "RRU a stream batch"),
                rows);
    }

    private void durations(List<Case> cases) {
        List<String> functions =
                List.of("PaceFunction", "DispatchFunction", "WebhooksFunction", "SettleFunction", "CountFunction");
        List<String> columns = new ArrayList<>(List.of("journey"));
        columns.addAll(functions);
        List<List<Object>> rows = new ArrayList<>();
        for (Case each : cases) {
            List<Object> row = new ArrayList<>(List.of(each.name()));
            functions.forEach(function -> row.add(each.model().milliseconds(function)));
            rows.add(row);
        }
        report.table("lasts", "An invocation lasts, in ms", columns, rows);
    }

    private void steps(String key, Case each) {
        List<CostModel.Row> steps = each.model().at(GOAL_RATE, GOAL_SHARDS);
        List<List<Object>> rows = new ArrayList<>();
        int floors = 0;
        for (CostModel.Row row : steps) {
            int floor = floor(row.step());
            floors += floor;
            rows.add(cells(row, floor));
        }
        rows.add(cells(CostModel.Row.sum(steps), floors));
        report.table(
                key,
                "By step, a contact by " + each.name() + ", at %.0f/s and %d shards".formatted(GOAL_RATE, GOAL_SHARDS),
                List.of(
                        "step",
                        "WRU",
                        "floor by hand, WRU",
                        "RRU",
                        "SQS",
                        "SQS FIFO",
                        "HTTP API",
                        "invocations",
                        "GB-s",
                        "USD a million"),
                rows);
    }

    private static List<Object> cells(CostModel.Row row, int floor) {
        return List.of(
                row.step(),
                row.writeUnits(),
                floor,
                row.readUnits(),
                row.sqs(),
                row.sqsFifo(),
                row.http(),
                row.invocations(),
                row.gigabyteSeconds(),
                row.usd() * MILLION);
    }

    private static int floor(String title) {
        for (ProcessingStep step : ProcessingStep.values()) {
            if (step.title().equals(title)) {
                return step.floor();
            }
        }
        return 0;
    }

    private void overview(List<Case> cases) {
        List<List<Object>> rows = new ArrayList<>();
        for (Case each : cases) {
            for (int shards : SHARDS) {
                for (int rate : RATES) {
                    CostModel.Row sum = CostModel.Row.sum(each.model().at(rate, shards));
                    rows.add(List.of(
                            each.name(),
                            shards,
                            rate,
                            sum.writeUnits(),
                            sum.readUnits(),
                            sum.sqs() + sum.sqsFifo(),
                            sum.http(),
                            sum.invocations(),
                            sum.gigabyteSeconds(),
                            sum.usd() * MILLION,
                            (sum.usd() - sum.http() * Prices.HTTP_API_REQUEST) * MILLION));
                }
            }
        }
        report.table(
                "cost",
                "A million contacts, computed from what was measured",
                List.of(
                        "journey",
                        "shards",
                        "attempts/s",
                        "WRU",
                        "RRU",
                        "SQS",
                        "HTTP API",
                        "invocations",
                        "GB-s",
                        "USD",
                        "USD by function URL"),
                rows);
    }

    private static double usd(Case each, double rate, int shards) {
        return CostModel.Row.sum(each.model().at(rate, shards)).usd() * MILLION;
    }
}
