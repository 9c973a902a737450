package io.vuelta.bench;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The simplest program: commons-csv reads rows, libphonenumber parses their numbers, and nothing else is done. */
final class IngestFloor {
    private IngestFloor() {}

    static String read(Path file) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        long rows = 0;
        long valid = 0;
        long characters = 0;
        try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, format)) {
            for (CSVRecord row : parser) {
                rows++;
                try {
                    Phonenumber.PhoneNumber number = numbers.parse(row.get("contact"), "MX");
                    if (numbers.isValidNumber(number)) {
                        characters +=
                                numbers.format(number, PhoneNumberFormat.E164).length();
                        valid++;
                    }
                } catch (NumberParseException e) {
                    characters += e.getErrorType().name().length();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "rows=" + rows + " valid=" + valid + " characters=" + characters;
    }
}
