package io.vuelta.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

/** Checks the messages in the browser's console. */
final class Complaints {
    private Complaints() {}

    /** There are no messages since the last check. */
    static void none(Browser browser) {
        assertThat(browser.complaints()).as("complaints of the browser").isEmpty();
    }

    /** The only messages are about answers with one of these statuses, which the test provokes. */
    static void onlyOfAnswers(Browser browser, int... statuses) {
        List<String> others = browser.complaints().stream()
                .filter(line -> Stream.of(
                                java.util.Arrays.stream(statuses).boxed().toArray(Integer[]::new))
                        .noneMatch(status -> line.contains("responded with a status of " + status)))
                .toList();
        assertThat(others).as("complaints of the browser").isEmpty();
    }
}
