package io.vuelta.domain.file;

import static io.vuelta.testkit.World.CAMPAIGN;
import static io.vuelta.testkit.World.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Outcome;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.contact.AfterAttempt;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.upload.IfDuplicate;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.RecordingReports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A finished campaign accepts contacts again: new ones, and those that must be tried again. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RepeatTest {
    private static final UploadId UPLOAD = new UploadId(CAMPAIGN, "repeat");

    private static World finished(int contacts) {
        World world = new World(Examples.with().concurrency(9).retries(0)).load(contacts);
        callAll(world);
        for (int i = 0; i < 3 && world.campaign().status() != CampaignStatus.FINISHED; i++) {
            world.tickAt(world.clock.instant().plusSeconds(2));
        }
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
        world.tickAt(world.clock.instant().plusSeconds(5));
        return world;
    }

    private static int callAll(World world) {
        List<Command.Begin> begins = world.tick();
        begins.forEach(command -> world.ends(command, CallStatus.BUSY, null));
        return begins.size();
    }

    private static LoadBatch load(World world) {
        return UseCases.loadBatch(
                world.store, new FinishUpload(world.store.uploads(), new RecordingReports()), world.wakes, world.clock);
    }

    private static Batch batch(int from, int to) {
        return new Batch(
                UPLOAD,
                0,
                IntStream.range(from, to)
                        .mapToObj(n -> new Batch.Row(
                                n + 2L, Examples.number(n), new ContactData("", "New " + n, "", "", "", Map.of())))
                        .toList(),
                0,
                0,
                0,
                List.of());
    }

    private static void upload(World world, IfDuplicate ifDuplicate, int from, int to) {
        announce(world, ifDuplicate);
        load(world).handle(batch(from, to));
    }

    private static void announce(World world, IfDuplicate ifDuplicate) {
        world.store
                .uploads()
                .create(Upload.waiting(UPLOAD, "people.csv", 1, "k", null, ifDuplicate, world.clock.instant()));
        world.store.uploads().startReading(UPLOAD);
        world.store.uploads().allRead(UPLOAD, 1);
    }

    @Test
    void the_first_accepted_row_makes_the_campaign_ready_and_activate_starts_it() {
        World world = finished(2);

        upload(world, IfDuplicate.SKIP, 1, 4);

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.READY);
        assertThat(world.tickAt(world.clock.instant().plusSeconds(5))).isEmpty();
        assertThat(world.campaign().status()).as("until somebody starts it").isEqualTo(CampaignStatus.READY);
        world.act(CampaignAction.ACTIVATE);
        assertThat(callAll(world)).isEqualTo(2);
        assertThat(world.contact(0).attempts())
                .as("who was in it stays as they were")
                .isEqualTo(1);
    }

    /** The campaign is archived after the file was read. */
    @Test
    void a_finished_campaign_that_was_archived_stays_as_it_is_and_the_upload_fails() {
        World world = finished(2);
        world.act(CampaignAction.ARCHIVE);

        upload(world, IfDuplicate.SKIP, 1, 4);

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
        assertThat(world.store.contactsOf(world.campaign().id())).hasSize(2);
        Upload upload = world.store.uploads().find(UPLOAD).orElseThrow();
        assertThat(upload.status()).isEqualTo(Upload.Status.FAILED);
        assertThat(upload.error()).startsWith("CAMPAIGN_ARCHIVED");
        assertThat(upload.rows().accepted()).isZero();
        world.act(CampaignAction.UNARCHIVE);
        assertThat(world.tickAt(world.clock.instant().plusSeconds(5))).isEmpty();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
    }

    /** The campaign was read at the beginning of the batch, and its filters were edited and recounted since. */
    @Test
    void new_data_of_a_contact_does_not_bring_it_back_after_the_filters_were_edited() {
        World world = new World(Examples.with()
                        .concurrency(9)
                        .retries(0)
                        .cycles(filtering())
                        .build())
                .load(1);
        callAll(world);
        world.tick();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.COOLDOWN);
        assertThat(world.contact(0).cyclePosition().returns()).isTrue();
        world.store.faults(new Faults() {
            @Override
            public void before(String operation) {
                if (operation.equals("contacts.create")) {
                    world.store.faults(Faults.NONE);
                    world.store
                            .campaigns()
                            .save(world.campaign()
                                    .changed(Examples.with()
                                            .concurrency(9)
                                            .retries(0)
                                            .cycles(filtering(ContactStatus.FAILED))
                                            .build()));
                    world.tick();
                    assertThat(world.contact(0).cyclePosition().returns()).isFalse();
                }
            }
        });

        upload(world, IfDuplicate.UPDATE, 0, 1);

        assertThat(world.contact(0).data().name()).isEqualTo("New 0");
        assertThat(world.contact(0).cyclePosition().returns()).isFalse();
        assertThat(world.counters()).isEqualTo(world.store.recount(CAMPAIGN));
    }

    private static Cycles filtering(ContactStatus... statuses) {
        return new Cycles(new Cycles.Rhythm.Cooldown(Duration.ofHours(1)), null, null, Set.of(statuses), Set.of());
    }

    /** The campaign is archived while the batch is being loaded. */
    @Test
    void a_batch_whose_finished_campaign_is_archived_meanwhile_loads_nothing() {
        World world = finished(2);
        announce(world, IfDuplicate.SKIP);
        world.store.faults(Faults.beforeNext("campaigns.save", () -> world.act(CampaignAction.ARCHIVE)));

        assertThatThrownBy(() -> load(world).handle(batch(1, 4))).isInstanceOf(StoreBusy.class);
        load(world).handle(batch(1, 4));

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
        assertThat(world.store.contactsOf(world.campaign().id())).hasSize(2);
        assertThat(world.store.uploads().find(UPLOAD).orElseThrow().status()).isEqualTo(Upload.Status.FAILED);
    }

    @Test
    void rows_of_existing_contacts_leave_the_campaign_finished() {
        World world = finished(2);

        upload(world, IfDuplicate.UPDATE, 0, 2);

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
        assertThat(world.contact(0).data().name()).isEqualTo("New 0");
        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.FAILED);
    }

    @Test
    void a_requeued_contact_keeps_its_attempts_and_starts_with_no_retries() {
        World world = finished(2);

        upload(world, IfDuplicate.REQUEUE, 0, 1);

        Contact requeued = world.contact(0);
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.READY);
        assertThat(requeued.status()).isEqualTo(ContactStatus.QUEUE);
        assertThat(requeued.attempts()).isEqualTo(1);
        assertThat(requeued.tally().retries()).isZero();
        assertThat(requeued.data().name()).isEqualTo("New 0");
        assertThat(world.store.uploads().find(UPLOAD).orElseThrow().rows().updated())
                .isEqualTo(1);
        world.act(CampaignAction.ACTIVATE);
        assertThat(callAll(world)).isEqualTo(1);
        assertThat(world.contact(0).attempts()).isEqualTo(2);
        world.tickAt(world.clock.instant().plusSeconds(2));
        world.tickAt(world.clock.instant().plusSeconds(2));
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
    }

    @ParameterizedTest
    @EnumSource(ContactStatus.class)
    void a_converted_rejected_skipped_or_suppressed_contact_is_never_requeued(ContactStatus status) {
        World world = finished(1);
        Contact there = world.contact(0);
        Contact as = world.write(there, ContactEdit.of(there).status(status).done());
        if (status == ContactStatus.REMOVED) {
            return;
        }

        upload(world, IfDuplicate.REQUEUE, 0, 1);

        boolean requeued = switch (status) {
            case CONVERTED, REJECTED, SKIPPED, SUPPRESSED, REMOVED -> false;
            case QUEUE, RETRYING, SENDING, FAILED, VOICEMAIL, ANSWERED, DELIVERED, READ, ACCEPTED -> true;
        };
        assertThat(world.contact(0).status()).isEqualTo(requeued ? ContactStatus.QUEUE : as.status());
        assertThat(world.contact(0).data().name())
                .as("its data is new either way")
                .isEqualTo("New 0");
        assertThat(world.campaign().status()).isEqualTo(requeued ? CampaignStatus.READY : CampaignStatus.FINISHED);
    }

    @ParameterizedTest
    @EnumSource(
            value = IfDuplicate.class,
            names = {"SKIP", "REQUEUE"})
    void a_batch_that_dies_at_any_point_and_is_delivered_again_gives_the_same_result(IfDuplicate ifDuplicate) {
        for (int step = 1; step < 40; step++) {
            World world = finished(3);
            announce(world, ifDuplicate);
            world.store.faults(crashAt(step));
            try {
                load(world).handle(batch(0, 5));
            } catch (FailAt.Crash crash) {
                assertThat(crash).hasMessageContaining("failure set by the test");
            }
            world.store.faults(Faults.NONE);
            load(world).handle(batch(0, 5));
            load(world).handle(batch(0, 5));

            int waiting = ifDuplicate == IfDuplicate.REQUEUE ? 5 : 2;
            assertThat(world.campaign().status()).as("step %d", step).isEqualTo(CampaignStatus.READY);
            assertThat(world.store.contactsOf(CAMPAIGN).stream().filter(Contact::waits))
                    .hasSize(waiting);
            world.act(CampaignAction.ACTIVATE);
            assertThat(callAll(world)).isEqualTo(waiting);
            world.tickAt(world.clock.instant().plusSeconds(2));
            world.tickAt(world.clock.instant().plusSeconds(2));
            assertThat(world.campaign().status()).as("counted once, %d", step).isEqualTo(CampaignStatus.FINISHED);
        }
    }

    /** Crashes after the nth operation, whose effect stays. */
    private static Faults crashAt(int nth) {
        return new Faults() {
            private int met;

            @Override
            public void after(String operation) {
                if (++met == nth) {
                    throw new FailAt.Crash(operation);
                }
            }
        };
    }

    /** The time after its requeue does not count as a delay of an attempt, because the campaign was not started. */
    @Test
    void a_contact_requeued_long_before_the_start_has_not_expired() {
        World world = new World(Examples.with().retries(0).expires(Duration.ofMinutes(10))).load(1);
        callAll(world);
        world.tickAt(START.plusSeconds(60));
        world.tickAt(START.plusSeconds(62));
        upload(world, IfDuplicate.REQUEUE, 0, 1);
        world.clock.set(START.plus(Duration.ofHours(3)));
        world.act(CampaignAction.ACTIVATE);

        assertThat(callAll(world)).isEqualTo(1);
    }

    @Test
    void a_requeued_contact_stays_in_the_queue_when_its_earlier_message_arrives_but_not_when_it_is_answered() {
        AfterAttempt rules = new AfterAttempt(1, 1, Duration.ofMinutes(1), Duration.ofMinutes(1));
        Instant now = START.plusSeconds(60);
        Contact sent = ContactEdit.of(Examples.contact(CAMPAIGN, 1))
                .status(ContactStatus.SENDING)
                .done();
        Contact requeued = sent.requeued(sent.data(), "repeat/0/2", now);

        assertThat(rules.apply(requeued, new Outcome.Reached(ContactStatus.READ), now)
                        .status())
                .isEqualTo(ContactStatus.QUEUE);
        assertThat(rules.apply(requeued, new Outcome.Reached(ContactStatus.ACCEPTED), now)
                        .status())
                .isEqualTo(ContactStatus.ACCEPTED);
        assertThat(rules.apply(requeued, new Outcome.Reached(ContactStatus.REJECTED), now)
                        .status())
                .isEqualTo(ContactStatus.REJECTED);
    }

    @Test
    void an_always_on_campaign_waits_for_contacts_and_calls_them_as_they_arrive_until_its_end() {
        Instant end = START.plus(Duration.ofHours(1));
        World world = new World(Examples.with().retries(0).alwaysOn().endAt(end)).load(1);
        callAll(world);
        world.tickAt(START.plusSeconds(60));
        world.tickAt(START.plusSeconds(62));

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(world.store.books().find(CAMPAIGN).waiting())
                .isEqualTo(new Waiting(Waiting.Reason.NO_CONTACTS, end));
        world.load(1).count();
        assertThat(world.wakes.woken())
                .as("whoever counts the contact wakes the line")
                .contains(World.LINE);
        assertThat(callAll(world)).isEqualTo(1);
        world.tickAt(end);
        world.tickAt(end.plusSeconds(2));
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
    }
}
