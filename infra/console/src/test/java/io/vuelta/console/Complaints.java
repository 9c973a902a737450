package io.vuelta.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

/** What the browser has written into its console. */
final class Complaints {
    private Complaints() {}

    /** Nothing since the last look. */
    static void none(Browser browser) {
        assertThat(browser.complaints()).as("complaints of the browser").isEmpty();
    }

    /** Nothing but what the test provokes: answers with one of these statuses. */
    static void onlyOfAnswers(Browser browser, int... statuses) {
        List<String> others = browser.complaints().stream()
                .filter(line -> Stream.of(
                                java.util.Arrays.stream(statuses).boxed().toArray(Integer[]::new))
                        .noneMatch(status -> line.contains("responded with a status of " + status)))
                .toList();
        assertThat(others).as("complaints of the browser").isEmpty();
    }
}
