package io.vuelta.handlers.api.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.campaign.Cycles.Rhythm;
import io.vuelta.domain.window.DatedSchedule;
import io.vuelta.domain.window.WeeklySchedule;
import io.vuelta.handlers.api.Client;
import io.vuelta.handlers.api.Given;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CyclesApiTest {
    private static final String WEEK = "'schedule':{'mon':{'startTime':'09:00','stopTime':'10:00'}}";

    private final Client client = Client.withLine();

    private Client.Reply create(String block) {
        return client.post(
                "/campaigns",
                "{'name':'March','agent_id':'" + Examples.AGENT
                        + "','integration_id':'iph_1','integration_type':'phone_call','cycles':{" + block + "}}");
    }

    private Campaign only() {
        return client.store.campaigns().list(Optional.empty(), 2).getFirst();
    }

    @Test
    void cycles_with_a_cooldown_are_accepted_and_shown() {
        Client.Reply created = create("'enabled':true,'mode':'cooldown','max_iterations':7,'max_iterations_per_day':2,"
                + "'cooldown_minutes':720,'filter_statuses':['failed','answered'],'filter_tags':['vip','callback']");

        assertThat(created.at("/campaign/cycles"))
                .hasToString(("{'enabled':true,'mode':'cooldown','cooldown_minutes':720,'schedule':null,"
                                + "'schedule_start_date':null,'schedule_end_date':null,'max_iterations':7,"
                                + "'max_iterations_per_day':2,'filter_statuses':['failed','answered'],"
                                + "'filter_tags':['callback','vip']}")
                        .replace('\'', '"'));
        assertThat(only().settings().cycles())
                .isEqualTo(new Cycles(
                        new Rhythm.Cooldown(Duration.ofHours(12)),
                        7,
                        2,
                        Set.of(ContactStatus.FAILED, ContactStatus.ANSWERED),
                        Set.of("vip", "callback")));
    }

    @Test
    void cycles_with_a_schedule_are_accepted_and_shown() {
        Client.Reply created = create("'enabled':true,'mode':'scheduled'," + WEEK
                + ",'schedule_start_date':'2026-12-25','schedule_end_date':'2026-12-25'");

        created.assertHas("/campaign/cycles", """
                'mode':'scheduled','cooldown_minutes':null,'schedule/mon/startTime':'09:00',
                'schedule/tue/active':false,'schedule_start_date':'2026-12-25','schedule_end_date':'2026-12-25',
                'max_iterations':null
                """);
        assertThat(created.at("/campaign/cycles/filter_statuses")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {"'cooldown_minutes':0 | cooldown", WEEK + " | scheduled"})
    void the_mode_follows_from_the_given_members(String given, String mode) {
        assertThat(create("'enabled':true," + given).text("/campaign/cycles/mode"))
                .isEqualTo(mode);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'enabled':false,'mode':'nonsense','cooldown_minutes':'x','colour':'red'",
                "'enabled':null,'max_iterations':-1",
                "'max_iterations':3",
            })
    void without_enabled_the_rest_is_ignored(String block) {
        Client.Reply created = create(block);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.at("/campaign/cycles").isNull()).isTrue();
        assertThat(only().settings().cycles()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "                                                       | mode",
                "'max_iterations':3                                     | mode",
                "'cooldown_minutes':5," + WEEK + "                      | mode",
                "'mode':'daily','cooldown_minutes':5                    | mode",
                "'mode':7                                               | mode",
                "'mode':'cooldown'                                      | cooldown_minutes",
                "'mode':'cooldown','cooldown_minutes':null              | cooldown_minutes",
                "'mode':'cooldown','cooldown_minutes':1.5               | cooldown_minutes",
                "'cooldown_minutes':-1                                  | cooldown_minutes",
                "'cooldown_minutes':525601                              | cooldown_minutes",
                "'mode':'cooldown','cooldown_minutes':5," + WEEK + "    | schedule",
                "'cooldown_minutes':5,'schedule_start_date':'2026-01-01' | schedule_start_date",
                "'cooldown_minutes':5,'schedule_end_date':'2026-01-01'  | schedule_end_date",
                "'mode':'scheduled'                                     | schedule",
                "'mode':'scheduled','schedule':{}                       | schedule",
                "'mode':'scheduled','schedule':{'mon':{'startTime':'9'}} | schedule.mon.startTime",
                "'mode':'scheduled','cooldown_minutes':5," + WEEK + "   | cooldown_minutes",
                WEEK + ",'schedule_start_date':'25/12/2026'             | schedule_start_date",
                WEEK + ",'schedule_end_date':'2026-02-30'               | schedule_end_date",
                WEEK + ",'schedule_end_date':'+999999999-12-31'         | schedule_end_date",
                WEEK + ",'schedule_start_date':'2026-12-26','schedule_end_date':'2026-12-25' | schedule_end_date",
                "'cooldown_minutes':5,'max_iterations':-1               | max_iterations",
                "'cooldown_minutes':5,'max_iterations':1001             | max_iterations",
                "'cooldown_minutes':5,'max_iterations_per_day':0        | max_iterations_per_day",
                "'cooldown_minutes':5,'max_iterations_per_day':101      | max_iterations_per_day",
                "'cooldown_minutes':5,'filter_statuses':['busy']        | filter_statuses[0]",
                "'cooldown_minutes':5,'filter_statuses':['removed']     | filter_statuses[0]",
                "'cooldown_minutes':5,'filter_statuses':'failed'        | filter_statuses",
                "'cooldown_minutes':5,'filter_statuses':['delivered']   | filter_statuses[0]",
                "'cooldown_minutes':5,'filter_statuses':['failed','read'] | filter_statuses[1]",
                "'cooldown_minutes':5,'filter_statuses':['accepted']    | filter_statuses[0]",
                "'cooldown_minutes':5,'filter_tags':[7]                 | filter_tags[0]",
                "'cooldown_minutes':5,'filter_tags':['vip','no-such']   | filter_tags[1]",
                "'cooldown_minutes':5,'filter_tags':['VIP']             | filter_tags[0]",
                "'cooldown_minutes':5,'colour':'red'                    | colour",
            })
    void an_invalid_member_is_named(String given, String field) {
        Client.Reply reply = create("'enabled':true" + (given == null ? "" : "," + given));

        assertThat(reply.error()).isEqualTo("400 INVALID_REQUEST cycles." + field);
        assertThat(client.store.campaigns().list(Optional.empty(), 1)).isEmpty();
    }

    private static Cycles scheduled() {
        DatedSchedule always = new DatedSchedule(WeeklySchedule.ALWAYS, LocalDate.of(2026, 3, 1), null);
        return new Cycles(new Rhythm.Scheduled(always), null, null, Set.of(), Set.of());
    }

    private Client with(Cycles cycles) {
        return Client.withCampaign(
                CampaignStatus.ACTIVE, Examples.with().cycles(cycles).build());
    }

    @Test
    void other_members_can_be_changed_and_absent_ones_stay() {
        Client changed = with(Given.dailyCooldown());
        Client.Reply reply = changed.patch(
                "/campaigns/C1", "{'cycles':{'max_iterations_per_day':2,'filter_statuses':['answered']}}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(changed.campaign().settings().cycles())
                .isEqualTo(new Cycles(
                        new Rhythm.Cooldown(Duration.ofDays(1)), 3, 2, Set.of(ContactStatus.ANSWERED), Set.of()));
        assertThat(changed.campaign().filtered()).isEqualTo(changed.campaign().epoch());
    }

    @Test
    void statuses_of_the_other_channel_are_refused_in_a_change_too() {
        Client changed = with(Given.dailyCooldown());

        assertThat(changed.patch("/campaigns/C1", "{'cycles':{'filter_statuses':['delivered']}}")
                        .error())
                .isEqualTo("400 INVALID_REQUEST cycles.filter_statuses[0]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'callback'         | 200",
                "'removed'          | 200",
                "'removed','vip'    | 200",
                "'vip','no-such'    | 400 INVALID_REQUEST cycles.filter_tags[1]",
                "'Vip'              | 400 INVALID_REQUEST cycles.filter_tags[0]",
            })
    void a_changed_filter_has_tags_of_the_agent_or_those_that_it_had(String tags, String answer) {
        Client changed = with(new Cycles(
                new Rhythm.Cooldown(Duration.ofDays(1)), 3, 2, Set.of(ContactStatus.FAILED), Set.of("removed")));

        assertThat(changed.patch("/campaigns/C1", "{'cycles':{'filter_tags':[" + tags + "]}}")
                        .error()
                        .strip())
                .isEqualTo(answer);
        assertThat(changed.patch("/campaigns/C1", "{'cycles':{'max_iterations':5}}")
                        .error())
                .isEqualTo("200 ");
    }

    @Test
    void disabled_cycles_are_ignored_with_their_tags() {
        assertThat(create("'enabled':false,'filter_tags':['no-such']").error()).isEqualTo("201 ");
    }

    @Test
    void null_restores_the_default_of_a_member() {
        Cycles filtered =
                new Cycles(new Rhythm.Cooldown(Duration.ofDays(1)), 3, 2, Set.of(ContactStatus.FAILED), Set.of("vip"));
        Client changed = with(filtered);
        changed.patch(
                "/campaigns/C1",
                "{'cycles':{'max_iterations':null,'max_iterations_per_day':null,'filter_statuses':null,"
                        + "'filter_tags':null}}");

        assertThat(changed.campaign().settings().cycles())
                .isEqualTo(new Cycles(filtered.rhythm(), null, null, Set.of(), Set.of()));
    }

    @Test
    void the_timing_of_cycles_can_be_changed_within_their_mode() {
        Client cooling = with(Given.dailyCooldown());
        cooling.patch("/campaigns/C1", "{'cycles':{'cooldown_minutes':5,'schedule':null}}");
        Client scheduled = with(scheduled());
        scheduled.patch("/campaigns/C1", "{'cycles':{'schedule_end_date':'2026-03-31'}}");

        assertThat(cooling.get("/campaigns/C1").at("/campaign/cycles/cooldown_minutes"))
                .hasToString("5");
        Client.Reply shown = scheduled.get("/campaigns/C1");
        assertThat(shown.text("/campaign/cycles/schedule_start_date")).isEqualTo("2026-03-01");
        assertThat(shown.text("/campaign/cycles/schedule_end_date")).isEqualTo("2026-03-31");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'enabled':true}                       | 400 IMMUTABLE_FIELD cycles.enabled",
                "{'enabled':false}                      | 400 IMMUTABLE_FIELD cycles.enabled",
                "{'enabled':null}                       | 400 IMMUTABLE_FIELD cycles.enabled",
                "{'mode':'cooldown'}                    | 400 IMMUTABLE_FIELD cycles.mode",
                "null                                   | 400 IMMUTABLE_FIELD cycles.enabled",
                "{" + WEEK + "}                         | 400 SCHEDULED_MODE_ONLY cycles.schedule",
                "{'schedule_start_date':'2026-01-01'}   | 400 SCHEDULED_MODE_ONLY cycles.schedule_start_date",
                "{'schedule_end_date':'2026-01-01'}     | 400 SCHEDULED_MODE_ONLY cycles.schedule_end_date",
                "{'cooldown_minutes':null}              | 400 INVALID_REQUEST cycles.cooldown_minutes",
                "{'cooldown_minutes':-1}                | 400 INVALID_REQUEST cycles.cooldown_minutes",
                "{'max_iterations':1001}                | 400 INVALID_REQUEST cycles.max_iterations",
                "{'colour':'red'}                       | 400 INVALID_REQUEST cycles.colour",
                "7                                      | 400 INVALID_REQUEST cycles",
            })
    void a_member_that_cannot_be_changed_with_a_cooldown_is_named(String cycles, String error) {
        Client cooling = with(Given.dailyCooldown());

        assertThat(cooling.patch("/campaigns/C1", "{'cycles':" + cycles + "}").error())
                .isEqualTo(error);
        assertThat(cooling.campaign().version()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'mode':'scheduled'}                   | 400 IMMUTABLE_FIELD cycles.mode",
                "{'cooldown_minutes':5}                 | 400 INVALID_REQUEST cycles.cooldown_minutes",
                "{'schedule':null}                      | 400 INVALID_REQUEST cycles.schedule",
                "{'schedule_end_date':'2026-02-28'}     | 400 INVALID_REQUEST cycles.schedule_end_date",
            })
    void a_member_that_cannot_be_changed_with_a_schedule_is_named(String cycles, String error) {
        assertThat(with(scheduled())
                        .patch("/campaigns/C1", "{'cycles':" + cycles + "}")
                        .error())
                .isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}                     | 400 IMMUTABLE_FIELD cycles.enabled",
                "{'max_iterations':3}   | 400 IMMUTABLE_FIELD cycles.enabled",
                "{'cooldown_minutes':3} | 400 IMMUTABLE_FIELD cycles.enabled",
                "null                   | 200",
            })
    void cycles_cannot_be_added_to_a_campaign_without_cycles(String cycles, String error) {
        Client without = Client.withCampaign(CampaignStatus.ACTIVE);

        assertThat(without.patch("/campaigns/C1", "{'cycles':" + cycles + "}").error())
                .isEqualTo(error.strip() + (error.startsWith("200") ? " " : ""));
    }

    @Test
    void activate_begins_the_next_cycle_of_a_campaign_that_cools_down() {
        client.store.campaigns().create(Given.coolingDown(Given.dailyCooldown()));
        Given.contacts(client, ContactStatus.FAILED, 3);
        Given.contacts(client, ContactStatus.CONVERTED, 1);

        Client.Reply begun = client.post("/campaigns/C1/activate", "");
        assertThat(begun.text("/campaign/status")).isEqualTo("active");
        assertThat(begun.at("/campaign/cycle"))
                .hasToString("{\"number\":1,\"began_at\":\"2026-03-02T15:00:00Z\",\"next_at\":null}");
        assertThat(begun.at("/campaign/analytics/contacts_by_status/queue")).hasToString("3");
        assertThat(client.get("/campaigns/C1/contacts?status=queue").at("/contacts"))
                .hasSize(3);
        assertThat(client.get("/campaigns/C1/contacts?status=failed").at("/total_count"))
                .hasToString("0");
        assertThat(client.get("/campaigns/C1/contacts?status=converted").at("/contacts"))
                .hasSize(1);
    }

    @Test
    void resume_returns_to_a_cooldown_that_has_not_ended() {
        client.store.campaigns().create(Given.coolingDown(Given.dailyCooldown()));

        assertThat(client.post("/campaigns/C1/pause", "").at("/campaign/cycle/next_at"))
                .hasToString("null");
        assertThat(client.post("/campaigns/C1/resume", "").text("/campaign/status"))
                .isEqualTo("cooldown");
        client.post("/campaigns/C1/pause", "");
        client.clock.advance(Duration.ofDays(1));
        assertThat(client.post("/campaigns/C1/resume", "").text("/campaign/status"))
                .isEqualTo("active");
    }

    @Test
    void showing_pausing_and_beginning_a_cycle_cost_the_same_whatever_the_size() {
        assertThat(operations(1_000)).isEqualTo(operations(10)).hasSize(3).noneMatch(List::isEmpty);
    }

    private static List<List<String>> operations(int contacts) {
        Client client = Client.withLine();
        client.store.campaigns().create(Given.coolingDown(Given.dailyCooldown()));
        Given.contacts(client, ContactStatus.FAILED, contacts);
        return List.of(
                client.operations(() -> client.get("/campaigns/C1")),
                client.operations(() -> assertThat(client.post("/campaigns/C1/activate", "")
                                .at("/campaign/analytics/contacts_by_status/queue"))
                        .hasToString("" + contacts)),
                client.operations(() -> client.post("/campaigns/C1/pause", "")));
    }
}
