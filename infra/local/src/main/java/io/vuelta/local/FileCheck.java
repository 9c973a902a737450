package io.vuelta.local;

import io.vuelta.adapters.csv.CsvContactFiles;
import io.vuelta.adapters.csv.CsvReports;
import io.vuelta.adapters.libphonenumber.CanonicalNumbers;
import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.file.Batch;
import io.vuelta.domain.file.Batches;
import io.vuelta.domain.file.CopyPage;
import io.vuelta.domain.file.ReadContactFile;
import io.vuelta.domain.file.ReadingRules;
import io.vuelta.domain.file.UnusableFile;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@code mvn -Plocal -Dcheck=FILE}: reads a contact file as an upload would, loads no contacts, and prints the result.
 * It does not know the contacts of campaigns or the do-not-contact list.
 */
final class FileCheck {
    private static final UploadId UPLOAD = new UploadId(new CampaignId("check"), "check");

    private final String region;
    private final List<String> voices;
    private final PrintStream out;

    /**
     * Checks files for one agent.
     *
     * @param region the country in which numbers without a country code are read
     * @param voices the agent's voices
     */
    FileCheck(String region, List<String> voices, PrintStream out) {
        this.region = region;
        this.voices = voices;
        this.out = out;
    }

    /**
     * Prints the result of loading the file, and writes the report of its problems beside it.
     *
     * @return false if the file cannot be used at all
     */
    boolean check(Path file) {
        Read read = new Read();
        try {
            Agent agent = new Agent(new AgentId("check"), "", List.of(), List.of(), voices, Instant.EPOCH);
            ReadContactFile rows = new ReadContactFile(new CanonicalNumbers());
            CsvContactFiles files = new CsvContactFiles(_ -> open(file));
            ReadingRules rules = new ReadingRules(agent, region);
            var _ = files.read(file.toString(), table -> rows.check(UPLOAD, table, rules));
            var _ = files.read(
                    file.toString(),
                    table -> rows.batches(UPLOAD, table, rules, 0).sendAll(read));
        } catch (UnusableFile e) {
            out.println(file.getFileName() + " cannot be used: " + e.code() + ": " + e.getMessage());
            return false;
        }
        out.printf(
                "%s: %d rows: %d accepted (%d of them repaired), %d duplicates, %d refused%n",
                file.getFileName(),
                read.accepted + read.duplicates + read.refused,
                read.accepted,
                read.repaired,
                read.duplicates,
                read.refused);
        read.problems.stream().limit(Upload.MAX_SHOWN).forEach(this::print);
        if (!read.problems.isEmpty()) {
            Path report = report(file, read.problems);
            out.printf("Report of all %d rows with problems: %s%n", read.problems.size(), report);
        }
        return true;
    }

    private void print(RowProblem problem) {
        out.printf(
                "  line %d, %s \"%s\": %s, %s%n",
                problem.line(),
                problem.column(),
                problem.value(),
                problem.reason(),
                problem.action().wire());
    }

    private static Path report(Path file, List<RowProblem> problems) {
        Path report = file.resolveSibling(file.getFileName() + ".report.csv");
        var _ = new CsvReports((_, _, body) -> write(report, body)).write(UPLOAD, problems.stream());
        return report;
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read", e);
        }
    }

    private static void write(Path file, Consumer<OutputStream> body) {
        try (OutputStream to = Files.newOutputStream(file)) {
            body.accept(to);
        } catch (IOException e) {
            throw new UncheckedIOException("The report " + file + " cannot be written", e);
        }
    }

    /** Receives the batches and does not send them. */
    private static final class Read implements Batches {
        private final List<RowProblem> problems = new ArrayList<>();
        private int accepted;
        private int repaired;
        private int duplicates;
        private int refused;

        @Override
        public void send(List<Batch> batches) {
            for (Batch batch : batches) {
                problems.addAll(batch.problems());
                accepted += batch.rows().size();
                repaired += batch.repaired();
                duplicates += batch.duplicates();
                refused += batch.refused();
            }
        }

        @Override
        public void send(CopyPage page) {
            throw new IllegalStateException("a file has no pages");
        }
    }
}
