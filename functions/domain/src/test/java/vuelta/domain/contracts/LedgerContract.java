package vuelta.domain.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static vuelta.domain.fakes.Examples.contact;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vuelta.domain.attempt.AnsweredBy;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptRules;
import vuelta.domain.attempt.Call;
import vuelta.domain.attempt.CallEvent;
import vuelta.domain.attempt.CallStatus;
import vuelta.domain.attempt.Conversation;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignAction;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.CampaignStatus;
import vuelta.domain.campaign.ContactStatus;
import vuelta.domain.campaign.Waiting;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactData;
import vuelta.domain.contact.ContactId;
import vuelta.domain.contact.HistoryEntry;
import vuelta.domain.contact.Results;
import vuelta.domain.contact.Sweep;
import vuelta.domain.fakes.ContactEdit;
import vuelta.domain.fakes.Examples;
import vuelta.domain.ledger.AttemptChange;
import vuelta.domain.ledger.Claiming;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.ledger.Counters;
import vuelta.domain.ledger.Ledger.Result;
import vuelta.domain.ledger.LoadedBatch;
import vuelta.domain.ledger.Marks;
import vuelta.domain.ledger.Pacing;
import vuelta.domain.upload.RowProblem;
import vuelta.domain.upload.Upload;
import vuelta.domain.upload.UploadId;

/** What the ledger promises: versions, limits, counters, and all of it or nothing. */
public abstract class LedgerContract extends StoreContract {
    private static final Conversation TOLD = new Conversation(
            new Results(List.of("vip", "ñ"), Map.of("email", "a@b.c"), true),
            "https://recordings.example/1.mp3",
            "positive",
            "Pays on Monday.",
            "transcripts/1.txt");

    private static final OptionalInt NO_LIMIT = OptionalInt.empty();

    private final UploadId upload = new UploadId(campaign, "up");

    private static Result.Lost lostContacts(Contact... contacts) {
        Set<ContactId> ids = new HashSet<>();
        for (Contact contact : contacts) {
            ids.add(contact.id());
        }
        return new Result.Lost(ids, Set.of(), false, false);
    }

    private static Result.Lost lostLimits() {
        return new Result.Lost(Set.of(), Set.of(), true, false);
    }

    // Versions

    @Test
    void a_campaign_without_contacts_counts_nothing_and_has_nothing_in_flight() {
        active();

        assertThat(counters().plus(Counters.NONE)).isEqualTo(Counters.NONE);
        assertThat(pacing()).isEqualTo(Pacing.NONE);
    }

    @Test
    void a_first_write_is_kept_as_version_1_and_counted() {
        active();
        Contact contact = contact(campaign, 1);

        done(changed(List.of(new ContactChange(null, contact))));

        assertThat(read(contact.id()))
                .usingRecursiveComparison()
                .ignoringFields("version")
                .isEqualTo(contact);
        assertThat(read(contact.id()).version()).isEqualTo(1);
        assertThat(counters().in(ContactStatus.QUEUE)).isEqualTo(1);
        assertThat(counters().fresh()).isEqualTo(1);
        assertCountersAreARecount();
    }

    @Test
    void a_contact_that_must_not_exist_is_not_written_over() {
        active();
        Contact there = loaded(1).getFirst();
        Contact again = contact(campaign, 0).lookAgain(NOW);

        assertThat(commit(changed(List.of(new ContactChange(null, again))))).isEqualTo(lostContacts(there));

        assertThat(read(there.id())).isEqualTo(there);
        assertCountersAreARecount();
    }

    @Test
    void a_write_raises_the_version_and_a_change_of_an_older_one_is_lost() {
        active();
        Contact first = loaded(1).getFirst();
        done(Commit.contact(read(), first, first.lookAgain(NOW)));
        Contact second = read(first.id());

        assertThat(second.version()).isEqualTo(2);
        assertThat(commit(Commit.contact(read(), first, first.lookAgain(NOW.plusSeconds(5)))))
                .isEqualTo(lostContacts(first));
        assertThat(read(first.id())).isEqualTo(second);
        assertCountersAreARecount();
    }

    @Test
    void a_change_of_a_contact_that_is_not_there_is_lost() {
        active();
        Contact nobody = contact(campaign, 7);

        assertThat(commit(Commit.contact(read(), nobody, nobody.lookAgain(NOW))))
                .isEqualTo(lostContacts(nobody));
        assertThat(store().contacts().find(nobody.id())).isEmpty();
    }

    @Test
    void when_one_contact_is_lost_none_is_written_and_only_that_one_is_named() {
        active();
        List<Contact> three = loaded(3);
        Contact stale = three.get(1);
        done(Commit.contact(read(), stale, stale.lookAgain(NOW)));
        Counters before = counters();
        List<ContactChange> changes = three.stream()
                .map(contact -> new ContactChange(contact, contact.lookAgain(NOW.plusSeconds(9))))
                .toList();

        assertThat(commit(changed(changes))).isEqualTo(lostContacts(stale));

        assertThat(read(three.get(0).id())).isEqualTo(three.get(0));
        assertThat(read(three.get(2).id())).isEqualTo(three.get(2));
        assertThat(counters()).isEqualTo(before);
        assertCountersAreARecount();
    }

    @Test
    void every_lost_contact_is_named() {
        active();
        List<Contact> two = loaded(2);
        List<ContactChange> changes = IntStream.range(0, 4)
                .mapToObj(n -> new ContactChange(null, contact(campaign, n)))
                .toList();

        assertThat(commit(changed(changes))).isEqualTo(lostContacts(two.get(0), two.get(1)));
        assertThat(walk(100)).hasSize(2);
    }

    @Test
    void whatever_is_written_of_a_contact_is_read_again() {
        active();
        Contact plain = loaded(1).getFirst();
        ContactData data = new ContactData(
                "", "Ana \"Ñ\" Gómez 🙂", "{\"a\": 1}\nline two", "", "voice", Map.of("Ciudad", "Mérida", "x y", "1"));
        Contact rich = ContactEdit.of(plain)
                .data(data)
                .status(ContactStatus.RETRYING)
                .attempts(3, 2)
                .retries(1, 1)
                .due(NOW.plusMillis(1))
                .since(NOW.minusMillis(7))
                .followUp(NOW.plusSeconds(3_600))
                .results(new Results(List.of("callback", "vip ñ"), Map.of("email", "ana@example.com"), true))
                .billed(Duration.ofSeconds(65))
                .because(
                        NOW.plusMillis(999),
                        "BUSY",
                        List.of(
                                new HistoryEntry(NOW, "LOADED", 0, null),
                                new HistoryEntry(NOW.plusMillis(999), "BUSY", 3, NOW.plusMillis(1))))
                .done();
        done(Commit.contact(read(), plain, rich));
        assertThat(read(plain.id()))
                .usingRecursiveComparison()
                .ignoringFields("version")
                .isEqualTo(rich);

        Contact retrying = read(plain.id());
        Contact claimed = claimed(retrying);
        done(claim(List.of(retrying), pacing(), 1, NO_LIMIT, TODAY));
        assertThat(read(plain.id()))
                .usingRecursiveComparison()
                .ignoringFields("version")
                .isEqualTo(claimed);
    }

    // Attempts

    @Test
    void an_attempt_begins_together_with_its_contact() {
        active();
        Contact sending = sending(loaded(1).getFirst());

        done(begin(sending));

        Attempt attempt = read(next(sending));
        assertThat(attempt).usingRecursiveComparison().ignoringFields("version").isEqualTo(created(sending));
        assertThat(attempt.version()).isEqualTo(1);
        assertThat(read(sending.id()).claim()).isNotNull().matches(claim -> claim.begun());
        assertThat(pacing().inFlight()).isEqualTo(1);
        assertCountersAreARecount();
    }

    @Test
    void an_attempt_that_begins_twice_begins_once() {
        active();
        Contact sending = sending(loaded(1).getFirst());
        done(begin(sending));

        assertThat(commit(begin(sending)))
                .isEqualTo(new Result.Lost(Set.of(sending.id()), Set.of(next(sending)), false, false));
        assertThat(read(next(sending)).version()).isEqualTo(1);
        assertCountersAreARecount();
    }

    @Test
    void an_attempt_whose_record_exists_does_not_begin_and_its_contact_stays() {
        active();
        Contact sending = sending(loaded(1).getFirst());
        done(new Commit(read(), List.of(), List.of(new AttemptChange(null, created(sending))), null, null, null));

        assertThat(commit(begin(sending))).isEqualTo(new Result.Lost(Set.of(), Set.of(next(sending)), false, false));
        assertThat(read(sending.id())).isEqualTo(sending);
    }

    @Test
    void an_attempt_does_not_begin_when_its_contact_was_written_since() {
        active();
        Contact sending = sending(loaded(1).getFirst());
        done(Commit.giveBack(read(), sending, sending.givenBack(NOW, "LATE", NOW), TODAY));

        assertThat(commit(begin(sending))).isEqualTo(lostContacts(sending));
        assertThat(store().attempts().find(next(sending))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(CallStatus.class)
    void whatever_is_written_of_an_attempt_is_read_again(CallStatus status) {
        active();
        Contact sending = sending(loaded(1).getFirst());
        done(begin(sending));
        Attempt before = read(next(sending));
        Attempt after = new Call(
                before.id(),
                before.line(),
                before.to(),
                before.contactName(),
                false,
                status,
                "CA1",
                status == CallStatus.ENDED ? AnsweredBy.MACHINE : null,
                before.createdAt(),
                NOW.plusMillis(3),
                status.isOver() ? NOW.plusMillis(4_503) : null,
                Duration.ofMillis(4_500),
                status == CallStatus.FAILED ? "CALL_FAILED" : null,
                null,
                status.isOver(),
                status.isOver() ? TOLD : Conversation.NONE,
                new TreeMap<>(Map.of("RINGING", NOW, "ENDED", NOW.plusMillis(4_503))),
                before.version());

        done(Commit.attempt(read(), before, after));

        assertThat(read(before.id()))
                .usingRecursiveComparison()
                .ignoringFields("version")
                .isEqualTo(after);
        assertThat(read(before.id()).version()).isEqualTo(2);
        assertThat(commit(Commit.attempt(read(), before, before)))
                .isEqualTo(new Result.Lost(Set.of(), Set.of(before.id()), false, false));
        assertCountersAreARecount();
    }

    @Test
    void an_attempt_and_its_contact_are_settled_together() {
        active();
        Contact sending = sending(loaded(1).getFirst());
        done(begin(sending));

        done(settled(read(next(sending)), read(sending.id())));

        assertThat(read(next(sending)).settled()).isTrue();
        assertThat(read(sending.id()).status()).isEqualTo(ContactStatus.ANSWERED);
        assertThat(pacing().inFlight()).isZero();
        assertThat(pacing().sent()).isEqualTo(1);
        assertThat(counters().calls()).isEqualTo(1);
        assertThat(counters().callsOver()).isEqualTo(1);
        assertThat(counters().answeredBy(AnsweredBy.HUMAN)).isEqualTo(1);
        assertCountersAreARecount();
    }

    @Test
    void when_the_contact_is_lost_the_attempt_is_not_settled() {
        active();
        Contact sending = sending(loaded(1).getFirst());
        done(begin(sending));
        Contact begun = read(sending.id());
        Attempt attempt = read(next(sending));
        done(Commit.contact(read(), begun, begun.lookAgain(NOW)));

        assertThat(commit(settled(attempt, begun))).isEqualTo(lostContacts(sending));
        assertThat(read(attempt.id())).isEqualTo(attempt);
        assertThat(pacing().inFlight()).isEqualTo(1);
        assertCountersAreARecount();
    }

    private Commit settled(Attempt attempt, Contact begun) {
        CallEvent ended = new CallEvent.Reported(
                "CA1", CallStatus.ENDED, Duration.ofSeconds(30), AnsweredBy.HUMAN, NOW.plusSeconds(60));
        if (!(AttemptRules.apply(attempt, ended) instanceof AttemptRules.Step.MoveTo move)) {
            throw new IllegalStateException("ignored");
        }
        Contact answered = with(begun, ContactStatus.ANSWERED, null, null);
        return Commit.settle(
                read(),
                new AttemptChange(attempt, move.next().asSettled()),
                new ContactChange(begun, answered),
                Optional.empty());
    }

    // Claims and limits

    @Test
    void a_claim_moves_contacts_and_pacing_together() {
        active();
        List<Contact> two = loaded(2);
        Sweep sweep = new Sweep(3, "3abc");
        List<ContactChange> changes = two.stream()
                .map(contact -> new ContactChange(contact, claimed(contact)))
                .toList();
        Claiming claiming = new Claiming(pacing(), 2, TODAY, OptionalInt.of(2), sweep, NOW.plusMillis(1_500));

        done(Commit.claim(read(), changes, claiming));

        assertThat(pacing())
                .isEqualTo(new Pacing(2, TODAY, 2, sweep, NOW.plusMillis(1_500), null, 0, List.of(), 0, 0, 1));
        assertThat(counters().in(ContactStatus.SENDING)).isEqualTo(2);
        assertThat(counters().waiting()).isZero();
        assertCountersAreARecount();
    }

    @ParameterizedTest
    @CsvSource({"2,false", "3,true", "4,true"})
    void two_claims_after_one_need_room_for_three(int maxInFlight, boolean done) {
        active();
        List<Contact> three = loaded(3);
        sending(three.getFirst());
        Pacing before = pacing();

        Result result = commit(claim(three.subList(1, 3), before, maxInFlight, NO_LIMIT, TODAY));

        assertThat(result).isEqualTo(done ? new Result.Done() : lostLimits());
        assertThat(pacing().inFlight()).isEqualTo(done ? 3 : 1);
        assertThat(pacing().plan()).isEqualTo(before.plan() + (done ? 1 : 0));
        assertCountersAreARecount();
    }

    @ParameterizedTest
    @CsvSource({"2,false", "3,true", "4,true"})
    void two_claims_after_one_need_three_a_day(int maxOnDay, boolean done) {
        active();
        List<Contact> three = loaded(3);
        sending(three.getFirst());

        Result result = commit(claim(three.subList(1, 3), pacing(), 100, OptionalInt.of(maxOnDay), TODAY));

        assertThat(result).isEqualTo(done ? new Result.Done() : lostLimits());
        assertThat(pacing().sentOn(TODAY)).isEqualTo(done ? 3 : 1);
        assertCountersAreARecount();
    }

    @ParameterizedTest
    @CsvSource({"1,false", "2,true", "3,true"})
    void the_first_claims_of_a_day_are_limited_too(int maxOnDay, boolean done) {
        active();
        List<Contact> five = loaded(5);
        done(claim(five.subList(0, 3), pacing(), 100, OptionalInt.of(3), TODAY));
        LocalDate tomorrow = TODAY.plusDays(1);

        Result result = commit(claim(five.subList(3, 5), pacing(), 100, OptionalInt.of(maxOnDay), tomorrow));

        assertThat(result).isEqualTo(done ? new Result.Done() : lostLimits());
        assertThat(pacing().sentOn(TODAY)).isEqualTo(done ? 0 : 3);
        assertThat(pacing().sentOn(tomorrow)).isEqualTo(done ? 2 : 0);
    }

    @Test
    void a_claim_planned_before_somebody_elses_is_lost() {
        active();
        List<Contact> two = loaded(2);
        Pacing read = pacing();
        done(claim(two.subList(0, 1), read, 100, NO_LIMIT, TODAY));

        assertThat(commit(claim(two.subList(1, 2), read, 100, NO_LIMIT, TODAY))).isEqualTo(lostLimits());
        assertThat(read(two.get(1).id())).isEqualTo(two.get(1));
        done(claim(two.subList(1, 2), pacing(), 100, NO_LIMIT, TODAY));
    }

    @Test
    void a_settle_in_between_does_not_stop_a_claim() {
        active();
        List<Contact> two = loaded(2);
        Contact sending = sending(two.getFirst());
        done(begin(sending));
        Pacing read = pacing();
        done(settled(read(next(sending)), read(sending.id())));

        done(claim(two.subList(1, 2), read, 1, NO_LIMIT, TODAY));

        assertThat(pacing().inFlight()).isEqualTo(1);
        assertThat(pacing().sent()).isEqualTo(2);
        assertCountersAreARecount();
    }

    @Test
    void a_claim_of_a_contact_that_was_written_since_moves_no_limit() {
        active();
        Contact contact = loaded(1).getFirst();
        done(Commit.contact(read(), contact, contact.lookAgain(NOW)));
        Pacing before = pacing();

        assertThat(commit(claim(List.of(contact), before, 100, NO_LIMIT, TODAY)))
                .isEqualTo(lostContacts(contact));
        assertThat(pacing()).isEqualTo(before);
        assertCountersAreARecount();
    }

    @Test
    void as_many_as_one_claim_may_move_are_claimed_at_once() {
        active();
        List<Contact> many = loaded(Commit.MOST_CLAIMED);

        done(claim(many, pacing(), Commit.MOST_CLAIMED, OptionalInt.of(Commit.MOST_CLAIMED), TODAY));

        assertThat(pacing().inFlight()).isEqualTo(Commit.MOST_CLAIMED);
        assertThat(counters().in(ContactStatus.SENDING)).isEqualTo(Commit.MOST_CLAIMED);
    }

    // Giving back

    @Test
    void a_claim_given_back_is_not_in_flight_and_not_counted_on_its_day() {
        active();
        List<Contact> two = loaded(2);
        done(claim(two, pacing(), 100, NO_LIMIT, TODAY));
        Contact sending = read(two.getFirst().id());
        long plan = pacing().plan();

        done(Commit.giveBack(read(), sending, sending.givenBack(NOW, "LATE", NOW), TODAY));

        assertThat(pacing().inFlight()).isEqualTo(1);
        assertThat(pacing().sentOn(TODAY)).isEqualTo(1);
        assertThat(pacing().plan()).as("who has planned before may go on").isEqualTo(plan);
        assertThat(counters().in(ContactStatus.QUEUE)).isEqualTo(1);
        assertThat(counters().fresh())
                .as("it is due, the sweep need not find it")
                .isZero();
        assertCountersAreARecount();
    }

    @Test
    void a_claim_given_back_after_its_day_changes_no_other_day() {
        active();
        List<Contact> two = loaded(2);
        done(claim(two.subList(0, 1), pacing(), 100, NO_LIMIT, TODAY));
        LocalDate tomorrow = TODAY.plusDays(1);
        done(claim(two.subList(1, 2), pacing(), 100, NO_LIMIT, tomorrow));
        Contact sending = read(two.getFirst().id());

        done(Commit.giveBack(read(), sending, sending.givenBack(NOW, "DAY_OVER", NOW), TODAY));

        assertThat(pacing().inFlight()).isEqualTo(1);
        assertThat(pacing().sentOn(tomorrow)).isEqualTo(1);
        assertCountersAreARecount();
    }

    @Test
    void less_than_none_is_never_counted_on_a_day() {
        active();
        Contact contact = loaded(1).getFirst();
        done(uncounting(contact));
        assertThat(pacing().sent()).as("before any day was counted").isZero();

        Contact sending = sending(read(contact.id()));
        done(uncounting(sending));
        done(uncounting(read(contact.id())));

        assertThat(pacing().sentOn(TODAY)).isZero();
    }

    private Commit uncounting(Contact contact) {
        ContactChange change = new ContactChange(contact, contact.lookAgain(NOW.plusSeconds(contact.version())));
        return new Commit(read(), List.of(change), List.of(), null, TODAY, null);
    }

    @Test
    void a_lost_give_back_gives_nothing_back() {
        active();
        Contact sending = sending(loaded(1).getFirst());
        done(begin(sending));

        assertThat(commit(Commit.giveBack(read(), sending, sending.givenBack(NOW, "LATE", NOW), TODAY)))
                .isEqualTo(lostContacts(sending));
        assertThat(pacing().inFlight()).isEqualTo(1);
        assertThat(pacing().sentOn(TODAY)).isEqualTo(1);
    }

    // Sweep and waiting

    @Test
    void the_sweep_moves_without_a_claim_and_only_from_where_it_was_read() {
        active();
        Pacing read = pacing();

        assertThat(store().ledger().mark(campaign, read, Marks.of(read).at(new Sweep(5, "5f"))))
                .isTrue();
        assertThat(store().ledger().mark(campaign, read, Marks.of(read).at(new Sweep(6, ""))))
                .isFalse();

        assertThat(pacing())
                .isEqualTo(new Pacing(0, null, 0, new Sweep(5, "5f"), null, null, 0, List.of(), 0, 0, read.plan() + 1));
        assertThat(store().ledger().mark(campaign, pacing(), Marks.of(pacing()).at(Sweep.END)))
                .isTrue();
        assertThat(pacing().sweep().ended()).isTrue();
    }

    @Test
    void why_a_campaign_waits_is_kept_until_it_is_written_again() {
        active();
        Waiting window = new Waiting(Waiting.Reason.WINDOW, NOW.plusSeconds(60));
        store().ledger().waiting(campaign, window);
        Contact contact = loaded(1).getFirst();
        sending(contact);
        assertThat(pacing().waiting()).isEqualTo(window);

        store().ledger().waiting(campaign, new Waiting(Waiting.Reason.NO_CONTACTS, null));
        assertThat(pacing().waiting()).isEqualTo(new Waiting(Waiting.Reason.NO_CONTACTS, null));

        store().ledger().waiting(campaign, null);
        assertThat(pacing().waiting()).isNull();
        assertThat(pacing().inFlight()).isEqualTo(1);
    }

    // Batches

    private void reading() {
        active();
        store().uploads().create(Upload.waiting(upload, "people.csv", 100, "uploads/people.csv", NOW));
        store().uploads().startReading(upload);
    }

    private Upload readUpload() {
        return store().uploads().find(upload).orElseThrow();
    }

    private Commit load(int number, int from, int to) {
        List<ContactChange> changes = IntStream.range(from, to)
                .mapToObj(n -> new ContactChange(null, contact(campaign, n)))
                .toList();
        RowProblem problem =
                new RowProblem(number + 1, "contact", "x", "INVALID_PHONE_NUMBER", RowProblem.Action.REFUSED);
        LoadedBatch batch = new LoadedBatch(upload, number, changes.size(), 1, 2, 1, 3, List.of(problem));
        return Commit.load(read(), changes, batch);
    }

    @Test
    void a_batch_is_loaded_with_its_contacts_and_the_uploads_counts() {
        reading();

        done(load(0, 0, 3));
        done(load(1, 3, 5));

        Upload now = readUpload();
        assertThat(List.of(
                        now.batchesLoaded(),
                        now.accepted(),
                        now.repaired(),
                        now.duplicates(),
                        now.updated(),
                        now.refused(),
                        now.rows()))
                .containsExactly(2, 5, 2, 4, 2, 6, 15);
        assertThat(counters().in(ContactStatus.QUEUE)).isEqualTo(5);
        assertThat(store().uploads().problems(upload).toList()).hasSize(2);
        assertCountersAreARecount();
    }

    @Test
    void a_batch_loaded_before_changes_nothing() {
        reading();
        done(load(0, 0, 3));
        Upload before = readUpload();

        // In DynamoDB the contacts are refused along with it, and that may be said or not.
        assertThat(commit(load(0, 0, 3))).isInstanceOfSatisfying(Result.Lost.class, lost -> assertThat(lost.batch())
                .isTrue());
        assertThat(commit(load(0, 10, 12))).isEqualTo(new Result.Lost(Set.of(), Set.of(), false, true));

        assertThat(readUpload()).isEqualTo(before);
        assertThat(walk(100)).hasSize(3);
        assertCountersAreARecount();
    }

    @Test
    void a_batch_with_a_contact_that_is_there_is_not_loaded_and_the_contact_is_named() {
        reading();
        Contact there = loaded(1).getFirst();

        assertThat(commit(load(0, 0, 3))).isEqualTo(lostContacts(there));

        assertThat(readUpload().batchesLoaded()).isZero();
        assertThat(store().uploads().problems(upload).toList()).isEmpty();
        assertThat(walk(100)).hasSize(1);
        done(load(0, 1, 3));
        assertCountersAreARecount();
    }

    @Test
    void a_batch_of_nobody_is_loaded_too() {
        reading();

        done(load(0, 0, 0));

        assertThat(readUpload().batchesLoaded()).isEqualTo(1);
        assertThat(readUpload().refused()).isEqualTo(3);
    }

    @Test
    void as_many_as_one_batch_may_have_are_loaded_at_once() {
        reading();

        done(load(0, 0, Commit.MOST_LOADED));

        assertThat(counters().fresh()).isEqualTo(Commit.MOST_LOADED);
        assertThat(readUpload().accepted()).isEqualTo(Commit.MOST_LOADED);
    }

    // Finishing

    private boolean finish(Campaign read) {
        return store().ledger().runDry(moved(read, CampaignAction.DONE));
    }

    @Test
    void a_campaign_where_nobody_waits_and_nothing_is_under_way_is_finished() {
        Campaign active = active();
        Contact contact = loaded(1).getFirst();
        done(Commit.contact(read(), contact, with(contact, ContactStatus.ANSWERED, null, null)));

        assertThat(finish(active)).isTrue();

        assertThat(read().status()).isEqualTo(CampaignStatus.FINISHED);
        assertThat(read().version()).isEqualTo(active.version() + 1);
        assertThat(finish(active)).as("it is not as it was read").isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = ContactStatus.class,
            names = {"QUEUE", "RETRYING", "SENDING"})
    void a_campaign_with_somebody_waiting_or_under_way_is_not_finished(ContactStatus status) {
        Campaign active = active();
        Contact contact = loaded(1).getFirst();
        if (status == ContactStatus.SENDING) {
            sending(contact);
        } else {
            done(Commit.contact(read(), contact, with(contact, status, NOW, null)));
        }

        assertThat(finish(active)).isFalse();
        assertThat(read()).isEqualTo(active);
    }

    @Test
    void a_campaign_is_not_finished_while_contacts_arrive() {
        reading();
        Campaign active = read();

        assertThat(finish(active)).isFalse();
        store().uploads().fail(upload, "NO_PHONE_COLUMN");
        assertThat(finish(active)).isTrue();
    }

    @Test
    void a_campaign_that_was_paused_meanwhile_is_not_finished() {
        Campaign active = active();
        store().campaigns().save(moved(active, CampaignAction.PAUSE));

        assertThat(finish(active)).isFalse();
        assertThat(read().status()).isEqualTo(CampaignStatus.INACTIVE);
    }

    // All at once

    @Test
    void eight_claiming_at_once_never_exceed_the_concurrency() {
        active();
        List<Contact> contacts = loaded(40);

        List<Integer> most = atOnce(8, () -> claimInTurns(contacts, 7, NO_LIMIT));

        assertThat(most).allMatch(inFlight -> inFlight <= 7);
        assertThat(pacing().inFlight()).isEqualTo(7);
        assertCountersAreARecount();
    }

    @Test
    void eight_claiming_at_once_never_exceed_the_daily_limit() {
        active();
        List<Contact> contacts = loaded(40);

        atOnce(8, () -> claimInTurns(contacts, 1_000, OptionalInt.of(11)));

        assertThat(pacing().sentOn(TODAY)).isEqualTo(11);
        assertThat(pacing().inFlight()).isEqualTo(11);
        assertCountersAreARecount();
    }

    /** Claims one or two at a time until there is no more room; returns the most that were seen in flight. */
    private int claimInTurns(List<Contact> contacts, int maxInFlight, OptionalInt maxOnDay) {
        int most = 0;
        for (int i = 0; i < 200; i++) {
            Pacing now = pacing();
            most = Math.max(most, now.inFlight());
            if (now.inFlight() >= maxInFlight || now.sentOn(TODAY) >= maxOnDay.orElse(Integer.MAX_VALUE)) {
                return most;
            }
            int from = ThreadLocalRandom.current().nextInt(contacts.size() - 2);
            int size = 1 + ThreadLocalRandom.current().nextInt(2);
            List<Contact> waiting = contacts.subList(from, from + size).stream()
                    .map(contact -> read(contact.id()))
                    .filter(contact -> contact.status().waits())
                    .toList();
            if (!waiting.isEmpty()) {
                commit(claim(waiting, now, maxInFlight, maxOnDay, TODAY));
            }
        }
        return most;
    }

    @Test
    void claims_and_give_backs_at_once_leave_what_was_claimed_and_not_given_back() {
        active();
        List<Contact> contacts = loaded(8);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger kept = new AtomicInteger();

        atOnce(8, () -> {
            int n = next.getAndIncrement();
            ContactId id = contacts.get(n).id();
            for (int i = 0; i < 100; i++) {
                if (commit(claim(List.of(read(id)), pacing(), 8, OptionalInt.of(8), TODAY)) instanceof Result.Done) {
                    break;
                }
            }
            Contact sending = read(id);
            if (n % 2 == 0 && sending.claim() != null) {
                return commit(Commit.giveBack(read(), sending, sending.givenBack(NOW, "LATE", NOW), TODAY));
            }
            return sending.claim() == null ? 0 : kept.incrementAndGet();
        });

        assertThat(pacing().inFlight()).isEqualTo(kept.get());
        assertThat(pacing().sentOn(TODAY)).isEqualTo(kept.get());
        assertCountersAreARecount();
    }

    @Test
    void of_eight_that_begin_the_same_attempt_one_does() {
        active();
        Contact sending = sending(loaded(1).getFirst());

        List<Result> results = atOnce(8, () -> commit(begin(sending)));

        assertThat(results).containsOnlyOnce(new Result.Done());
        assertThat(read(next(sending)).version()).isEqualTo(1);
        assertThat(read(sending.id()).version()).isEqualTo(sending.version() + 1);
        assertCountersAreARecount();
    }

    @Test
    void of_four_that_settle_the_same_attempt_one_does() {
        active();
        Contact sending = sending(loaded(1).getFirst());
        done(begin(sending));
        Commit settled = settled(read(next(sending)), read(sending.id()));

        List<Result> results = atOnce(4, () -> commit(settled));

        assertThat(results).containsOnlyOnce(new Result.Done());
        assertThat(pacing().inFlight()).isZero();
        assertThat(counters().calls()).isEqualTo(1);
        assertCountersAreARecount();
    }

    @Test
    void of_four_that_load_the_same_batch_one_does() {
        reading();

        List<Result> results = atOnce(4, () -> commit(load(0, 0, 10)));

        assertThat(results).containsOnlyOnce(new Result.Done());
        assertThat(readUpload().batchesLoaded()).isEqualTo(1);
        assertThat(readUpload().accepted()).isEqualTo(10);
        assertCountersAreARecount();
    }

    @Test
    void two_batches_that_share_a_contact_never_bring_it_twice() {
        reading();
        AtomicInteger number = new AtomicInteger();

        List<Result> results = atOnce(4, () -> {
            int n = number.getAndIncrement();
            return commit(load(n, n, 10));
        });

        long done = results.stream().filter(Result.Done.class::isInstance).count();
        assertThat(done).isEqualTo(1);
        assertThat(readUpload().accepted()).isEqualTo(walk(100).size());
        assertCountersAreARecount();
    }

    @Test
    void commits_of_many_at_once_are_all_counted() {
        active();
        List<Contact> contacts = loaded(8);
        AtomicInteger next = new AtomicInteger();

        atOnce(8, () -> {
            Contact contact = contacts.get(next.getAndIncrement());
            return commit(Commit.contact(read(), contact, with(contact, ContactStatus.SKIPPED, null, null)));
        });

        assertThat(counters().in(ContactStatus.SKIPPED)).isEqualTo(8);
        assertThat(counters().fresh()).isZero();
        assertCountersAreARecount();
    }

    @Test
    void campaigns_do_not_count_for_each_other() {
        active();
        loaded(2);
        CampaignId other = new CampaignId(fresh + "-other");
        store().campaigns().create(Examples.campaign(other, line, CampaignStatus.ACTIVE, Examples.settings()));
        List<ContactChange> changes = new ArrayList<>();
        changes.add(new ContactChange(null, contact(other, 0)));
        done(Commit.contacts(read(other), changes));

        assertThat(counters().contacts()).isEqualTo(2);
        assertThat(store().ledger().counters(other).contacts()).isEqualTo(1);
        Instant due = NOW.plusSeconds(1);
        Contact stored = read(contact(other, 0).id());
        done(Commit.contact(read(other), stored, stored.lookAgain(due)));
        assertThat(counters().fresh()).isEqualTo(2);
    }
}
