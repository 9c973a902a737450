package vuelta.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Runs the benchmark that is named, {@code -Pbench -Dbench=NAME}, or one part of it, in a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        switch (arguments[0]) {
            case "ingest" -> new IngestBench(directory(), Integer.getInteger("rows", 1_000_000)).run();
            case "ingest-floor" -> Measured.print(() -> IngestFloor.read(Path.of(arguments[1])));
            case "ingest-function" -> Measured.print(() -> IngestFunction.read(Path.of(arguments[1])));
            default ->
                throw new IllegalArgumentException("no benchmark is named " + arguments[0] + "; there is: ingest");
        }
    }

    private static Path directory() {
        return Path.of(System.getProperty("directory", "target"));
    }
}
