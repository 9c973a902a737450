package io.vuelta.testkit.contracts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.AttemptStart;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallState;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Intake;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Contacts.Agenda;
import io.vuelta.domain.contact.Contacts.Change;
import io.vuelta.domain.contact.Contacts.Written;
import io.vuelta.domain.contact.HistoryEntry;
import io.vuelta.domain.contact.Results;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of the contacts' store: each contact is one record that is written on condition of the version that was
 * read, scans return each contact exactly once, and agendas list the due contacts.
 */
public abstract class ContactsContract extends StoreContract {
    private static final Comparator<Contact> BY_HASH =
            Comparator.comparing(contact -> contact.id().hash());

    private static final ContactData SHORT =
            new ContactData("7", "Ana \"Ñ\" Gómez 🙂", "{\"a\": 1}\nline two", "", "voice", Map.of("Ciudad", "Mérida"));

    /** Data that is too long for the contact's own item. */
    private static final ContactData LONG = new ContactData(
            "8", "Benito", "ñ ".repeat(1_500), "Inés", "", Map.of("x y", "1", "long", "🙂".repeat(500)));

    private static final ContactData OTHER_LONG =
            new ContactData("9", "Carla", "z".repeat(3_000), "", "", Map.of("x y", "2"));

    private Contacts contacts() {
        return store().contacts();
    }

    private static void assertLost(Written written, @Nullable Contact there) {
        assertThat(written).isEqualTo(new Written.Lost(Optional.ofNullable(there)));
    }

    /** The contact with another name in its data. */
    private Contact renamed(Contact contact, String name) {
        ContactData data = new ContactData("", name, "", "", "", Map.of());
        return write(contact, contact.updated(data, "up/1/1", NOW));
    }

    private static ContactEdit edit(Contact contact) {
        return ContactEdit.of(contact);
    }

    // Creating

    @Test
    void a_new_contact_is_found_as_it_was_given_in_version_1() {
        Contact given = Examples.contact(campaign, 0);
        assertThat(contacts().find(given.id())).isEmpty();

        Contact created = done(contacts().create(given));

        assertThat(created).isEqualTo(given.inVersion(1));
        assertThat(contacts().find(given.id())).contains(created);
        assertThat(contacts().find(Examples.contact(campaign, 1).id())).isEmpty();
    }

    @Test
    void an_existing_contact_of_another_source_is_shown_and_not_overwritten() {
        Contact there = loaded();
        Contact other = Contact.loaded(there.id(), there.number(), SHORT, "up/1/1", NOW);

        assertLost(contacts().create(other), there);
        assertThat(read(there.id())).isEqualTo(there);
    }

    @Test
    void a_contact_created_by_an_earlier_try_counts_as_created() {
        Contact there = loaded();

        assertThat(done(contacts().create(Examples.contact(campaign, 0)))).isEqualTo(there);
        assertThat(read(there.id())).isEqualTo(there);
    }

    @Test
    void a_contact_created_by_an_earlier_try_and_changed_later_stays_unchanged() {
        Contact begun = begun(claimed(loaded(), 1));
        assertThat(done(contacts().create(Examples.contact(campaign, 0)))).isEqualTo(begun);

        Contact removed = write(begun, edit(begun).claim(null).done().removed(NOW));
        assertThat(done(contacts().create(Examples.contact(campaign, 0)))).isEqualTo(removed);

        assertThat(read(begun.id())).isEqualTo(removed);
    }

    @Test
    void only_one_of_eight_concurrent_creates_of_a_person_succeeds() {
        AtomicInteger row = new AtomicInteger();
        Contact plain = Examples.contact(campaign, 0);

        List<Written> written = atOnce(8, () -> {
            Contact mine = Contact.loaded(plain.id(), plain.number(), SHORT, "up/" + row.getAndIncrement() + "/1", NOW);
            return unlessBusy(() -> contacts().create(mine));
        });

        assertThat(written.stream().filter(Written.Done.class::isInstance)).hasSize(1);
        assertThat(read(plain.id()).version()).isEqualTo(1);
    }

    // Writing

    @Test
    void a_write_raises_the_version_and_a_write_on_an_older_version_shows_the_stored_contact() {
        Contact first = loaded();
        Contact second = write(first, first.held(NOW.plusSeconds(60), null, NOW));
        assertThat(second).isEqualTo(first.held(NOW.plusSeconds(60), null, NOW).inVersion(2));
        assertThat(read(first.id())).isEqualTo(second);

        assertLost(contacts().write(first, first.skipped(NOW)), second);

        assertThat(read(first.id())).isEqualTo(second);
    }

    @Test
    void an_unknown_contact_is_not_written() {
        Contact unknown = Examples.contact(campaign, 7);

        assertLost(contacts().write(unknown, unknown.skipped(NOW)), null);
        assertThat(contacts().find(unknown.id())).isEmpty();
    }

    @Test
    void a_write_that_is_sent_again_after_it_took_effect_is_a_success() {
        Contact first = loaded();
        // More precise than a store may keep.
        Instant now = NOW.plusNanos(1_234_567);
        Contact claimed = first.claimed(place(3), now.plusNanos(333_333_333), TODAY, now);
        Contact written = write(first, claimed);

        assertThat(write(first, claimed)).isEqualTo(written);
        assertThat(read(first.id()).version()).isEqualTo(2);
    }

    @Test
    void a_repeated_write_after_a_later_write_shows_the_stored_claim() {
        Contact first = loaded();
        Contact claimed = claimed(first, 3);
        Contact released = write(claimed, claimed.released(NOW, "LATE", NOW));

        assertLost(contacts().write(first, first.claimed(place(3), NOW.plusSeconds(1), TODAY, NOW)), released);
        assertThat(released.place()).isEqualTo(place(3));
    }

    @Test
    void only_one_of_eight_concurrent_claims_succeeds() {
        Contact contact = loaded();
        AtomicInteger batch = new AtomicInteger();

        List<Written> written = atOnce(8, () -> {
            Contact mine =
                    contact.claimed(place(batch.incrementAndGet()), NOW.plusSeconds(1), TODAY, NOW.plusMillis(1));
            return unlessBusy(() -> contacts().write(contact, mine));
        });

        Contact there = read(contact.id());
        assertThat(written.stream().filter(Written.Done.class::isInstance)).hasSize(1);
        assertThat(written).contains(new Written.Done(there)).contains(new Written.Lost(Optional.of(there)));
        assertThat(there.version()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(CallStatus.class)
    void any_contact_is_read_as_it_was_written(CallStatus status) {
        Contact plain = loaded();
        Call latest = new Call(
                new AttemptStart(
                        new AttemptId(plain.id(), 3),
                        line,
                        plain.number(),
                        "Ana ñ",
                        "invocation-ñ",
                        new Place(7, 3),
                        NOW.plusMillis(2)),
                false,
                new CallState(
                        status,
                        "CA1",
                        status == CallStatus.ENDED ? AnsweredBy.MACHINE : null,
                        NOW.plusMillis(3),
                        status.isOver() ? NOW.plusMillis(4_503) : null,
                        Duration.ofMillis(4_500),
                        status == CallStatus.FAILED ? "CALL_FAILED" : null,
                        status == CallStatus.FAILED ? NOW.plusMillis(77) : null),
                status.isOver(),
                status.isOver() ? "https://recordings.example/1.mp3?ñ" : null,
                new TreeMap<>(Map.of("RINGING", NOW, "ENDED", NOW.plusMillis(4_503))),
                0);
        Contact rich = edit(plain)
                .data(SHORT)
                .dataSource("up/2/17")
                .attempts(3, 2)
                .retries(1, 1)
                .followUp(NOW.plusSeconds(3_600))
                .place(new Place(1_234_567_890_123L, 49))
                .latest(latest)
                .status(ContactStatus.RETRYING)
                .previousStatus(ContactStatus.VOICEMAIL)
                .cycle(4, false)
                .due(NOW.plusMillis(1))
                .since(NOW.minusMillis(7))
                .results(new Results(List.of("callback", "vip ñ"), true, true, true))
                .edits(3)
                .billed(Duration.ofSeconds(65))
                .because(NOW.plusMillis(999), "BUSY", history(40))
                .done();

        Contact written = write(plain, rich);
        assertThat(read(plain.id())).isEqualTo(rich.inVersion(2)).isEqualTo(written);

        Contact claimed = claimed(written, 1_234_567_890_124L);
        assertThat(read(plain.id())).isEqualTo(claimed);
        assertThat(claimed.claim()).isNotNull();

        Contact erasing = write(claimed, claimed.toBeErased());
        assertThat(erasing.isErasing()).isTrue();
        assertThat(read(plain.id())).isEqualTo(erasing);

        Contact ended = write(
                erasing,
                edit(erasing)
                        .claim(null)
                        .followUp(null)
                        .status(ContactStatus.FAILED)
                        .cycle(5, true)
                        .results(Results.NONE)
                        .done());
        assertThat(read(plain.id())).isEqualTo(ended);
    }

    /** Decisions of every form. */
    private static List<HistoryEntry> history(int count) {
        List<String> codes = List.of("LOADED", "CLAIMED", "BEGUN", "131049", "CYCLE_12", "NOBODY_KNOWS_THIS_ñ");
        return IntStream.range(0, count)
                .mapToObj(n -> new HistoryEntry(
                        NOW.plusMillis(n * 1_001L),
                        codes.get(n % codes.size()),
                        n % 4,
                        n % 3 == 0 ? null : NOW.plusSeconds(n * 86_400L),
                        n % 5 == 0 ? "America/Hermosillo" : n % 11 == 0 ? "detail " + n + " ñ" : null))
                .toList();
    }

    // Beginning

    @Test
    void a_first_attempt_begins_as_part_of_its_contact() {
        Contact claimed = claimed(loaded(), 1);

        Contact begun = begun(claimed);

        assertThat(begun).isEqualTo(claimed.begun(created(claimed), NOW).inVersion(3));
        assertThat(read(claimed.id())).isEqualTo(begun);
        assertThat(store().attempts().find(next(claimed))).contains(created(claimed));
        assertThat(store().attempts().findEarlier(next(claimed))).isEmpty();
    }

    @Test
    void a_later_attempt_moves_the_previous_one_out_in_the_same_step() {
        Contact first = begun(claimed(loaded(), 1));
        Contact claimed = claimed(write(first, waiting(first)), 2);

        Contact second = begun(claimed);

        assertThat(second.latest()).isEqualTo(created(claimed));
        assertThat(second.log().history()).extracting(HistoryEntry::what).containsExactly("CLAIMED", "BEGUN");
        Attempt left =
                store().attempts().findEarlier(new AttemptId(first.id(), 1)).orElseThrow();
        assertThat(left).isEqualTo(created(first).inVersion(1));
        assertThat(store().attempts().earlier(first.id(), 1))
                .singleElement()
                .satisfies(earlier -> assertThat(earlier.history())
                        .isEqualTo(claimed.log()
                                .history()
                                .subList(0, claimed.log().history().size() - 1)));
    }

    @Test
    void an_attempt_that_another_invocation_has_begun_is_shown() {
        Contact claimed = claimed(loaded(), 1);
        Contact begun = begun(claimed);
        Attempt mine = Call.created(
                next(claimed), line, claimed.number(), "Ana", true, "invocation-2", at(claimed), NOW.plusMillis(1));

        assertLost(contacts().begin(claimed, claimed.begun(mine, NOW.plusMillis(1))), begun);
        assertThat(read(claimed.id())).isEqualTo(begun);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void an_attempt_begun_again_by_the_same_invocation_counts_as_begun(int attempt) {
        Contact claimed = claimed(loaded(), 1);
        if (attempt == 2) {
            Contact first = begun(claimed);
            claimed = claimed(write(first, waiting(first)), 2);
        }
        Contact begun = begun(claimed);

        assertThat(begun(claimed)).isEqualTo(begun);
        assertThat(read(claimed.id())).isEqualTo(begun);
        assertThat(store().attempts().earlier(claimed.id(), 10)).hasSize(attempt - 1);
    }

    @Test
    void an_attempt_whose_claim_was_released_does_not_begin_and_writes_nothing() {
        Contact first = begun(claimed(loaded(), 1));
        Contact claimed = claimed(write(first, waiting(first)), 2);
        Contact released = write(claimed, claimed.released(NOW, "LATE", NOW));

        assertLost(contacts().begin(claimed, claimed.begun(created(claimed), NOW)), released);
        assertThat(store().attempts().earlier(claimed.id(), 10)).isEmpty();
    }

    @Test
    void later_events_of_an_earlier_attempt_are_not_overwritten() {
        Contact first = begun(claimed(loaded(), 1));
        Contact claimed = claimed(write(first, waiting(first)), 2);
        begun(claimed);
        AttemptId id = new AttemptId(first.id(), 1);
        Attempt updated = store().attempts().findEarlier(id).orElseThrow().withEvent("LATE_WORD", NOW);
        assertThat(store().attempts().writeEarlier(updated)).isTrue();

        begun(claimed);

        assertThat(store().attempts().findEarlier(id)).contains(updated.inVersion(2));
    }

    @Test
    void only_one_of_eight_concurrent_invocations_begins_an_attempt() {
        Contact first = begun(claimed(loaded(), 1));
        Contact claimed = claimed(write(first, waiting(first)), 2);
        AtomicInteger invocation = new AtomicInteger();

        List<Written> written = atOnce(8, () -> {
            String by = "invocation-" + invocation.getAndIncrement();
            Attempt mine = Call.created(next(claimed), line, claimed.number(), "Ana", true, by, at(claimed), NOW);
            return unlessBusy(() -> contacts().begin(claimed, claimed.begun(mine, NOW)));
        });

        assertThat(written.stream().filter(Written.Done.class::isInstance)).hasSize(1);
        assertThat(read(claimed.id()).version()).isEqualTo(claimed.version() + 1);
        assertThat(store().attempts().earlier(claimed.id(), 10)).hasSize(1);
    }

    // Data that is elsewhere

    private Contact created(ContactData data) {
        Contact plain = Examples.contact(campaign, 0);
        done(contacts().create(Contact.loaded(plain.id(), plain.number(), data, "up/0/1", NOW)));
        return read(plain.id());
    }

    private ContactData data(ContactId id) {
        return contacts().withData(read(id)).data();
    }

    @Test
    void short_data_is_read_with_the_contact() {
        Contact contact = created(SHORT);

        assertThat(contact.data()).isEqualTo(SHORT);
        assertThat(contacts().withData(contact)).isEqualTo(contact);
    }

    @Test
    void long_data_is_read_on_request() {
        Contact contact = created(LONG);

        assertThat(contact.data()).isEqualTo(ContactData.ELSEWHERE);
        assertThat(contacts().withData(contact)).isEqualTo(contact.withData(LONG));
    }

    @Test
    void long_data_stays_when_the_contact_is_written_without_it() {
        Contact contact = created(LONG);

        Contact begun = begunTwice(contact);

        assertThat(read(contact.id())).isEqualTo(begun.withData(ContactData.ELSEWHERE));
        assertThat(data(contact.id())).isEqualTo(LONG);
    }

    @Test
    void data_that_was_read_and_written_with_the_contact_stays_too() {
        Contact whole = contacts().withData(created(LONG));

        write(whole, whole.held(NOW, null, NOW));

        assertThat(data(whole.id())).isEqualTo(LONG);
        assertThat(read(whole.id()).data()).isEqualTo(ContactData.ELSEWHERE);
    }

    @Test
    void data_changes_from_short_to_long_and_back() {
        Contact contact = created(SHORT);
        for (ContactData data : List.of(LONG, OTHER_LONG, SHORT, LONG, SHORT)) {
            Contact before = contacts().withData(read(contact.id()));

            write(before, before.updated(data, "up/" + before.version() + "/1", NOW));

            assertThat(data(contact.id())).isEqualTo(data);
            assertThat(read(contact.id()).data()).isEqualTo(data.equals(SHORT) ? SHORT : ContactData.ELSEWHERE);
        }
    }

    @Test
    void a_lost_write_changes_no_data() {
        Contact contact = created(LONG);
        write(contact, contact.held(NOW, null, NOW));

        assertThat(contacts().write(contact, contact.updated(OTHER_LONG, "up/1/1", NOW)))
                .isInstanceOf(Written.Lost.class);

        assertThat(data(contact.id())).isEqualTo(LONG);
    }

    @Test
    void a_read_never_mixes_the_data_of_two_writes() {
        Contact before = created(LONG);
        write(before, before.updated(OTHER_LONG, "up/1/1", NOW));

        assertThat(contacts().withData(before).data()).isIn(LONG, OTHER_LONG);
        assertThat(data(before.id())).isEqualTo(OTHER_LONG);
    }

    @Test
    void a_removed_contact_has_no_data() {
        Contact contact = created(LONG);

        write(contact, contact.removed(NOW));

        assertThat(data(contact.id()).name()).isEmpty();
        assertThat(data(contact.id()).context()).isEmpty();
        assertThat(data(contact.id()).variables()).isEmpty();
    }

    @Test
    void data_is_found_in_scans_and_by_many_ids_as_by_one() {
        Contact contact = created(LONG);

        assertThat(walk(10)).containsExactly(contact);
        assertThat(contacts().findAll(List.of(contact.id()))).containsExactly(contact);
    }

    // Several together

    @Test
    void contacts_are_added_together_with_the_campaigns_intake() {
        Campaign read = active();
        List<Change> changes = IntStream.range(0, Contacts.MAX_TOGETHER)
                .mapToObj(n -> new Change(null, Examples.contact(campaign, n)))
                .toList();

        assertThat(contacts().edit(read, changes, Contacts.MAX_TOGETHER, 0)).isTrue();

        assertThat(intake()).isEqualTo(new Intake(0, Contacts.MAX_TOGETHER, 0));
        assertThat(walk(100)).hasSize(Contacts.MAX_TOGETHER).allMatch(contact -> contact.version() == 1);
        assertThat(read()).as("of the campaign itself nothing has changed").isEqualTo(read);
    }

    @Test
    void contacts_are_changed_together_with_the_campaigns_intake() {
        Campaign read = active();
        List<Contact> two = loaded(2);
        List<Change> changes = two.stream()
                .map(contact -> new Change(contact, contact.skipped(NOW).edited()))
                .toList();

        assertThat(contacts().edit(read, changes, 0, 2)).isTrue();

        assertThat(intake()).isEqualTo(new Intake(0, 0, 2));
        for (Contact contact : two) {
            assertThat(read(contact.id()))
                    .isEqualTo(contact.skipped(NOW).edited().inVersion(2));
        }
    }

    @Test
    void when_one_of_several_writes_is_lost_nothing_is_written() {
        Campaign read = active();
        List<Contact> two = loaded(2);
        Contact held = write(two.get(1), two.get(1).held(NOW.plusSeconds(60), null, NOW));
        List<Change> changes = new ArrayList<>();
        two.forEach(
                contact -> changes.add(new Change(contact, contact.skipped(NOW).edited())));
        changes.add(new Change(null, Examples.contact(campaign, 7)));

        assertThat(contacts().edit(read, changes, 1, 2)).isFalse();

        assertThat(walk(10)).containsExactlyInAnyOrder(two.get(0), held);
        assertThat(intake()).isEqualTo(Intake.NONE);
    }

    @Test
    void a_contact_that_must_not_exist_but_does_is_not_written() {
        Campaign read = active();
        Contact there = loaded();
        Contact other = Contact.loaded(there.id(), there.number(), SHORT, "up/1/1", NOW);

        assertThat(contacts().edit(read, List.of(new Change(null, other)), 1, 0))
                .isFalse();
        assertThat(read(there.id())).isEqualTo(there);
    }

    @Test
    void nothing_is_written_if_the_campaign_has_changed_since() {
        Campaign read = active();
        Contact contact = loaded();
        store().campaigns().save(moved(read, CampaignAction.CANCEL));

        assertThat(contacts().edit(read, List.of(new Change(contact, contact.skipped(NOW))), 0, 1))
                .isFalse();
        assertThat(read(contact.id())).isEqualTo(contact);
        assertThat(intake()).isEqualTo(Intake.NONE);
    }

    @Test
    void an_edit_that_is_made_again_after_it_took_effect_counts_once() {
        Campaign read = active();
        Contact contact = loaded();
        List<Change> changes = List.of(
                new Change(contact, contact.skipped(NOW).edited()), new Change(null, Examples.contact(campaign, 1)));

        assertThat(contacts().edit(read, changes, 1, 1)).isTrue();
        assertThat(contacts().edit(read, changes, 1, 1)).isTrue();

        assertThat(intake()).isEqualTo(new Intake(0, 1, 1));
    }

    @Test
    void long_data_is_added_and_changed_together_too() {
        Campaign read = active();
        Contact contact = created(LONG);
        Contact plain = Examples.contact(campaign, 1);
        Contact added = Contact.loaded(plain.id(), plain.number(), LONG, "up/0/2", NOW);
        List<Change> changes =
                List.of(new Change(contact, contact.updated(OTHER_LONG, "up/1/1", NOW)), new Change(null, added));

        assertThat(contacts().edit(read, changes, 1, 0)).isTrue();

        assertThat(data(contact.id())).isEqualTo(OTHER_LONG);
        assertThat(data(added.id())).isEqualTo(LONG);
    }

    @Test
    void edits_of_many_at_once_are_all_counted() {
        Campaign read = active();
        List<Contact> eight = loaded(8);
        AtomicInteger next = new AtomicInteger();

        atOnce(8, () -> {
            Contact contact = eight.get(next.getAndIncrement());
            List<Change> changes =
                    List.of(new Change(contact, contact.skipped(NOW).edited()));
            return unlessBusy(() -> contacts().edit(read, changes, 0, 1));
        });

        assertThat(intake()).isEqualTo(new Intake(0, 0, 8));
    }

    // Reading

    @Test
    void existing_contacts_of_many_are_found_in_one_read() {
        List<Contact> there = loaded(Contacts.MAX_READ - 1);
        List<ContactId> ids = new ArrayList<>(there.stream().map(Contact::id).toList());
        ids.add(Examples.contact(campaign, 1_000).id());

        assertThat(contacts().findAll(ids)).containsExactlyInAnyOrderElementsOf(there);
        assertThat(contacts().findAll(List.of())).isEmpty();
    }

    @Test
    void a_scan_returns_every_contact_once_in_the_order_of_hashes_at_any_page_size() {
        List<Contact> all = loaded(40).stream().sorted(BY_HASH).toList();

        for (int limit : new int[] {1, 2, 3, 7, 1_000}) {
            assertThat(walk(limit)).as("pages of " + limit).containsExactlyElementsOf(all);
        }
    }

    @Test
    void a_scan_without_contacts_ends() {
        assertThat(walk(10)).isEmpty();
        assertThat(contacts().after(campaign, ScanCursor.END, 10))
                .isEqualTo(new Contacts.Page(List.of(), ScanCursor.END));
    }

    @Test
    void a_page_is_of_one_partition_and_after_the_cursor() {
        List<Contact> all = loaded(40);
        for (Contact from : all) {
            ScanCursor at = new ScanCursor(
                    Character.digit(from.id().shard(), 16), from.id().hash());
            Contacts.Page page = contacts().after(campaign, at, 100);
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
    void a_scan_returns_no_contact_of_another_campaign() {
        List<Contact> mine = loaded(5);
        loaded(new CampaignId(fresh + "-other"), 5);

        assertThat(walk(3)).containsExactlyInAnyOrderElementsOf(mine);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void a_scan_returns_no_attempts_data_or_conversations(int limit) {
        Contact contact = begunTwice(created(LONG));
        store().conversations().write(next(contact), io.vuelta.domain.attempt.Conversation.NONE);

        assertThat(walk(limit)).containsExactly(read(contact.id()));
    }

    // Agendas

    /** Stores the contact's status and due instant. */
    private Contact due(Contact contact, ContactStatus status, Instant at) {
        return write(contact, with(contact, status, at));
    }

    private List<ContactId> due(Agenda agenda, Instant until, int limit) {
        return contacts().due(campaign, agenda, until, limit);
    }

    private static List<ContactId> ids(Contact... contacts) {
        return List.of(contacts).stream().map(Contact::id).toList();
    }

    @Test
    void due_contacts_are_listed_earliest_first_up_to_and_including_the_instant() {
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

    /** With any number of keys of the index. */
    @Test
    void many_due_contacts_are_listed_earliest_first_at_any_page_size() {
        List<Contact> all = loaded(40);
        List<ContactId> inOrder = new ArrayList<>();
        for (int n = 0; n < all.size(); n++) {
            Contact contact = all.get((n * 7) % all.size());
            inOrder.add(due(contact, ContactStatus.RETRYING, NOW.plusMillis(n)).id());
        }

        for (int limit : new int[] {1, 3, 39, 40, 100}) {
            List<ContactId> expected = inOrder.subList(0, Math.min(limit, inOrder.size()));
            eventually(() ->
                    assertThat(due(Agenda.RETRY, NOW.plusSeconds(1), limit)).containsExactlyElementsOf(expected));
        }
        for (int n : new int[] {0, 1, 17, 38}) {
            assertThat(contacts().nextDue(campaign, Agenda.RETRY, NOW.plusMillis(n)))
                    .contains(NOW.plusMillis(n + 1));
        }
    }

    @Test
    void contacts_held_for_the_hours_of_their_zone_are_on_a_separate_agenda() {
        List<Contact> three = loaded(3);
        Contact held = write(three.get(0), three.get(0).held(NOW.plusSeconds(60), null, NOW));
        write(three.get(1), three.get(1).heldForGood(NOW.plusSeconds(90), NOW));
        due(three.get(2), ContactStatus.RETRYING, NOW.plusSeconds(70));

        eventually(() -> assertThat(due(Agenda.HELD, NOW.plusSeconds(90), 10))
                .containsExactly(three.get(0).id(), three.get(1).id()));
        eventually(() -> assertThat(due(Agenda.RETRY, NOW.plusSeconds(90), 10))
                .containsExactly(three.get(2).id()));
        eventually(() -> assertThat(contacts().nextDue(campaign, Agenda.HELD, NOW.plusSeconds(60)))
                .contains(NOW.plusSeconds(90)));

        write(held, held.unheld(NOW));

        eventually(() -> assertThat(due(Agenda.HELD, NOW.plusSeconds(60), 10)).isEmpty());
        eventually(() -> assertThat(due(Agenda.RETRY, NOW, 10)).containsExactly(held.id()));
    }

    @Test
    void a_fresh_or_claimed_contact_is_on_no_agenda() {
        List<Contact> two = loaded(2);
        claimed(due(two.get(1), ContactStatus.RETRYING, NOW), 1);

        for (Agenda agenda : Agenda.values()) {
            eventually(() ->
                    assertThat(due(agenda, NOW.plusSeconds(1_000_000), 10)).isEmpty());
            assertThat(contacts().nextDue(campaign, agenda, NOW.minusSeconds(1_000_000)))
                    .isEmpty();
        }
    }

    @Test
    void a_contact_in_a_final_status_leaves_the_agenda() {
        Contact contact = due(loaded(), ContactStatus.RETRYING, NOW);
        eventually(() -> assertThat(due(Agenda.RETRY, NOW, 10)).hasSize(1));

        write(contact, with(contact, ContactStatus.FAILED, null));

        eventually(() -> assertThat(due(Agenda.RETRY, NOW, 10)).isEmpty());
    }

    @Test
    void the_next_due_instant_is_the_earliest_beyond_the_one_given() {
        List<Contact> all = loaded(3);
        due(all.get(0), ContactStatus.RETRYING, NOW);
        due(all.get(1), ContactStatus.RETRYING, NOW.plusSeconds(20));
        due(all.get(2), ContactStatus.QUEUE, NOW.plusSeconds(10));

        eventually(() ->
                assertThat(contacts().nextDue(campaign, Agenda.RETRY, NOW)).contains(NOW.plusSeconds(10)));
        eventually(() -> assertThat(contacts().nextDue(campaign, Agenda.RETRY, NOW.plusSeconds(10)))
                .contains(NOW.plusSeconds(20)));
        assertThat(contacts().nextDue(campaign, Agenda.RETRY, NOW.plusSeconds(20)))
                .isEmpty();
    }

    @Test
    void each_campaign_has_its_own_agenda() {
        due(loaded(), ContactStatus.RETRYING, NOW);

        assertThat(contacts().due(new CampaignId(fresh + "-other"), Agenda.RETRY, NOW.plusSeconds(60), 10))
                .isEmpty();
    }

    // By number

    @Test
    void a_contact_is_found_by_number_in_all_campaigns_newest_first() {
        // A number that only this test uses.
        PhoneNumber number = new PhoneNumber("+52" + (5_000_000_000L + Math.floorMod(fresh.hashCode(), 900_000_000)));
        List<ContactId> newestFirst = new ArrayList<>();
        for (int n = 3; n > 0; n--) {
            CampaignId id = new CampaignId(fresh + "-" + n);
            newestFirst.add(ContactId.of(id, number));
            done(contacts().create(Contact.loaded(ContactId.of(id, number), number, SHORT, "up/0/1", NOW)));
        }

        eventually(() -> assertThat(contacts().withNumber(number, 10)).containsExactlyElementsOf(newestFirst));
        eventually(() ->
                assertThat(contacts().withNumber(number, 2)).containsExactlyElementsOf(newestFirst.subList(0, 2)));
        assertThat(contacts().withNumber(new PhoneNumber("+525599999998"), 10)).isEmpty();
    }

    @Test
    void a_contact_is_found_by_the_customers_identifier_in_one_campaign_and_in_all() {
        String id = "id " + fresh + " ñ";
        CampaignId newer = new CampaignId(fresh + "-2");
        List<ContactId> inNewer = List.of(withExternalId(newer, 1, id, ""));
        // Data of this length is stored in a separate item.
        List<ContactId> inOlder =
                List.of(withExternalId(campaign, 2, id, "x".repeat(2_000)), withExternalId(campaign, 3, id, ""));
        ContactId another = withExternalId(campaign, 4, id + "!", "");

        eventually(() -> assertThat(contacts().withExternalId(id, Optional.of(campaign), 10))
                .containsExactlyInAnyOrderElementsOf(inOlder));
        eventually(() -> assertThat(contacts().withExternalId(id, Optional.empty(), 10))
                .hasSize(3)
                .containsAll(inOlder)
                .containsAll(inNewer));
        eventually(() -> assertThat(contacts().withExternalId(id + "!", Optional.empty(), 10))
                .containsExactly(another));
        assertThat(contacts().withExternalId(id, Optional.empty(), 1)).hasSize(1);
        assertThat(contacts().withExternalId(fresh + "nobody", Optional.empty(), 10))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000, 1_024, 1_025, 3_000})
    void an_identifier_of_any_length_is_stored_and_can_be_searched_up_to_a_limit(int length) {
        String id = length == 0 ? "" : fresh + "x".repeat(length - fresh.length());

        ContactId contact = withExternalId(campaign, 1, id, "");

        assertThat(contacts().withData(read(contact)).data().externalId()).isEqualTo(id);
        boolean finds = length > 0 && length <= Contacts.MAX_FOUND_EXTERNAL_ID;
        eventually(() -> assertThat(contacts().withExternalId(id, Optional.of(campaign), 10))
                .isEqualTo(finds ? List.of(contact) : List.of()));
    }

    private ContactId withExternalId(CampaignId in, int n, String externalId, String context) {
        PhoneNumber number = Examples.number(n);
        ContactId id = ContactId.of(in, number);
        ContactData data = new ContactData(externalId, "P", context, "", "", Map.of());
        done(contacts().create(Contact.loaded(id, number, data, "up/0/1", NOW)));
        return id;
    }

    /** Two campaigns have the same person, each with another form of the number. */
    @Test
    void a_contact_is_found_by_every_form_of_its_number_and_keeps_its_own_form() {
        String digits = "11%08d".formatted(Math.floorMod(fresh.hashCode(), 100_000_000));
        PhoneNumber plain = new PhoneNumber("+54" + digits);
        PhoneNumber mobile = new PhoneNumber("+549" + digits);
        List<ContactId> newestFirst = new ArrayList<>();
        for (int n = 2; n > 0; n--) {
            CampaignId id = new CampaignId(fresh + "-" + n);
            PhoneNumber number = n == 2 ? plain : mobile;
            newestFirst.add(ContactId.of(id, number));
            done(contacts().create(Contact.loaded(ContactId.of(id, number), number, SHORT, "up/0/1", NOW)));
        }

        for (PhoneNumber form : List.of(plain, mobile)) {
            eventually(() -> assertThat(contacts().withNumber(form, 10)).containsExactlyElementsOf(newestFirst));
        }
        assertThat(newestFirst).extracting(id -> read(id).number()).containsExactly(plain, mobile);
    }

    /** The call went to the form that was known at that time. */
    @Test
    void another_form_of_the_number_changes_the_contact_and_not_the_attempt_under_way() {
        stored(CampaignStatus.READY, Examples.settings());
        PhoneNumber plain = new PhoneNumber("+541123459105");
        PhoneNumber mobile = new PhoneNumber("+5491123459105");
        ContactId id = ContactId.of(campaign, plain);
        done(contacts().create(Contact.loaded(id, plain, SHORT, "up/0/1", NOW)));
        Contact begun = begun(claimed(read(id), 1));

        done(contacts().write(begun, begun.written(mobile, NOW.plusSeconds(1))));

        assertThat(read(id).number()).isEqualTo(mobile);
        assertThat(requireNonNull(read(id).latest()).to()).isEqualTo(plain);
        assertThat(read(id).log().history().getLast().what()).isEqualTo("NUMBER_UPDATED");
    }

    @Test
    void a_contact_added_by_hand_or_changed_is_found_by_number_too() {
        Campaign read = stored(CampaignStatus.READY, Examples.settings());
        PhoneNumber number = new PhoneNumber("+52" + (6_000_000_000L + Math.floorMod(fresh.hashCode(), 900_000_000)));
        Contact added = Contact.loaded(ContactId.of(campaign, number), number, SHORT, "request/1", NOW);
        assertThat(contacts().edit(read, List.of(new Change(null, added)), 1, 0))
                .isTrue();

        begunTwice(renamed(read(added.id()), "Ana"));

        eventually(() -> assertThat(contacts().withNumber(number, 10)).containsExactly(added.id()));
    }
}
