package vuelta.domain.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.CampaignStatus;
import vuelta.domain.campaign.ContactStatus;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactId;
import vuelta.domain.contact.Contacts;
import vuelta.domain.contact.Contacts.Agenda;
import vuelta.domain.contact.Sweep;
import vuelta.domain.fakes.Examples;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;

/** What reading contacts promises: walks that miss nobody and meet nobody twice, and agendas. */
public abstract class ContactsContract extends StoreContract {
    private static final Comparator<Contact> BY_HASH =
            Comparator.comparing(contact -> contact.id().hash());

    /** Stores the contact's status and due instant. */
    private Contact due(Contact contact, ContactStatus status, Instant at) {
        done(Commit.contact(read(), contact, with(contact, status, at, null)));
        return read(contact.id());
    }

    private List<ContactId> due(Agenda agenda, Instant until, int limit) {
        return store().contacts().due(campaign, agenda, until, limit);
    }

    private static List<ContactId> ids(Contact... contacts) {
        return List.of(contacts).stream().map(Contact::id).toList();
    }

    @Test
    void a_contact_is_found_by_its_id_and_another_is_not() {
        active();
        Contact contact = loaded(1).getFirst();

        assertThat(store().contacts().find(contact.id())).contains(contact);
        assertThat(store().contacts().find(Examples.contact(campaign, 1).id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1_000})
    void a_walk_meets_everybody_once_in_the_order_of_hashes_whatever_its_pages(int limit) {
        active();
        List<Contact> all = loaded(40);

        assertThat(walk(limit))
                .containsExactlyElementsOf(all.stream().sorted(BY_HASH).toList());
    }

    @Test
    void a_walk_through_nobody_ends() {
        active();
        assertThat(walk(10)).isEmpty();
    }

    @Test
    void a_page_is_of_one_partition_beyond_where_the_walk_stood() {
        active();
        List<Contact> all = loaded(40);
        for (Contact from : all) {
            Sweep at =
                    new Sweep(Character.digit(from.id().shard(), 16), from.id().hash());
            Contacts.Page page = store().contacts().after(campaign, at, 100);
            List<Contact> beyond = all.stream()
                    .filter(contact -> contact.id().shard() == from.id().shard())
                    .filter(contact -> contact.id().hash().compareTo(from.id().hash()) > 0)
                    .sorted(BY_HASH)
                    .toList();
            assertThat(page.contacts()).containsExactlyElementsOf(beyond);
            assertThat(page.next()).isEqualTo(at.nextShard());
        }
    }

    @Test
    void a_walk_meets_nobody_of_another_campaign() {
        active();
        List<Contact> mine = loaded(5);
        CampaignId other = new CampaignId(fresh + "-other");
        store().campaigns().create(Examples.campaign(other, line, CampaignStatus.ACTIVE, Examples.settings()));
        List<ContactChange> changes = IntStream.range(0, 5)
                .mapToObj(n -> new ContactChange(null, Examples.contact(other, n)))
                .toList();
        done(Commit.contacts(read(other), changes));

        assertThat(walk(3)).containsExactlyInAnyOrderElementsOf(mine);
    }

    @Test
    void a_walk_does_not_meet_attempts() {
        active();
        Contact sending = sending(loaded(1).getFirst());
        done(begin(sending));

        assertThat(walk(1)).hasSize(1);
    }

    @Test
    void who_is_due_is_listed_the_earliest_first_until_the_instant_itself() {
        active();
        List<Contact> all = loaded(5);
        Contact second = due(all.get(0), ContactStatus.RETRYING, NOW.plusSeconds(20));
        Contact first = due(all.get(1), ContactStatus.QUEUE, NOW.plusSeconds(10));
        Contact third = due(all.get(2), ContactStatus.RETRYING, NOW.plusSeconds(30));
        due(all.get(3), ContactStatus.RETRYING, NOW.plusSeconds(31));

        eventually(() -> assertThat(due(Agenda.RETRY, NOW.plusSeconds(30), 10))
                .containsExactlyElementsOf(ids(first, second, third)));
        eventually(() ->
                assertThat(due(Agenda.RETRY, NOW.plusSeconds(30), 2)).containsExactlyElementsOf(ids(first, second)));
        eventually(() -> assertThat(due(Agenda.RETRY, NOW.plusSeconds(30).minusMillis(1), 10))
                .containsExactlyElementsOf(ids(first, second)));
        assertThat(due(Agenda.RETRY, NOW.plusSeconds(9), 10)).isEmpty();
    }

    @Test
    void retries_and_leases_are_kept_apart() {
        active();
        List<Contact> two = loaded(2);
        Contact retrying = due(two.get(0), ContactStatus.RETRYING, NOW);
        Contact sending = sending(two.get(1));
        Instant late = NOW.plusSeconds(3_600);

        eventually(() -> assertThat(due(Agenda.LEASE, late, 10)).containsExactlyElementsOf(ids(sending)));
        eventually(() -> assertThat(due(Agenda.RETRY, late, 10)).containsExactlyElementsOf(ids(retrying)));
        eventually(() -> assertThat(store().contacts().nextDue(campaign, Agenda.LEASE, NOW))
                .contains(NOW.plusSeconds(31)));
        eventually(() -> assertThat(store().contacts().nextDue(campaign, Agenda.RETRY, NOW))
                .isEmpty());
    }

    @Test
    void who_waits_for_the_first_attempt_is_on_no_agenda() {
        active();
        loaded(2);

        for (Agenda agenda : Agenda.values()) {
            assertThat(due(agenda, NOW.plusSeconds(1_000_000), 10)).isEmpty();
            assertThat(store().contacts().nextDue(campaign, agenda, NOW.minusSeconds(1_000_000)))
                    .isEmpty();
        }
    }

    @Test
    void who_is_done_leaves_the_agenda() {
        active();
        Contact contact = due(loaded(1).getFirst(), ContactStatus.RETRYING, NOW);
        eventually(() -> assertThat(due(Agenda.RETRY, NOW, 10)).hasSize(1));

        done(Commit.contact(read(), contact, with(contact, ContactStatus.FAILED, null, null)));

        eventually(() -> assertThat(due(Agenda.RETRY, NOW, 10)).isEmpty());
    }

    @Test
    void the_next_due_instant_is_the_earliest_beyond_the_one_given() {
        active();
        List<Contact> all = loaded(3);
        due(all.get(0), ContactStatus.RETRYING, NOW);
        due(all.get(1), ContactStatus.RETRYING, NOW.plusSeconds(20));
        due(all.get(2), ContactStatus.QUEUE, NOW.plusSeconds(10));

        eventually(() -> assertThat(store().contacts().nextDue(campaign, Agenda.RETRY, NOW))
                .contains(NOW.plusSeconds(10)));
        eventually(() -> assertThat(store().contacts().nextDue(campaign, Agenda.RETRY, NOW.plusSeconds(10)))
                .contains(NOW.plusSeconds(20)));
        assertThat(store().contacts().nextDue(campaign, Agenda.RETRY, NOW.plusSeconds(20)))
                .isEmpty();
    }

    @Test
    void campaigns_have_agendas_of_their_own() {
        active();
        due(loaded(1).getFirst(), ContactStatus.RETRYING, NOW);
        CampaignId other = new CampaignId(fresh + "-other");

        assertThat(store().contacts().due(other, Agenda.RETRY, NOW.plusSeconds(60), 10))
                .isEmpty();
    }
}
