package io.vuelta.handlers.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules for the console's own sources that no browser enforces. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsoleSourcesTest {
    private static final int MAX_LINES = 400;

    /** Requests to the API, and transcripts from the bucket. */
    private static final List<String> FETCHING = List.of("api.js", "screens/conversation.js");

    private static final Pattern OPERATION = Pattern.compile("\\bapi\\(\\s*'(\\w+)'");
    private static final Pattern DEFINED = Pattern.compile("(?m)^    (\\w+): \\{method");

    /** The console's own sources, from functions/console. */
    private static Map<String, String> own(String ending) {
        Map<String, String> sources = new TreeMap<>();
        ConsoleFiles.read().all().forEach((name, bytes) -> {
            if (name.endsWith(ending) && !name.startsWith("vendor/")) {
                sources.put(name, new String(bytes, UTF_8));
            }
        });
        return sources;
    }

    /** The source without comments, which may contain forbidden words. */
    private static String code(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)(^|\\s)//.*$", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "an attribute style, which the policy forbids; (?<![.\\w-])style=",
                "markup from text; \\b(innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|unsafeSVG|document\\.write)\\b",
                "code from text; \\b(eval|new Function)\\(",
                "dialogs of the browser; (?<![.\\w])(alert|confirm|prompt)\\(",
                "what outlives the tab; \\b(localStorage|indexedDB|document\\.cookie)\\b",
                "requests past api.js and its limits; (?<![.\\w])fetch\\(",
                "Lit's styles in an attribute; \\bstyleMap\\b",
                "links to other hosts; [\"'`]https?://\\w(?!ww\\.w3\\.org)",
                "times in the browser's own zone; \\.toLocale(Date|Time)?String\\(|\\.get(Hours|Minutes|Day|Date|Month|FullYear)\\("
            })
    void no_source_has(String what, String forbidden) {
        Pattern pattern = Pattern.compile(forbidden);
        List<String> found = new ArrayList<>();
        own(".js").forEach((name, source) -> {
            if (!(FETCHING.contains(name) && forbidden.contains("fetch"))) {
                pattern.matcher(code(source)).results().forEach(hit -> found.add(name + ": " + around(source, hit)));
            }
        });

        assertThat(found).as(what).isEmpty();
    }

    private static String around(String source, MatchResult hit) {
        String code = code(source);
        return code.substring(Math.max(0, hit.start() - 20), Math.min(code.length(), hit.end() + 30))
                .strip();
    }

    /** A class field hides Lit's accessor with the same name, so its changes cause no rendering. */
    @Test
    void no_element_has_a_class_field() {
        Map<String, List<String>> fields = new TreeMap<>();
        own(".js").forEach((name, source) -> {
            List<String> found = source.lines()
                    .filter(line -> line.matches("    (?!static\\b|return\\b|async\\b|get\\b|set\\b)[#\\w]+( =.*)?;"))
                    .toList();
            if (source.contains("extends LitElement") || source.contains("extends Screen")) {
                List<String> ofClass =
                        found.stream().filter(line -> insideClass(source, line)).toList();
                if (!ofClass.isEmpty()) {
                    fields.put(name, ofClass);
                }
            }
        });

        assertThat(fields).isEmpty();
    }

    /** Whether the last line before it that is not indented opens a class. */
    private static boolean insideClass(String source, String line) {
        String before = source.substring(0, source.indexOf(line));
        String opener = before.lines()
                .filter(one -> !one.isBlank() && !one.startsWith(" ") && !one.startsWith("}"))
                .reduce("", (_, second) -> second);
        return opener.matches("(export )?(default )?class .*");
    }

    @Test
    void a_file_has_a_maximum_length() {
        Map<String, Long> tooLong = Stream.of(".js", ".html")
                .flatMap(ending -> own(ending).entrySet().stream())
                .filter(file -> !file.getKey().startsWith("words/"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, file -> file.getValue().lines().count()));
        tooLong.values().removeIf(lines -> lines <= MAX_LINES);

        assertThat(tooLong).isEmpty();
    }

    @Test
    void every_operation_that_the_console_uses_is_in_the_api() {
        List<String> known = DEFINED.matcher(own(".js").get("generated/operations.js"))
                .results()
                .map(found -> found.group(1))
                .toList();
        List<String> asked = own(".js").values().stream()
                .flatMap(source -> OPERATION.matcher(code(source)).results().map(found -> found.group(1)))
                .distinct()
                .toList();

        assertThat(known).hasSizeGreaterThan(50);
        assertThat(asked).hasSizeGreaterThan(20).isSubsetOf(known);
    }
}
