package vuelta.domain.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignAction;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.CampaignSettings;
import vuelta.domain.campaign.CampaignStatus;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactStatus;
import vuelta.domain.fakes.Examples;
import vuelta.domain.ledger.Commit;
import vuelta.domain.window.DayHours;
import vuelta.domain.window.WeeklySchedule;

/** What the campaigns' store promises: versions, pages, and each line's list. */
public abstract class CampaignsContract extends StoreContract {
    private Campaign save(CampaignAction action) {
        assertThat(store().campaigns().save(moved(read(), action))).isTrue();
        return read();
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
        DayHours night = DayHours.of("22:00", "02:00");
        DayHours day = DayHours.of("00:00", "24:00");
        return Stream.of(
                Examples.settings(),
                new CampaignSettings(
                        "Cobranza ñ 🙂",
                        "two\nlines",
                        ZoneId.of("Asia/Kathmandu"),
                        5,
                        10_000,
                        "Hola {name}",
                        new WeeklySchedule(
                                Map.of(DayOfWeek.MONDAY, office, DayOfWeek.FRIDAY, night, DayOfWeek.SUNDAY, day)),
                        1_000,
                        Duration.ofDays(7),
                        Duration.ofMillis(1_501),
                        NOW.plusMillis(1),
                        "AR"),
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
    void an_id_that_is_taken_is_not_taken_again() {
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
    void a_save_raises_the_version_and_one_of_an_older_version_changes_nothing() {
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
    void a_campaign_that_is_not_there_is_not_saved() {
        Campaign never = Examples.campaign(campaign, line, CampaignStatus.ACTIVE, Examples.settings());

        assertThat(store().campaigns().save(never)).isFalse();
        assertThat(store().campaigns().find(campaign)).isEmpty();
        assertThat(onLine()).isEmpty();
    }

    @Test
    void of_eight_that_save_what_they_read_one_does() {
        Campaign read = active();

        List<Boolean> saved =
                atOnce(8, () -> unlessBusy(() -> store().campaigns().save(moved(read, CampaignAction.PAUSE))));

        assertThat(saved).containsOnlyOnce(true);
        assertThat(read().version()).isEqualTo(read.version() + 1);
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
    }

    private List<CampaignId> page(String after, int limit) {
        return store().campaigns().list(Optional.of(new CampaignId(after)), limit).stream()
                .map(Campaign::id)
                .toList();
    }

    @Test
    void a_line_lists_those_that_work_on_it_and_no_others() {
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

    @ParameterizedTest
    @EnumSource(
            value = CampaignAction.class,
            names = {"PAUSE", "CANCEL", "ARCHIVE", "DONE"})
    void one_that_has_worked_stays_listed_until_it_is_retired(CampaignAction action) {
        active();
        Campaign stopped = save(action);
        assertThat(onLine()).containsExactly(campaign);

        assertThat(store().campaigns().retire(stopped)).isTrue();

        assertThat(onLine()).isEmpty();
        assertThat(read()).as("nothing else has changed").isEqualTo(stopped);
        assertThat(store().campaigns().retire(stopped)).as("again is harmless").isTrue();
    }

    @Test
    void one_that_is_resumed_is_listed_again() {
        active();
        store().campaigns().retire(save(CampaignAction.PAUSE));

        save(CampaignAction.RESUME);

        assertThat(onLine()).containsExactly(campaign);
    }

    @Test
    void one_that_works_is_not_retired() {
        Campaign active = active();

        assertThat(store().campaigns().retire(active)).isFalse();
        assertThat(onLine()).containsExactly(campaign);
    }

    @Test
    void one_that_was_resumed_meanwhile_is_not_retired() {
        active();
        Campaign paused = save(CampaignAction.PAUSE);
        save(CampaignAction.RESUME);

        assertThat(store().campaigns().retire(paused)).isFalse();
        assertThat(onLine()).containsExactly(campaign);
    }

    @Test
    void one_with_an_attempt_under_way_is_not_retired() {
        active();
        Contact sending = sending(loaded(1).getFirst());
        Campaign paused = save(CampaignAction.PAUSE);

        assertThat(store().campaigns().retire(paused)).isFalse();
        assertThat(onLine()).containsExactly(campaign);

        done(Commit.contact(sending, with(sending, ContactStatus.FAILED, null, null)));
        assertThat(store().campaigns().retire(paused)).isTrue();
    }
}
