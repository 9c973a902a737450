package io.vuelta.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.local.Client;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/** The pages of a campaign with 100,000 contacts are shown without a delay. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(WithConsole.class)
@Tag("long")
class ManyContactsIT {
    private static final int CONTACTS = 100_000;
    private static final Duration TO_LOAD = Duration.ofMinutes(10);
    private static final Duration BETWEEN_READS = Duration.ofSeconds(2);
    private static final long MAX_MILLIS = 1_000;

    /** Time of the page's own scripts; the rest is the emulator of the database. */
    private static final long MAX_SCRIPT_MILLIS = 300;

    private final ConsoleStack stack = WithConsole.stack();
    private final Browser browser = stack.browser();

    @Test
    void pages_and_filters_are_fast_and_a_rare_filter_can_continue() {
        String campaign = loaded();
        String path = "campaigns/" + campaign + "/contacts";
        stack.open(path);
        assertThat(browser.all(By.cssSelector("main tbody tr"))).hasSize(50);

        assertThat(millis(() -> browser.click(By.cssSelector(".pager a[rel=next], .pager .button:last-child"))))
                .as("the next page")
                .isLessThan(MAX_MILLIS);
        assertThat(browser.address().getQuery()).contains("cursor=");
        assertThat(longestTask()).as("the page's own work").isLessThan(MAX_SCRIPT_MILLIS);
        stack.open(path + "?status=failed");
        browser.awaitText(Words.of(browser, "en").of("contacts.go_on"));
        Complaints.none(browser);
    }

    /** Measures until the rows have changed. */
    private long millis(Runnable action) {
        browser.script("""
                window.tasks = [];
                new PerformanceObserver(list => tasks.push(...list.getEntries().map(one => one.duration)))
                    .observe({type: 'longtask'});
                """);
        String before = first();
        long from = System.nanoTime();
        action.run();
        browser.await("other rows", () -> !first().equals(before) && !first().isEmpty());
        return Duration.ofNanos(System.nanoTime() - from).toMillis();
    }

    private String first() {
        return String.valueOf(browser.script("return document.querySelector('main tbody tr')?.innerText ?? ''"));
    }

    private long longestTask() {
        return Math.round(Double.parseDouble(String.valueOf(browser.script("return Math.max(0, ...window.tasks)"))));
    }

    private String loaded() {
        String campaign = stack.phoneCampaign("Many");
        StringBuilder csv = new StringBuilder("contact,name\n");
        for (int i = 0; i < CONTACTS; i++) {
            csv.append("+5255%08d,Person %d\n".formatted(30_000_000 + i, i));
        }
        byte[] bytes = csv.toString().getBytes(UTF_8);
        JsonNode upload = stack.client()
                .post(
                        "/campaigns/" + campaign + "/uploads",
                        Client.object().put("file_name", "many.csv").put("size", bytes.length))
                .ok()
                .path("upload");
        stack.client().upload(upload, HttpRequest.BodyPublishers.ofByteArray(bytes));
        String path = "/campaigns/" + campaign + "/uploads/" + upload.path("id").asText();
        browser.await(TO_LOAD, BETWEEN_READS, "100,000 contacts are loaded", () -> isDone(path));
        return campaign;
    }

    /** While the system loads at full capacity, a request may stay without an answer. */
    private boolean isDone(String upload) {
        try {
            return stack.client().get(upload).ok().at("/upload/status").asText().equals("done");
        } catch (UncheckedIOException _) {
            return false;
        }
    }
}
