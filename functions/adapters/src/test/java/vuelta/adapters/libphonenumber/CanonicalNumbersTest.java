package vuelta.adapters.libphonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vuelta.domain.phone.NumberReader.Reading;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CanonicalNumbersTest {
    private final CanonicalNumbers numbers = new CanonicalNumbers();

    @ParameterizedTest(name = "{0} in {1} is {2}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            +525555551234         | MX | +525555551234
            525555551234          | MX | +525555551234
            5555551234            | MX | +525555551234
            (55) 5555-1234        | MX | +525555551234
            55 5555 1234          | MX | +525555551234
            00 52 55 5555 1234    | ES | +525555551234
            +5491123456789        | MX | +5491123456789
            011 15 2345-6789      | AR | +5491123456789
            (11) 98765-4321       | BR | +5511987654321
            (11) 2345-6789        | BR | +551123456789
            030 123456            | DE | +4930123456
            """)
    void a_number_in_any_format_is_read_in_its_region(String raw, String region, String canonical) {
        assertThat(numbers.read(raw, region)).isInstanceOfSatisfying(Reading.Plain.class, plain -> assertThat(
                        plain.number().e164())
                .isEqualTo(canonical));
    }

    @ParameterizedTest(name = "{0} in {1} is mended to {2}: {3}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, quoteCharacter = '~', textBlock = """
            +5215555551234        | MX | +525555551234  | RETIRED_PREFIX
            +52 1 55 5555 1234    | US | +525555551234  | RETIRED_PREFIX
            5215555551234         | MX | +525555551234  | RETIRED_PREFIX
            +551187654321         | BR | +5511987654321 | RETIRED_PREFIX
            5555551234.0          | MX | +525555551234  | SPREADSHEET_MARKS
            '+525555551234        | MX | +525555551234  | SPREADSHEET_MARKS
            ="5555551234"         | MX | +525555551234  | SPREADSHEET_MARKS
            \u202a+525555551234\u202c | MX | +525555551234 | SPREADSHEET_MARKS
            \uff15\uff15\uff15\uff15\uff15\uff15\uff11\uff12\uff13\uff14 | MX | +525555551234 | FULL_WIDTH_DIGITS
            """)
    void what_spreadsheets_and_old_numbering_do_is_mended_and_said(
            String raw, String region, String canonical, String repair) {
        assertThat(numbers.read(raw, region)).isInstanceOfSatisfying(Reading.Repaired.class, repaired -> {
            assertThat(repaired.number().e164()).isEqualTo(canonical);
            assertThat(repaired.repair()).isEqualTo(repair);
        });
    }

    @ParameterizedTest(name = "{0} in {1} is refused: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            4.479E+11             | MX | LOST_DIGITS
            5,2155E+12            | MX | LOST_DIGITS
            12345                 | MX | INVALID_PHONE_NUMBER
            call me               | MX | INVALID_PHONE_NUMBER
            +52 55 5555 1234 x12  | MX | EXTENSION
            +999123456789         | MX | INVALID_PHONE_NUMBER
            """)
    void what_cannot_be_called_is_refused_with_the_reason(String raw, String region, String reason) {
        assertThat(numbers.read(raw, region)).isEqualTo(new Reading.Unreadable(reason));
    }
}
