package io.vuelta.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Checks the exports of the sample campaign. */
final class ExportCheck {
    private static final Set<String> FINAL = Set.of("answered", "voicemail", "failed", "converted");

    private ExportCheck() {}

    static List<String> check(Path contactsCsv, Path callsCsv, JsonNode upload, int retries) throws IOException {
        List<CSVRecord> contacts = read(contactsCsv);
        List<CSVRecord> calls = read(callsCsv);
        List<String> wrong = new ArrayList<>();
        int rows = upload.path("rows").asInt();
        int accepted = upload.path("accepted").asInt();
        if (accepted
                        + upload.path("duplicates").asInt()
                        + upload.path("refused").asInt()
                != rows) {
            wrong.add("the upload's rows do not add up: " + upload);
        }
        if (contacts.size() != accepted) {
            wrong.add(accepted + " rows were accepted and " + contacts.size() + " contacts exported");
        }
        int made = 0;
        for (CSVRecord contact : contacts) {
            String number = contact.get("contact");
            made += Integer.parseInt(contact.get("calls"));
            if (!FINAL.contains(contact.get("status"))) {
                wrong.add(number + " is " + contact.get("status"));
            }
            if (Integer.parseInt(contact.get("retries")) > retries) {
                wrong.add(number + " was retried " + contact.get("retries") + " times");
            }
        }
        if (made != calls.size()) {
            wrong.add("the contacts had " + made + " calls and " + calls.size() + " were exported");
        }
        if (contacts.stream()
                .noneMatch(contact -> contact.get("id").equals("123")
                        && contact.get("contact").equals("+525555551234"))) {
            wrong.add("+5215555551234 of the file is not in the export as +525555551234");
        }
        return wrong;
    }

    private static List<CSVRecord> read(Path csv) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(csv, UTF_8, format)) {
            return parser.getRecords();
        }
    }
}
