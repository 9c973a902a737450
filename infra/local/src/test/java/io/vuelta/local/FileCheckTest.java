package io.vuelta.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FileCheckTest {
    private final Path file;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    FileCheckTest(@TempDir Path directory) {
        this.file = directory.resolve("people.csv");
    }

    private boolean check(String text, String region, String... voices) throws Exception {
        Files.writeString(file, text);
        return new FileCheck(region, List.of(voices), out).check(file);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private Path report() {
        return file.resolveSibling("people.csv.report.csv");
    }

    @Test
    void a_file_without_problems_is_counted_and_has_no_report() throws Exception {
        assertThat(check("contact,name\n5555551234,Ana\n+34612345678,Bo\n", "MX"))
                .isTrue();

        assertThat(printed())
                .isEqualTo(
                        "people.csv: 2 rows: 2 accepted (0 of them repaired), 0 duplicates, 0 refused%n".formatted());
        assertThat(report()).doesNotExist();
    }

    @Test
    void rows_that_an_upload_would_refuse_repair_or_skip_are_printed_and_reported() throws Exception {
        String text = "contact,name\n+5215555551234,Ana\n12,Bo\n+525555551234,Ana again\n";

        assertThat(check(text, "MX")).isTrue();

        assertThat(printed().lines())
                .containsExactly(
                        "people.csv: 3 rows: 1 accepted (1 of them repaired), 1 duplicates, 1 refused",
                        "  line 2, contact \"+5215555551234\": RETIRED_PREFIX, repaired",
                        "  line 3, contact \"12\": INVALID_PHONE_NUMBER, refused",
                        "  line 4, contact \"+525555551234\": DUPLICATE_IN_FILE, skipped",
                        "Report of all 3 rows with problems: " + report());
        assertThat(Files.readAllLines(report()))
                .hasSize(4)
                .contains("line,column,value,reason,action", "3,contact,12,INVALID_PHONE_NUMBER,refused");
    }

    @Test
    void the_check_uses_the_given_region_and_voices() throws Exception {
        String text = "contact,override_agent_voice_id\n612345678,eva\n";

        check(text, "ES", "eva");
        check(text, "ES");
        check(text, "MX", "eva");

        assertThat(printed().lines().filter(line -> line.startsWith("people.csv")))
                .map(line -> line.contains("1 accepted"))
                .containsExactly(true, false, false);
        assertThat(printed()).contains("\"eva\": UNKNOWN_VOICE", "\"612345678\": INVALID_PHONE_NUMBER");
    }

    @Test
    void an_unusable_file_is_reported_with_its_reason() throws Exception {
        assertThat(check("name\nAna\n", "MX")).isFalse();

        assertThat(printed()).startsWith("people.csv cannot be used: NO_PHONE_COLUMN: ");
    }
}
