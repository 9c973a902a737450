package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.campaign.AttemptHours;
import io.vuelta.domain.campaign.AttemptLimits;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.Breaker;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Cycle;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.campaign.Cycles.Rhythm;
import io.vuelta.domain.campaign.Intake;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.campaign.NoResponse;
import io.vuelta.domain.campaign.NumberRegion;
import io.vuelta.domain.campaign.OnMachine;
import io.vuelta.domain.campaign.PhoneSettings;
import io.vuelta.domain.campaign.Retention;
import io.vuelta.domain.campaign.RetryRule;
import io.vuelta.domain.campaign.RunPeriod;
import io.vuelta.domain.campaign.RunState;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.price.Money;
import io.vuelta.domain.upload.LoadedBatch;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.domain.window.DatedSchedule;
import io.vuelta.domain.window.DayHours;
import io.vuelta.domain.window.InactiveHours;
import io.vuelta.domain.window.WeeklySchedule;
import io.vuelta.testkit.examples.Examples;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract of the campaigns' store: versions, pages, each line's list, and when a campaign may finish or cool down.
 */
public abstract class CampaignsContract extends StoreContract {
    /** Settings that differ from the defaults in every component except the channel. */
    private static final CampaignSettings RICH = new CampaignSettings(
            "Cobranza ñ 🙂",
            "two\nlines",
            new AttemptHours(
                    ZoneId.of("Asia/Kathmandu"),
                    new WeeklySchedule(
                            Map.of(
                                    DayOfWeek.MONDAY, DayHours.of("09:00", "18:30"),
                                    DayOfWeek.FRIDAY, DayHours.of("22:00", "02:00"),
                                    DayOfWeek.SUNDAY, DayHours.of("00:00", "24:00")),
                            Map.of(
                                    DayOfWeek.TUESDAY, new InactiveHours("09:00", "09:00"),
                                    DayOfWeek.WEDNESDAY, new InactiveHours(null, "18:00"),
                                    DayOfWeek.THURSDAY, new InactiveHours("08:00", null))),
                    true),
            new RetryRule(5, Duration.ofDays(7)),
            new AttemptLimits(10_000, 1_000, Duration.ofMillis(1_501)),
            new MessageContent.FirstMessage(
                    "Hola {name}", new PhoneSettings(OnMachine.MESSAGE, "Llámenos, {name}", 25, 600)),
            new RunPeriod(NOW.plusMillis(1), NOW.plusMillis(2), false),
            Duration.ofMinutes(1_441),
            new Cycles(
                    new Rhythm.Cooldown(Duration.ofMinutes(90)),
                    7,
                    2,
                    Set.of(ContactStatus.ANSWERED, ContactStatus.VOICEMAIL),
                    Set.of("vip ñ")),
            new Breaker(7, 33, Duration.ofMinutes(9)),
            new Money(12_345_678_901L, "MXN"),
            NumberRegion.ofCustomer("AR"));

    private Campaign save(CampaignAction action) {
        assertThat(store().campaigns().save(moved(read(), action))).isTrue();
        return read();
    }

    /** Retires it with the current version of its pacing book. */
    private boolean retire(Campaign read) {
        return store().campaigns().retire(read, line, book().version());
    }

    private boolean rest(Campaign read, CampaignAction action) {
        return rest(read, action, intake(), book().version());
    }

    private boolean rest(Campaign read, CampaignAction action, Intake intake, long pacing) {
        return unlessBusy(() -> store().campaigns().rest(moved(read, action), intake, pacing));
    }

    /** Writes the campaign's pacing book. */
    private void pace() {
        assertThat(store().pacing().books().save(book().plannedIn(book().version() + 1)))
                .isTrue();
    }

    private List<CampaignId> onLine() {
        return store().campaigns().activeOn(line);
    }

    @Test
    void a_new_campaign_is_found_as_it_was_given() {
        Campaign given = Examples.campaign(campaign, line, CampaignStatus.PENDING, Examples.settings());
        assertThat(store().campaigns().find(campaign)).isEmpty();

        store().campaigns().create(given);

        assertThat(store().campaigns().find(campaign)).contains(given.written());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void every_setting_is_kept(CampaignSettings settings) {
        assertThat(stored(CampaignStatus.READY, settings).settings()).isEqualTo(settings);
    }

    static Stream<CampaignSettings> settings() {
        DayHours office = DayHours.of("09:00", "18:30");
        return Stream.of(
                Examples.settings(),
                RICH,
                Examples.with()
                        .opening(new MessageContent.Template("recordatorio", "recordatorio_2", "es_MX", "media/ñ.jpg"))
                        .messageLimit(250)
                        .build(),
                Examples.with().template("recordatorio", null).build(),
                Examples.with()
                        .opening(new MessageContent.Template(
                                "recordatorio", null, "es_MX", null, new NoResponse(Duration.ofMinutes(90), null)))
                        .build(),
                Examples.with()
                        .opening(new MessageContent.Template(
                                "a", "b", "es_MX", null, new NoResponse(Duration.ofDays(7), "recordatorio_3")))
                        .build(),
                Examples.with()
                        .cycles(new Cycles(
                                new Rhythm.Scheduled(new DatedSchedule(
                                        new WeeklySchedule(Map.of(DayOfWeek.MONDAY, office)),
                                        LocalDate.of(2026, 3, 2),
                                        null)),
                                null,
                                3,
                                Set.of(),
                                Set.of()))
                        .build(),
                Examples.with()
                        .window(new WeeklySchedule(Map.of()))
                        .retries(0)
                        .retryDelay(Duration.ZERO)
                        .build());
    }

    @ParameterizedTest
    @EnumSource(CampaignStatus.class)
    void every_status_is_kept(CampaignStatus status) {
        assertThat(stored(status, Examples.settings()).status()).isEqualTo(status);
    }

    @Test
    void the_whole_state_of_a_campaign_is_stored() {
        Campaign rich = new Campaign(
                campaign,
                Examples.AGENT,
                line,
                RICH,
                new RunState(
                        CampaignStatus.INACTIVE,
                        true,
                        true,
                        NOW.plusMillis(3),
                        new AutoPause("131031", NOW.plusMillis(4), List.of("a.b.1", "a.c.2"))),
                new Cycle(3, NOW.plusMillis(1), NOW.plusMillis(2), LocalDate.of(2026, 3, 1), 2),
                NOW.plusMillis(5),
                6,
                7,
                NOW.plusMillis(8),
                new Retention(NOW.plusMillis(10), NOW.plusMillis(11)),
                0);

        store().campaigns().create(rich);
        assertThat(read()).isEqualTo(rich.written());

        store().campaigns().save(read().withoutTemplate(NOW.plusMillis(9)));
        assertThat(read())
                .isEqualTo(rich.written().withoutTemplate(NOW.plusMillis(9)).written());
    }

    @Test
    void a_campaign_in_its_cooldown_is_listed_until_it_is_paused_and_retired() {
        stored(CampaignStatus.COOLDOWN, RICH);
        assertThat(onLine()).containsExactly(campaign);

        assertThat(retire(save(CampaignAction.PAUSE))).isTrue();

        assertThat(onLine()).isEmpty();
    }

    @Test
    void an_existing_id_cannot_be_created_again() {
        Campaign first = active();
        Campaign other = Examples.campaign(
                campaign,
                line,
                CampaignStatus.PENDING,
                Examples.with().retries(4).build());

        assertThatThrownBy(() -> store().campaigns().create(other)).isInstanceOf(RuntimeException.class);
        assertThat(read()).isEqualTo(first);
    }

    @Test
    void a_save_raises_the_version_and_a_save_of_an_older_version_changes_nothing() {
        Campaign first = stored(CampaignStatus.READY, Examples.settings());
        Campaign cancelled = moved(first, CampaignAction.CANCEL);
        assertThat(store().campaigns().save(cancelled)).isTrue();
        assertThat(read()).isEqualTo(cancelled.written());

        assertThat(store().campaigns().save(moved(first, CampaignAction.ACTIVATE)))
                .isFalse();

        assertThat(read()).isEqualTo(cancelled.written());
        assertThat(onLine()).as("not listed either").isEmpty();
    }

    @Test
    void an_unknown_campaign_is_not_saved() {
        Campaign never = Examples.campaign(campaign, line, CampaignStatus.ACTIVE, Examples.settings());

        assertThat(store().campaigns().save(never)).isFalse();
        assertThat(store().campaigns().find(campaign)).isEmpty();
        assertThat(onLine()).isEmpty();
    }

    @Test
    void only_one_of_eight_concurrent_saves_succeeds() {
        Campaign read = active();

        List<Boolean> saved =
                atOnce(8, () -> unlessBusy(() -> store().campaigns().save(moved(read, CampaignAction.PAUSE))));

        assertThat(saved).containsOnlyOnce(true);
        assertThat(read().version()).isEqualTo(read.version() + 1);
    }

    @Test
    void a_page_of_more_than_a_hundred_campaigns_is_whole_and_in_order() {
        List<CampaignId> ids = IntStream.range(0, 130)
                .mapToObj(n -> new CampaignId(fresh + "-" + (100 + n)))
                .toList();
        ids.forEach(id ->
                store().campaigns().create(Examples.campaign(id, line, CampaignStatus.PENDING, Examples.settings())));

        assertThat(page(fresh + "-9", 120)).isEqualTo(ids.reversed().subList(0, 120));
        assertThat(store().campaigns().newer(ids.getFirst(), 120))
                .extracting(Campaign::id)
                .isEqualTo(ids.subList(0, 120));
    }

    @Test
    void pages_go_from_the_newest_to_the_oldest() {
        List<CampaignId> ids = Stream.of("1", "2", "3")
                .map(n -> new CampaignId(fresh + "-" + n))
                .toList();
        for (CampaignId id : ids) {
            store().campaigns().create(Examples.campaign(id, line, CampaignStatus.PENDING, Examples.settings()));
        }

        assertThat(page(fresh + "-9", 2)).containsExactly(ids.get(2), ids.get(1));
        assertThat(page(ids.get(1).value(), 1)).containsExactly(ids.get(0));
        assertThat(store().campaigns().list(Optional.empty(), 1)).hasSize(1);
        assertThat(store().campaigns().newer(ids.get(1), 9))
                .extracting(Campaign::id)
                .startsWith(ids.get(1), ids.get(2))
                .doesNotContain(ids.get(0));
        assertThat(store().campaigns().newer(ids.get(0), 2))
                .extracting(Campaign::id)
                .containsExactly(ids.get(0), ids.get(1));
        assertThat(store().campaigns().count(2)).isEqualTo(2);
        assertThat(store().campaigns().count(1_000)).isBetween(3, 1_000);
    }

    @Test
    void a_line_lists_all_of_its_campaigns_by_their_ids() {
        List<CampaignId> ids = IntStream.range(0, 300)
                .mapToObj(n -> CampaignId.ofTest(fresh + String.format("-%04d", n)))
                .toList();
        ids.forEach(id ->
                store().campaigns().create(Examples.campaign(id, line, CampaignStatus.ACTIVE, Examples.settings())));

        assertThat(store().campaigns().activeOn(line)).isEqualTo(ids);
    }

    @Test
    void a_campaign_made_for_a_test_is_found_and_paced_and_is_in_no_list() {
        CampaignId id = CampaignId.ofTest(fresh);
        store().campaigns().create(Examples.campaign(id, line, CampaignStatus.ACTIVE, Examples.settings()));

        assertThat(store().campaigns().find(id)).isPresent();
        assertThat(store().campaigns().activeOn(line)).containsExactly(id);
        assertThat(page("zzzz", 100)).noneMatch(CampaignId::isTest);
    }

    private List<CampaignId> page(String after, int limit) {
        return store().campaigns().list(Optional.of(new CampaignId(after)), limit).stream()
                .map(Campaign::id)
                .toList();
    }

    @Test
    void a_line_lists_only_its_active_campaigns() {
        assertThat(onLine()).isEmpty();
        stored(CampaignStatus.READY, Examples.settings());
        assertThat(onLine()).isEmpty();

        save(CampaignAction.ACTIVATE);

        assertThat(onLine()).containsExactly(campaign);
    }

    @Test
    void a_campaign_that_is_created_active_is_listed() {
        active();
        assertThat(onLine()).containsExactly(campaign);
    }

    @Test
    void a_line_with_a_listed_campaign_is_at_work() {
        assertThat(store().campaigns().linesAtWork()).doesNotContain(line);
        CampaignId other = new CampaignId(fresh + "-other");
        store().campaigns().create(Examples.campaign(other, line, CampaignStatus.ACTIVE, Examples.settings()));
        active();
        assertThat(store().campaigns().linesAtWork()).containsOnlyOnce(line);

        assertThat(retire(save(CampaignAction.PAUSE))).isTrue();
        assertThat(store().campaigns().linesAtWork()).containsOnlyOnce(line);

        Campaign paused = moved(read(other), CampaignAction.PAUSE);
        assertThat(store().campaigns().save(paused)).isTrue();
        assertThat(store().campaigns().retire(read(other), line, 0)).isTrue();
        assertThat(store().campaigns().linesAtWork()).doesNotContain(line);
    }

    @ParameterizedTest
    @EnumSource(
            value = CampaignAction.class,
            names = {"PAUSE", "CANCEL", "ARCHIVE", "DONE"})
    void a_stopped_campaign_stays_listed_until_it_is_retired(CampaignAction action) {
        active();
        Campaign stopped = save(action);
        assertThat(onLine()).containsExactly(campaign);

        assertThat(retire(stopped)).isTrue();

        assertThat(onLine()).isEmpty();
        assertThat(read()).as("nothing else has changed").isEqualTo(stopped);
        assertThat(retire(stopped)).as("again is harmless").isTrue();
    }

    @Test
    void a_resumed_campaign_is_listed_again() {
        active();
        retire(save(CampaignAction.PAUSE));

        save(CampaignAction.RESUME);

        assertThat(onLine()).containsExactly(campaign);
    }

    @Test
    void a_campaign_resumed_after_the_read_is_not_retired() {
        active();
        Campaign paused = save(CampaignAction.PAUSE);
        save(CampaignAction.RESUME);

        assertThat(retire(paused)).isFalse();
        assertThat(onLine()).containsExactly(campaign);
    }

    @Test
    void a_campaign_whose_pacing_was_written_after_the_read_is_not_retired() {
        active();
        Campaign paused = save(CampaignAction.PAUSE);
        long none = book().version();
        assertThat(none).isZero();
        pace();
        long first = book().version();
        pace();

        assertThat(store().campaigns().retire(paused, line, none)).isFalse();
        assertThat(store().campaigns().retire(paused, line, first)).isFalse();
        assertThat(onLine()).containsExactly(campaign);

        assertThat(retire(paused)).isTrue();
    }

    @Test
    void a_campaign_that_changes_its_line_is_listed_by_both_until_the_previous_line_retires_it() {
        LineId other = new LineId(line.value() + "-other");
        active();
        Campaign paused = save(CampaignAction.PAUSE);
        assertThat(store().campaigns().save(paused.movedTo(paused.agent(), other)))
                .isTrue();
        assertThat(onLine()).containsExactly(campaign);
        assertThat(store().campaigns().activeOn(other)).containsExactly(campaign);

        Campaign working = save(CampaignAction.RESUME);

        assertThat(store().campaigns().retire(working, other, book().version()))
                .as("it works there")
                .isFalse();
        assertThat(store().campaigns().retire(working, line, book().version())).isTrue();
        assertThat(onLine()).isEmpty();
        assertThat(store().campaigns().activeOn(other)).containsExactly(campaign);
    }

    // Cooldown and end

    @ParameterizedTest
    @EnumSource(
            value = CampaignAction.class,
            names = {"PASS_EXHAUSTED", "DONE"})
    void a_campaign_in_its_cooldown_stays_on_its_line_and_a_finished_one_leaves_it(CampaignAction action) {
        Campaign active = active();

        assertThat(rest(active, action)).isTrue();

        assertThat(read()).isEqualTo(moved(active, action).written());
        assertThat(onLine().contains(campaign)).isEqualTo(action == CampaignAction.PASS_EXHAUSTED);
        assertThat(rest(active, action)).as("it is not as it was read").isFalse();
        assertThat(read().version()).isEqualTo(active.version() + 1);
    }

    @Test
    void a_campaign_that_finishes_in_its_cooldown_leaves_its_line() {
        Campaign cooling = stored(CampaignStatus.COOLDOWN, RICH);

        assertThat(rest(cooling, CampaignAction.DONE)).isTrue();

        assertThat(read().status()).isEqualTo(CampaignStatus.FINISHED);
        assertThat(onLine()).isEmpty();
    }

    @Test
    void a_campaign_with_written_pacing_finishes_or_cools_down_too() {
        Campaign active = active();
        pace();
        pace();

        assertThat(rest(active, CampaignAction.DONE)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_campaign_changed_after_the_read_does_not_finish_or_cool_down(Consumer<CampaignsContract> change) {
        Campaign read = active();
        upload("before");
        pace();
        Intake intake = intake();
        long pacing = book().version();
        change.accept(this);
        Campaign before = read();

        assertThat(rest(read, CampaignAction.PASS_EXHAUSTED, intake, pacing)).isFalse();
        assertThat(rest(read, CampaignAction.DONE, intake, pacing)).isFalse();

        assertThat(read()).isEqualTo(before);
        assertThat(onLine()).containsExactly(campaign);
    }

    static Stream<Named<Consumer<CampaignsContract>>> changes() {
        return Stream.of(
                Named.of("paused", test -> test.save(CampaignAction.PAUSE)),
                Named.of("paced", CampaignsContract::pace),
                Named.of("an upload begins", test -> test.store().uploads().startReading(test.upload("new"))),
                Named.of(
                        "a batch is loaded",
                        test -> test.store()
                                .uploads()
                                .loaded(new LoadedBatch(test.upload("new"), 0, 1, 0, 0, 0, 0, List.of()))),
                Named.of("somebody is added", test -> test.edit(1, 0)),
                Named.of("somebody is changed by hand", test -> test.edit(0, 1)));
    }

    private void edit(int added, int edits) {
        Contacts.Change change = new Contacts.Change(null, Examples.contact(campaign, 5));
        assertThat(store().contacts().edit(read(), List.of(change), added, edits))
                .isTrue();
    }

    private UploadId upload(String id) {
        UploadId upload = new UploadId(campaign, id);
        store().uploads().create(Upload.waiting(upload, "people.csv", 1, "uploads/people.csv", NOW));
        return upload;
    }

    @Test
    void a_campaign_with_an_empty_intake_can_finish_or_cool_down() {
        Campaign active = active();
        assertThat(intake()).isEqualTo(Intake.NONE);

        assertThat(rest(active, CampaignAction.DONE, Intake.NONE, 0)).isTrue();
    }

    @Test
    void only_one_of_eight_concurrent_finishes_succeeds() {
        Campaign active = active();
        edit(1, 2);

        List<Boolean> rested = atOnce(8, () -> rest(active, CampaignAction.DONE));

        assertThat(rested).containsOnlyOnce(true);
    }

    @Test
    void saving_a_campaign_does_not_change_its_intake_or_its_pacing() {
        active();
        edit(1, 2);
        pace();

        save(CampaignAction.PAUSE);

        assertThat(intake()).isEqualTo(new Intake(0, 1, 2));
        assertThat(book().version()).isEqualTo(1);
    }
}
