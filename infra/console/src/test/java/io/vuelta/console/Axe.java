package io.vuelta.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Checks accessibility with axe-core. */
final class Axe {
    private static final String SCRIPT = script();

    /** WCAG 2.2 AA, and axe's rules of good practice. */
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private Axe() {}

    private static String script() {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void finds_nothing(Browser browser, String screen) {
        run(browser, screen, "{runOnly: {type: 'tag', values: " + quoted(RULES) + "}, resultTypes: ['violations']}");
    }

    /** Checks only colours, for another theme of a page that was already checked. */
    static void finds_enough_contrast(Browser browser, String screen) {
        run(browser, screen, "{runOnly: ['color-contrast'], resultTypes: ['violations']}");
    }

    private static void run(Browser browser, String screen, String options) {
        browser.script("if (!window.axe) { " + SCRIPT + " }");
        Object found = browser.asynchronous("""
                const done = arguments[arguments.length - 1];
                axe.run(document, %s).then(
                    result => done(result.violations.flatMap(violation => violation.nodes.map(node =>
                        `${violation.id}: ${node.target.join(' ')}: ${node.html.slice(0, 160)} ${node.failureSummary}`))),
                    error => done([String(error)]));
                """.formatted(options));
        assertThat(found).as("axe on " + screen).isEqualTo(List.of());
    }

    private static String quoted(List<String> values) {
        return values.stream().map(value -> "'" + value + "'").collect(Collectors.joining(", ", "[", "]"));
    }
}
