package io.vuelta.domain.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.Outcome;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Cycle;
import io.vuelta.domain.contact.AfterAttempt;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts.Written;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.erasure.Erasure.Receipt;
import io.vuelta.domain.file.EraseReportRows;
import io.vuelta.domain.file.UploadReports;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.UserId;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.upload.LoadedBatch;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.FiveTries;
import io.vuelta.testkit.fakes.InMemoryReceivedMessages;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.InMemoryUserIds;
import io.vuelta.testkit.fakes.RecordingTranscripts;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The remaining data of an erased person, after crashes at any point and repeated messages. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RunErasureTest {
    private static final Instant NOW = Examples.MONDAY;
    private static final LineId LINE = new LineId("iph_1");
    private static final CampaignId FIRST = new CampaignId("C1");
    private static final CampaignId SECOND = new CampaignId("C2");
    private static final PhoneNumber ANA = Examples.number(1);
    private static final PhoneNumber OTHER = Examples.number(2);
    private static final ErasureId ID = new ErasureId("E1");
    private static final UploadId UPLOAD = new UploadId(FIRST, "U1");
    private static final Receipt ALL = new Receipt(2, 1, 2, 1, 1, 1, 2);

    /** Crashes at the nth operation of the store, before or after its effect. */
    private static final class CrashAtOperation implements Faults {
        private final boolean after;
        private int left;

        CrashAtOperation(int at, boolean after) {
            this.left = at;
            this.after = after;
        }

        @Override
        public void before(String operation) {
            left--;
            if (left == 0 && !after) {
                throw new FailAt.Crash(operation);
            }
        }

        @Override
        public void after(String operation) {
            if (left == 0 && after) {
                left--;
                throw new FailAt.Crash(operation);
            }
        }

        boolean happened() {
            return left <= 0;
        }
    }

    /** The initial state of one run. */
    private static final class World {
        private final InMemoryStore store = new InMemoryStore();
        private final InMemoryReceivedMessages replies = new InMemoryReceivedMessages();
        private final InMemoryUserIds userIds = new InMemoryUserIds();
        private final RecordingTranscripts transcripts = new RecordingTranscripts();
        private final RecordingWakes wakes = new RecordingWakes();
        private final VirtualTime clock = new VirtualTime(NOW);
        private final Deque<ErasureId> queue = new ArrayDeque<>();
        private final Map<UploadId, List<RowProblem>> reports = new HashMap<>();
        private final UploadReports written = (upload, problems) -> {
            reports.put(upload, problems.toList());
            return "reports/" + upload + ".csv";
        };

        World() {
            for (CampaignId campaign : List.of(FIRST, SECOND)) {
                store.campaigns().create(Examples.campaign(campaign, LINE, CampaignStatus.ACTIVE, Examples.settings()));
                create(Examples.contact(campaign, 2));
            }
            // Tried twice in the first campaign, waiting in the second one.
            Contact tried = begun(begun(create(Examples.contact(FIRST, 1)), 1), 2);
            write(
                    tried,
                    ContactEdit.of(tried)
                            .status(ContactStatus.VOICEMAIL)
                            .claim(null)
                            .done());
            create(Examples.contact(SECOND, 1));
            AttemptId attempt = new AttemptId(tried.id(), 1);
            String key = transcripts.write(attempt, "Hello, Ana?");
            assertThat(store.conversations()
                            .write(
                                    attempt,
                                    new Conversation(
                                            List.of(), Map.of(), false, null, null, null, "hers", key, NOW, 0)))
                    .isTrue();
            replies.put(new ReceivedMessage(attempt, "wamid.1", "text", "yes", null, NOW));
            userIds.putListed(Map.of(new UserId("MX.1"), ANA, new UserId("MX.2"), OTHER));
            upload();
            store.doNotContact().put(new Suppression(ANA, null, "asked", "api", NOW, null));
        }

        private Contact create(Contact contact) {
            return ((Written.Done) store.contacts().create(contact)).contact();
        }

        private Contact write(Contact before, Contact after) {
            return ((Written.Done) store.contacts().write(before, after)).contact();
        }

        private Contact begun(Contact waiting, int number) {
            Place place = new Place(number, 0);
            Contact claimed = write(waiting, waiting.claimed(place, NOW, LocalDate.of(2026, 3, 2), NOW));
            Call call = Call.created(
                    new AttemptId(waiting.id(), number), LINE, waiting.number(), "Ana", true, "i" + number, place, NOW);
            Contact begun = ((Written.Done) store.contacts().begin(claimed, claimed.begun(call, NOW))).contact();
            return number == 2
                    ? begun
                    : write(
                            begun,
                            ContactEdit.of(begun)
                                    .status(ContactStatus.RETRYING)
                                    .due(NOW)
                                    .claim(null)
                                    .done());
        }

        /** A contact whose message has reached a person with this user id, and who waits for the next one. */
        private Contact messaged(Contact waiting, int number, UserId user) {
            Place place = new Place(number, 0);
            Contact claimed = write(waiting, waiting.claimed(place, NOW, LocalDate.of(2026, 3, 2), NOW));
            Message message = Message.created(
                            new AttemptId(waiting.id(), number),
                            LINE,
                            waiting.number(),
                            "Ana",
                            "hello",
                            null,
                            "i1",
                            place,
                            NOW)
                    .withUser(user);
            Contact begun = ((Written.Done) store.contacts().begin(claimed, claimed.begun(message, NOW))).contact();
            return write(
                    begun,
                    ContactEdit.of(begun)
                            .status(ContactStatus.RETRYING)
                            .due(NOW)
                            .claim(null)
                            .done());
        }

        private void upload() {
            String digits = ANA.e164().substring(3);
            List<RowProblem> problems = List.of(
                    new RowProblem(2, "phone", "(" + digits + ")", "REPAIRED", RowProblem.Action.REPAIRED),
                    new RowProblem(2, "name", "Ana", "SHORTENED", RowProblem.Action.REPAIRED),
                    new RowProblem(3, "phone", OTHER.e164(), "DUPLICATE", RowProblem.Action.SKIPPED),
                    new RowProblem(4, "phone", ANA.e164(), "DUPLICATE", RowProblem.Action.SKIPPED));
            store.uploads().create(Upload.waiting(UPLOAD, "people.csv", 1, "uploads/U1", NOW));
            assertThat(store.uploads().startReading(UPLOAD)).isTrue();
            store.uploads().loaded(new LoadedBatch(UPLOAD, 0, 0, 0, 2, 0, 1, problems));
            store.uploads().allRead(UPLOAD, 1);
            assertThat(store.uploads().finish(UPLOAD, problems, "reports/U1.csv"))
                    .isTrue();
        }

        private void ask() {
            var _ = ask(ID);
        }

        /** Returns the erasure that answers the request. */
        private ErasureId ask(ErasureId requested) {
            return new AskForErasure(
                            store.erasures(),
                            (id, _) -> queue.add(id),
                            store.contacts(),
                            new EraseContact(
                                    store.campaigns(), store.contacts(), userIds, wakes, new FiveTries(), clock),
                            Collection::forEach,
                            new FiveTries(),
                            clock)
                    .ask(requested, ANA)
                    .id();
        }

        private RunErasure run() {
            return new RunErasure(
                    store.erasures(),
                    this::later,
                    store.contacts(),
                    store.traces(replies, userIds),
                    userIds,
                    transcripts,
                    store.uploads(),
                    new EraseReportRows(store.uploads(), written),
                    new EraseContact(store.campaigns(), store.contacts(), userIds, wakes, new FiveTries(), clock),
                    Collection::forEach,
                    clock);
        }

        private void later(ErasureId id, Duration delay) {
            clock.advance(delay);
            queue.add(id);
        }

        /** Works until the queue is empty; a message whose handler crashes is delivered again. */
        private void work() {
            for (int i = 0; !queue.isEmpty(); i++) {
                assertThat(i).as("messages of an erasure that must end").isLessThan(200);
                try {
                    run().handle(queue.peek());
                    queue.remove();
                } catch (FailAt.Crash _) {
                    // Delivered again.
                }
            }
        }

        /** Works until the queue is empty; an erasure whose handler crashes is given up. */
        private void workOrGiveUp() {
            while (!queue.isEmpty()) {
                ErasureId id = queue.remove();
                try {
                    run().handle(id);
                } catch (FailAt.Crash _) {
                    store.faults(Faults.NONE);
                    queue.clear();
                    run().giveUp(id);
                }
            }
        }

        private Contact contact(CampaignId campaign, PhoneNumber number) {
            return store.contacts().find(ContactId.of(campaign, number)).orElseThrow();
        }

        private Erasure erasure() {
            return store.erasures().find(ID).orElseThrow();
        }
    }

    @Test
    void no_personal_data_is_left_and_the_counts_stay() {
        World world = new World();
        Counters before = world.store.counted(FIRST);

        world.ask();
        world.work();

        assertThat(world.erasure().status()).isEqualTo(Erasure.Status.DONE);
        assertThat(world.erasure().person().number()).isNull();
        assertThat(world.erasure().person().contacts()).isEmpty();
        assertThat(world.erasure().receipt()).isEqualTo(ALL);
        assertErased(world);
        assertThat(world.store.counted(FIRST)).isEqualTo(before).isEqualTo(world.store.recount(FIRST));
        assertThat(world.store.doNotContact().ofNumber(ANA)).hasSize(1);
    }

    private static void assertErased(World world) {
        Contact tried = world.contact(FIRST, ANA);
        assertThat(tried.status()).isEqualTo(ContactStatus.VOICEMAIL);
        assertThat(world.contact(SECOND, ANA).status()).isEqualTo(ContactStatus.REMOVED);
        for (CampaignId campaign : List.of(FIRST, SECOND)) {
            Contact erased = world.contact(campaign, ANA);
            assertThat(erased.number()).isEqualTo(PhoneNumber.ERASED);
            assertThat(erased.data().name()).isEmpty();
            assertThat(erased.data().context()).isEmpty();
            assertThat(world.contact(campaign, OTHER).number()).isEqualTo(OTHER);
            assertThat(world.store.counted(campaign)).isEqualTo(world.store.recount(campaign));
        }
        for (int number : List.of(1, 2)) {
            Attempt attempt = world.store
                    .attempts()
                    .find(new AttemptId(tried.id(), number))
                    .orElseThrow();
            assertThat(attempt.to()).isEqualTo(PhoneNumber.ERASED);
            assertThat(attempt.contactName()).isEmpty();
        }
        assertThat(world.store.conversations().of(tried.id())).isEmpty();
        assertThat(world.replies.of(new AttemptId(tried.id(), 1))).isEmpty();
        assertThat(world.transcripts.texts()).isEmpty();
        assertThat(world.userIds.find(new UserId("MX.1"))).isEmpty();
        assertThat(world.userIds.find(new UserId("MX.2"))).contains(OTHER);
        assertThat(world.reports.get(UPLOAD)).extracting(RowProblem::value).containsExactly("", "", OTHER.e164(), "");
        assertThat(world.store.uploads().find(UPLOAD).orElseThrow().problems())
                .extracting(RowProblem::value)
                .containsExactly("", "", OTHER.e164(), "");
    }

    @Test
    void the_user_ids_that_messages_keep_are_forgotten_with_them() {
        World world = new World();
        UserId earlier = new UserId("MX.3");
        UserId latest = new UserId("MX.4");
        Contact waiting = world.contact(SECOND, ANA);
        Contact once = world.messaged(waiting, 1, earlier);
        world.messaged(once, 2, latest);
        world.userIds.put(earlier, ANA);
        world.userIds.put(latest, ANA);

        world.ask();
        assertThat(world.userIds.find(latest)).isEmpty();
        world.work();

        assertThat(world.userIds.find(earlier)).isEmpty();
        for (int number : List.of(1, 2)) {
            Attempt attempt = world.store
                    .attempts()
                    .find(new AttemptId(waiting.id(), number))
                    .orElseThrow();
            assertThat(((Message) attempt).user()).isNull();
        }
    }

    @Test
    void a_death_before_or_after_any_operation_gives_the_same_result() {
        for (boolean after : List.of(false, true)) {
            for (int at = 1; ; at++) {
                World world = new World();
                world.ask();
                CrashAtOperation crash = new CrashAtOperation(at, after);
                world.store.faults(crash);
                world.work();
                world.store.faults(Faults.NONE);

                assertThat(world.erasure().status()).as("a death at %d", at).isEqualTo(Erasure.Status.DONE);
                assertThat(world.erasure().receipt()).as("a death at %d", at).isEqualTo(ALL);
                assertErased(world);
                if (!crash.happened()) {
                    assertThat(at).isGreaterThan(30);
                    break;
                }
            }
        }
    }

    // Repeated requests

    private static final ErasureId SECOND_REQUEST = new ErasureId("E2");

    private static void assertDone(World world, ErasureId id, Receipt receipt) {
        Erasure erasure = world.store.erasures().find(id).orElseThrow();
        assertThat(erasure.status()).isEqualTo(Erasure.Status.DONE);
        assertThat(erasure.person().number()).isNull();
        assertThat(erasure.receipt()).isEqualTo(receipt);
        assertErased(world);
    }

    @Test
    void a_repeated_request_completes_an_erasure_that_failed_at_any_operation() {
        for (boolean after : List.of(false, true)) {
            for (int at = 1; ; at++) {
                World world = new World();
                world.ask();
                CrashAtOperation crash = new CrashAtOperation(at, after);
                world.store.faults(crash);
                world.workOrGiveUp();
                world.store.faults(Faults.NONE);
                if (!crash.happened()) {
                    assertThat(at).isGreaterThan(30);
                    break;
                }
                if (world.erasure().status() == Erasure.Status.FAILED) {
                    assertThat(world.ask(SECOND_REQUEST))
                            .as("a death at %d", at)
                            .isEqualTo(ID);
                    world.work();
                }
                assertDone(world, ID, ALL);
            }
        }
    }

    @Test
    void a_request_that_crashed_at_any_operation_is_completed_by_its_repeat() {
        for (boolean after : List.of(false, true)) {
            for (int at = 1; ; at++) {
                World world = new World();
                CrashAtOperation crash = new CrashAtOperation(at, after);
                world.store.faults(crash);
                try {
                    world.ask();
                } catch (FailAt.Crash _) {
                    // Its message is lost, too.
                    world.queue.clear();
                }
                world.store.faults(Faults.NONE);

                ErasureId answered = world.ask(SECOND_REQUEST);
                world.work();

                assertDone(world, answered, ALL);
                if (!crash.happened()) {
                    assertThat(answered).isEqualTo(ID);
                    break;
                }
            }
        }
    }

    @Test
    void a_repeated_request_continues_an_erasure_whose_message_is_lost() {
        World world = new World();
        world.ask();
        world.run().handle(ID);
        assertThat(world.erasure().isRunning()).isTrue();
        world.queue.clear();

        assertThat(world.ask(SECOND_REQUEST)).isEqualTo(ID);
        world.work();

        assertDone(world, ID, ALL);
    }

    /** The message is handled at the moment of the repeated request, and there is no other one. */
    @Test
    void a_repeated_request_does_not_stop_the_erasure_that_it_continues() {
        World world = new World();
        world.ask();
        world.store.faults(new Faults() {
            @Override
            public void before(String operation) {
                if (operation.equals("erasures.save")) {
                    world.store.faults(Faults.NONE);
                    world.ask(SECOND_REQUEST);
                    world.queue.removeLast();
                }
            }
        });

        world.work();

        assertDone(world, ID, ALL);
    }

    @Test
    void a_repeated_request_also_erases_contacts_that_were_added_since() {
        World world = new World();
        world.ask();
        world.run().handle(ID);
        CampaignId third = new CampaignId("C3");
        world.store.campaigns().create(Examples.campaign(third, LINE, CampaignStatus.ACTIVE, Examples.settings()));
        Contact added = world.create(Examples.contact(third, 1));
        world.replies.put(new ReceivedMessage(new AttemptId(added.id(), 1), "wamid.2", "text", "no", null, NOW));

        assertThat(world.ask(SECOND_REQUEST)).isEqualTo(ID);
        assertThat(world.contact(third, ANA).isErased()).isTrue();
        world.work();

        assertDone(world, ID, new Receipt(3, 2, 2, 1, 1, 2, 2));
        assertThat(world.replies.of(new AttemptId(added.id(), 1))).isEmpty();
    }

    @Test
    void a_request_after_a_completed_erasure_is_a_new_one() {
        World world = new World();
        world.ask();
        world.work();

        assertThat(world.ask(SECOND_REQUEST)).isEqualTo(SECOND_REQUEST);
        world.work();

        assertDone(world, SECOND_REQUEST, Receipt.NOTHING);
        assertDone(world, ID, ALL);
    }

    @Test
    void a_waiting_or_claimed_contact_is_not_attempted_after_the_request() {
        World world = new World();
        Contact waiting = world.contact(SECOND, ANA);
        Contact claimed = world.write(waiting, waiting.claimed(new Place(9, 0), NOW, LocalDate.of(2026, 3, 2), NOW));

        world.ask();

        Contact erased = world.contact(SECOND, ANA);
        assertThat(erased.status()).isEqualTo(ContactStatus.REMOVED);
        assertThat(erased.holds(new Place(9, 0))).isFalse();
        assertThat(erased.attempts()).isZero();
        assertThat(erased.isErased()).isTrue();
        assertThat(world.wakes.sent()).anyMatch(wake -> wake.reports().size() == 1);
        assertThat(claimed.isUnderWay()).isTrue();
    }

    @Test
    void a_begun_call_ends_first_and_is_the_last_one() {
        World world = new World();
        Contact begun = world.begun(world.begun(world.create(Examples.contact(new CampaignId("C3"), 1)), 1), 2);
        world.store
                .campaigns()
                .create(Examples.campaign(begun.id().campaign(), LINE, CampaignStatus.ACTIVE, Examples.settings()));
        world.ask();
        assertThat(world.contact(begun.id().campaign(), ANA).hasBegun()).isTrue();
        for (int i = 0; i < 3; i++) {
            world.run().handle(ID);
        }
        assertThat(world.erasure().isRunning()).isTrue();

        Contact talking = world.contact(begun.id().campaign(), ANA);
        assertThat(talking.results()).as("the person has not opted out").isEqualTo(begun.results());
        AfterAttempt rules = new AfterAttempt(5, 1, Duration.ofMinutes(30), Duration.ofMinutes(5));
        world.write(talking, rules.apply(talking, new Outcome.Voicemail(Duration.ofSeconds(5)), NOW));
        world.work();

        assertThat(world.erasure().status()).isEqualTo(Erasure.Status.DONE);
        Contact erased = world.contact(begun.id().campaign(), ANA);
        assertThat(erased.isErased()).isTrue();
        assertThat(erased.status()).isEqualTo(ContactStatus.VOICEMAIL);
        assertThat(erased.results().optedOut()).isFalse();
    }

    @Test
    void a_contact_added_during_the_erasure_is_erased_too() {
        World world = new World();
        world.ask();
        CampaignId third = new CampaignId("C3");
        world.store.campaigns().create(Examples.campaign(third, LINE, CampaignStatus.ACTIVE, Examples.settings()));
        world.create(Examples.contact(third, 1));

        world.work();

        assertThat(world.contact(third, ANA).isErased()).isTrue();
        assertThat(world.erasure().receipt().contacts()).isEqualTo(3);
    }

    @Test
    void an_erased_contact_returns_in_no_cycle_and_can_be_loaded_again_only_where_it_was_removed() {
        World world = new World();
        world.ask();
        world.work();

        Contact tried = world.contact(FIRST, ANA);
        assertThat(tried.in(Cycle.numbered(7)).waits()).isFalse();
        assertThat(tried.mayBeRequeued()).isFalse();
        assertThat(tried.written(ANA, NOW)).isEqualTo(tried);
        Contact again = world.contact(SECOND, ANA).loadedAgain(Examples.contact(SECOND, 1));
        assertThat(again.number()).isEqualTo(ANA);
        assertThat(Optional.ofNullable(again.latest())).isEmpty();
    }
}
