package io.vuelta.adapters.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.UploadId;
import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report of an upload is opened in a spreadsheet. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CsvReportsTest {
    private final ByteArrayOutputStream object = new ByteArrayOutputStream();
    private final CsvReports objects = new CsvReports((_, _, body) -> body.accept(object));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "=HYPERLINK(1)   | '=HYPERLINK(1)",
                "@SUM(A1)        | '@SUM(A1)",
                "+cmd            | '+cmd",
                "-2+3            | '-2+3",
                "\uff1d1+1       | '\uff1d1+1",
                "'=1             | ''=1",
                "+525555551234   | +525555551234",
                "a\u0000b\u0007c | abc",
            })
    void formulas_are_neutralised_in_columns_and_values(String text, String written) {
        UploadId upload = new UploadId(new CampaignId("c1"), "u1");
        String key = objects.write(
                upload, Stream.of(new RowProblem(2, text, text, "INVALID_PHONE_NUMBER", RowProblem.Action.REFUSED)));

        assertThat(key).isEqualTo("reports/" + upload + ".csv");
        assertThat(object.toString(UTF_8).lines().skip(1))
                .containsExactly("2," + written + "," + written + ",INVALID_PHONE_NUMBER,refused");
    }
}
