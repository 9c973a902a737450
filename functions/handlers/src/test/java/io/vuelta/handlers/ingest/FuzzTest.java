package io.vuelta.handlers.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.vuelta.adapters.csv.CsvContactFiles;
import io.vuelta.adapters.libphonenumber.CanonicalNumbers;
import io.vuelta.domain.file.Batch;
import io.vuelta.domain.file.ReadContactFile;
import io.vuelta.domain.file.ReadingRules;
import io.vuelta.domain.file.UnusableFile;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.RecordingBatches;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Files that were damaged at random, each from one seed: they are read with a result for every row, or refused with a
 * reason. More of them: {@code -Dfuzz.files=N -Dfuzz.from=SEED}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("slow")
class FuzzTest {
    /** Much more than any file needs, for a busy machine. */
    private static final Duration MAX_READING_TIME = Duration.ofSeconds(30);

    private static final long MAX_ALLOCATED = 256L * 1024 * 1024;
    private static final int MAX_JOINED_BYTES = 2_000_000;
    private static final ReadingRules RULES = new ReadingRules(Examples.agent(), "MX");

    private static final List<String> SPECIAL = List.of(
            "\"",
            "\"\"",
            ",",
            ";",
            "\t",
            "|",
            "\n",
            "\r",
            "\r\n",
            "\0",
            "\ufeff",
            "=\"",
            "'",
            "\u200b",
            "\u202a",
            "é",
            "🙂",
            "sep=;\n",
            "contact",
            "+5255",
            "4.479E+11",
            "\u001a");

    private final CanonicalNumbers numbers = new CanonicalNumbers();

    @Test
    void a_damaged_file_is_read_or_refused_with_a_reason() throws IOException {
        List<byte[]> originals = originals();
        long from = Long.getLong("fuzz.from", 1);
        long files = Long.getLong("fuzz.files", 3_000);
        int usable = 0;
        for (long seed = from; seed < from + files; seed++) {
            byte[] file = damaged(originals, new Random(seed));
            String description = "seed " + seed + ", " + file.length + " bytes";
            usable += assertTimeoutPreemptively(MAX_READING_TIME, () -> read(file, description), description) ? 1 : 0;
        }

        assertThat(usable).as("both happen").isBetween((int) files / 10, (int) files * 9 / 10);
    }

    /** The sample, and all hostile files that are not large. */
    private static List<byte[]> originals() throws IOException {
        List<byte[]> originals = new ArrayList<>(
                HostileFilesTest.bytes().filter(file -> file.length < 20_000).toList());
        byte[] sample = Files.readAllBytes(Path.of("../../events/contacts.csv"));
        for (int i = originals.size(); i > 0; i--) {
            originals.add(sample);
        }
        return originals;
    }

    /** Reads the file. Returns whether it could be used. */
    private boolean read(byte[] file, String description) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        CsvContactFiles files = new CsvContactFiles(_ -> new ByteArrayInputStream(file));
        RecordingBatches batches = new RecordingBatches();
        ReadContactFile reader = new ReadContactFile(numbers);
        int rows;
        try {
            rows = files.read("key", table -> reader.check(Uploaded.UPLOAD, table, RULES))
                    .rows();
        } catch (UnusableFile unusable) {
            assertThat(unusable.code()).as(description).matches("[A-Z_]+");
            assertThat(unusable.getMessage()).as(description).hasSizeBetween(20, 3_500);
            return false;
        } finally {
            assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                    .as(description)
                    .isLessThan(MAX_ALLOCATED);
        }
        int sent = files.read(
                "key", table -> reader.batches(Uploaded.UPLOAD, table, RULES, 0).sendAll(batches));
        assertThat(batches.sent()).as(description).hasSize(sent);
        assertThat(batches.sent().stream().mapToInt(FuzzTest::rows).sum())
                .as(description)
                .isEqualTo(rows);
        return true;
    }

    private static int rows(Batch batch) {
        return batch.rows().size() + batch.duplicates() + batch.refused();
    }

    private static byte[] damaged(List<byte[]> originals, Random random) {
        byte[] file = any(originals, random);
        for (int times = random.nextInt(6); times > 0; times--) {
            file = damagedOnce(file, originals, random);
        }
        return random.nextInt(10) == 0 ? gzip(file) : file;
    }

    private static byte[] damagedOnce(byte[] file, List<byte[]> originals, Random random) {
        int at = random.nextInt(file.length + 1);
        int to = Math.min(file.length, at + random.nextInt(200));
        byte[] start = Arrays.copyOf(file, at);
        byte[] rest = Arrays.copyOfRange(file, at, file.length);
        return switch (random.nextInt(9)) {
            case 0 -> start;
            case 1 -> joined(start, Arrays.copyOfRange(file, to, file.length));
            case 2 -> joined(start, Arrays.copyOfRange(file, at, to), rest);
            case 3, 4 -> joined(start, any(SPECIAL.stream().map(FuzzTest::utf8).toList(), random), rest);
            case 5 -> joined(start, any(originals, random));
            case 6 -> {
                byte[] noise = new byte[random.nextInt(20)];
                random.nextBytes(noise);
                yield joined(start, noise, rest);
            }
            case 7 -> {
                byte[] flipped = file.clone();
                if (at < file.length) {
                    flipped[at] ^= (byte) (1 << random.nextInt(8));
                }
                yield flipped;
            }
            default -> file.length * 4 < MAX_JOINED_BYTES ? joined(file, file, file, file) : file;
        };
    }

    private static byte[] any(List<byte[]> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] gzip(byte[] file) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
