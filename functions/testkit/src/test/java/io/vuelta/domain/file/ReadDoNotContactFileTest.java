package io.vuelta.domain.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.testkit.examples.Examples;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReadDoNotContactFileTest {
    private static final Instant NOW = Examples.MONDAY;
    private static final PhoneNumber ANA = new PhoneNumber("+525555551234");

    /** Accepts numbers with a plus unchanged, repairs the retired prefix, and reads ten digits in Mexico. */
    private static NumberReader.Reading number(String raw, String region) {
        if (raw.startsWith("+521")) {
            return new NumberReader.Reading.Repaired(new PhoneNumber("+52" + raw.substring(4)), "RETIRED_PREFIX");
        }
        if (raw.startsWith("+")) {
            return new NumberReader.Reading.Plain(new PhoneNumber(raw));
        }
        return raw.matches("[0-9]{10}") && region.equals("MX")
                ? new NumberReader.Reading.Plain(new PhoneNumber("+52" + raw))
                : new NumberReader.Reading.Unreadable("INVALID_PHONE_NUMBER");
    }

    private static ReadDoNotContactFile.Result read(String header, String... rows) {
        Stream<Table.Cells> cells =
                IntStream.range(0, rows.length).mapToObj(i -> new Table.Cells(i + 2L, List.of(rows[i].split(",", -1))));
        Table table = new Table(List.of(header.split(",", -1)), cells.iterator());
        return new ReadDoNotContactFile(ReadDoNotContactFileTest::number).read(table, "MX", NOW);
    }

    private static RowProblem only(ReadDoNotContactFile.Result result) {
        assertThat(result.entries()).isEmpty();
        assertThat(result.refused()).isEqualTo(1);
        assertThat(result.problems()).hasSize(1);
        return result.problems().getFirst();
    }

    @Test
    void a_row_has_number_channel_reason_and_expiry() {
        ReadDoNotContactFile.Result result = read(
                "number,channel,reason,expires_at",
                "+5215555551234,whatsapp,asked to stop,2026-03-02T09:00:00.001-06:00");

        assertThat(result.entries())
                .containsExactly(
                        new Suppression(ANA, Channel.WHATSAPP, "asked to stop", "csv", NOW, NOW.plusMillis(1)));
        assertThat(result.refused()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"number", "contact", "phone_number", " Phone_Number ", "CONTACT"})
    void only_the_number_is_required_and_its_column_has_three_names(String header) {
        assertThat(read(header, " 5555551234 ").entries())
                .containsExactly(new Suppression(ANA, null, Suppression.NO_REASON, "csv", NOW, null));
    }

    @Test
    void empty_and_missing_cells_count_as_absent_and_blank_rows_are_skipped() {
        ReadDoNotContactFile.Result result =
                read("number,channel,reason,expires_at", "+5215555551234,, ,", "+5215555551235", " ,,,", "");

        assertThat(result.entries())
                .extracting(entry -> entry.number() + " " + entry.channel() + " " + entry.expires())
                .containsExactly("+525555551234 null null", "+525555551235 null null");
        assertThat(result.refused()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\' ,whatsapp,,\'                                         | Number   | ''       | MISSING_CONTACT",
                "55,,,                                         | Number   | 55       | INVALID_PHONE_NUMBER",
                "+525555551234,,,2026-03-02T15:00:00Z          | expires_at | 2026-03-02T15:00:00Z | EXPIRES_IN_THE_PAST",
                "+525555551234,,,2020-01-01                    | expires_at | 2020-01-01 | EXPIRES_IN_THE_PAST",
            })
    void an_unusable_row_is_reported_with_its_line_and_reason(String row, String column, String value, String reason) {
        RowProblem problem = only(read("Number,channel,reason,expires_at", row));

        assertThat(problem).isEqualTo(new RowProblem(2, column, value, reason, RowProblem.Action.REFUSED));
    }

    /** Every valid number is blocked: an unknown channel means every channel, and an invalid date means permanent. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "+525555551234,sms,x,            | null     | x | channel    | sms       | UNKNOWN_CHANNEL",
                "+525555551234,phone,x,          | null     | x | channel    | phone     | UNKNOWN_CHANNEL",
                "+525555551234,all,x,            | null     | x | channel    | all       | UNKNOWN_CHANNEL",
                "+525555551234,Llamadas,x,       | null     | x | channel    | Llamadas  | UNKNOWN_CHANNEL",
                "+525555551234,,x,tomorrow       | null     | x | expires_at | tomorrow  | UNREADABLE_DATE",
                "+525555551234,,x,31/12/2027     | null     | x | expires_at | 31/12/2027 | UNREADABLE_DATE",
                "+525555551234,,x,+12027-03-02T15:00:00Z | null | x | expires_at | +12027-03-02T15:00:00Z | UNREADABLE_DATE",
                "+525555551234,whatsapp,angry,do not call, | WHATSAPP | angry,do not call | reason | angry,do not call | DELIMITER_IN_REASON",
                "+525555551234,whatsapp,a,b,c,   | WHATSAPP | a,b,c | reason | a,b,c | DELIMITER_IN_REASON",
                "+525555551234,,a\uffffb,        | null     | ab | Number   | ''        | FORBIDDEN_CHARACTER",
            })
    void every_readable_number_is_blocked_and_each_repair_is_reported(
            String row, Channel channel, String why, String column, String value, String reason) {
        ReadDoNotContactFile.Result result = read("Number,channel,reason,expires_at", row);

        assertThat(result.entries()).containsExactly(new Suppression(ANA, channel, why, "csv", NOW, null));
        assertThat(result.problems())
                .containsExactly(new RowProblem(2, column, value, reason, RowProblem.Action.REPAIRED));
        assertThat(result.repaired()).isEqualTo(1);
        assertThat(result.refused()).isZero();
    }

    /** A date without offset ends where it ends last. */
    @ParameterizedTest
    @CsvSource({
        "2030-01-01, 2030-01-02T12:00:00Z",
        "2027-12-31 00:00:00, 2027-12-31T12:00:00Z",
        "2027-12-31T15:00, 2028-01-01T03:00:00Z",
        "2027-12-31 15:00:00-06:00, 2027-12-31T21:00:00Z",
        "2026-03-02, 2026-03-03T12:00:00Z",
    })
    void an_iso_date_needs_no_time_and_no_offset(String date, Instant expires) {
        ReadDoNotContactFile.Result result = read("number,expires_at", "+525555551234," + date);

        assertThat(result.entries()).extracting(Suppression::expires).containsExactly(expires);
        assertThat(result.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+525555551234,whatsapp\u00a0,x,",
                "+525555551234,WhatsApp,x,,,",
                "+525555551234,whatsapp,x",
            })
    void extra_spaces_and_empty_cells_are_no_repair(String row) {
        ReadDoNotContactFile.Result result = read("number\u00a0,channel,reason,expires_at", row);

        assertThat(result.entries()).containsExactly(new Suppression(ANA, Channel.WHATSAPP, "x", "csv", NOW, null));
        assertThat(result.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Teléfono", "Phone Number", "celular", "Número (10 dígitos)", "WhatsApp", "fone"})
    void the_number_is_found_as_in_a_contact_file(String header) {
        assertThat(read("Nombre," + header, "Ana,5555551234").entries()).hasSize(1);
    }

    @Test
    void every_number_of_several_number_columns_is_blocked() {
        ReadDoNotContactFile.Result result = read(
                "Phone,Mobile,contact", "5555551234,,", ",5555551235,x", "5555551236,5555551237,5555551238", "1,2,3");

        assertThat(result.entries())
                .extracting(entry -> entry.number().e164().substring(12))
                .containsExactly("4", "5", "6", "7", "8");
        assertThat(result.refused()).isEqualTo(1);
    }

    @Test
    void a_programming_error_on_a_row_refuses_that_row_alone() {
        Table.Cells[] rows = {
            new Table.Cells(2, List.of("5555551234")),
            new Table.Cells(3, List.of("boom")),
            new Table.Cells(4, List.of("5555551235"))
        };
        ReadDoNotContactFile reader = new ReadDoNotContactFile((raw, region) -> {
            if (raw.equals("boom")) {
                throw new IllegalStateException("unforeseen");
            }
            return number(raw, region);
        });

        ReadDoNotContactFile.Result result =
                reader.read(new Table(List.of("number"), List.of(rows).iterator()), "MX", NOW);

        assertThat(result.entries()).hasSize(2);
        assertThat(result.problems())
                .containsExactly(new RowProblem(3, "number", "boom", "UNREADABLE_ROW", RowProblem.Action.REFUSED));
    }

    @Test
    void rows_above_the_header_are_skipped() {
        assertThat(read("No llamar", "Generado,28/11/2026", "Nombre,Celular", "Ana,5555551234")
                        .entries())
                .hasSize(1);
    }

    @Test
    void a_row_whose_quotes_do_not_match_blocks_its_number() {
        Table.Cells broken = new Table.Cells(2, List.of("5555551234", "x\n5555551235"), "BROKEN_QUOTES");
        Table table = new Table(List.of("number", "reason"), List.of(broken).iterator());

        ReadDoNotContactFile.Result result =
                new ReadDoNotContactFile(ReadDoNotContactFileTest::number).read(table, "MX", NOW);

        assertThat(result.entries()).hasSize(1);
        assertThat(result.problems()).extracting(RowProblem::reason).containsExactly("BROKEN_QUOTES");
    }

    @ParameterizedTest
    @CsvSource({"255, 0", "256, 1"})
    void a_long_reason_is_cut_to_255_characters(int length, int repaired) {
        ReadDoNotContactFile.Result result = read("number,reason", "+525555551234," + "r".repeat(length));

        assertThat(result.entries()).extracting(Suppression::reason).containsExactly("r".repeat(255));
        assertThat(result.repaired()).isEqualTo(repaired);
    }

    @Test
    void an_invalid_row_never_stops_the_file_and_at_most_a_hundred_are_shown() {
        String[] rows = IntStream.range(0, 303)
                .mapToObj(n -> n % 3 == 0 ? "+525555551234" : "bad " + n)
                .toArray(String[]::new);
        ReadDoNotContactFile.Result result = read("number", rows);

        assertThat(result.entries()).hasSize(101);
        assertThat(result.refused()).isEqualTo(202);
        assertThat(result.problems()).hasSize(100);
        assertThat(result.problems().getFirst().line()).isEqualTo(3);
    }

    @Test
    void unknown_columns_are_named() {
        assertThat(read("name,Number,expires", "Ana,+525555551234,x").ignored()).containsExactly("name", "expires");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "persona,reason         | NO_PHONE_COLUMN | its columns are: persona, reason",
                "number                 | EMPTY_FILE      | no rows",
            })
    void the_error_of_an_unusable_file_names_what_is_missing_and_what_was_found(
            String header, String code, String said) {
        assertThatThrownBy(() -> read(header))
                .isInstanceOfSatisfying(
                        UnusableFile.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(said);
    }

    @Test
    void a_file_has_at_most_5_000_rows() {
        String[] rows = IntStream.range(0, 5_001).mapToObj(_ -> "+525555551234").toArray(String[]::new);

        assertThat(read("number", Stream.of(rows).limit(5_000).toArray(String[]::new))
                        .entries())
                .hasSize(5_000);
        assertThatThrownBy(() -> read("number", rows))
                .isInstanceOfSatisfying(
                        UnusableFile.class, e -> assertThat(e.code()).isEqualTo("TOO_MANY_ROWS"));
    }
}
