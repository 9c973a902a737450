package io.vuelta.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.cloud.rude.Meter;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The cost of one hour with an open screen, on the browser's virtual time. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(WithConsole.class)
@Tag("long")
class WatchingIT {
    private static final long MAX_READS = 2_000;

    /** The browser's time advances in steps, each so short that its requests are answered before the next one. */
    private static final Duration STEP = Duration.ofSeconds(10);

    private static final Duration HOUR = Duration.ofHours(1);

    private final ConsoleStack stack = WithConsole.stack();
    private final Browser browser = stack.browser();

    @Test
    void watching_a_campaign_for_an_hour_makes_at_most_2000_reads() {
        assertThat(readsOfAnHour("campaigns/" + stack.samples().campaigns().running(), ""))
                .isBetween(300L, MAX_READS);
    }

    @Test
    void watching_the_list_for_an_hour_makes_at_most_2000_reads() {
        assertThat(readsOfAnHour("campaigns", "")).isBetween(50L, MAX_READS);
    }

    @Test
    void a_hidden_tab_makes_no_read_in_an_hour() {
        assertThat(readsOfAnHour("campaigns/" + stack.samples().campaigns().running(), """
                Object.defineProperty(document, 'hidden', {value: true, configurable: true});
                Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});
                document.dispatchEvent(new Event('visibilitychange'));
                """))
                .isZero();
    }

    /** Runs in its own window, whose virtual time cannot be switched off. */
    private long readsOfAnHour(String path, String first) {
        AtomicLong read = new AtomicLong();
        browser.inItsOwnWindow(() -> {
            stack.open(path);
            browser.script(first);
            long before = reads();
            anHourPasses();
            read.set(reads() - before);
        });
        return read.get();
    }

    private void anHourPasses() {
        long end = now() + HOUR.toMillis();
        while (now() < end) {
            long target = now() + STEP.toMillis();
            browser.command(
                    "Emulation.setVirtualTimePolicy",
                    Map.of("policy", "pauseIfNetworkFetchesPending", "budget", STEP.toMillis()));
            browser.await("a step of the browser's time", () -> now() >= target);
        }
    }

    /** The browser's time, in milliseconds. */
    private long now() {
        return ((Number) Objects.requireNonNull(browser.script("return Date.now()"))).longValue();
    }

    /** Counts only requests to the API. */
    private long reads() {
        return Objects.requireNonNull(stack.vuelta()).runtime().meter().snapshot(0).lines().stream()
                .filter(line -> line.caller().equals("ApiFunction"))
                .filter(line -> line.readUnits() > 0)
                .mapToLong(Meter.Line::requests)
                .sum();
    }
}
