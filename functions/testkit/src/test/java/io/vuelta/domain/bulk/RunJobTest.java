package io.vuelta.domain.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.action.ActOnContact;
import io.vuelta.domain.action.ActOnContact.Action;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Results;
import io.vuelta.domain.count.CountChanges;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.FiveTries;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.VirtualTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An action on many contacts changes each of them once, after crashes at any point and repeated messages. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RunJobTest {
    private static final CampaignId CAMPAIGN = new CampaignId("C1");
    private static final LineId LINE = new LineId("iph_1");
    private static final JobId ID = new JobId(CAMPAIGN, "J1");

    private final InMemoryStore store = new InMemoryStore();
    private final VirtualTime clock = new VirtualTime(Examples.MONDAY);
    private final RecordingWakes wakes = new RecordingWakes();
    private final Deque<JobId> queue = new ArrayDeque<>();

    private RunJob job() {
        ActOnContact act = UseCases.actOnContact(store, wakes, clock);
        return new RunJob(store.jobs(), store.campaigns(), store.contacts(), act, queue::add, new FiveTries(), clock);
    }

    private void campaign(CampaignStatus status) {
        store.campaigns().create(Examples.campaign(CAMPAIGN, LINE, status, Examples.settings()));
    }

    private void contacts(int from, int to, ContactStatus status, String... tags) {
        IntStream.range(from, to).forEach(n -> {
            Contact contact = ContactEdit.of(Examples.contact(CAMPAIGN, n))
                    .status(status)
                    .due(status == ContactStatus.RETRYING ? Examples.MONDAY : null)
                    .results(new Results(List.of(tags), false, false, false))
                    .done();
            assertThat(store.contacts().create(contact)).isInstanceOf(Contacts.Written.Done.class);
        });
    }

    private Job requested(Action action, Set<ContactStatus> statuses, Set<String> tags) {
        List<String> given = action == Action.TAG ? List.of("called") : List.of();
        Job job = Job.requested(ID, action, statuses, tags, given, 0, Examples.MONDAY);
        store.jobs().create(job);
        queue.add(ID);
        return job;
    }

    /** Works until the queue is empty; a message whose handler crashes is delivered again. */
    private void work() {
        for (int i = 0; !queue.isEmpty(); i++) {
            assertThat(i).as("messages of a job that must end").isLessThan(1_000);
            JobId next = queue.peek();
            try {
                job().handle(next);
                queue.remove();
            } catch (FailAt.Crash _) {
                // Delivered again; messages that it sent before the crash are also in the queue.
            }
        }
    }

    private Job done() {
        return store.jobs().find(ID).orElseThrow();
    }

    private long in(ContactStatus status) {
        return store.contactsOf(CAMPAIGN).stream()
                .filter(contact -> contact.status() == status)
                .count();
    }

    private ContactStatus status(int n) {
        return store.contacts()
                .find(ContactId.of(CAMPAIGN, Examples.number(n)))
                .orElseThrow()
                .status();
    }

    @ParameterizedTest
    @CsvSource({
        "RETRY, FAILED, QUEUE",
        "RETRY, VOICEMAIL, QUEUE",
        "SKIP, QUEUE, SKIPPED",
        "SKIP, RETRYING, SKIPPED",
        "REMOVE, FAILED, REMOVED",
        "REMOVE, QUEUE, REMOVED",
    })
    void a_job_does_to_each_contact_what_the_single_action_does(Action action, ContactStatus from, ContactStatus to) {
        campaign(CampaignStatus.ACTIVE);
        contacts(0, 100, from);
        contacts(100, 130, ContactStatus.CONVERTED);
        Contact one = store.contacts()
                .find(ContactId.of(CAMPAIGN, Examples.number(0)))
                .orElseThrow();

        requested(action, Set.of(from), Set.of());
        work();

        assertThat(in(to)).isEqualTo(100);
        assertThat(in(ContactStatus.CONVERTED)).isEqualTo(30);
        assertThat(done().status()).isEqualTo(Job.Status.DONE);
        assertThat(done().progress().looked()).isEqualTo(130);
        assertThat(done().progress().changed()).isEqualTo(100);
        assertThat(store.campaigns().intake(CAMPAIGN).edits()).isEqualTo(100);
        Contact changed = store.contacts().find(one.id()).orElseThrow();
        assertThat(changed.log().history().getLast().what())
                .isEqualTo(
                        switch (action) {
                            case RETRY -> "RETRY_ASKED_FOR";
                            case SKIP -> "SKIPPED_BY_HAND";
                            case REMOVE -> "REMOVED_BY_HAND";
                            case TAG -> "TAGGED_BY_HAND";
                        });
    }

    @Test
    void only_contacts_with_the_tags_are_selected_and_those_that_cannot_be_changed_are_reported() {
        campaign(CampaignStatus.ACTIVE);
        contacts(0, 10, ContactStatus.FAILED, "vip");
        contacts(10, 20, ContactStatus.FAILED, "late");
        contacts(20, 25, ContactStatus.CONVERTED, "vip");
        contacts(25, 28, ContactStatus.SUPPRESSED, "vip");
        store.doNotContact().put(new Suppression(Examples.number(26), null, "asked", "api", Examples.MONDAY, null));

        requested(Action.RETRY, Set.of(), Set.of("vip"));
        work();

        assertThat(in(ContactStatus.QUEUE)).isEqualTo(12);
        assertThat(done().progress().changed()).isEqualTo(12);
        assertThat(done().progress().refused())
                .isEqualTo(
                        new TreeMap<>(Map.of(JobRefusal.INVALID_STATUS_TRANSITION, 5L, JobRefusal.DO_NOT_CONTACT, 1L)));
        assertThat(status(26)).isEqualTo(ContactStatus.SUPPRESSED);
    }

    @Test
    void tagging_does_not_change_who_waits() {
        campaign(CampaignStatus.ACTIVE);
        contacts(0, 60, ContactStatus.QUEUE);
        contacts(60, 70, ContactStatus.QUEUE, "called");

        requested(Action.TAG, Set.of(ContactStatus.QUEUE), Set.of());
        work();

        assertThat(store.contactsOf(CAMPAIGN))
                .allMatch(contact -> contact.results().tags().equals(List.of("called")));
        assertThat(done().progress().changed()).isEqualTo(60);
        assertThat(store.campaigns().intake(CAMPAIGN).edits()).isZero();
    }

    @Test
    void a_finished_campaign_resumes_for_retried_contacts() {
        campaign(CampaignStatus.FINISHED);
        contacts(0, 3, ContactStatus.FAILED);

        requested(Action.RETRY, Set.of(ContactStatus.FAILED), Set.of());
        work();

        assertThat(store.campaigns().find(CAMPAIGN).orElseThrow().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(wakes.sent()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void a_cancelled_campaign_retries_no_contact(Action action) {
        campaign(CampaignStatus.CANCELLED);
        contacts(0, 3, ContactStatus.FAILED);

        requested(action, Set.of(ContactStatus.FAILED), Set.of());
        work();

        boolean retries = action == Action.RETRY;
        assertThat(done().status()).isEqualTo(retries ? Job.Status.FAILED : Job.Status.DONE);
        assertThat(done().state().error()).isEqualTo(retries ? JobError.CAMPAIGN_CLOSED : null);
    }

    @Test
    void one_message_does_a_bounded_part_and_sends_the_job_again() {
        campaign(CampaignStatus.ACTIVE);
        contacts(0, RunJob.PIECE + 500, ContactStatus.CONVERTED);

        requested(Action.SKIP, Set.of(ContactStatus.QUEUE), Set.of());
        job().handle(queue.remove());

        assertThat(done().progress().looked()).isBetween((long) RunJob.PIECE, RunJob.PIECE + 100L);
        assertThat(queue).containsExactly(ID);
        work();
        assertThat(done().progress().looked()).isEqualTo(RunJob.PIECE + 500L);
        assertThat(done().status()).isEqualTo(Job.Status.DONE);
    }

    /** A crash before and after each operation, and each operation sent twice. */
    @Test
    void after_a_death_at_any_point_each_contact_is_changed_and_counted_once() {
        List<String> operations = new java.util.ArrayList<>();
        prepare(Faults.beforeEach(operations::add));
        assertThat(operations).hasSizeGreaterThan(20);
        Map<String, Integer> times = new TreeMap<>();
        for (String operation : operations) {
            int nth = times.merge(operation, 1, Integer::sum);
            for (FailAt fault : List.of(
                    FailAt.beforeNext(operation), FailAt.afterNext(operation), FailAt.sendingNextAgain(operation))) {
                new RunJobTest().prepare(fault.nth(nth));
            }
        }
    }

    private void prepare(Faults faults) {
        campaign(CampaignStatus.FINISHED);
        contacts(0, 60, ContactStatus.FAILED);
        contacts(60, 70, ContactStatus.ANSWERED);
        requested(Action.RETRY, Set.of(ContactStatus.FAILED), Set.of());
        store.faults(faults);
        work();
        store.faults(Faults.NONE);
        // Delivered again at the end.
        job().handle(ID);

        assertThat(done().status()).isEqualTo(Job.Status.DONE);
        assertThat(done().progress().changed()).isEqualTo(60);
        assertThat(done().progress().looked()).isEqualTo(70);
        assertThat(in(ContactStatus.QUEUE)).isEqualTo(60);
        assertThat(store.contactsOf(CAMPAIGN))
                .allMatch(contact -> contact.edits() == (contact.status() == ContactStatus.QUEUE ? 1 : 0));
        assertThat(store.campaigns().intake(CAMPAIGN).edits()).isEqualTo(60);
        assertThat(store.campaigns().find(CAMPAIGN).orElseThrow().status()).isEqualTo(CampaignStatus.ACTIVE);
        CountChanges counts = new CountChanges(store.counts(), store.campaigns(), wakes, clock);
        store.changes().drain(counts::count);
        assertThat(store.counts().sums(CAMPAIGN, 0).edits()).isEqualTo(60);
    }

    @Test
    void contacts_that_change_during_the_job_are_read_again() {
        campaign(CampaignStatus.ACTIVE);
        contacts(0, 20, ContactStatus.QUEUE);
        requested(Action.SKIP, Set.of(ContactStatus.QUEUE), Set.of());
        ContactId other = ContactId.of(CAMPAIGN, Examples.number(3));
        store.faults(Faults.beforeNext("jobs.advance", () -> {
            Contact contact = store.contacts().find(other).orElseThrow();
            assertThat(store.contacts()
                            .write(
                                    contact,
                                    ContactEdit.of(contact)
                                            .status(ContactStatus.CONVERTED)
                                            .done()))
                    .isInstanceOf(Contacts.Written.Done.class);
        }));
        work();

        assertThat(status(3)).isEqualTo(ContactStatus.CONVERTED);
        assertThat(in(ContactStatus.SKIPPED)).isEqualTo(19);
        assertThat(done().progress().changed()).isEqualTo(19);
    }

    @Test
    void a_job_that_cannot_continue_fails_with_its_reason() {
        campaign(CampaignStatus.ACTIVE);
        requested(Action.SKIP, Set.of(ContactStatus.QUEUE), Set.of());

        job().giveUp(ID, JobError.INTERNAL_ERROR);
        work();

        assertThat(done().status()).isEqualTo(Job.Status.FAILED);
        assertThat(done().state().error()).isEqualTo(JobError.INTERNAL_ERROR);
    }
}
