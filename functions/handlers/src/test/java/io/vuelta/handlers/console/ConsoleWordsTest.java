package io.vuelta.handlers.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The console's words: in both languages, all of them used, none missing. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsoleWordsTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    /** A key between quotes of any kind: a word, a dot, and more. */
    private static final Pattern KEY = Pattern.compile("['\"`]([a-z][A-Za-z0-9_]*(?:\\.[A-Za-z0-9_-]+)+)['\"`]");

    /** The fixed prefix of a composed key: {@code `contactStatus.${status}`}. */
    private static final Pattern BEGINNING = Pattern.compile("`([a-z][A-Za-z0-9_]*\\.[A-Za-z0-9_.-]*)\\$\\{");

    private static final Pattern ASKED = Pattern.compile("\\bt\\(\\s*'([^']+)'");
    private static final Pattern GROUP = Pattern.compile("(?s)^    (\\w+): \\[\n(.*?)\n    ],", Pattern.MULTILINE);
    private static final Pattern QUOTED = Pattern.compile("'([^']+)'");

    private static final Map<String, String> SOURCES = sources();
    private static final Map<String, Words> ENGLISH = words("en");
    private static final Map<String, Words> SPANISH = words("es");

    /**
     * The texts of one key.
     *
     * @param forms by plural category; one without a name where there are no plurals
     */
    private record Words(Map<String, String> forms) {
        Set<String> placeholders() {
            return forms.values().stream()
                    .flatMap(form -> PLACEHOLDER.matcher(form).results().map(found -> found.group(1)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Map<String, String> sources() {
        Map<String, String> sources = new TreeMap<>();
        ConsoleFiles.read().all().forEach((name, bytes) -> {
            if (name.endsWith(".js") && !name.startsWith("vendor/")) {
                sources.put(name, new String(bytes, UTF_8));
            }
        });
        return sources;
    }

    private static Map<String, Words> words(String language) {
        return new Literal(SOURCES.get("words/" + language + ".js")).words();
    }

    /** All sources except the words and the generated files. */
    private static String code() {
        return SOURCES.entrySet().stream()
                .filter(file ->
                        !file.getKey().startsWith("words/") && !file.getKey().startsWith("generated/"))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> codes() {
        return GROUP.matcher(SOURCES.get("generated/codes.js"))
                .results()
                .flatMap((MatchResult group) ->
                        QUOTED.matcher(group.group(2)).results().map(code -> group.group(1) + "." + code.group(1)));
    }

    @Test
    void both_languages_have_the_same_keys() {
        assertThat(ENGLISH).hasSizeGreaterThan(200);
        assertThat(SPANISH.keySet()).containsExactlyInAnyOrderElementsOf(ENGLISH.keySet());
    }

    @Test
    void both_languages_have_the_same_placeholders() {
        Map<String, String> different = new TreeMap<>();
        ENGLISH.forEach((key, words) -> {
            Set<String> spanish = SPANISH.getOrDefault(key, words).placeholders();
            if (!spanish.equals(words.placeholders())) {
                different.put(key, words.placeholders() + " " + spanish);
            }
        });

        assertThat(different).isEmpty();
    }

    @Test
    void no_text_is_empty() {
        Stream.of(ENGLISH, SPANISH)
                .forEach(language -> assertThat(language)
                        .allSatisfy((key, words) -> assertThat(words.forms().values())
                                .as(key)
                                .isNotEmpty()
                                .noneMatch(String::isBlank)));
    }

    /** {@code Intl.PluralRules('es')} has the category many for 1,000,000; English has one and other. */
    @Test
    void every_plural_has_the_forms_of_its_language() {
        Map<String, String> wrong = new TreeMap<>();
        ENGLISH.forEach((key, words) -> {
            if (words.forms().size() > 1) {
                Set<String> spanish =
                        SPANISH.containsKey(key) ? SPANISH.get(key).forms().keySet() : Set.of();
                if (!words.forms().keySet().containsAll(Set.of("one", "other"))
                        || !spanish.equals(Set.of("one", "many", "other"))) {
                    wrong.put(key, words.forms().keySet() + " " + spanish);
                }
            }
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void every_code_has_a_text() {
        assertThat(codes().filter(key -> !ENGLISH.containsKey(key))).isEmpty();
        assertThat(codes()).hasSizeGreaterThan(200);
    }

    @Test
    void every_key_that_is_used_has_a_text() {
        Set<String> missing = ASKED.matcher(code())
                .results()
                .map(found -> found.group(1))
                .filter(key -> !ENGLISH.containsKey(key))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(missing).isEmpty();
    }

    @Test
    void every_key_is_used() {
        String code = code();
        Set<String> used =
                KEY.matcher(code).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
        codes().forEach(used::add);
        List<String> beginnings = BEGINNING
                .matcher(code)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        Set<String> unused = ENGLISH.keySet().stream()
                .filter(key -> !used.contains(key))
                .filter(key -> beginnings.stream().noneMatch(key::startsWith))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unused).isEmpty();
    }

    /** Reads {@code export const words = {…}}: keys to texts, or to objects of texts. */
    private static final class Literal {
        private final String source;
        private int at;

        Literal(String source) {
            this.source = source;
            this.at = source.indexOf('{', source.indexOf("export const words"));
        }

        Map<String, Words> words() {
            Map<String, Words> words = new LinkedHashMap<>();
            expect('{');
            while (peek() != '}') {
                String key = key();
                expect(':');
                Words value = peek() == '{' ? new Words(forms()) : new Words(Map.of("", text()));
                assertThat(words.put(key, value)).as(key + " stands twice").isNull();
                comma();
            }
            return words;
        }

        private Map<String, String> forms() {
            Map<String, String> forms = new LinkedHashMap<>();
            expect('{');
            while (peek() != '}') {
                String form = key();
                expect(':');
                forms.put(form, text());
                comma();
            }
            expect('}');
            return forms;
        }

        private String key() {
            if ("'\"".indexOf(peek()) >= 0) {
                return text();
            }
            int from = at;
            while (Character.isJavaIdentifierPart(source.charAt(at))) {
                at++;
            }
            return source.substring(from, at);
        }

        private String text() {
            char quote = peek();
            assertThat("'\"`".indexOf(quote))
                    .as("a text at " + at + ": " + here())
                    .isNotNegative();
            StringBuilder text = new StringBuilder();
            for (at++; source.charAt(at) != quote; at++) {
                if (source.charAt(at) == '\\') {
                    at++;
                }
                text.append(source.charAt(at));
            }
            at++;
            return text.toString();
        }

        private void comma() {
            if (peek() == ',') {
                at++;
            }
        }

        private void expect(char expected) {
            assertThat(peek()).as(here()).isEqualTo(expected);
            at++;
        }

        /** The next character that is neither space nor comment. */
        private char peek() {
            while (true) {
                if (Character.isWhitespace(source.charAt(at))) {
                    at++;
                } else if (source.startsWith("//", at)) {
                    at = source.indexOf('\n', at);
                } else if (source.startsWith("/*", at)) {
                    at = source.indexOf("*/", at) + 2;
                } else {
                    return source.charAt(at);
                }
            }
        }

        private String here() {
            return source.substring(Math.max(0, at - 40), Math.min(source.length(), at + 40));
        }
    }
}
