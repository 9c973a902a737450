package io.vuelta.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The size of the first visit. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(WithConsole.class)
class FirstViewIT {
    private static final long MAX_BYTES = 150_000;

    /** Modules, styles, icons and words, without the API's answers. */
    private static final int MAX_FILES = 28;

    private final ConsoleStack stack = WithConsole.stack();
    private final Browser browser = stack.browser();

    @Test
    void the_first_view_has_at_most_150_KB_and_only_files_of_this_origin() {
        browser.command("Network.enable", Map.of());
        browser.command("Network.setCacheDisabled", Map.of("cacheDisabled", true));
        browser.requests();
        try {
            stack.open("campaigns");
            Object bytes = browser.script("""
                    return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                        .filter(entry => new URL(entry.name).pathname.startsWith('/console'))
                        .reduce((sum, entry) => sum + entry.transferSize, 0);
                    """);
            List<Browser.Request> requests = browser.requests();

            assertThat(bytes)
                    .isInstanceOfSatisfying(Long.class, sum -> assertThat(sum).isBetween(20_000L, MAX_BYTES));
            assertThat(requests)
                    .allSatisfy(request -> assertThat(request.url().toString())
                            .startsWith(stack.origin().toString()));
            assertThat(requests.stream()
                            .filter(request -> request.url().getPath().startsWith("/console")))
                    .hasSizeLessThanOrEqualTo(MAX_FILES);
            System.out.println("first view: " + bytes + " bytes in " + requests.size() + " requests");
        } finally {
            browser.command("Network.setCacheDisabled", Map.of("cacheDisabled", false));
        }
    }

    @Test
    void a_second_visit_requests_only_the_page_and_data() {
        stack.open("campaigns");
        browser.requests();
        stack.open("campaigns");

        Object fetched = browser.script("""
                return performance.getEntriesByType('resource')
                    .filter(entry => entry.name.includes('/console/a/') && entry.transferSize > 0).map(entry => entry.name);
                """);
        assertThat(fetched).isEqualTo(List.of());
    }
}
