package io.vuelta.domain.count;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.AttemptRules;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.OptOut;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Cycle;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.campaign.LifeCycle;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Contacts.Written;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.settle.Settle;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The counts equal the contacts, for any order and repetition of the change stream. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TallyTest {
    private static final CampaignId ID = new CampaignId("c1");
    private static final LineId LINE = new LineId("line");
    private static final Instant T = Examples.MONDAY;
    private static final int PEOPLE = 10;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 400);
    }

    /** A campaign whose contacts change at random, and whose change stream is read late, repeatedly and in pieces. */
    private static final class Walk {
        private final Random random;
        private final boolean messages;
        private final InMemoryStore store = new InMemoryStore();
        private final VirtualTime clock = new VirtualTime(T);
        private final CountChanges counting =
                new CountChanges(store.counts(), store.campaigns(), new RecordingWakes(), clock);
        private final Settle settle = UseCases.settle(store, new RecordingWakes(), clock, Duration.ofMinutes(1));
        private long batches;
        private long claims;
        private long ends;

        Walk(long seed) {
            random = new Random(seed);
            messages = seed % 3 == 0;
            store.dataInside(random.nextBoolean() ? 0 : 400);
            store.campaigns()
                    .create(Examples.campaign(
                            ID,
                            LINE,
                            CampaignStatus.ACTIVE,
                            Examples.with()
                                    .retries(2)
                                    .cycles(new Cycles(
                                            new Cycles.Rhythm.Cooldown(Duration.ZERO),
                                            null,
                                            null,
                                            random.nextBoolean() ? Set.of() : Set.of(ContactStatus.VOICEMAIL),
                                            Set.of("vip")))
                                    .build()));
        }

        Campaign campaign() {
            return store.campaigns().find(ID).orElseThrow();
        }

        void step() {
            clock.advance(Duration.ofSeconds(1 + random.nextInt(600)));
            switch (random.nextInt(14)) {
                case 0 -> nextCycle();
                case 1 -> load();
                case 2 -> byHand();
                case 3 -> result();
                case 4, 5, 6 -> claimOrRelease();
                case 7, 8 -> begin();
                case 9, 10, 11 -> event();
                case 12 -> store.changes().reshard();
                default -> store.changes().readSome(random, this::countOrFail);
            }
        }

        /**
         * Counts the changes, or fails: the function may crash before or after its write, or get the answer that the
         * write failed.
         */
        private void countOrFail(String shard, List<Change> changes) {
            switch (random.nextInt(8)) {
                case 0 -> store.faults(FailAt.beforeNext("counts.save"));
                case 1 -> store.faults(FailAt.afterNext("counts.save"));
                case 2 -> store.faults(FailAt.sendingNextAgain("counts.save"));
                default -> {}
            }
            try {
                counting.count(shard, changes);
            } catch (FailAt.Crash _) {
                // The same changes are read again.
                counting.count(shard, changes);
            } finally {
                store.faults(Faults.NONE);
            }
        }

        /** The outcomes of the attempts of each hour, from all stored items. */
        private HourlyFigures hoursOfAll() {
            HourlyFigures all = HourlyFigures.NONE;
            for (Attempt attempt : store.attemptsOf(ID)) {
                all = all.plus(HourlyFigures.of(attempt));
            }
            for (Contact contact : store.contactsOf(ID)) {
                all = all.plus(HourlyFigures.of(contact));
            }
            return all.withoutEmpty();
        }

        private Contact anyContact() {
            List<Contact> all = store.contactsOf(ID);
            return all.isEmpty() ? load() : all.get(random.nextInt(all.size()));
        }

        private Contact load() {
            Contact loaded = Examples.contact(ID, random.nextInt(PEOPLE)).countedIn(campaign());
            return switch (store.contacts().create(loaded)) {
                case Written.Done done -> done.contact();
                case Written.Lost lost -> lost.there().orElseThrow();
            };
        }

        private void write(Contact before, Contact after) {
            assertThat(store.contacts().write(before, after.countedIn(campaign())))
                    .isInstanceOf(Written.Done.class);
        }

        private void claimOrRelease() {
            Contact stored = anyContact();
            Contact contact = stored.in(campaign().cycle());
            Instant now = clock.instant();
            if (contact.waits()) {
                claims++;
                write(
                        stored,
                        contact.claimed(
                                new Place(++batches, 0),
                                now,
                                campaign().settings().dayOf(now),
                                now));
            } else if (contact.isUnderWay() && !contact.hasBegun() && random.nextInt(3) == 0) {
                ends++;
                write(
                        stored,
                        random.nextInt(5) == 0
                                ? contact.suppressed("DO_NOT_CONTACT", null, now)
                                : contact.released(now, "LATE", now));
            }
        }

        private void begin() {
            Contact stored = anyContact();
            if (stored.isUnderWay() && !stored.hasBegun()) {
                Contact contact = stored.in(campaign().cycle());
                Contact begun = contact.begun(created(contact), clock.instant()).countedIn(campaign());
                assertThat(store.contacts().begin(stored, begun)).isInstanceOf(Written.Done.class);
            }
        }

        private Attempt created(Contact contact) {
            AttemptId id = new AttemptId(contact.id(), contact.attempts());
            Place place = requireNonNull(contact.place());
            Instant now = clock.instant();
            return messages
                    ? Message.created(id, LINE, contact.number(), "Ana", "recordatorio", null, "invocation", place, now)
                    : Call.created(id, LINE, contact.number(), "Ana", true, "invocation", place, now);
        }

        /** An event of any attempt, including earlier ones. */
        private void event() {
            List<Attempt> all = store.attemptsOf(ID);
            if (!all.isEmpty()) {
                AttemptId id = all.get(random.nextInt(all.size())).id();
                boolean underWay = under(id);
                settle.apply(id, messages ? anyOfMessage() : anyOfCall());
                ends += underWay && !under(id) ? 1 : 0;
            }
        }

        private boolean under(AttemptId id) {
            return store.contacts().find(id.contact()).orElseThrow().isSending(id.number());
        }

        private AttemptEvent anyOfMessage() {
            Instant at = clock.instant();
            return switch (random.nextInt(8)) {
                case 0 -> new MessageEvent.AnswerLost("TIME_OUT", at);
                case 1 -> new MessageEvent.NotSent("130429", at.plusSeconds(9), at);
                case 2 -> new MessageEvent.Refused("131026", new ProviderTrouble.Person(Duration.ZERO), at);
                case 3 -> new MessageEvent.Refused("131000", new ProviderTrouble.Technical(), at);
                case 4 -> new MessageEvent.Reported("wamid", MessageStatus.DELIVERED, at);
                case 5 -> new MessageEvent.Reported("wamid", MessageStatus.READ, at);
                default -> new MessageEvent.Taken("wamid", at);
            };
        }

        private AnsweredBy anyAnswerer() {
            return List.of(AnsweredBy.values()).get(random.nextInt(3));
        }

        private AttemptEvent anyOfCall() {
            Instant at = clock.instant();
            return switch (random.nextInt(9)) {
                case 0 -> new CallEvent.Accepted("CA1", at);
                case 1 -> new CallEvent.AnswerLost("TIME_OUT", at);
                case 2 -> new CallEvent.NotPlaced("TOO_FAST", at.plusSeconds(9), at);
                case 3 -> new CallEvent.Rejected("21211", at);
                case 4 -> new CallEvent.Reported("CA1", CallStatus.RINGING, null, null, at);
                case 5 -> new CallEvent.Detected("CA1", anyAnswerer(), at);
                case 6 -> new CallEvent.Reported("CA1", CallStatus.BUSY, null, null, at);
                default -> new CallEvent.Reported("CA1", CallStatus.ENDED, Duration.ofSeconds(9), anyAnswerer(), at);
            };
        }

        private void result() {
            Contact stored = anyContact();
            if (!stored.isRemoved()) {
                Result result = new Result(
                        random.nextInt(4) == 0 ? List.of("vip") : List.of("callback"),
                        Map.of(),
                        random.nextInt(4) == 0,
                        random.nextInt(3) == 0 ? clock.instant().plusSeconds(60) : null,
                        random.nextInt(8) == 0 ? new OptOut(null, null) : null);
                write(stored, stored.in(campaign().cycle()).with(result, random.nextBoolean(), clock.instant()));
            }
        }

        private void byHand() {
            Contact stored = anyContact();
            if (stored.isUnderWay()) {
                return;
            }
            Campaign campaign = campaign();
            Contact contact = stored.in(campaign.cycle());
            Instant now = clock.instant();
            if (stored.isRemoved()) {
                Contact again = contact.loadedAgain(Contact.loaded(
                        contact.id(),
                        contact.number(),
                        Examples.contact(ID, 0).data(),
                        "request/" + batches + "/" + random.nextInt(),
                        now));
                edit(campaign, stored, again, 1, 0);
                return;
            }
            Contact after = switch (random.nextInt(4)) {
                case 0 -> contact.askedAgain(now);
                case 1 -> contact.skipped(now);
                case 2 -> contact.held(now.plusSeconds(60), null, now);
                default -> contact.removed(now);
            };
            edit(campaign, stored, after.edited(), 0, 1);
        }

        private void edit(Campaign campaign, Contact before, Contact after, int added, int edits) {
            Contacts.Change change = new Contacts.Change(before, after.countedIn(campaign));
            assertThat(store.contacts().edit(campaign, List.of(change), added, edits))
                    .isTrue();
        }

        /** Begins the next cycle by one write of the campaign: no contact is written, and the counts may lag. */
        private void nextCycle() {
            Campaign now = campaign();
            Instant at = clock.instant();
            if (LifeCycle.decide(now, CampaignAction.PASS_EXHAUSTED, at) instanceof LifeCycle.Decision.Moved dry) {
                store.campaigns().save(dry.to());
            }
            if (LifeCycle.decide(campaign(), CampaignAction.NEXT_CYCLE, at)
                    instanceof LifeCycle.Decision.NextCycle next) {
                store.campaigns().save(next.to());
            }
        }

        void assertCounted() {
            store.changes().drain(counting::count);
            Sums sums = store.counts().sums(ID, campaign().cycle().number());
            assertThat(sums.counters()).isEqualTo(store.recount(ID));
            List<LocalDate> days = T.atOffset(ZoneOffset.UTC)
                    .toLocalDate()
                    .minusDays(1)
                    .datesUntil(clock.instant()
                            .atOffset(ZoneOffset.UTC)
                            .toLocalDate()
                            .plusDays(2))
                    .toList();
            assertThat(store.counts().plusParts(ID, store.counts().moved(ID, days)))
                    .isEqualTo(hoursOfAll());
            List<Contact> contacts = store.contactsOf(ID);
            assertThat(sums.claims()).isEqualTo(claims);
            assertThat(sums.ends()).isEqualTo(ends);
            assertThat(claims - ends)
                    .as("under way")
                    .isEqualTo(contacts.stream().filter(Contact::isUnderWay).count());
            assertThat(sums.edits())
                    .isEqualTo(contacts.stream().mapToInt(Contact::edits).sum())
                    .isEqualTo(store.campaigns().intake(ID).edits());
            assertThat(sums.added()).isEqualTo(store.campaigns().intake(ID).added() + contacts.size());
            assertThat(sums.recount()).isFalse();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void once_the_stream_is_read_to_its_end_the_sums_are_a_recount_in_every_cycle(long seed) {
        Walk walk = new Walk(seed);
        for (int i = 0; i < 10; i++) {
            for (int n = 0; n < 25; n++) {
                walk.step();
            }
            walk.assertCounted();
        }
    }

    /** An event source mapping that is created again reads the stream from its oldest record. */
    @Test
    void a_stream_read_again_from_its_beginning_counts_nothing_twice() {
        Walk walk = new Walk(7);
        for (int n = 0; n < 200; n++) {
            walk.step();
        }
        walk.assertCounted();

        walk.store.changes().all().forEach(walk.counting::count);

        walk.assertCounted();
    }

    // One change at a time

    private static String sequence(long number) {
        return ("%0" + Tally.SEQUENCE_DIGITS + "d").formatted(number);
    }

    private static Tally counted(Tally tally, Change... changes) {
        return tally.with("shard", List.of(changes), T);
    }

    private static final Tally NONE = Tally.none(ID, 3);
    private static final Contact LOADED = Examples.contact(ID, 1);
    private static final Contact CLAIMED =
            LOADED.claimed(new Place(1, 0), T, Examples.settings().dayOf(T), T);

    private static Change loaded(long sequence) {
        return new Change.OfContact(sequence(sequence), null, LOADED);
    }

    private static Change claimed(long sequence) {
        return new Change.OfContact(sequence(sequence), LOADED, CLAIMED);
    }

    @Test
    void repeated_changes_are_skipped_even_after_later_ones() {
        Tally once = counted(NONE, loaded(1), claimed(2));

        assertThat(counted(once, loaded(1))).isEqualTo(once);
        assertThat(counted(once, loaded(1), claimed(2))).isEqualTo(once);
        assertThat(counted(counted(NONE, loaded(1)), loaded(1), claimed(2)).sums())
                .isEqualTo(once.sums());
        assertThat(once.sums().claims()).isEqualTo(1);
        assertThat(once.sums().added()).isEqualTo(1);
    }

    @Test
    void changes_of_one_batch_are_counted_in_the_order_of_their_numbers() {
        assertThat(counted(NONE, claimed(2), loaded(1))).isEqualTo(counted(NONE, loaded(1), claimed(2)));
    }

    @Test
    void each_shard_has_its_own_mark() {
        Tally one = NONE.with("a", List.of(loaded(9)), T);

        Tally both = one.with("b", List.of(claimed(3)), T);

        assertThat(both.sums().counters().in(ContactStatus.SENDING)).isEqualTo(1);
        assertThat(both.marks()).containsOnlyKeys("a", "b");
        assertThat(both.with("b", List.of(claimed(3)), T)).isEqualTo(both);
    }

    @Test
    void marks_are_kept_for_two_days() {
        Tally old = NONE.with("a", List.of(loaded(1)), T);

        assertThat(old.with("b", List.of(claimed(1)), T.plus(Duration.ofDays(2)))
                        .marks())
                .containsOnlyKeys("a", "b");
        assertThat(old.with("b", List.of(claimed(1)), T.plus(Duration.ofDays(2)).plusMillis(1))
                        .marks())
                .containsOnlyKeys("b");
    }

    @Test
    void an_unreadable_change_asks_for_a_recount_and_an_expired_item_changes_no_count() {
        Tally counted = counted(NONE, loaded(1));

        assertThat(counted(counted, new Change.Expired(ID, sequence(2))).sums()).isEqualTo(counted.sums());
        Sums unreadable =
                counted(counted, new Change.Unreadable(ID, sequence(2))).sums();
        assertThat(unreadable.recount()).isTrue();
        assertThat(unreadable.counters()).isEqualTo(counted.sums().counters());
    }

    @Test
    void an_earlier_attempt_counts_once_when_it_leaves_its_contact_and_its_late_events_count() {
        Call first = Call.created(
                new AttemptId(LOADED.id(), 1), LINE, LOADED.number(), "Ana", true, "i1", new Place(1, 0), T);
        Attempt accepted = with(first, new CallEvent.Accepted("CA1", T));
        Contact begun = CLAIMED.begun(accepted, T);
        Contact again =
                ContactEdit.of(begun).claim(null).status(ContactStatus.QUEUE).done();
        Contact second = again.claimed(new Place(2, 0), T, Examples.settings().dayOf(T), T);
        Call next = Call.created(
                new AttemptId(LOADED.id(), 2), LINE, LOADED.number(), "Ana", true, "i2", new Place(2, 0), T);
        Contact begunAgain = second.begun(next, T);
        List<Change> changes = new ArrayList<>(List.of(
                loaded(1),
                claimed(2),
                new Change.OfContact(sequence(3), CLAIMED, begun),
                new Change.OfContact(sequence(4), begun, again),
                new Change.OfContact(sequence(5), again, second),
                new Change.OfContact(sequence(6), second, begunAgain),
                new Change.OfEarlierAttempt(sequence(7), null, accepted)));

        Tally before = NONE.with("shard", changes, T);
        assertThat(before.sums().counters().calls()).isEqualTo(1);
        assertThat(before.sums().counters().callsOver()).isZero();

        Attempt busy = with(accepted, new CallEvent.Reported("CA1", CallStatus.BUSY, null, null, T));
        Change late = new Change.OfEarlierAttempt(sequence(8), accepted, busy);
        Tally after = counted(before, late);

        assertThat(after.sums().counters().calls()).isEqualTo(1);
        assertThat(after.sums().counters().callsOver()).isEqualTo(1);
        assertThat(counted(after, late)).isEqualTo(after);
    }

    private static Attempt with(Attempt attempt, CallEvent event) {
        return ((AttemptRules.Step.MoveTo) AttemptRules.apply(attempt, event)).next();
    }

    @Test
    void a_part_can_be_read_in_a_newer_cycle_and_continues_counting_in_it() {
        Contact failed = ContactEdit.of(LOADED)
                .status(ContactStatus.FAILED)
                .retries(1, 0)
                .cycle(0, true)
                .done();
        Tally first = counted(NONE, new Change.OfContact(sequence(1), null, failed));
        assertThat(first.in(0).counters().in(ContactStatus.FAILED)).isEqualTo(1);
        assertThat(first.in(2).counters().fresh()).isEqualTo(1);
        assertThat(first.in(2).counters().retries()).isZero();

        Contact claimed = failed.in(Cycle.numbered(2))
                .claimed(new Place(9, 0), T, Examples.settings().dayOf(T), T);
        Tally next = counted(first, new Change.OfContact(sequence(2), failed, claimed));

        assertThat(next.cycle()).isEqualTo(2);
        assertThat(next.in(2).counters().fresh()).isZero();
        assertThat(next.in(2).counters().in(ContactStatus.SENDING)).isEqualTo(1);
        assertThat(next.in(2).counters().contacts()).isEqualTo(1);
    }

    @Test
    void a_shard_is_always_counted_in_the_same_part() {
        for (String shard : List.of("", "shardId-00000001581234567890-ab12cd34", "ñ")) {
            assertThat(Tally.slotOf(shard)).isBetween(0, Tally.SLOTS - 1).isEqualTo(Tally.slotOf(shard));
        }
    }
}
