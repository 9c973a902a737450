package vuelta.domain.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static vuelta.domain.fakes.Examples.contact;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignAction;
import vuelta.domain.campaign.CampaignSettings;
import vuelta.domain.campaign.CampaignStatus;
import vuelta.domain.campaign.ContactStatus;
import vuelta.domain.campaign.Cycles;
import vuelta.domain.campaign.LifeCycle;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.Results;
import vuelta.domain.contact.Sweep;
import vuelta.domain.fakes.ContactEdit;
import vuelta.domain.fakes.Examples;
import vuelta.domain.ledger.Claiming;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.ledger.Counters;
import vuelta.domain.ledger.Ledger.Result;
import vuelta.domain.ledger.Marks;
import vuelta.domain.ledger.Pacing;
import vuelta.domain.upload.Upload;
import vuelta.domain.upload.UploadId;

/** What the ledger promises about the end of a pass and the beginning of the next. */
public abstract class CyclesContract extends StoreContract {
    private static final CampaignSettings HOURLY = Examples.with()
            .cycles(new Cycles(new Cycles.Rhythm.Cooldown(Duration.ofHours(1)), null, null, Set.of(), Set.of("vip")))
            .build();

    private Campaign working() {
        return stored(CampaignStatus.ACTIVE, HOURLY);
    }

    /** A contact that ended so, as stored. */
    private Contact ended(Contact contact, ContactStatus status, int retries) {
        done(Commit.contact(
                read(),
                contact,
                ContactEdit.of(contact)
                        .status(status)
                        .attempts(retries + 1, retries + 1)
                        .retries(retries, 0)
                        .due(null)
                        .done()));
        return read(contact.id());
    }

    private boolean runDry(Campaign read, CampaignAction action) {
        return store().ledger().runDry(moved(read, action));
    }

    private static Campaign next(Campaign cooling) {
        if (LifeCycle.decide(cooling, CampaignAction.NEXT_CYCLE, NOW.plusSeconds(3_600))
                instanceof LifeCycle.Decision.NextCycle next) {
            return next.to();
        }
        throw new IllegalArgumentException("no next cycle from " + cooling.status());
    }

    private boolean beginCycle(Campaign cooling, Counters read) {
        return unlessBusy(() -> store().ledger().beginCycle(next(cooling), read));
    }

    private Campaign coolingDown() {
        assertThat(runDry(read(), CampaignAction.DRY)).isTrue();
        return read();
    }

    // Running dry

    @ParameterizedTest
    @EnumSource(
            value = CampaignAction.class,
            names = {"DRY", "DONE"})
    void one_that_cools_down_stays_on_its_line_and_one_that_is_done_leaves_it(CampaignAction action) {
        Campaign working = working();
        ended(loaded(1).getFirst(), ContactStatus.FAILED, 0);

        assertThat(runDry(working, action)).isTrue();

        assertThat(read()).isEqualTo(moved(working, action).written());
        assertThat(store().campaigns().activeOn(line).contains(campaign)).isEqualTo(action == CampaignAction.DRY);
    }

    @Test
    void one_that_is_done_while_it_cools_down_leaves_its_line() {
        working();
        ended(loaded(1).getFirst(), ContactStatus.FAILED, 0);

        assertThat(runDry(coolingDown(), CampaignAction.DONE)).isTrue();

        assertThat(read().status()).isEqualTo(CampaignStatus.FINISHED);
        assertThat(store().campaigns().activeOn(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fresh", "retrying", "follow-up", "under way", "loading", "changed"})
    void it_does_not_run_dry_while_anything_is_left_or_it_has_changed(String what) {
        Campaign working = working();
        Contact contact = loaded(1).getFirst();
        UploadId upload = new UploadId(campaign, "up");
        switch (what) {
            case "fresh" -> {}
            case "retrying" ->
                done(Commit.contact(read(), contact, with(contact, ContactStatus.RETRYING, NOW.plusSeconds(60), null)));
            case "follow-up" ->
                done(Commit.contact(
                        read(),
                        contact,
                        ContactEdit.of(contact)
                                .status(ContactStatus.ANSWERED)
                                .followUp(NOW.plusSeconds(60))
                                .due(NOW.plusSeconds(60))
                                .done()));
            case "under way" -> sending(contact);
            case "loading" -> {
                ended(contact, ContactStatus.FAILED, 0);
                store().uploads().create(Upload.waiting(upload, "people.csv", 1, "k", NOW));
                store().uploads().startReading(upload);
            }
            case "changed" -> {
                ended(contact, ContactStatus.FAILED, 0);
                store().campaigns().save(working.changed(Examples.settings()));
            }
            default -> throw new IllegalArgumentException(what);
        }
        Campaign before = read();

        assertThat(runDry(working, CampaignAction.DRY)).isFalse();
        assertThat(runDry(working, CampaignAction.DONE)).isFalse();

        assertThat(read()).isEqualTo(before);
        assertThat(store().campaigns().activeOn(line)).containsExactly(campaign);
    }

    @ParameterizedTest
    @EnumSource(
            value = ContactStatus.class,
            names = {"QUEUE", "RETRYING"},
            mode = EnumSource.Mode.EXCLUDE)
    void nobody_whose_status_waits_for_nothing_keeps_it_from_running_dry(ContactStatus status) {
        Campaign working = working();
        ended(loaded(1).getFirst(), status, 0);

        assertThat(runDry(working, CampaignAction.DONE)).isTrue();
    }

    // Beginning a cycle

    @Test
    void whole_counts_move_and_no_contact_is_touched() {
        working();
        List<Contact> six = loaded(6);
        Contact failed = ended(six.get(0), ContactStatus.FAILED, 1);
        Contact voicemail = ended(six.get(1), ContactStatus.VOICEMAIL, 2);
        Contact answered = ended(six.get(2), ContactStatus.ANSWERED, 0);
        Contact converted = ended(six.get(3), ContactStatus.CONVERTED, 1);
        Contact skipped = ended(six.get(4), ContactStatus.SKIPPED, 0);
        Contact rejected = ended(six.get(5), ContactStatus.REJECTED, 0);
        Campaign cooling = coolingDown();
        assertThat(counters().returning()).isEqualTo(3);
        long plan = pacing().plan();

        assertThat(beginCycle(cooling, counters())).isTrue();

        assertThat(read()).isEqualTo(next(cooling).written());
        assertThat(counters().in(ContactStatus.QUEUE)).isEqualTo(3);
        assertThat(counters().fresh()).isEqualTo(3);
        assertThat(counters().waiting()).isEqualTo(3);
        assertThat(counters().returning()).isZero();
        assertThat(counters().retries()).as("the converted contact's").isEqualTo(1);
        assertThat(counters().contacts()).isEqualTo(6);
        assertThat(pacing().sweep()).isEqualTo(Sweep.START);
        assertThat(pacing().plan()).as("who has planned before may not go on").isGreaterThan(plan);
        for (Contact contact : List.of(failed, voicemail, answered, converted, skipped, rejected)) {
            assertThat(read(contact.id())).isEqualTo(contact);
        }
        assertThat(store().campaigns().activeOn(line)).containsExactly(campaign);
        assertCountersAreARecount();
    }

    @Test
    void who_returns_is_read_as_one_that_has_not_been_tried_in_the_new_cycle_and_is_written_so() {
        working();
        Contact failed = ended(loaded(1).getFirst(), ContactStatus.FAILED, 1);
        assertThat(failed.returns()).isTrue();
        beginCycle(coolingDown(), counters());

        Contact back = read(failed.id()).in(read().cycle());
        assertThat(back.status()).isEqualTo(ContactStatus.QUEUE);
        assertThat(back.isFresh()).isTrue();
        assertThat(back.retries()).isZero();
        assertThat(back.attempts()).as("numbers go on").isEqualTo(2);

        Contact sending = sending(back);
        assertThat(sending.cycle()).isEqualTo(1);
        assertThat(sending.attempts()).isEqualTo(3);
        assertThat(counters().fresh()).isZero();
        assertCountersAreARecount();
    }

    @Test
    void who_has_a_tag_of_the_filters_does_not_return() {
        working();
        Contact contact = loaded(1).getFirst();
        done(Commit.contact(
                read(),
                contact,
                ContactEdit.of(contact)
                        .status(ContactStatus.ANSWERED)
                        .results(new Results(List.of("vip"), Map.of(), false))
                        .done()));

        beginCycle(coolingDown(), counters());

        assertThat(read(contact.id()).in(read().cycle()).status()).isEqualTo(ContactStatus.ANSWERED);
        assertThat(counters().in(ContactStatus.ANSWERED)).isEqualTo(1);
        assertCountersAreARecount();
    }

    @Test
    void it_does_not_begin_if_somebody_who_returns_has_changed_since() {
        working();
        Contact failed = ended(loaded(1).getFirst(), ContactStatus.FAILED, 0);
        Campaign cooling = coolingDown();
        Counters read = counters();
        done(Commit.contact(cooling, failed, failed.askedAgain(NOW)));
        Counters before = counters();
        Pacing pacing = pacing();

        assertThat(beginCycle(cooling, read)).isFalse();

        assertThat(read()).isEqualTo(cooling);
        assertThat(counters().plus(Counters.NONE)).isEqualTo(before.plus(Counters.NONE));
        assertThat(pacing()).isEqualTo(pacing);
        assertThat(beginCycle(cooling, counters()))
                .as("on what is there now it does")
                .isTrue();
        assertCountersAreARecount();
    }

    @Test
    void it_does_not_begin_if_only_the_retries_of_those_who_return_have_changed_since() {
        working();
        Contact failed = ended(loaded(1).getFirst(), ContactStatus.FAILED, 0);
        Campaign cooling = coolingDown();
        Counters read = counters();
        done(Commit.contact(
                cooling, failed, ContactEdit.of(failed).retries(1, 0).done()));

        assertThat(beginCycle(cooling, read)).isFalse();
        assertThat(beginCycle(cooling, counters())).isTrue();
        assertThat(counters().retries()).isZero();
        assertCountersAreARecount();
    }

    @Test
    void it_begins_though_somebody_was_loaded_since() {
        working();
        ended(loaded(1).getFirst(), ContactStatus.FAILED, 0);
        Campaign cooling = coolingDown();
        Counters read = counters();
        done(changed(List.of(new ContactChange(null, contact(campaign, 7)))));

        assertThat(beginCycle(cooling, read)).isTrue();

        assertThat(counters().fresh()).isEqualTo(2);
        assertCountersAreARecount();
    }

    @Test
    void it_does_not_begin_if_the_campaign_has_changed_since() {
        working();
        ended(loaded(1).getFirst(), ContactStatus.FAILED, 0);
        Campaign cooling = coolingDown();
        store().campaigns().save(moved(cooling, CampaignAction.PAUSE));
        Campaign paused = read();
        Counters before = counters();

        assertThat(beginCycle(cooling, counters())).isFalse();

        assertThat(read()).isEqualTo(paused);
        assertThat(counters()).isEqualTo(before);
    }

    @Test
    void it_begins_once() {
        working();
        ended(loaded(1).getFirst(), ContactStatus.FAILED, 0);
        Campaign cooling = coolingDown();
        Counters read = counters();

        List<Boolean> begun = atOnce(4, () -> beginCycle(cooling, read));

        assertThat(begun).containsOnlyOnce(true);
        assertThat(read().cycle().number()).isEqualTo(1);
        assertThat(counters().fresh()).isEqualTo(1);
        assertCountersAreARecount();
    }

    @Test
    void a_second_cycle_follows_the_first() {
        working();
        ended(loaded(1).getFirst(), ContactStatus.FAILED, 1);
        beginCycle(coolingDown(), counters());
        Contact back = walk(10).getFirst().in(read().cycle());
        ended(back, ContactStatus.VOICEMAIL, 1);

        assertThat(beginCycle(coolingDown(), counters())).isTrue();

        assertThat(read().cycle().number()).isEqualTo(2);
        assertThat(walk(10).getFirst().in(read().cycle()).isFresh()).isTrue();
        assertCountersAreARecount();
    }

    // Commits of an earlier cycle

    @Test
    void a_commit_decided_in_an_earlier_cycle_is_refused_if_it_counts_and_changes_nothing() {
        working();
        List<Contact> two = loaded(2);
        Contact failed = ended(two.get(0), ContactStatus.FAILED, 0);
        Contact answered = ended(two.get(1), ContactStatus.ANSWERED, 0);
        Campaign cooling = coolingDown();
        beginCycle(cooling, counters());
        Counters before = counters();

        Result result = commit(Commit.contact(cooling, failed, failed.askedAgain(NOW)));

        assertThat(result).isEqualTo(new Result.Lost(Set.of(), Set.of(), true, false));
        assertThat(commit(Commit.contacts(cooling, List.of(new ContactChange(null, contact(campaign, 9))))))
                .isEqualTo(result);
        assertThat(read(failed.id())).isEqualTo(failed);
        assertThat(read(answered.id())).isEqualTo(answered);
        assertThat(counters()).isEqualTo(before);
        assertCountersAreARecount();
    }

    @Test
    void a_commit_decided_in_an_earlier_cycle_is_taken_if_it_counts_nothing() {
        working();
        List<Contact> two = loaded(2);
        Contact failed = ended(two.get(0), ContactStatus.FAILED, 0);
        Contact converted = ended(two.get(1), ContactStatus.CONVERTED, 0);
        Campaign cooling = coolingDown();
        beginCycle(cooling, counters());

        done(Commit.contact(cooling, converted, converted.lookAgain(NOW.plusSeconds(9))));

        assertThat(read(converted.id()).due()).isEqualTo(NOW.plusSeconds(9));
        assertThat(read(failed.id())).isEqualTo(failed);
        assertCountersAreARecount();
    }

    @Test
    void a_claim_of_an_earlier_cycle_is_refused() {
        working();
        Contact failed = ended(loaded(2).getFirst(), ContactStatus.FAILED, 0);
        Contact other = read(contact(campaign, 1).id());
        Contact retrying = ended(other, ContactStatus.FAILED, 0);
        Campaign cooling = coolingDown();
        beginCycle(cooling, counters());
        Contact waiting = failed.askedAgain(NOW);
        ContactChange change = new ContactChange(failed, claimed(waiting));
        Claiming claiming = new Claiming(pacing(), 10, TODAY, OptionalInt.empty(), Sweep.START, NOW);

        assertThat(commit(Commit.claim(cooling, List.of(change), claiming)))
                .isEqualTo(new Result.Lost(Set.of(), Set.of(), true, false));
        assertThat(pacing().inFlight()).isZero();
        assertThat(read(retrying.id())).isEqualTo(retrying);
    }

    // Marks

    @Test
    void marks_are_kept_and_each_is_written_on_what_was_read() {
        working();
        Pacing read = pacing();
        Marks marks = Marks.of(read).recounting(4).at(new Sweep(3, "3c")).plannedIn(5);

        assertThat(store().ledger().mark(campaign, read, marks)).isTrue();
        assertThat(store().ledger().mark(campaign, read, Marks.of(read).plannedIn(9)))
                .as("somebody has marked since")
                .isFalse();

        Pacing now = pacing();
        assertThat(now.sweep()).isEqualTo(new Sweep(3, "3c"));
        assertThat(now.recounted()).isEqualTo(4);
        assertThat(now.plannedIn()).isEqualTo(5);
        assertThat(now.plan()).isEqualTo(read.plan() + 1);
    }

    @Test
    void a_claim_keeps_the_marks_and_is_lost_if_somebody_has_marked_since() {
        working();
        Contact contact = loaded(1).getFirst();
        Pacing read = pacing();
        store().ledger().mark(campaign, read, Marks.of(read).recounting(4).plannedIn(5));

        assertThat(commit(claim(List.of(contact), read, 10, OptionalInt.empty(), TODAY)))
                .isEqualTo(new Result.Lost(Set.of(), Set.of(), true, false));
        done(claim(List.of(contact), pacing(), 10, OptionalInt.empty(), TODAY));

        assertThat(pacing().recounted()).isEqualTo(4);
        assertThat(pacing().plannedIn()).isEqualTo(5);
    }

    @Test
    void marking_changes_nothing_of_the_limits() {
        working();
        sending(loaded(1).getFirst());
        Pacing before = pacing();

        store().ledger().mark(campaign, before, Marks.of(before).at(Sweep.END));

        assertThat(pacing())
                .usingRecursiveComparison()
                .ignoringFields("sweep", "plan")
                .isEqualTo(before);
    }

    // Who is removed

    @Test
    void who_was_removed_is_counted_nowhere_and_may_come_back() {
        working();
        Contact contact = ended(loaded(1).getFirst(), ContactStatus.FAILED, 2);

        done(Commit.contact(read(), contact, contact.removed(NOW)));

        assertThat(counters().plus(Counters.NONE)).isEqualTo(Counters.NONE);
        assertCountersAreARecount();
        Contact removed = read(contact.id());
        assertThat(removed.status()).isEqualTo(ContactStatus.REMOVED);
        assertThat(removed.data().name()).isEmpty();

        done(Commit.contact(read(), removed, removed.loadedAgain(contact(campaign, 0))));
        assertThat(counters().fresh()).isEqualTo(1);
        assertThat(read(contact.id()).attempts()).isEqualTo(3);
        assertCountersAreARecount();
    }

    @Test
    void nobody_who_was_removed_keeps_the_campaign_from_running_dry() {
        Campaign working = working();
        Contact contact = loaded(1).getFirst();
        done(Commit.contact(working, contact, contact.removed(NOW)));

        assertThat(runDry(working, CampaignAction.DONE)).isTrue();
    }
}
