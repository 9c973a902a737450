package io.vuelta.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results of a benchmark: printed as Markdown, and written as JSON. */
final class Report {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String name;
    private final ObjectNode json = MAPPER.createObjectNode();
    private final List<String> wrong = new ArrayList<>();

    Report(String name) {
        this.name = name;
        json.put("bench", name);
    }

    /** The JSON of the report, for figures that are in no table. */
    ObjectNode json() {
        return json;
    }

    void say(String text) {
        System.out.println(text);
    }

    /** Prints a table, and keeps it under its key; numbers are rounded for people, not in the JSON. */
    void table(String key, String title, List<String> columns, List<List<Object>> rows) {
        System.out.println("\n### " + title + "\n");
        print(List.copyOf(columns));
        print(columns.stream().map(_ -> "---").toList());
        ArrayNode all = json.putArray(key);
        for (List<Object> row : rows) {
            print(row.stream().map(Report::text).toList());
            ObjectNode one = all.addObject();
            for (int i = 0; i < columns.size(); i++) {
                if (row.get(i) instanceof Number number) {
                    one.put(columns.get(i), number.doubleValue());
                } else {
                    one.put(columns.get(i), row.get(i).toString());
                }
            }
        }
        System.out.println();
    }

    private static void print(List<String> cells) {
        System.out.println("| " + String.join(" | ", cells) + " |");
    }

    private static String text(Object cell) {
        return cell instanceof Double number ? rounded(number) : cell.toString();
    }

    private static String rounded(double number) {
        if (number != 0 && Math.abs(number) < 0.1) {
            return BigDecimal.valueOf(number)
                    .setScale(4, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString();
        }
        return String.format(Locale.ROOT, Math.abs(number) < 100 ? "%.2f" : "%.0f", number);
    }

    /** Records a result that is not as required; the benchmark continues, and fails at the end. */
    void wrong(String what) {
        wrong.add(what);
        System.out.println("WRONG: " + what);
    }

    boolean isRight() {
        return wrong.isEmpty();
    }

    /** Writes the JSON into the directory. */
    void write(Path directory) throws IOException {
        ArrayNode all = json.putArray("wrong");
        wrong.forEach(all::add);
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(name + ".json"), json.toPrettyString() + "\n", StandardCharsets.UTF_8);
    }
}
