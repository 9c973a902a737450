package io.vuelta.domain.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.Outcome;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Cycle;
import io.vuelta.domain.line.LineId;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A contact with its claim, its latest attempt and its decisions. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ContactTest {
    private static final Instant T = Examples.MONDAY;
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final Contact LOADED = Examples.contact(new CampaignId("c1"), 1);
    private static final AfterAttempt RULES =
            new AfterAttempt(100, AfterAttempt.FAILED_RETRIES, Duration.ofMinutes(30), Duration.ofMinutes(5));

    private static Contact claimed(Contact contact, long batch) {
        return contact.claimed(new Place(batch, 3), T.plusSeconds(1), DAY, T);
    }

    private static Call next(Contact claimed) {
        return Call.created(
                new AttemptId(claimed.id(), claimed.attempts()),
                new LineId("line"),
                claimed.number(),
                "Ana",
                true,
                "invocation",
                new Place(1, 3),
                T);
    }

    private static Contact begun(Contact claimed) {
        return claimed.begun(next(claimed), T);
    }

    private static Contact busy(Contact begun) {
        return RULES.apply(begun, new Outcome.Unreached("BUSY", Duration.ZERO), T);
    }

    /** A contact after {@code times} attempts, none of which reached the person. */
    private static Contact tried(int times) {
        Contact contact = LOADED;
        for (int n = 1; n <= times; n++) {
            contact = busy(begun(claimed(contact, n)));
        }
        return contact;
    }

    // Claims

    @Test
    void a_claim_has_the_next_attempt_number_and_its_place_in_the_batch() {
        Contact claimed = claimed(tried(2), 7);

        assertThat(claimed.attempts()).isEqualTo(3);
        assertThat(claimed.holds(new Place(7, 3))).isTrue();
        assertThat(claimed.holds(new Place(7, 2))).isFalse();
        assertThat(claimed.holds(new Place(8, 3))).isFalse();
        assertThat(claimed.hasBegun()).as("the attempt before it is another").isFalse();
        assertThat(claimed.waits()).isFalse();
    }

    @Test
    void the_place_stays_after_the_claim_but_is_no_longer_held() {
        Contact released = claimed(LOADED, 7).released(T, "LATE", T);
        Contact ended = busy(begun(claimed(LOADED, 7)));

        for (Contact contact : List.of(released, ended)) {
            assertThat(contact.place()).isEqualTo(new Place(7, 3));
            assertThat(contact.holds(new Place(7, 3))).isFalse();
            assertThat(contact.isUnderWay()).isFalse();
        }
    }

    @Test
    void a_released_claim_frees_its_number_and_a_begun_attempt_is_not_released() {
        assertThat(claimed(LOADED, 1).released(T, "LATE", T).attempts()).isZero();

        Contact begun = begun(claimed(LOADED, 1));
        assertThatThrownBy(() -> begun.released(T, "LATE", T)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> begun.suppressed("DO_NOT_CONTACT", null, T)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(ContactStatus.class)
    void only_a_waiting_contact_can_be_claimed(ContactStatus status) {
        Contact contact = ContactEdit.of(LOADED).status(status).done();

        if (status.waits()) {
            assertThat(claimed(contact, 1).isUnderWay()).isTrue();
        } else {
            assertThatThrownBy(() -> claimed(contact, 1)).isInstanceOf(IllegalStateException.class);
        }
    }

    // Beginning

    @Test
    void an_attempt_that_begins_is_part_of_its_contact() {
        Contact claimed = claimed(LOADED, 1);

        Contact begun = begun(claimed);

        assertThat(begun.latest()).isEqualTo(next(claimed));
        assertThat(begun.hasBegun()).isTrue();
        assertThat(begun.isSending(1)).isTrue();
        assertThat(begun.claim()).isEqualTo(claimed.claim());
        assertThat(begun.attempt(1)).contains(next(claimed));
        assertThat(begun.attempt(2)).isEmpty();
    }

    @Test
    void only_the_claimed_attempt_begins_and_only_once() {
        Contact claimed = claimed(LOADED, 1);
        Contact second = claimed(tried(1), 2);
        Contact other = claimed(Examples.contact(LOADED.id().campaign(), 2), 1);

        assertThatThrownBy(() -> second.begun(next(claimed), T)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> claimed.begun(next(other), T)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LOADED.begun(next(claimed), T)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> begun(begun(claimed))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_first_attempt_has_no_earlier_attempt_to_store() {
        Contact claimed = claimed(LOADED, 1);

        assertThat(claimed.leftBehind(begun(claimed))).isEmpty();
        assertThat(begun(claimed).log().history())
                .extracting(HistoryEntry::what)
                .containsExactly("LOADED", "CLAIMED", "BEGUN");
    }

    @Test
    void a_later_attempt_moves_the_previous_one_out_with_the_decisions_up_to_its_claim() {
        Contact claimed = claimed(tried(1).held(T.plusSeconds(9), null, T), 2);

        Contact begun = begun(claimed);
        EarlierAttempt left = claimed.leftBehind(begun).orElseThrow();

        assertThat(left.attempt()).isEqualTo(claimed.latest());
        assertThat(left.history())
                .extracting(HistoryEntry::what)
                .containsExactly("LOADED", "CLAIMED", "BEGUN", "BUSY", "CONTACT_WINDOW_CLOSED");
        assertThat(begun.log().history()).extracting(HistoryEntry::what).containsExactly("CLAIMED", "BEGUN");
    }

    /**
     * Released claims are decisions like others; only the beginning of the last claim separates the histories of the
     * two attempts.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 7})
    void no_decision_is_lost_or_kept_twice(int releases) {
        List<HistoryEntry> all = new ArrayList<>();
        Contact contact = LOADED;
        List<HistoryEntry> kept = new ArrayList<>();
        for (int attempt = 1; attempt <= 5; attempt++) {
            for (int n = 0; n < releases; n++) {
                contact = claimed(contact, 100L * attempt + n).released(T.plusSeconds(n), "LATE", T.plusSeconds(n));
            }
            Contact claimed = claimed(contact, attempt);
            Contact begun = begun(claimed);
            claimed.leftBehind(begun).ifPresent(left -> kept.addAll(left.history()));
            contact = busy(begun);
        }
        all.addAll(kept);
        all.addAll(contact.log().history());

        assertThat(all.stream().filter(entry -> entry.what().equals("CLAIMED"))).hasSize(5 * (1 + releases));
        assertThat(all.stream().filter(entry -> entry.what().equals("BEGUN"))).hasSize(5);
        assertThat(all.stream().filter(entry -> entry.what().equals("BUSY"))).hasSize(5);
        assertThat(all.getFirst().what()).isEqualTo("LOADED");
    }

    @Test
    void a_contact_keeps_the_latest_forty_decisions() {
        Contact contact = tried(1);
        for (int n = 0; n < 60; n++) {
            contact = contact.held(T.plusSeconds(n), null, T.plusSeconds(n));
        }

        assertThat(contact.log().history()).hasSize(DecisionLog.MAX_HISTORY);
        assertThat(contact.log().history().stream().map(HistoryEntry::at))
                .containsExactlyElementsOf(
                        IntStream.range(20, 60).mapToObj(T::plusSeconds).toList());
        Contact claimed = claimed(contact, 2);
        assertThat(claimed.leftBehind(begun(claimed)).orElseThrow().history()).hasSize(DecisionLog.MAX_HISTORY - 1);
    }

    @Test
    void a_history_cut_before_the_claim_stays_complete_when_the_attempt_begins() {
        Contact claimed = claimed(tried(1), 2);
        List<HistoryEntry> many = IntStream.range(0, DecisionLog.MAX_HISTORY)
                .mapToObj(_ -> new HistoryEntry(T, "DATA_UPDATED", 0, null))
                .toList();
        Contact cut = ContactEdit.of(claimed).because(T, claimed.reason(), many).done();

        Contact begun = begun(cut);

        assertThat(cut.leftBehind(begun).orElseThrow().history()).isEmpty();
        assertThat(begun.log().history()).hasSize(DecisionLog.MAX_HISTORY);
        assertThat(begun.log().history().getLast().what()).isEqualTo("BEGUN");
    }

    // Later cycles, removal

    @Test
    void a_contact_that_returns_in_a_later_cycle_keeps_the_latest_attempt_and_the_place() {
        Contact ended = ContactEdit.of(tried(1))
                .status(ContactStatus.FAILED)
                .due(null)
                .cycle(0, true)
                .done();

        Contact back = ended.in(new Cycle(1, T, null, null, 0));

        assertThat(back.isFresh()).isTrue();
        assertThat(back.cyclePosition().previousStatus()).isEqualTo(ContactStatus.FAILED);
        assertThat(back.latest()).isEqualTo(ended.latest());
        assertThat(back.place()).isEqualTo(ended.place());
        assertThat(claimed(back, 2).attempts()).isEqualTo(2);
    }

    @Test
    void a_contact_loaded_again_after_removal_continues_its_attempt_numbers() {
        Contact removed = ContactEdit.of(tried(2))
                .status(ContactStatus.FAILED)
                .due(null)
                .edits(4)
                .done()
                .removed(T)
                .inVersion(9);
        assertThat(removed.data().name()).isEmpty();

        Contact again = removed.loadedAgain(
                Contact.loaded(LOADED.id(), LOADED.number(), LOADED.data(), "up/9/1", T.plusSeconds(5)));

        assertThat(again.isFresh()).isTrue();
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(again.tally().calls()).isZero();
        assertThat(again.latest()).isEqualTo(removed.latest());
        assertThat(again.place()).isEqualTo(removed.place());
        assertThat(again.edits()).as("the campaign's intake has counted them").isEqualTo(4);
        assertThat(again.person().source()).isEqualTo("up/9/1");
        assertThat(again.version()).isEqualTo(9);
        assertThat(again.log().history().getLast().what()).isEqualTo("LOADED");
    }
}
