package io.vuelta.domain.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Intake;
import io.vuelta.domain.campaign.LifeCycle;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Results;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.RecordingBatches;
import io.vuelta.testkit.fakes.RecordingReports;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contacts that arrive in a campaign: copied from another, on the do-not-contact list, or removed before. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CopyContactsTest {
    private static final CampaignId FROM = new CampaignId("from");
    private static final CampaignId TO = new CampaignId("to");
    private static final List<ContactStatus> ENDS =
            List.of(ContactStatus.QUEUE, ContactStatus.FAILED, ContactStatus.CONVERTED, ContactStatus.SKIPPED);
    private static final UploadId COPY = new UploadId(TO, "copy");

    private final InMemoryStore store = new InMemoryStore();
    private final VirtualTime clock = new VirtualTime(Examples.MONDAY);
    private final RecordingBatches batches = new RecordingBatches();
    private final RecordingWakes wakes = new RecordingWakes();
    private final FinishUpload finish = new FinishUpload(store.uploads(), new RecordingReports());
    private final LoadBatch load = UseCases.loadBatch(store, finish, wakes, clock);
    private final CopyContacts copy =
            new CopyContacts(store.campaigns(), store.contacts(), store.uploads(), load, finish, batches, wakes);

    @BeforeEach
    void campaigns() {
        store.campaigns().create(Examples.campaign(FROM, World.LINE, CampaignStatus.ACTIVE, Examples.settings()));
        store.campaigns().create(Examples.campaign(TO, World.LINE, CampaignStatus.PENDING, Examples.settings()));
        store.uploads().create(Upload.waiting(COPY, "from", 1, "-", Examples.MONDAY));
    }

    private void there(CampaignId campaign, int n, ContactStatus status, String... tags) {
        Contact contact = ContactEdit.of(Examples.contact(campaign, n))
                .status(status)
                .attempts(3, 3)
                .results(new Results(List.of(tags), false, true, false))
                .done();
        assertThat(store.contacts().create(contact)).isInstanceOf(Contacts.Written.Done.class);
    }

    private static CopyPage all() {
        return page(Set.of(), Set.of());
    }

    private static CopyPage page(Set<ContactStatus> statuses, Set<String> tags) {
        return new CopyPage(FROM, COPY, 0, ScanCursor.START, statuses, tags);
    }

    /** Handles the page and all following pages. */
    private void copied(CopyPage first) {
        copy.handle(first);
        for (int n = 0; n < batches.pages().size(); n++) {
            assertThat(n).as("pages of a copy that must end").isLessThan(1_000);
            copy.handle(batches.pages().get(n));
        }
    }

    private Set<Integer> who() {
        Set<Integer> who = new HashSet<>();
        for (int n = 0; n < 300; n++) {
            if (store.contacts().find(Examples.contact(TO, n).id()).isPresent()) {
                who.add(n);
            }
        }
        return who;
    }

    private Upload upload() {
        return store.uploads().find(COPY).orElseThrow();
    }

    // Copying

    @Test
    void all_contacts_are_copied_with_their_data_and_without_their_results() {
        for (int n = 0; n < 250; n++) {
            there(FROM, n, ENDS.get(n % ENDS.size()));
        }

        copied(all());

        assertThat(who()).hasSize(250);
        assertThat(store.contactsOf(TO)).allSatisfy(contact -> {
            assertThat(contact.isFresh()).isTrue();
            assertThat(contact.attempts()).isZero();
            assertThat(contact.results()).isEqualTo(Results.NONE);
        });
        assertThat(store.contactsOf(TO))
                .extracting(contact -> contact.data())
                .containsExactlyInAnyOrderElementsOf(
                        store.contactsOf(FROM).stream().map(Contact::data).toList());
        assertThat(upload().status()).isEqualTo(Upload.Status.DONE);
        assertThat(upload().rows().accepted()).isEqualTo(250);
        assertThat(store.campaigns().find(TO).orElseThrow().status()).isEqualTo(CampaignStatus.READY);
        assertThat(store.campaigns().intake(TO).loading()).isZero();
        assertThat(store.counted(TO)).isEqualTo(store.recount(TO));
    }

    @ParameterizedTest(name = "statuses [{0}], tags [{1}]: {2}")
    @CsvSource({
        "'', '', '0 1 2 3'",
        "FAILED, '', '0 1'",
        "FAILED ANSWERED, '', '0 1 2'",
        "'', vip, '1 2'",
        "'', 'vip other', '1 2 3'",
        "FAILED, vip, '1'",
        "CONVERTED, '', ''",
    })
    void only_contacts_of_the_status_and_the_tag_are_copied(String statuses, String tags, String copied) {
        there(FROM, 0, ContactStatus.FAILED);
        there(FROM, 1, ContactStatus.FAILED, "vip");
        there(FROM, 2, ContactStatus.ANSWERED, "vip", "x");
        there(FROM, 3, ContactStatus.VOICEMAIL, "other");
        there(FROM, 4, ContactStatus.REMOVED, "vip");
        Set<ContactStatus> wanted = new HashSet<>();
        words(statuses).forEach(name -> wanted.add(ContactStatus.valueOf(name)));

        copied(page(wanted, Set.copyOf(words(tags))));

        assertThat(who())
                .isEqualTo(new HashSet<>(
                        words(copied).stream().map(Integer::valueOf).toList()));
        assertThat(upload().status()).isEqualTo(Upload.Status.DONE);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    @Test
    void a_page_that_is_delivered_again_changes_nothing() {
        for (int n = 0; n < 40; n++) {
            there(FROM, n, ContactStatus.FAILED);
        }
        copied(all());
        List<Contact> before = store.contactsOf(TO);

        List<CopyPage> pages = new ArrayList<>(batches.pages());
        pages.add(all());
        pages.forEach(copy::handle);

        assertThat(store.contactsOf(TO)).isEqualTo(before);
        assertThat(upload().rows().accepted()).isEqualTo(40);
        assertThat(upload().rows().duplicates()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_copy_that_dies_between_any_two_operations_and_is_delivered_again_gives_the_same_result(boolean afterwards) {
        int crashes = 0;
        for (String operation : List.of(
                "uploads.startReading",
                "campaigns.find",
                "contacts.after",
                "uploads.keepCopied",
                "contacts.create",
                "uploads.loaded",
                "campaigns.save",
                "uploads.find",
                "uploads.allRead",
                "uploads.problems",
                "uploads.finish")) {
            for (int nth = 1; nth <= 20; nth++) {
                CopyContactsTest fresh = new CopyContactsTest();
                fresh.campaigns();
                for (int n = 0; n < 30; n++) {
                    fresh.there(FROM, n, ContactStatus.FAILED);
                }
                FailAt fault = afterwards ? FailAt.afterNext(operation) : FailAt.beforeNext(operation);
                fresh.store.faults(fault.nth(nth));
                crashes += fresh.copiedThroughCrashes();
                fresh.store.faults(Faults.NONE);

                assertThat(fresh.who()).as("%s, %s", operation, nth).hasSize(30);
                assertThat(fresh.upload().status()).as("%s, %s", operation, nth).isEqualTo(Upload.Status.DONE);
                assertThat(fresh.upload().rows().accepted()).isEqualTo(30);
                assertThat(fresh.store.campaigns().intake(TO).loading()).isZero();
                assertThat(fresh.store.campaigns().find(TO).orElseThrow().status())
                        .isEqualTo(CampaignStatus.READY);
                assertThat(fresh.store.counted(TO)).isEqualTo(fresh.store.recount(TO));
            }
        }
        assertThat(crashes).isGreaterThan(50);
    }

    /** Delivers every page until it is handled. Returns the number of failures. */
    private int copiedThroughCrashes() {
        int crashes = 0;
        List<CopyPage> pages = new ArrayList<>(List.of(all()));
        for (int n = 0; n < pages.size() && n < 1_000; n++) {
            int sent = batches.pages().size();
            try {
                copy.handle(pages.get(n));
            } catch (FailAt.Crash _) {
                crashes++;
                pages.add(n + 1, pages.get(n));
            }
            pages.addAll(batches.pages().subList(sent, batches.pages().size()));
        }
        return crashes;
    }

    @Test
    void the_end_of_a_copy_wakes_the_line_and_so_does_a_page_delivered_again_after_it() {
        there(FROM, 1, ContactStatus.FAILED);
        act(CampaignAction.ACTIVATE, store.campaigns()::save);
        List<String> operations = new ArrayList<>();
        Faults listening = Faults.afterEach(operations::add);
        store.faults(listening);
        wakes.faults(listening);

        copied(all());

        assertThat(operations).contains("uploads.finish").endsWith("wakes.send");
        wakes.take();
        copy.handle(batches.pages().getLast());
        assertThat(wakes.take()).as("whoever ended it may have died before").containsExactly(World.LINE);
    }

    private void act(CampaignAction action, Predicate<Campaign> write) {
        Campaign copied = store.campaigns().find(TO).orElseThrow();
        if (!(LifeCycle.decide(copied, action, Examples.MONDAY) instanceof LifeCycle.Decision.Moved moved)
                || !write.test(moved.to())) {
            throw new IllegalStateException(action + " is not possible now");
        }
    }

    @Test
    void no_more_than_a_page_is_read_at_once() {
        for (int n = 0; n < 120; n++) {
            there(FROM, n, ContactStatus.FAILED);
        }
        List<String> operations = new ArrayList<>();
        store.faults(Faults.beforeEach(operations::add));

        copy.handle(all());

        assertThat(operations).containsOnlyOnce("contacts.after");
        assertThat(batches.pages()).as("the next page is another message").hasSize(1);
    }

    /** Activated before its first page, with an end that was also before the first page. */
    @Test
    void a_copy_that_finished_before_its_contacts_arrived_gets_them_and_is_ready_again() {
        there(FROM, 1, ContactStatus.FAILED);
        act(CampaignAction.ACTIVATE, store.campaigns()::save);
        act(CampaignAction.DONE, finished -> store.campaigns().rest(finished, Intake.NONE, 0));

        copied(all());

        assertThat(who()).hasSize(1);
        assertThat(upload().status()).isEqualTo(Upload.Status.DONE);
        assertThat(store.campaigns().find(TO).orElseThrow().status()).isEqualTo(CampaignStatus.READY);
    }

    @Test
    void a_copy_of_an_unknown_campaign_fails_with_the_reason() {
        copy.handle(new CopyPage(new CampaignId("gone"), COPY, 0, ScanCursor.START, Set.of(), Set.of()));

        assertThat(upload().status()).isEqualTo(Upload.Status.FAILED);
        assertThat(upload().error()).startsWith("NO_CAMPAIGN");
        assertThat(store.campaigns().intake(TO).loading()).isZero();
    }

    // Contacts on the list, and removed contacts

    private void loaded(int... who) {
        store.uploads().startReading(COPY);
        List<Batch.Row> rows = new ArrayList<>();
        for (int n : who) {
            rows.add(new Batch.Row(
                    n + 2L, Examples.number(n), Examples.contact(TO, n).data()));
        }
        load.handle(new Batch(COPY, 0, rows, 0, 0, 0, List.of()));
        store.uploads().allRead(COPY, 1);
        finish.ifComplete(COPY);
    }

    @Test
    void a_contact_on_the_list_is_loaded_as_suppressed_and_counts_as_accepted() {
        store.doNotContact()
                .put(new Suppression(Examples.number(1), null, "asked to stop", "api", Examples.MONDAY, null));

        loaded(0, 1);

        assertThat(store.contactsOf(TO))
                .extracting(Contact::status)
                .containsExactlyInAnyOrder(ContactStatus.QUEUE, ContactStatus.SUPPRESSED);
        assertThat(upload().rows().accepted()).isEqualTo(2);
        assertThat(store.counted(TO).waiting()).isEqualTo(1);
    }

    @Test
    void a_removed_contact_is_added_as_new_and_an_existing_one_is_a_duplicate() {
        there(TO, 0, ContactStatus.REMOVED, "old");
        there(TO, 1, ContactStatus.FAILED, "old");

        loaded(0, 1, 2);

        Contact back = store.contacts().find(Examples.contact(TO, 0).id()).orElseThrow();
        assertThat(back.status()).isEqualTo(ContactStatus.QUEUE);
        assertThat(back.attempts()).as("numbers are never given twice").isEqualTo(3);
        assertThat(back.tally().calls()).isZero();
        assertThat(back.results()).isEqualTo(Results.NONE);
        assertThat(upload().rows().accepted()).isEqualTo(2);
        assertThat(upload().rows().duplicates()).isEqualTo(1);
        assertThat(upload().problems()).extracting(RowProblem::reason).containsExactly("DUPLICATE_IN_CAMPAIGN");
        assertThat(store.counted(TO)).isEqualTo(store.recount(TO));
    }

    /** A campaign continues while it is copied. */
    @Test
    void a_contact_added_by_a_page_before_its_death_counts_though_it_no_longer_matches() {
        for (int n = 0; n < 5; n++) {
            there(FROM, n, ContactStatus.QUEUE);
        }
        CopyPage page = page(Set.of(ContactStatus.QUEUE), Set.of());
        store.faults(FailAt.beforeNext("uploads.loaded"));
        assertThatThrownBy(() -> copy.handle(page)).isInstanceOf(FailAt.Crash.class);
        store.faults(Faults.NONE);
        Contact first = store.contactsOf(FROM).getFirst();
        assertThat(store.contacts()
                        .write(
                                first,
                                ContactEdit.of(first)
                                        .status(ContactStatus.ANSWERED)
                                        .done()))
                .isInstanceOf(Contacts.Written.Done.class);

        copied(page);

        assertThat(store.contactsOf(TO)).hasSize(5);
        assertThat(upload().rows().accepted()).isEqualTo(5);
        assertThat(store.campaigns().intake(TO).added()).isEqualTo(5);
    }

    /** A queue may deliver a page twice at the same time; the copied campaign changes between the two reads. */
    @ParameterizedTest
    @ValueSource(
            strings = {"uploads.isLoaded", "contacts.create", "uploads.loaded", "uploads.allRead", "uploads.finish"})
    void two_deliveries_of_a_page_at_once_choose_the_same_contacts(String operation) {
        for (int nth = 1; nth <= 5; nth++) {
            CopyContactsTest fresh = new CopyContactsTest();
            fresh.campaigns();
            List<Integer> five = ofTheFirstPage(5);
            five.forEach(
                    n -> fresh.there(FROM, n, n.equals(five.getLast()) ? ContactStatus.ANSWERED : ContactStatus.QUEUE));
            fresh.handledTwiceAtOnce(page(Set.of(ContactStatus.QUEUE), Set.of()), operation, nth, five);

            assertThat(fresh.who()).as("%s, %s", operation, nth).isEqualTo(new HashSet<>(five.subList(0, 4)));
            assertThat(fresh.upload().rows().accepted())
                    .as("%s, %s", operation, nth)
                    .isEqualTo(4);
            assertThat(fresh.store.campaigns().intake(TO).added()).isEqualTo(4);
            assertThat(fresh.store.counted(TO)).isEqualTo(fresh.store.recount(TO));
        }
    }

    /**
     * The first delivery stops before its nth operation with this name, two contacts change, and the second delivery
     * runs to its end.
     */
    private void handledTwiceAtOnce(CopyPage page, String operation, int nth, List<Integer> five) {
        store.faults(Faults.beforeNth(operation, nth, () -> {
            change(five.getFirst(), ContactStatus.ANSWERED);
            change(five.getLast(), ContactStatus.QUEUE);
            copied(page);
        }));
        copied(page);
    }

    /** The contacts of the first page: a page has contacts of one partition, and the first page those of the first. */
    private static List<Integer> ofTheFirstPage(int count) {
        return IntStream.range(0, 300)
                .filter(n -> Examples.contact(FROM, n).id().shard() == ScanCursor.START.digit())
                .limit(count)
                .boxed()
                .toList();
    }

    private void change(int n, ContactStatus to) {
        Contact contact = store.contacts().find(Examples.contact(FROM, n).id()).orElseThrow();
        assertThat(store.contacts()
                        .write(contact, ContactEdit.of(contact).status(to).done()))
                .isInstanceOf(Contacts.Written.Done.class);
    }

    @Test
    void a_page_that_is_given_up_counts_the_contacts_that_it_added_and_adds_no_more() {
        List<Integer> five = ofTheFirstPage(5);
        five.forEach(n -> there(FROM, n, ContactStatus.QUEUE));
        store.faults(FailAt.beforeNext("contacts.create").nth(3));
        assertThatThrownBy(() -> copy.handle(all())).isInstanceOf(FailAt.Crash.class);
        store.faults(Faults.NONE);

        copy.giveUp(all(), "INTERNAL_ERROR: no reason");
        copied(all());

        assertThat(store.contactsOf(TO)).hasSize(4);
        assertThat(upload().status()).isEqualTo(Upload.Status.FAILED);
        assertThat(upload().rows().accepted()).isEqualTo(4);
        assertThat(upload().rows().refused()).isEqualTo(1);
        assertThat(store.campaigns().intake(TO).added()).isEqualTo(4);
        assertThat(store.campaigns().intake(TO).loading()).isZero();
    }

    @Test
    void a_page_that_is_given_up_before_its_contacts_were_chosen_adds_none() {
        there(FROM, ofTheFirstPage(1).getFirst(), ContactStatus.QUEUE);
        store.uploads().startReading(COPY);

        copy.giveUp(all(), "INTERNAL_ERROR: no reason");
        copied(all());

        assertThat(store.contactsOf(TO)).isEmpty();
        assertThat(upload().status()).isEqualTo(Upload.Status.FAILED);
    }

    @Test
    void a_counted_page_adds_no_contact_when_it_is_delivered_again() {
        there(FROM, 0, ContactStatus.QUEUE);
        CopyPage failed = page(Set.of(ContactStatus.FAILED), Set.of());
        copy.handle(failed);
        Contact contact = store.contactsOf(FROM).getFirst();
        assertThat(store.contacts()
                        .write(
                                contact,
                                ContactEdit.of(contact)
                                        .status(ContactStatus.FAILED)
                                        .done()))
                .isInstanceOf(Contacts.Written.Done.class);

        copy.handle(failed);

        assertThat(store.contactsOf(TO))
                .hasSize((int) store.campaigns().intake(TO).added());
    }

    @Test
    void a_counted_batch_does_not_restore_a_contact_that_a_person_removed() {
        there(TO, 0, ContactStatus.QUEUE);
        Batch batch = new Batch(
                COPY,
                0,
                List.of(new Batch.Row(
                        2, Examples.number(0), Examples.contact(TO, 0).data())),
                0,
                0,
                0,
                List.of());
        load.handle(batch);
        Contact contact = store.contactsOf(TO).getFirst();
        assertThat(store.contacts().write(contact, contact.removed(clock.instant())))
                .isInstanceOf(Contacts.Written.Done.class);

        load.handle(batch);

        assertThat(store.contactsOf(TO)).allMatch(Contact::isRemoved);
        assertThat(store.campaigns().intake(TO).added()).isZero();
    }

    /**
     * Of a batch that is delivered twice at the same time, one delivery finds the contacts and the other finds them
     * removed: both must have the same result.
     */
    @Test
    void a_contact_removed_by_a_person_after_the_upload_was_requested_stays_removed() {
        there(TO, 0, ContactStatus.QUEUE);
        clock.advance(Duration.ofSeconds(1));
        Contact contact = store.contactsOf(TO).getFirst();
        assertThat(store.contacts().write(contact, contact.removed(clock.instant())))
                .isInstanceOf(Contacts.Written.Done.class);

        load.handle(new Batch(
                COPY,
                0,
                List.of(new Batch.Row(
                        2, Examples.number(0), Examples.contact(TO, 0).data())),
                0,
                0,
                0,
                List.of()));

        assertThat(store.contactsOf(TO)).allMatch(Contact::isRemoved);
        assertThat(upload().rows().accepted()).isZero();
    }
}
