package io.vuelta.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.cloud.rude.Meter;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an hour before a screen costs, on the browser's virtual time. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(WithConsole.class)
@Tag("long")
class WatchingIT {
    private static final long MAX_READS = 2_000;

    /** The browser's time passes in steps, each so short that what it asked for is answered before the next. */
    private static final Duration STEP = Duration.ofSeconds(10);

    private static final Duration HOUR = Duration.ofHours(1);

    private final ConsoleStack stack = WithConsole.stack();
    private final Browser browser = stack.browser();

    @BeforeEach
    void before() {
        browser.size(1440, 900);
        browser.language("en-GB");
    }

    @Test
    void an_hour_of_watching_a_campaign_is_at_most_2000_reads() {
        stack.open("campaigns/" + stack.samples().running());

        assertThat(readsOfAnHour()).isBetween(300L, MAX_READS);
    }

    @Test
    void an_hour_of_watching_the_list_is_at_most_2000_reads() {
        stack.open("campaigns");

        assertThat(readsOfAnHour()).isBetween(50L, MAX_READS);
    }

    @Test
    void an_hour_in_a_hidden_tab_is_no_read() {
        stack.open("campaigns/" + stack.samples().running());
        browser.script("""
                Object.defineProperty(document, 'hidden', {value: true, configurable: true});
                Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});
                document.dispatchEvent(new Event('visibilitychange'));
                """);

        assertThat(readsOfAnHour()).isZero();
    }

    private long readsOfAnHour() {
        long before = reads();
        for (Duration passed = Duration.ZERO; passed.compareTo(HOUR) < 0; passed = passed.plus(STEP)) {
            browser.command(
                    "Emulation.setVirtualTimePolicy",
                    Map.of("policy", "pauseIfNetworkFetchesPending", "budget", STEP.toMillis()));
            Object until = browser.script("return Date.now()");
            browser.await("a step of the browser's time after " + until, () -> true);
        }
        browser.command("Emulation.setVirtualTimePolicy", Map.of("policy", "advance"));
        return reads() - before;
    }

    /** Of the API alone. */
    private long reads() {
        return Objects.requireNonNull(stack.vuelta()).runtime().meter().snapshot(0).lines().stream()
                .filter(line -> line.caller().equals("ApiFunction"))
                .filter(line -> line.readUnits() > 0)
                .mapToLong(Meter.Line::requests)
                .sum();
    }
}
