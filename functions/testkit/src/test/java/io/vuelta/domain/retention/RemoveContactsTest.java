package io.vuelta.domain.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.LifeCycle;
import io.vuelta.domain.claim.ClaimBatch;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.line.LineId;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.InMemoryUserIds;
import io.vuelta.testkit.fakes.RecordingRemovals;
import io.vuelta.testkit.fakes.RecordingRemovals.Removal;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RemoveContactsTest {
    private static final LineId LINE = new LineId("line");
    private static final CampaignId ID = new CampaignId("c1");
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration BRIEFLY = Duration.ofHours(1);

    private final InMemoryStore store = new InMemoryStore();
    private final VirtualTime clock = new VirtualTime(Examples.MONDAY);
    private final RecordingRemovals requests = new RecordingRemovals();
    private final RemoveContacts remove = remove(KEPT);

    private RemoveContacts remove(Duration kept) {
        return new RemoveContacts(
                store.campaigns(), store.books(), store.removals(new InMemoryUserIds()), requests, kept, clock);
    }

    private void campaign(CampaignStatus status) {
        store.campaigns().create(Examples.campaign(ID, LINE, status, Examples.settings()));
        IntStream.range(0, 5).forEach(n -> store.contacts().create(Examples.contact(ID, n)));
    }

    private Campaign campaign() {
        return store.campaigns().find(ID).orElseThrow();
    }

    private LifeCycle.Decision act(CampaignAction action) {
        LifeCycle.Decision decision = LifeCycle.decide(campaign(), action, clock.instant());
        if (decision instanceof LifeCycle.Decision.Moved moved) {
            assertThat(store.campaigns().save(moved.to())).isTrue();
        }
        return decision;
    }

    private void later(Duration time) {
        clock.advance(time);
    }

    /** Makes one check, and all resulting steps, each at its time. */
    private void removeAll() {
        remove.look(Optional.empty());
        for (Removal next = requests.removals.poll(); next != null; next = requests.removals.poll()) {
            later(next.delay());
            remove.remove(next.campaign(), next.from());
        }
    }

    private List<Contact> contacts() {
        return store.contactsOf(ID);
    }

    @Test
    void the_contacts_of_a_finished_campaign_are_removed_after_their_time_and_its_counts_stay() {
        campaign(CampaignStatus.ACTIVE);
        act(CampaignAction.DONE);
        Counters counted = store.counted(ID);
        later(KEPT.minusSeconds(1));
        removeAll();
        assertThat(contacts()).hasSize(5);
        assertThat(campaign().retention().removed()).isNull();

        later(Duration.ofSeconds(1));
        removeAll();

        assertThat(contacts()).isEmpty();
        assertThat(campaign().retention().removed()).isEqualTo(Examples.MONDAY.plus(KEPT));
        assertThat(campaign().status()).isEqualTo(CampaignStatus.FINISHED);
        assertThat(counted.contacts()).isEqualTo(5);
        assertThat(store.counted(ID)).isEqualTo(counted);
    }

    @Test
    void nothing_is_removed_before_functions_that_may_still_write_contacts_have_ended() {
        campaign(CampaignStatus.ACTIVE);
        act(CampaignAction.CANCEL);
        later(KEPT);
        remove.look(Optional.empty());
        remove.remove(ID, RemovalCursor.START);
        assertThat(campaign().takesContacts()).isFalse();
        requests.removals.clear();

        later(RemoveContacts.SETTLES.minusSeconds(10));
        remove.remove(ID, RemovalCursor.START);

        assertThat(contacts()).hasSize(5);
        assertThat(requests.removals).containsExactly(new Removal(ID, RemovalCursor.START, Duration.ofSeconds(10)));
    }

    /** Its contacts cannot be restored, and it must not call people for whom the record of earlier calls is lost. */
    @ParameterizedTest
    @EnumSource(
            value = CampaignStatus.class,
            names = {"PENDING", "READY", "ACTIVE", "INACTIVE", "COOLDOWN", "FINISHED", "CANCELLED"})
    void an_archived_campaign_without_contacts_accepts_none_and_cannot_be_started(CampaignStatus status) {
        campaign(status);
        act(CampaignAction.ARCHIVE);
        later(KEPT);
        removeAll();
        assertThat(contacts()).isEmpty();
        act(CampaignAction.UNARCHIVE);

        for (CampaignAction action : CampaignAction.values()) {
            act(action);
        }

        assertThat(campaign().takesContacts()).isFalse();
        assertThat(campaign().mayAttempt()).isFalse();
        assertThat(campaign().isPaced()).isFalse();
        assertThat(campaign().status()).isIn(EnumSet.of(CampaignStatus.FINISHED, CampaignStatus.CANCELLED));
    }

    @Test
    void a_campaign_that_is_repeated_or_unarchived_in_time_keeps_its_contacts() {
        campaign(CampaignStatus.ACTIVE);
        act(CampaignAction.DONE);
        later(KEPT.minus(BRIEFLY));
        act(CampaignAction.REPEATED);
        act(CampaignAction.ACTIVATE);
        later(KEPT);
        removeAll();
        assertThat(contacts()).hasSize(5);

        act(CampaignAction.DONE);
        later(KEPT.minus(BRIEFLY));
        removeAll();
        assertThat(contacts()).as("its time has begun anew").hasSize(5);

        act(CampaignAction.ARCHIVE);
        later(BRIEFLY);
        removeAll();
        assertThat(contacts()).as("archived, it goes on being over").isEmpty();
    }

    @Test
    void a_campaign_repeated_between_the_check_and_its_message_keeps_its_contacts() {
        campaign(CampaignStatus.ACTIVE);
        act(CampaignAction.DONE);
        later(KEPT);
        remove.look(Optional.empty());
        act(CampaignAction.REPEATED);

        remove.remove(ID, RemovalCursor.START);

        assertThat(campaign().takesContacts()).isTrue();
        assertThat(campaign().retention().removed()).isNull();
    }

    @Test
    void a_campaign_with_an_attempt_under_way_waits() {
        campaign(CampaignStatus.ACTIVE);
        act(CampaignAction.CANCEL);
        later(KEPT);
        Contact contact = contacts().getFirst();
        ClaimBatch.Member member = new ClaimBatch.Member(contact.id(), 1, 1, Examples.MONDAY, LocalDate.of(2026, 3, 2));
        ClaimBatch batch = new ClaimBatch(ID, 1, LINE, 0, 0, Examples.MONDAY, List.of(member));
        assertThat(store.books()
                        .save(store.books()
                                .find(ID)
                                .opened(batch, ScanCursor.START, 0, Examples.MONDAY, Examples.MONDAY)))
                .isTrue();

        removeAll();

        assertThat(contacts()).hasSize(5);
        assertThat(campaign().retention().removed()).isNull();
    }

    @Test
    void for_campaigns_that_ended_earlier_the_time_counts_from_the_first_check() {
        campaign(CampaignStatus.FINISHED);
        assertThat(campaign().retention().overSince()).isNull();

        removeAll();

        assertThat(campaign().retention().overSince()).isEqualTo(clock.instant());
        later(KEPT);
        removeAll();
        assertThat(contacts()).isEmpty();
    }

    @Test
    void a_lost_removal_is_ordered_again_after_a_day_and_given_up_after_a_week() {
        campaign(CampaignStatus.ACTIVE);
        act(CampaignAction.DONE);
        later(KEPT);
        remove.look(Optional.empty());
        remove.remove(ID, RemovalCursor.START);
        requests.removals.clear();

        later(Duration.ofHours(23));
        remove.look(Optional.empty());
        assertThat(requests.removals).isEmpty();
        later(Duration.ofHours(2));
        removeAll();
        assertThat(contacts()).isEmpty();

        later(RemoveContacts.GIVEN_UP);
        remove.look(Optional.empty());
        assertThat(requests.removals).isEmpty();
    }

    @Test
    void nothing_is_removed_without_a_retention_time() {
        campaign(CampaignStatus.ACTIVE);
        act(CampaignAction.DONE);
        later(Duration.ofDays(10_000));

        remove(Duration.ZERO).look(Optional.empty());
        remove(Duration.ZERO).remove(ID, RemovalCursor.START);

        assertThat(requests.removals).isEmpty();
        assertThat(campaign().retention().removed()).isNull();
    }

    @Test
    void every_campaign_is_checked_page_by_page() {
        for (int i = 0; i <= RemoveContacts.LOOKED_AT; i++) {
            CampaignId id = new CampaignId("c%04d".formatted(i));
            store.campaigns().create(Examples.campaign(id, LINE, CampaignStatus.CANCELLED, Examples.settings()));
        }
        remove.look(Optional.empty());
        remove.look(requests.looks.remove());

        assertThat(requests.looks).isEmpty();
        assertThat(store.campaigns().list(Optional.empty(), 1_000))
                .hasSize(RemoveContacts.LOOKED_AT + 1)
                .allMatch(campaign -> campaign.retention().overSince() != null);
    }

    @Test
    void removal_is_ordered_in_one_hour_of_the_day() {
        OrderRemovals order = new OrderRemovals(requests, KEPT);
        Set<Instant> hours = new HashSet<>();
        for (int i = 0; i < 48; i++) {
            order.inHourOf(clock.instant());
            if (requests.looks.poll() != null) {
                hours.add(clock.instant());
            }
            later(Duration.ofHours(1));
        }
        assertThat(hours).hasSize(2);
        for (int i = 0; i < 24; i++) {
            new OrderRemovals(requests, Duration.ZERO).inHourOf(clock.instant());
            later(Duration.ofHours(1));
        }
        assertThat(requests.looks).isEmpty();
    }
}
