package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.file.UploadReports;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.UploadId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The contract of the store of uploads' reports. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class ReportsContract {
    private final CampaignId campaign = new CampaignId(UUID.randomUUID().toString());
    private final UploadId upload = new UploadId(campaign, "up_1");

    /** The port under test. */
    protected abstract UploadReports reports();

    /** The rows that a reader of the report finds. */
    protected abstract List<RowProblem> read(UploadId upload, String key);

    private static RowProblem problem(long line, String value) {
        return new RowProblem(line, "Teléfono, \"móvil\"", value, "INVALID_PHONE_NUMBER", RowProblem.Action.REFUSED);
    }

    @Test
    void the_report_has_every_problem_unchanged_in_order() {
        List<RowProblem> problems = List.of(
                problem(5_000_000_000L, "4.479E+11"),
                problem(2, "two\nlines, \"quoted\""),
                problem(3, ""),
                new RowProblem(4, "contact", "+525555551234", "DUPLICATE_IN_CAMPAIGN", RowProblem.Action.UPDATED));

        String key = reports().write(upload, problems.stream());

        assertThat(read(upload, key)).isEqualTo(problems);
    }

    @Test
    void a_report_without_problems_is_written() {
        assertThat(read(upload, reports().write(upload, Stream.of()))).isEmpty();
    }

    @Test
    void a_report_written_again_overwrites_the_first_at_its_key() {
        String first = reports().write(upload, Stream.of(problem(2, "a"), problem(3, "b")));
        String second = reports().write(upload, Stream.of(problem(9, "c")));

        assertThat(second).isEqualTo(first);
        assertThat(read(upload, second)).containsExactly(problem(9, "c"));
    }

    @Test
    void each_upload_has_its_own_report() {
        UploadId other = new UploadId(campaign, "up_2");
        String key = reports().write(upload, Stream.of(problem(2, "a")));

        assertThat(reports().write(other, Stream.of())).isNotEqualTo(key);
        assertThat(read(upload, key)).containsExactly(problem(2, "a"));
    }
}
