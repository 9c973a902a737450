package vuelta.adapters.libphonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vuelta.domain.phone.NumberReader.Reading;
import vuelta.domain.phone.PhoneNumber;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CanonicalNumbersTest {
    private final CanonicalNumbers numbers = new CanonicalNumbers();

    @ParameterizedTest(name = "{0} in {1} is {2}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            +525555551234              | MX | +525555551234
            525555551234               | MX | +525555551234
            5555551234                 | MX | +525555551234
            (55) 5555-1234             | MX | +525555551234
            (+52) 55 5555 1234         | US | +525555551234
            55 5555 1234               | MX | +525555551234
            55.5555.1234               | MX | +525555551234
            5.555.551.234              | MX | +525555551234
            Tel. 55 5555 1234          | MX | +525555551234
            00 52 55 5555 1234         | ES | +525555551234
            011 52 55 5555 1234        | US | +525555551234
            tel:+52-55-5555-1234       | US | +525555551234
            whatsapp:+525555551234     | US | +525555551234
            55\u00a05555\u202f1234     | MX | +525555551234
            55\u30005555\u20091234     | MX | +525555551234
            +1 (415) 555-2671          | MX | +14155552671
            415-555-2671               | US | +14155552671
            1 415 555 2671             | CA | +14155552671
            (11) 98765-4321            | BR | +5511987654321
            0 21 11 98765-4321         | BR | +5511987654321
            (11) 2345-6789             | BR | +551123456789
            030 123456                 | DE | +4930123456
            +49 (0)30 123456           | MX | +4930123456
            07400 123456               | GB | +447400123456
            +39 06 6982 1234           | MX | +390669821234
            """)
    void a_number_in_any_format_is_read_in_its_region(String raw, String region, String canonical) {
        assertThat(numbers.read(raw, region)).isEqualTo(new Reading.Plain(new PhoneNumber(canonical)));
    }

    @ParameterizedTest(name = "{0} is mobile: {1}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            +5491123456789             | +5491123456789
            54 9 11 2345-6789          | +5491123456789
            9 11 2345 6789             | +5491123456789
            011 15 2345-6789           | +5491123456789
            11 15 2345-6789            | +5491123456789
            +54 11 15 2345-6789        | +5491123456789
            54 11 15 2345 6789         | +5491123456789
            0223 15 456-7890           | +5492234567890
            +54 9 223 456-7890         | +5492234567890
            02966 15 41-2345           | +5492966412345
            2966 15 412345             | +5492966412345
            +54 9 2966 41 2345         | +5492966412345
            """)
    void an_argentine_mobile_number_has_the_9_whichever_way_it_is_dialled(String raw, String canonical) {
        assertThat(numbers.read(raw, "AR")).isEqualTo(new Reading.Plain(new PhoneNumber(canonical)));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            +54 11 2345-6789           | +541123456789
            011 2345-6789              | +541123456789
            223 456-7890               | +542234567890
            """)
    void an_argentine_number_with_neither_9_nor_15_may_be_a_landline_and_stays_one(String raw, String canonical) {
        assertThat(numbers.read(raw, "AR")).isEqualTo(new Reading.Plain(new PhoneNumber(canonical)));
    }

    @ParameterizedTest(name = "{0} in {1} is mended to {2}: {3}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, quoteCharacter = '~', textBlock = """
            +5215555551234             | MX | +525555551234  | RETIRED_PREFIX
            +52 1 55 5555 1234         | US | +525555551234  | RETIRED_PREFIX
            5215555551234              | MX | +525555551234  | RETIRED_PREFIX
            1 55 5555 1234             | MX | +525555551234  | RETIRED_PREFIX
            044 55 5555 1234           | MX | +525555551234  | RETIRED_PREFIX
            045 55 5555 1234           | MX | +525555551234  | RETIRED_PREFIX
            01 55 5555 1234            | MX | +525555551234  | RETIRED_PREFIX
            +52 044 55 5555 1234       | US | +525555551234  | RETIRED_PREFIX
            00 52 1 55 5555 1234       | ES | +525555551234  | RETIRED_PREFIX
            whatsapp:+5215555551234    | MX | +525555551234  | RETIRED_PREFIX
            '+5215555551234            | MX | +525555551234  | RETIRED_PREFIX
            +551187654321              | BR | +5511987654321 | RETIRED_PREFIX
            (11) 6765-4321             | BR | +5511967654321 | RETIRED_PREFIX
            (55) 8765-4321             | BR | +5555987654321 | RETIRED_PREFIX
            0 21 11 8765-4321          | BR | +5511987654321 | RETIRED_PREFIX
            +54 9 11 15 2345-6789      | MX | +5491123456789 | DOUBLE_PREFIX
            549111523456789            | AR | +5491123456789 | DOUBLE_PREFIX
            9 011 15 2345-6789         | AR | +5491123456789 | DOUBLE_PREFIX
            +54 9 011 2345-6789        | MX | +5491123456789 | DOUBLE_PREFIX
            +54 9 2966 15 41-2345      | MX | +5492966412345 | DOUBLE_PREFIX
            00 52 55 5555 1234         | US | +525555551234  | INTERNATIONAL_PREFIX
            0052 55 5555 1234          | CO | +525555551234  | INTERNATIONAL_PREFIX
            +0052 55 5555 1234         | US | +525555551234  | INTERNATIONAL_PREFIX
            5555551234.0               | MX | +525555551234  | SPREADSHEET_MARKS
            5555551234,00              | MX | +525555551234  | SPREADSHEET_MARKS
            5,555,551,234              | MX | +525555551234  | SPREADSHEET_MARKS
            5,555,551,234.00           | MX | +525555551234  | SPREADSHEET_MARKS
            5.555.551.234,0            | MX | +525555551234  | SPREADSHEET_MARKS
            5.25555551234E+11          | MX | +525555551234  | SPREADSHEET_MARKS
            5.25555551234E11           | MX | +525555551234  | SPREADSHEET_MARKS
            5,555551234e+09            | MX | +525555551234  | SPREADSHEET_MARKS
            '+525555551234             | MX | +525555551234  | SPREADSHEET_MARKS
            ="5555551234"              | MX | +525555551234  | SPREADSHEET_MARKS
            ="'5555551234"             | MX | +525555551234  | SPREADSHEET_MARKS
            =+525555551234             | US | +525555551234  | SPREADSHEET_MARKS
            \u202a+525555551234\u202c  | MX | +525555551234  | SPREADSHEET_MARKS
            \ufeff55\u200b5555\u00ad1234 | MX | +525555551234 | SPREADSHEET_MARKS
            5\ufe0f\u20e3555551234     | MX | +525555551234  | SPREADSHEET_MARKS
            \uff15\uff15\uff15\uff15\uff15\uff15\uff11\uff12\uff13\uff14 | MX | +525555551234 | FULL_WIDTH_DIGITS
            \uff0b525555551234         | US | +525555551234  | FULL_WIDTH_DIGITS
            \u0665\u0665\u0665\u0665\u0665\u0665\u0661\u0662\u0663\u0664 | MX | +525555551234 | FOREIGN_DIGITS
            \ud835\udfd3\ud835\udfd355551234 | MX | +525555551234 | FOREIGN_DIGITS
            """)
    void what_spreadsheets_and_old_numbering_do_is_mended_and_said(
            String raw, String region, String canonical, String repair) {
        assertThat(numbers.read(raw, region)).isEqualTo(new Reading.Repaired(new PhoneNumber(canonical), repair));
    }

    @ParameterizedTest(name = "{0} is taken as it is")
    @CsvSource({"+551178123456", "+5511978123456", "+551156781234"})
    void a_brazilian_number_that_may_be_radio_or_a_landline_gets_no_ninth_digit(String raw) {
        assertThat(numbers.read(raw, "BR")).isEqualTo(new Reading.Plain(new PhoneNumber(raw)));
    }

    @ParameterizedTest(name = "{0} in {1} is refused: {2}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, quoteCharacter = '~', textBlock = """
            4.479E+11                  | MX | LOST_DIGITS
            5,2155E+12                 | MX | LOST_DIGITS
            '4.479E+11                 | MX | LOST_DIGITS
            5.5555512E+09              | MX | LOST_DIGITS
            \uff15.2155\uff25+12       | MX | LOST_DIGITS
            12345                      | MX | INVALID_PHONE_NUMBER
            555555123                  | MX | INVALID_PHONE_NUMBER
            55555512345                | MX | INVALID_PHONE_NUMBER
            call me                    | MX | INVALID_PHONE_NUMBER
            #########                  | MX | INVALID_PHONE_NUMBER
            +                          | MX | INVALID_PHONE_NUMBER
            5555551234 / 5555551235    | MX | INVALID_PHONE_NUMBER
            +999123456789              | MX | INVALID_PHONE_NUMBER
            5555551234                 | ZZ | INVALID_PHONE_NUMBER
            15 2345-6789               | AR | INVALID_PHONE_NUMBER
            +54 9 12 15 2345-6789      | AR | INVALID_PHONE_NUMBER
            +49212345678901234         | DE | INVALID_PHONE_NUMBER
            +491640                    | DE | INVALID_PHONE_NUMBER
            +52 55 5555 1234 x12       | MX | EXTENSION
            55 5555 1234 ext. 5        | MX | EXTENSION
            tel:+525555551234;ext=12   | MX | EXTENSION
            +54 9 11 2345-6789 #3      | AR | EXTENSION
            """)
    void what_cannot_be_called_is_refused_with_the_reason(String raw, String region, String reason) {
        assertThat(numbers.read(raw, region)).isEqualTo(new Reading.Unreadable(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", ",555", "\u200b", "=", " ", "('", "1.", "0E", "\ud835"})
    void a_cell_of_any_length_and_content_is_refused_without_an_error(String part) {
        for (int times : new int[] {0, 1, 30, 249, 250, 251, 100_000}) {
            assertThat(numbers.read("1" + part.repeat(times), "MX")).isInstanceOf(Reading.Unreadable.class);
        }
    }
}
