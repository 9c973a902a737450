package io.vuelta.adapters.libphonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.phone.IdentityKey;
import io.vuelta.domain.phone.NumberReader.Reading;
import io.vuelta.domain.phone.PhoneNumber;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void an_argentine_number_with_neither_9_nor_15_is_dialled_as_it_is_and_is_the_mobile_numbers_person(
            String raw, String canonical) {
        PhoneNumber number = new PhoneNumber(canonical);

        assertThat(numbers.read(raw, "AR")).isEqualTo(new Reading.Plain(number));
        assertThat(IdentityKey.of(number))
                .isEqualTo(IdentityKey.of(new PhoneNumber(canonical.replaceFirst("^\\+549?", "+549"))));
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
    void defects_from_spreadsheets_and_old_numbering_are_repaired_and_reported(
            String raw, String region, String canonical, String repair) {
        assertThat(numbers.read(raw, region)).isEqualTo(new Reading.Repaired(new PhoneNumber(canonical), repair));
    }

    @ParameterizedTest(name = "{0} is taken as it is")
    @CsvSource({"+551178123456", "+5511978123456", "+551156781234"})
    void a_brazilian_number_that_may_be_radio_or_a_landline_is_dialled_without_a_ninth_digit(String raw) {
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
        5555551234 casa 5555551235 | MX | INVALID_PHONE_NUMBER
        5555551234 ramal 12        | MX | INVALID_PHONE_NUMBER
        55555512 / 55555513        | MX | INVALID_PHONE_NUMBER
        5555551234;ext=1234567     | MX | EXTENSION
        555555123O                 | MX | INVALID_PHONE_NUMBER
        555555123 (casa)           | MX | INVALID_PHONE_NUMBER
        (casa)                     | MX | INVALID_PHONE_NUMBER
        5215555551234@lid          | MX | INVALID_PHONE_NUMBER
        525555551234@lid           | MX | INVALID_PHONE_NUMBER
        120363021234567890@g.us    | MX | INVALID_PHONE_NUMBER
        525555551234@g.us          | MX | INVALID_PHONE_NUMBER
        5215555551234-1400000000@g.us | MX | INVALID_PHONE_NUMBER
        525555551234@broadcast     | MX | INVALID_PHONE_NUMBER
        5555551234 ana@example.com | MX | INVALID_PHONE_NUMBER
        1 ::: 2                    | MX | INVALID_PHONE_NUMBER
        +1 900 234 5678            | US | PREMIUM_RATE
        900 234 5678               | CA | PREMIUM_RATE
        9002345678                 | US | PREMIUM_RATE
        +52 900 123 4567           | MX | PREMIUM_RATE
        9001234567                 | MX | PREMIUM_RATE
        01 900 123 4567            | MX | PREMIUM_RATE
        900 123 4567 (tarot)       | MX | PREMIUM_RATE
        0052 900 123 4567          | US | PREMIUM_RATE
        0600 123 4567              | AR | PREMIUM_RATE
        0900 123 456               | BR | PREMIUM_RATE
        901 123 4567               | CO | PREMIUM_RATE
        +979 123 456 789           | MX | PREMIUM_RATE
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

    @ParameterizedTest(name = "{0} in {1} is {2} today")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
        (1) 234 5678        | CO | +576012345678
        +57 1 2345678       | CO | +576012345678
        (4) 444 1234        | CO | +576044441234
        031 2281260         | CO | +576012281260
        07 2 555 1234       | CO | +576025551234
        57 1 2345678        | CO | +576012345678
        56 2 345 6789       | CL | +56223456789
        56 65 350009        | CL | +56652350009
        09 8765 4321        | CL | +56987654321
        02 2345 6789        | CL | +56223456789
        +56 2 345 6789      | CL | +56223456789
        (02) 345 6789       | CL | +56223456789
        2345 6789           | CL | +56223456789
        +56 65 350009       | CL | +56652350009
        (065) 350009        | CL | +56652350009
        065 2 350009        | CL | +56652350009
        +56 09 8765 4321    | CL | +56987654321
        +56 02 345 6789     | MX | +56223456789
        08 765 4321         | EC | +593987654321
        (09) 9123 456       | EC | +593999123456
        +593 8 765 4321     | EC | +593987654321
        222 1234            | CR | +50622221234
        +506 456 1234       | CR | +50624561234
        387 1234            | CR | +50683871234
        887 1234            | CR | +50688871234
        311 1234            | GT | +50253111234
        234 1234            | GT | +50222341234
        +502 523 1234       | GT | +50255231234
        662 1234            | GT | +50266621234
        776 1234            | GT | +50277761234
        801 1234            | GT | +50258011234
        237 1234            | HN | +50422371234
        +504 998 1234       | HN | +50499981234
        398 1234            | HN | +50433981234
        234 1234            | SV | +50322341234
        +598 52 24999       | UY | +59845224999
        (052) 24999         | UY | +59845224999
        0675 2859           | UY | +59846752859
        9876 5432           | PE | +51998765432
        01 9876 5432        | PE | +51998765432
        +51 1 9876 5432     | PE | +51998765432
        054 9123456         | PE | +51959123456
        +51 44 9123456      | PE | +51949123456
        (074) 9123456       | PE | +51979123456
        73 912 3456         | PE | +51969123456
        084 9123456         | PE | +51984123456
        """)
    void old_numbering_is_read_as_todays_number(String raw, String region, String today) {
        assertThat(numbers.read(raw, region))
                .isEqualTo(new Reading.Repaired(new PhoneNumber(today), Renumbered.REPAIR));
    }

    @ParameterizedTest(name = "{0} in {1} is left")
    @CsvSource({
        "5822 1234, CL", // Arica of 2012, or a mobile number without its 9
        "8765 4321, CL",
        "832 1234, HN", // a mobile number of 2006, or a landline of 2009
        "733 2345, UY", // Salto, or Montevideo's 733 2345
        "712 3456, SV",
        "612 3456, PA",
        "02 123 4567, VE",
        "55512 34, MX"
    })
    void an_old_number_that_may_have_become_two_numbers_is_refused(String raw, String region) {
        assertThat(numbers.read(raw, region)).isEqualTo(new Reading.Unreadable("INVALID_PHONE_NUMBER"));
    }

    @ParameterizedTest(name = "{0} in {1} is valid as it is written")
    @CsvSource({
        "222 1234, PA, +5072221234",
        "2901 2345, UY, +59829012345",
        "4222 3456, UY, +59842223456",
        "094 123 456, UY, +59894123456",
        "2 234 5678, EC, +59322345678",
        "099 876 5432, EC, +593998765432",
        "22 345 6789, CL, +56223456789",
        "987654321, CL, +56987654321",
        "310 123 4567, CO, +573101234567",
        "601 2345678, CO, +576012345678",
        "01 234 5678, PE, +5112345678",
        "054 212345, PE, +5154212345",
        "2222 1234, CR, +50622221234",
        "8387 1234, CR, +50683871234",
        "5331 1234, GT, +50253311234",
        "800 1234, SV, +5038001234"
    })
    void a_number_that_is_valid_today_is_never_read_as_old_numbering(String raw, String region, String canonical) {
        assertThat(numbers.read(raw, region)).isEqualTo(new Reading.Plain(new PhoneNumber(canonical)));
    }

    @ParameterizedTest(name = "{0} in {1} is {2}: {3}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, quoteCharacter = '~', textBlock = """
        55 5555 0006 (casa)               | MX | +525555550006 | NOTE
        55 5555 0008 WhatsApp             | MX | +525555550008 | NOTE
        55 5555 0008, solo tardes         | MX | +525555550008 | NOTE
        55 5555 0008 - mamá               | MX | +525555550008 | NOTE
        Cel. 55 5555 0006 (casa)          | MX | +525555550006 | NOTE
        +52 55 5555 0006/oficina          | US | +525555550006 | NOTE
        415 555 2671 Bob                  | US | +14155552671  | NOTE
        '55 5555 0006 (casa)              | MX | +525555550006 | NOTE
        044 55 5555 0006 (celular)        | MX | +525555550006 | RETIRED_PREFIX
        5555551234 (casa 2)               | MX | +525555551234 | NOTE
        55 5555 0059 (oficina 5)          | MX | +525555550059 | NOTE
        5555550061 opcion 2               | MX | +525555550061 | NOTE
        5555550060 desp 6pm               | MX | +525555550060 | NOTE
        5582000047;5582000048             | MX | +525582000047 | SEVERAL_NUMBERS
        5555551234 / 5555551235           | MX | +525555551234 | SEVERAL_NUMBERS
        5555551234, 5555551235            | MX | +525555551234 | SEVERAL_NUMBERS
        5555551234 y 5555551235           | MX | +525555551234 | SEVERAL_NUMBERS
        5555551234 (casa) o 5555551235    | MX | +525555551234 | SEVERAL_NUMBERS
        55555512 / 5555551235             | MX | +525555551235 | SEVERAL_NUMBERS
        525555551234@c.us                 | US | +525555551234 | NOTE
        5215555551234@c.us                | MX | +525555551234 | RETIRED_PREFIX
        5491123459105@s.whatsapp.net      | MX | +5491123459105 | NOTE
        +52 55 5555 1001 ::: 55 5555 1003 | MX | +525555551001 | SEVERAL_NUMBERS
        12345 ::: 55 5555 1003            | MX | +525555551003 | SEVERAL_NUMBERS
        """)
    void text_after_a_number_is_dropped_and_reported(String raw, String region, String canonical, String repair) {
        assertThat(numbers.read(raw, region)).isEqualTo(new Reading.Repaired(new PhoneNumber(canonical), repair));
    }

    @ParameterizedTest(name = "{0} in {1} is {2}")
    @CsvSource({
        "011 52 55 5555 0018, MX, +525555550018",
        "011525555550018, MX, +525555550018",
        "001 52 55 5555 0017, MX, +525555550017",
        "001525555550017, MX, +525555550017",
        "0011 52 55 5555 1234, MX, +525555551234",
        "0015 52 55 5555 1234, MX, +525555551234",
        "0015 56 9 8765 4321, MX, +56987654321",
        "(011) 57 310 123 4567, MX, +573101234567",
        "011-54-9-11-2345-9105, CL, +5491123459105",
        "00 52 55 5555 1234, CO, +525555551234",
        "(00) 52 55 5555 1234, US, +525555551234",
        "0055 81 97171-2077, BR, +5581971712077",
        "005581971712077, BR, +5581971712077",
        "0057 310 123 4567, CO, +573101234567",
        "0014155552671, US, +14155552671",
        "001 415 555 2671, US, +14155552671"
    })
    void the_international_prefix_of_another_region_is_understood_and_reported(
            String raw, String region, String canonical) {
        assertThat(numbers.read(raw, region))
                .isEqualTo(new Reading.Repaired(new PhoneNumber(canonical), "INTERNATIONAL_PREFIX"));
    }

    @ParameterizedTest(name = "{0} in {1} is {2}")
    @CsvSource({
        "00 52 55 5555 1234, MX, +525555551234",
        "001 415 555 2671, MX, +14155552671",
        "009 52 55 5555 1234, CO, +525555551234",
        "00456 52 55 5555 1234, CO, +525555551234",
        "1230 52 55 5555 1234, CL, +525555551234",
        "0015 52 55 5555 1234, BR, +525555551234",
        "0021 52 55 5555 1234, BR, +525555551234",
        "0055 52 55 5555 1234, BR, +525555551234",
        "0011 52 55 5555 1234, AU, +525555551234",
        "011 52 55 5555 1234, US, +525555551234",
        "00 54 11 2345 6789, AR, +541123456789"
    })
    void the_regions_own_international_prefix_is_no_repair(String raw, String region, String canonical) {
        assertThat(numbers.read(raw, region)).isEqualTo(new Reading.Plain(new PhoneNumber(canonical)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5", ",555", " ::: 55", " a", " (ab", "0@", "00 1", "\u200b", "=", " ", "('", "1.", "0E", "\ud835"
            })
    void a_cell_of_any_length_and_content_is_refused_without_an_error(String part) {
        for (int times : new int[] {0, 1, 30, 249, 250, 251, 100_000}) {
            assertThat(numbers.read("1" + part.repeat(times), "MX")).isInstanceOf(Reading.Unreadable.class);
        }
    }
}
