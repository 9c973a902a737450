package io.vuelta.bench;

import io.vuelta.cloud.lambda.FunctionUse;
import io.vuelta.cloud.queues.QueueUse;
import io.vuelta.cloud.rude.Meter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The cost of a contact at any rate, even one that this machine cannot reach, computed from a run that was measured at
 * a lower rate. Measured are the units per contact, per tick of the pacer, per command message, per settled batch, and
 * per batch of a shard of the change stream. The numbers of these at another rate are computed:
 *
 * <ul>
 *   <li>ticks a second: as measured, or one for each ten messages to the pacer if that is more
 *   <li>command messages a tick: one for each started 25 attempts, at least one
 *   <li>settled batches: the events divided by the measured events of a batch ({@code -Dsettle.batch=N} sets another
 *       number)
 *   <li>batches of the stream: one for each second and shard with at least one change
 * </ul>
 */
final class CostModel {
    private static final double ATTEMPTS_PER_COMMAND = 25;
    private static final double MESSAGES_PER_TICK = 10;

    private final MeasuredJourney measured;
    private final Map<ProcessingStep, Double> writeUnits = new EnumMap<>(ProcessingStep.class);
    private final Map<ProcessingStep, Double> readUnits = new EnumMap<>(ProcessingStep.class);
    private final double changesPerContact;
    private final double ticksPerSecond;
    private final double eventsPerBatch;

    CostModel(MeasuredJourney measured) {
        this(measured, 1);
    }

    /** With at least this number of events in a settled batch, because batches are full at a high rate. */
    CostModel(MeasuredJourney measured, double leastEventsPerBatch) {
        this.measured = measured;
        double changes = 0;
        for (Meter.Line line : measured.meter().lines()) {
            ProcessingStep.of(line).ifPresent(step -> {
                writeUnits.merge(step, line.writeUnits() / number(step.basis()), Double::sum);
                readUnits.merge(step, line.readUnits() / number(step.basis()), Double::sum);
            });
            boolean counted = line.kind().equals("P#") || line.kind().equals("A#");
            if (counted
                    && line.index().isEmpty()
                    && line.writeUnits() > 0
                    && !line.caller().equals("LoadFunction")) {
                changes += line.items();
            }
        }
        this.changesPerContact = measured.perContact(changes);
        this.ticksPerSecond = use("PaceFunction").invocations() / measured.seconds();
        QueueUse outcomes = measured.working().queue("OutcomeQueue");
        double batch =
                (double) outcomes.messages() / Math.max(1, use("SettleFunction").invocations());
        this.eventsPerBatch = Math.max(leastEventsPerBatch, Options.decimal("settle.batch", batch));
    }

    private FunctionUse use(String function) {
        return measured.working().function(function);
    }

    /**
     * The measured number of the step's basis, at least 1: contacts, ticks, command messages, settled batches or
     * batches of the stream.
     */
    private double number(ProcessingStep.Basis basis) {
        return Math.max(
                1,
                switch (basis) {
                    case CONTACT -> measured.plan().contacts();
                    case TICK -> use("PaceFunction").invocations();
                    case COMMAND -> use("DispatchFunction").invocations();
                    case SETTLE -> use("SettleFunction").invocations();
                    case COUNT -> measured.all().function("CountFunction").invocations();
                });
    }

    /** The duration of one invocation of the function in the model, in milliseconds: the measured average. */
    double milliseconds(String function) {
        return MeasuredJourney.millisecondsEach(use(function));
    }

    double ticksPerSecond() {
        return ticksPerSecond;
    }

    double eventsPerBatch() {
        return eventsPerBatch;
    }

    double changesPerContact() {
        return changesPerContact;
    }

    /** Measured write units of the step for one unit of its basis. */
    double writeUnits(ProcessingStep step) {
        return writeUnits.getOrDefault(step, 0.0);
    }

    double readUnits(ProcessingStep step) {
        return readUnits.getOrDefault(step, 0.0);
    }

    /** The number of messages of the outcome queue for one contact. */
    double eventsPerContact() {
        return measured.perContact(
                (double) measured.working().queue("OutcomeQueue").messages());
    }

    /**
     * One line of a cost, for one contact.
     *
     * @param invocations of functions
     */
    record Row(
            String step,
            double writeUnits,
            double readUnits,
            double sqs,
            double sqsFifo,
            double http,
            double invocations,
            double gigabyteSeconds) {
        double usd() {
            return writeUnits * Prices.WRITE_UNIT
                    + readUnits * Prices.READ_UNIT
                    + sqs * Prices.SQS_REQUEST
                    + sqsFifo * Prices.SQS_FIFO_REQUEST
                    + http * Prices.HTTP_API_REQUEST
                    + invocations * Prices.LAMBDA_REQUEST
                    + gigabyteSeconds * Prices.LAMBDA_GIGABYTE_SECOND;
        }

        static Row sum(List<Row> rows) {
            return rows.stream()
                    .reduce(
                            new Row("sum", 0, 0, 0, 0, 0, 0, 0),
                            (a, b) -> new Row(
                                    "sum",
                                    a.writeUnits + b.writeUnits,
                                    a.readUnits + b.readUnits,
                                    a.sqs + b.sqs,
                                    a.sqsFifo + b.sqsFifo,
                                    a.http + b.http,
                                    a.invocations + b.invocations,
                                    a.gigabyteSeconds + b.gigabyteSeconds));
        }
    }

    /** The cost of a contact at this rate of attempts a second, with this number of shards of the stream. */
    List<Row> at(double rate, int shards) {
        double contactsPerSecond = rate / measured.attemptsPerContact();
        double commands = ticksPerSecond * Math.max(1, Math.ceil(rate / ticksPerSecond / ATTEMPTS_PER_COMMAND));
        double settled = eventsPerContact() / eventsPerBatch * contactsPerSecond;
        double messages = messagesToPacer(commands, settled);
        double ticks = Math.max(ticksPerSecond, messages / MESSAGES_PER_TICK);
        double counted = shards * (1 - Math.exp(-changesPerContact * contactsPerSecond / shards));
        List<Row> rows = new ArrayList<>();
        for (ProcessingStep step : ProcessingStep.values()) {
            double times = switch (step.basis()) {
                case CONTACT -> 1;
                case TICK -> ticks / contactsPerSecond;
                case COMMAND -> commands / contactsPerSecond;
                case SETTLE -> settled / contactsPerSecond;
                case COUNT -> counted / contactsPerSecond;
            };
            rows.add(new Row(step.title(), writeUnits(step) * times, readUnits(step) * times, 0, 0, 0, 0, 0));
        }
        rows.add(load());
        rows.add(function("PaceFunction", ticks / contactsPerSecond, 0, (messages + 2 * ticks) / contactsPerSecond, 0));
        rows.add(function("DispatchFunction", commands / contactsPerSecond, 3 * commands / contactsPerSecond, 0, 0));
        double webhooks = measured.perContact((double) use("WebhooksFunction").invocations());
        rows.add(function("WebhooksFunction", webhooks, eventsPerContact(), 0, webhooks));
        rows.add(function("SettleFunction", settled / contactsPerSecond, 2 * settled / contactsPerSecond, 0, 0));
        rows.add(function("CountFunction", counted / contactsPerSecond, 0, 0, 0));
        return rows;
    }

    /** Messages to the pacer in a second: the measured number for each tick, command and settled batch. */
    private double messagesToPacer(double commands, double settled) {
        double sent = measured.working().queue("PaceQueue").messages();
        double causes = use("PaceFunction").invocations()
                + use("DispatchFunction").invocations()
                + use("SettleFunction").invocations();
        return (ticksPerSecond + commands + settled) * sent / Math.max(1, causes);
    }

    /**
     * The two functions that load a file. An invocation of ingest, which divides the file, is counted with the average
     * cost of a load invocation.
     */
    private Row load() {
        FunctionUse load = measured.all().function("LoadFunction");
        FunctionUse ingest = measured.all().function("IngestFunction");
        return new Row(
                "functions: ingest, load",
                0,
                0,
                measured.perContact(
                        (double) measured.all().queue("ContactsQueue").requests()),
                0,
                0,
                measured.perContact((double) load.invocations()),
                measured.perContact(
                        (load.invocations() + ingest.invocations()) * MeasuredJourney.gigabyteSecondsEach(load)));
    }

    /** The cost of a function, by the average duration of an invocation on this machine. */
    private Row function(String function, double invocations, double sqs, double sqsFifo, double http) {
        FunctionUse use = measured.working().function(function);
        return new Row(
                "function: " + MeasuredJourney.name(use),
                0,
                0,
                sqs,
                sqsFifo,
                http,
                invocations,
                invocations * MeasuredJourney.gigabyteSecondsEach(use));
    }
}
