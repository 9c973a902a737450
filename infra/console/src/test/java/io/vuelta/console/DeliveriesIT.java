package io.vuelta.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.local.Client;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/** The list of the latest deliveries to an endpoint, in each state of the screen and in both languages. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(WithConsole.class)
class DeliveriesIT {
    private static final By ROWS = By.cssSelector("#deliveries tbody tr");

    private final ConsoleStack stack = WithConsole.stack();
    private final Browser browser = stack.browser();
    private final String path = "webhooks?endpoint=" + stack.samples().endpoint();

    private void awaitRows() {
        browser.await("deliveries", () -> !browser.all(ROWS).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"en, en-GB, 1440", "es, es-MX, 390"})
    void a_failure_is_shown_with_its_event_its_reason_and_its_next_attempt(String language, String tag, int width) {
        browser.size(width, 900);
        browser.language(tag);
        stack.open(path);
        Words words = Words.of(browser, language);
        awaitRows();

        browser.awaitText(words.of("delivery.CONNECTION"));
        assertThat(browser.text())
                .contains("evt_")
                .contains(words.of("eventType.campaign.status_changed"))
                .contains(words.of("deliveries.sample"));
        assertThat(browser.script("return document.scrollingElement.scrollWidth"))
                .isEqualTo((long) width);
    }

    /** The filter is part of the address, so it survives a reload. */
    @Test
    void a_filter_without_results_shows_a_message_and_a_button_to_clear_it() {
        stack.open(path + "&outcome=accepted");
        Words words = Words.of(browser, "en");
        browser.awaitText(words.of("deliveries.none_found"));
        browser.reload();
        browser.awaitText(words.of("deliveries.none_found"));

        browser.click(words.of("activity.clear"));

        awaitRows();
        assertThat(browser.address().getQuery()).doesNotContain("outcome");
    }

    @Test
    void an_endpoint_without_deliveries_shows_a_message() {
        ObjectNode endpoint = Client.object().put("url", "http://127.0.0.1:9/none");
        endpoint.putArray("events").add("export.finished");
        String id = stack.client()
                .post("/webhook-endpoints", endpoint)
                .ok()
                .at("/webhook_endpoint/id")
                .asText();
        stack.open("webhooks?endpoint=" + id);

        browser.awaitText(Words.of(browser, "en").of("deliveries.none"));

        stack.client().delete("/webhook-endpoints/" + id).ok();
    }

    @Test
    void a_list_that_cannot_be_read_shows_an_error_and_can_be_read_again() {
        String once = browser.before("""
                const fetched = window.fetch;
                window.fetch = (...given) => String(given[0]).includes('/deliveries') && !window.mended
                    ? Promise.reject(new TypeError('cut')) : fetched(...given);
                """);
        try {
            stack.open(path);
            browser.find(By.cssSelector("#deliveries .failed"));
            browser.script("window.mended = true");
            browser.click(By.cssSelector("#deliveries .failed .button"));
            awaitRows();
            assertThat(browser.has(By.cssSelector("#deliveries .failed"))).isFalse();
        } finally {
            browser.without(once);
        }
    }
}
