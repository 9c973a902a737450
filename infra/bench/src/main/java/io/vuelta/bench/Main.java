package io.vuelta.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Runs the named benchmark, {@code -Pbench -Dbench=NAME}, or one part of a benchmark in a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "ingest" -> new IngestBench(Options.directory(), Options.integer("rows", 1_000_000)).run();
            case "ingest-floor" -> Measured.print(() -> IngestFloor.read(Path.of(arguments[1])));
            case "ingest-function" -> Measured.print(() -> IngestFunction.read(Path.of(arguments[1])));
            case "export" -> end(new ExportBench().run());
            case "export-scan" -> Measured.print(() -> ExportFunction.scan(arguments[1], arguments[2]));
            case "export-function" ->
                Measured.print(() -> ExportFunction.export(arguments[1], arguments[2], arguments[3], arguments[4]));
            case "dispatch" -> end(new DispatchBench().run());
            case "cost" -> end(new CostBench().run());
            case "ceiling" -> end(new CeilingBench().run());
            case "conflicts" -> end(new ConflictsBench().run());
            case "start" -> end(new StartBench().run());
            case "start-function" -> StartFunction.run(Path.of(arguments[1]));
            case "large" -> end(new LargeBench().run());
            case "endurance" -> end(new EnduranceBench().run());
            case "counts" -> end(new CountsBench().run());
            default ->
                throw new IllegalArgumentException("no benchmark is named " + arguments[0]
                        + "; there are: ingest, export, dispatch, cost, ceiling, conflicts, counts, start,"
                        + " large, endurance");
        }
    }

    /**
     * Ends the process, even if threads of the local system are still running; the exit status is 1 if a result is not
     * as required.
     */
    private static void end(Report report) throws IOException {
        report.write(Options.directory());
        System.exit(report.isRight() ? 0 : 1);
    }
}
