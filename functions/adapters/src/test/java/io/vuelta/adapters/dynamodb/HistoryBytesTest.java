package io.vuelta.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.contact.HistoryEntry;
import io.vuelta.domain.reason.TimelineCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HistoryBytesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00.123Z");
    private static final List<String> REASONS = List.of(
            "CLAIMED",
            "LATE",
            "ANSWERED",
            "CYCLE_3",
            "CYCLE_77",
            "131026",
            "TWILIO_21610",
            "",
            " ",
            "a b\nc",
            "ñ→🙂",
            "x".repeat(300));

    private static HistoryEntry entry(String what) {
        return new HistoryEntry(NOW, what, 1, NOW.plusSeconds(5));
    }

    private static List<HistoryEntry> roundTrip(List<HistoryEntry> history) {
        return HistoryBytes.read(HistoryBytes.of(history));
    }

    @Test
    void any_history_is_read_as_it_was_written() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<HistoryEntry> history = new ArrayList<>();
            for (int i = random.nextInt(45); i > 0; i--) {
                Instant at = NOW.plusMillis(random.nextLong(-10_000_000_000L, 10_000_000_000L));
                Instant until = random.nextBoolean() ? null : at.plusMillis(random.nextLong(-5_000, 5_000_000_000L));
                String detail = random.nextInt(3) > 0 ? null : REASONS.get(random.nextInt(REASONS.size()));
                history.add(new HistoryEntry(
                        at, REASONS.get(random.nextInt(REASONS.size())), random.nextInt(200_000), until, detail));
            }
            assertThat(roundTrip(history)).as("seed " + seed).isEqualTo(history);
        }
    }

    @Test
    void a_repeated_detail_is_stored_once() {
        List<HistoryEntry> history = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Instant at = NOW.plus(Duration.ofDays(i));
            history.add(new HistoryEntry(at, "CONTACT_WINDOW_CLOSED", 0, at.plusSeconds(3_600), "America/Hermosillo"));
        }

        assertThat(roundTrip(history)).isEqualTo(history);
        assertThat(HistoryBytes.of(history).b().asByteArray()).hasSizeLessThanOrEqualTo(40 * 12 + 25);
    }

    @Test
    void every_usual_code_has_a_sentence_in_the_timeline() {
        assertThat(CodeDictionary.usual())
                .allSatisfy(code -> assertThat(TimelineCode.of(code)).as(code).isNotEqualTo(TimelineCode.OTHER));
    }

    @Test
    void more_unknown_reasons_than_reference_codes_are_read_as_they_were_written() {
        List<HistoryEntry> history = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            history.add(entry("PROVIDER_" + i % 20));
        }
        assertThat(roundTrip(history)).isEqualTo(history);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40})
    void a_usual_decision_takes_few_bytes(int entries) {
        List<HistoryEntry> history = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            Instant at = NOW.plus(Duration.ofMinutes(5).multipliedBy(i));
            history.add(
                    new HistoryEntry(at, i % 2 == 0 ? "CLAIMED" : "LATE", 1, i % 2 == 0 ? at.plusSeconds(2) : null));
        }
        assertThat(HistoryBytes.of(history).b().asByteArray()).hasSizeLessThanOrEqualTo(entries * 6 + 5);
    }

    @Test
    void an_unknown_reason_is_stored_once() {
        List<HistoryEntry> once = List.of(entry("PROVIDER_SAYS_SO"));
        List<HistoryEntry> twice = List.of(entry("PROVIDER_SAYS_SO"), entry("PROVIDER_SAYS_SO"));

        int more = HistoryBytes.of(twice).b().asByteArray().length
                - HistoryBytes.of(once).b().asByteArray().length;
        assertThat(more).isLessThan(10);
    }

    @Test
    void instants_are_kept_in_milliseconds() {
        HistoryEntry fine = new HistoryEntry(NOW.plusNanos(999_999), "LATE", 0, NOW.plusNanos(1));

        assertThat(roundTrip(List.of(fine))).containsExactly(new HistoryEntry(NOW, "LATE", 0, NOW));
    }

    @Test
    void event_times_are_read_as_they_were_written() {
        SortedMap<String, Instant> eventTimes = new TreeMap<>();
        for (String reason : REASONS) {
            eventTimes.put(reason, NOW.plusMillis(reason.length() * 1_000L - 500));
        }
        assertThat(EventTimesBytes.read(EventTimesBytes.of(eventTimes, NOW), NOW))
                .isEqualTo(eventTimes);
    }
}
