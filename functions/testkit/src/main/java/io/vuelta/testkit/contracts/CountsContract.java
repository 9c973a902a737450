package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.count.Change;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.count.Counts;
import io.vuelta.domain.count.HourlyFigures;
import io.vuelta.domain.count.HourlyFigures.Figure;
import io.vuelta.domain.count.Sums;
import io.vuelta.domain.count.Tally;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The contract of the store of counts: parts that are written on condition of the version that was read, and their
 * sums.
 */
public abstract class CountsContract extends StoreContract {
    private Counts counts() {
        return store().pacing().counts();
    }

    private Tally part(int slot) {
        return counts().find(campaign, slot);
    }

    private Tally saved(Tally next) {
        assertThat(unlessBusy(() -> counts().save(next, HourlyFigures.NONE))).isTrue();
        return part(next.slot());
    }

    private static String sequence(long number) {
        return ("%0" + Tally.SEQUENCE_DIGITS + "d").formatted(number);
    }

    /** The part with one more contact. */
    private Tally counted(Tally part, long sequence) {
        Contact contact = Examples.contact(campaign, (int) sequence);
        return part.with("shard", List.of(new Change.OfContact(sequence(sequence), null, contact)), NOW);
    }

    @Test
    void daily_figures_are_increased_in_the_write_of_a_part() {
        LocalDate day = LocalDate.of(2026, 3, 2);
        Instant evening = Instant.parse("2026-03-02T23:00:00Z");
        HourlyFigures some = HourlyFigures.at(evening, Map.of(Figure.ATTEMPTS, 3L, Figure.ANSWERED, 2L))
                .plus(HourlyFigures.at(evening.plusSeconds(3_600), Map.of(Figure.FAILED, 1L)));

        assertThat(counts().save(part(0), some)).isTrue();
        assertThat(counts().save(part(0), HourlyFigures.at(evening, Map.of(Figure.ATTEMPTS, 4L))))
                .isTrue();
        assertThat(counts().save(Tally.none(campaign, 0), some))
                .as("of an old version")
                .isFalse();

        HourlyFigures first = HourlyFigures.at(evening, Map.of(Figure.ATTEMPTS, 7L, Figure.ANSWERED, 2L));
        HourlyFigures second = HourlyFigures.at(evening.plusSeconds(3_600), Map.of(Figure.FAILED, 1L));
        eventually(() -> assertThat(counts().moved(campaign, List.of(day))).isEqualTo(first));
        eventually(() -> assertThat(counts().moved(campaign, List.of(day, day.plusDays(1), day.plusDays(2))))
                .isEqualTo(first.plus(second)));
        eventually(() -> assertThat(counts().moved(day)).containsEntry(campaign, first));
        assertThat(counts().moved(campaign, List.of(day.minusDays(1)))).isEqualTo(HourlyFigures.NONE);

        Tally read = part(1);
        assertThat(counts().save(new Tally(campaign, 1, 0, read.sums(), first, read.marks(), 0), HourlyFigures.NONE))
                .isTrue();
        eventually(() -> assertThat(counts().hours(campaign, List.of(day))).isEqualTo(first.plus(first)));
    }

    @Test
    void a_campaign_without_counts_has_empty_parts_and_sums() {
        assertThat(part(3)).isEqualTo(Tally.none(campaign, 3));
        assertThat(counts().all(campaign)).isEmpty();
        assertThat(counts().sums(campaign, 7)).isEqualTo(Sums.NONE);
    }

    @Test
    void any_part_is_read_as_it_was_written() {
        Map<String, Tally.Mark> marks = Map.of(
                "shardId-00000001581234567890-ab12cd34",
                new Tally.Mark("9".repeat(Tally.SEQUENCE_DIGITS), NOW.plusMillis(1)),
                "shard-2",
                new Tally.Mark(sequence(1), NOW));
        Counters counters =
                new Counters(Map.of("contacts_queue", 9_000_000_000L, "calls", -3L, "returning_retries", 5L));
        HourlyFigures figures = HourlyFigures.at(NOW, Map.of(Figure.ATTEMPTS, 5L, Figure.OPT_OUTS, -1L))
                .plus(HourlyFigures.at(NOW.plus(Duration.ofHours(30)), Map.of()));
        Tally rich =
                new Tally(campaign, 15, 7, new Sums(counters, 1, -2, 3, 4, true), figures, new TreeMap<>(marks), 0);

        assertThat(saved(rich)).isEqualTo(rich.written());

        Tally bare = new Tally(campaign, 15, 7, Sums.NONE, HourlyFigures.NONE, new TreeMap<>(), 1);
        assertThat(saved(bare)).isEqualTo(bare.written());
    }

    @Test
    void a_part_changed_after_the_read_is_not_overwritten() {
        Tally read = part(0);
        Tally first = saved(counted(read, 1));

        assertThat(counts().save(counted(read, 2), HourlyFigures.NONE)).isFalse();

        assertThat(part(0)).isEqualTo(first);
    }

    @Test
    void only_one_of_eight_concurrent_writes_of_a_part_succeeds() {
        Tally read = saved(counted(part(0), 1));
        AtomicInteger sequence = new AtomicInteger(1);

        List<Boolean> saved = atOnce(
                8,
                () -> unlessBusy(() -> counts().save(counted(read, sequence.incrementAndGet()), HourlyFigures.NONE)));

        assertThat(saved).containsOnlyOnce(true);
        assertThat(part(0).sums().added()).isEqualTo(2);
    }

    @Test
    void the_sums_are_those_of_all_parts_and_of_no_other_campaign() {
        for (int slot = 0; slot < Tally.SLOTS; slot++) {
            saved(counted(part(slot), slot + 1));
        }
        CampaignId other = new CampaignId(fresh + "-other");
        assertThat(counts().save(
                                new Tally(
                                        other,
                                        0,
                                        0,
                                        new Sums(Counters.NONE, 9, 9, 9, 9, true),
                                        HourlyFigures.NONE,
                                        new TreeMap<>(),
                                        0),
                                HourlyFigures.NONE))
                .isTrue();

        Sums sums = counts().sums(campaign, 0);

        assertThat(sums.added()).isEqualTo(Tally.SLOTS);
        assertThat(sums.counters().fresh()).isEqualTo(Tally.SLOTS);
        assertThat(sums.recount()).isFalse();
        assertThat(counts().all(campaign)).hasSize(Tally.SLOTS).doesNotHaveDuplicates();
    }

    @Test
    void parts_from_an_earlier_cycle_are_read_as_of_the_current_one() {
        Contact failed = ContactEdit.of(Examples.contact(campaign, 1))
                .status(ContactStatus.FAILED)
                .cycle(0, true)
                .done();
        saved(part(0).with("a", List.of(new Change.OfContact(sequence(1), null, failed)), NOW));
        saved(part(1).with("b", List.of(new Change.OfContact(sequence(1), null, failed)), NOW));

        assertThat(counts().sums(campaign, 0).counters().in(ContactStatus.FAILED))
                .isEqualTo(2);
        assertThat(counts().sums(campaign, 1).counters().fresh()).isEqualTo(2);
        assertThat(counts().sums(campaign, 5).counters().fresh()).isEqualTo(2);
    }

    @Test
    void several_parts_are_replaced_together() {
        List<Tally> next = new ArrayList<>();
        for (int slot = 0; slot < Tally.SLOTS; slot++) {
            next.add(counted(slot % 2 == 0 ? part(slot) : saved(counted(part(slot), 1)), 2));
        }

        assertThat(counts().replace(next)).isTrue();

        assertThat(counts().all(campaign))
                .containsExactlyInAnyOrderElementsOf(
                        next.stream().map(Tally::written).toList());
    }

    @Test
    void when_one_of_several_parts_has_changed_none_is_replaced() {
        Tally first = part(0);
        Tally second = part(1);
        Tally written = saved(counted(second, 1));

        assertThat(counts().replace(List.of(counted(first, 2), counted(second, 2))))
                .isFalse();

        assertThat(counts().all(campaign)).containsExactly(written);
    }
}
