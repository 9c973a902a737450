package io.vuelta.handlers.api.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.handlers.api.Client;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CampaignChangesApiTest {
    @ParameterizedTest
    @CsvSource({
        "PENDING,   activate, 200, active",
        "READY,     activate, 200, active",
        "ACTIVE,    activate, 409, 'inactive,cancelled'",
        "INACTIVE,  activate, 409, 'active,cancelled'",
        "FINISHED,  activate, 409, ''",
        "CANCELLED, activate, 409, ''",
        "ACTIVE,    pause,    200, inactive",
        "COOLDOWN,  pause,    200, inactive",
        "INACTIVE,  pause,    200, inactive",
        "PENDING,   pause,    409, 'active,cancelled'",
        "FINISHED,  pause,    409, ''",
        "INACTIVE,  resume,   200, active",
        "ACTIVE,    resume,   200, active",
        "READY,     resume,   409, 'active,cancelled'",
        "PENDING,   cancel,   200, cancelled",
        "ACTIVE,    cancel,   200, cancelled",
        "CANCELLED, cancel,   409, ''",
        "FINISHED,  cancel,   409, ''",
        "FINISHED,  archive,  200, finished",
        "ACTIVE,    archive,  200, active",
        "ACTIVE,    unarchive, 200, active",
        "FINISHED,  unarchive, 200, finished",
    })
    void the_life_cycle_decides(CampaignStatus from, String action, int status, String outcome) {
        Client client = Client.withCampaign(from);
        Client.Reply reply = client.post("/campaigns/C1/" + action, "");

        assertThat(reply.status()).isEqualTo(status);
        if (status == 200) {
            assertThat(reply.text("/campaign/status")).isEqualTo(outcome);
            assertThat(client.campaign().status().wire()).isEqualTo(outcome);
            assertThat(client.wakes.woken()).containsExactly(Client.LINE);
        } else {
            assertThat(reply.error()).isEqualTo("409 INVALID_STATUS_TRANSITION");
            assertThat(reply.text("/current_status")).isEqualTo(from.wire());
            assertThat(reply.at("/valid_targets"))
                    .hasToString(outcome.isEmpty() ? "[]" : "[\"" + outcome.replace(",", "\",\"") + "\"]");
            assertThat(client.campaign().status()).isEqualTo(from);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"                    | false",
                "{}                    | false",
                "{'hang_up':null}      | false",
                "{'hang_up':false}     | false",
                "{'hang_up':true}      | true",
            })
    void a_cancel_with_hang_up_hangs_up_calls(String body, boolean hangsUp) {
        Client client = Client.withCampaign(CampaignStatus.ACTIVE);

        assertThat(client.post("/campaigns/C1/cancel", body).status()).isEqualTo(200);
        assertThat(client.campaign().status()).isEqualTo(CampaignStatus.CANCELLED);
        assertThat(client.campaign().state().hangsUp()).isEqualTo(hangsUp);
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE,   '{}',               false",
        "ACTIVE,   '{''hang_up'':true}', true",
        "INACTIVE, '{''hang_up'':true}', true",
        "COOLDOWN, '{''hang_up'':true}', true",
    })
    void a_pause_with_hang_up_hangs_up_calls_until_the_campaign_is_resumed(
            CampaignStatus from, String body, boolean hangsUp) {
        Client client = Client.withCampaign(from);

        assertThat(client.post("/campaigns/C1/pause", body).status()).isEqualTo(200);
        assertThat(client.campaign().status()).isEqualTo(CampaignStatus.INACTIVE);
        assertThat(client.campaign().state().hangsUp()).isEqualTo(hangsUp);
        client.post("/campaigns/C1/resume", "");
        assertThat(client.campaign().state().hangsUp()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING,   other,    '200 '",
        "READY,     other,    '200 '",
        "INACTIVE,  other,    '200 '",
        "ACTIVE,    other,    409 CAMPAIGN_ACTIVE integration_id",
        "COOLDOWN,  other,    409 CAMPAIGN_ACTIVE integration_id",
        "FINISHED,  other,    409 CAMPAIGN_FINISHED",
        "CANCELLED, other,    409 CAMPAIGN_FINISHED",
        "READY,     written,  400 INVALID_REQUEST integration_id",
        "READY,     foreign,  400 INVALID_REQUEST integration_id",
        "READY,     missing,  404 NOT_FOUND integration_id",
        "ACTIVE,    line,     '200 '",
    })
    void a_campaign_that_is_not_active_may_change_its_line(CampaignStatus status, String line, String answer) {
        Client client = Client.withCampaign(status);
        client.store.lines().put(Examples.line(new LineId("other"), "3"));
        client.store.lines().put(Examples.line(new LineId("written"), Channel.WHATSAPP));
        client.store.lines().put(lineOf("somebody-else", "foreign"));
        String id = line.equals("line") ? Client.LINE.value() : line;

        Client.Reply reply = client.patch("/campaigns/C1", "{'integration_id':'" + id + "'}");

        assertThat(reply.error()).isEqualTo(answer);
        assertThat(client.campaign().line().value()).isEqualTo(answer.startsWith("200") ? id : Client.LINE.value());
    }

    private static Line lineOf(String agent, String id) {
        Line like = Examples.line(new LineId(id), "3");
        return new Line(
                like.id(),
                new AgentId(agent),
                like.provider(),
                like.number(),
                like.ratePerSecond(),
                like.secret(),
                null,
                like.createdAt());
    }

    @Test
    void a_change_of_agent_needs_a_line_of_that_agent() {
        Client client = Client.withCampaign(CampaignStatus.READY);
        client.store.agents().put(new Agent(new AgentId("b"), "Bea", List.of(), List.of(), List.of(), Examples.MONDAY));
        client.store.lines().put(lineOf("b", "of-b"));

        assertThat(client.patch("/campaigns/C1", "{'agent_id':'b'}").error()).isEqualTo("400 INVALID_REQUEST agent_id");
        assertThat(client.patch("/campaigns/C1", "{'agent_id':'nobody'}").error())
                .isEqualTo("404 NOT_FOUND agent_id");
        assertThat(client.patch("/campaigns/C1", "{'agent_id':'b','integration_id':'of-b','retries':2}")
                        .error())
                .isEqualTo("200 ");
        assertThat(client.campaign().agent().value()).isEqualTo("b");
        assertThat(client.campaign().line().value()).isEqualTo("of-b");
        assertThat(client.campaign().settings().retrying().max()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'hang_up':'yes'}  | 400 INVALID_REQUEST hang_up",
                "{'hang_up':1}      | 400 INVALID_REQUEST hang_up",
                "{'hangup':true}    | 400 INVALID_REQUEST hangup",
                "[]                 | 400 INVALID_REQUEST body",
            })
    void an_invalid_cancel_changes_nothing(String body, String error) {
        Client client = Client.withCampaign(CampaignStatus.ACTIVE);

        assertThat(client.post("/campaigns/C1/cancel", body).error()).isEqualTo(error);
        assertThat(client.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
    }

    @Test
    void a_refused_cancel_with_hang_up_names_the_cancel() {
        Client.Reply reply =
                Client.withCampaign(CampaignStatus.FINISHED).post("/campaigns/C1/cancel", "{'hang_up':true}");

        assertThat(reply.error()).isEqualTo("409 INVALID_STATUS_TRANSITION");
        assertThat(reply.text("/message")).contains("cancel");
    }

    @Test
    void a_lost_wake_up_of_a_hang_up_is_sent_when_the_client_repeats_its_request() {
        Client client = Client.withCampaign(CampaignStatus.ACTIVE);
        client.wakes.faults(FailAt.beforeNext("wakes.send"));

        assertThat(client.post("/campaigns/C1/cancel", "{'hang_up':true}").status())
                .isEqualTo(500);
        assertThat(client.post("/campaigns/C1/cancel", "{'hang_up':true}").status())
                .isEqualTo(409);
        assertThat(client.wakes.woken()).containsExactly(Client.LINE);
    }

    @Test
    void an_archived_campaign_is_shown_as_archived_and_can_be_archived_again() {
        Client client = Client.withCampaign(CampaignStatus.ACTIVE);

        assertThat(client.post("/campaigns/C1/archive", "")
                        .at("/campaign/archived")
                        .booleanValue())
                .isTrue();
        long epoch = client.campaign().epoch();
        assertThat(client.post("/campaigns/C1/archive", "").status()).isEqualTo(200);
        assertThat(client.campaign().epoch()).isEqualTo(epoch);
    }

    @ParameterizedTest
    @EnumSource(CampaignStatus.class)
    void an_archived_campaign_can_be_taken_out_of_the_archive(CampaignStatus status) {
        Client client = Client.withCampaign(status);
        client.post("/campaigns/C1/archive", "");

        Client.Reply reply = client.post("/campaigns/C1/unarchive", "");

        assertThat(reply.error()).isEqualTo("200 ");
        assertThat(reply.at("/campaign/archived").booleanValue()).isFalse();
        assertThat(client.campaign().status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"READY, activate", "ACTIVE, activate", "COOLDOWN, activate", "INACTIVE, resume", "ACTIVE, resume"})
    void an_archived_campaign_cannot_be_started_and_the_error_names_the_remedy(CampaignStatus status, String action) {
        Client client = Client.withCampaign(status);
        client.post("/campaigns/C1/archive", "");

        Client.Reply reply = client.post("/campaigns/C1/" + action, "");

        assertThat(reply.error()).isEqualTo("409 CAMPAIGN_ARCHIVED");
        assertThat(reply.text("/message")).contains("POST /campaigns/C1/unarchive");
        assertThat(client.campaign().status()).isEqualTo(status);
    }

    @Test
    void an_archived_campaign_takes_no_contacts() {
        Client client = Client.withCampaign(CampaignStatus.READY);
        client.post("/campaigns/C1/archive", "");

        assertThat(client.post("/campaigns/C1/contacts", "{'contact':'+525555550001'}")
                        .error())
                .isEqualTo("409 CAMPAIGN_ARCHIVED");
        assertThat(client.post("/campaigns/C1/uploads", "{'file_name':'a.csv','size':9}")
                        .error())
                .isEqualTo("409 CAMPAIGN_ARCHIVED");
    }

    @ParameterizedTest
    @CsvSource({"start", "stop", "Activate", "done", "loaded", "next_cycle"})
    void the_error_for_an_unknown_action_names_the_known_ones(String value) {
        Client.Reply reply = Client.withCampaign(CampaignStatus.READY).post("/campaigns/C1/" + value, "");

        assertThat(reply.error()).isEqualTo("400 UNKNOWN_ACTION");
        assertThat(reply.text("/message")).endsWith("activate, pause, resume, cancel, archive, unarchive, duplicate");
    }

    @Test
    void an_action_on_an_unknown_campaign_is_not_found() {
        assertThat(Client.withLine().post("/campaigns/none/pause", "").error()).isEqualTo("404 NOT_FOUND");
    }

    @Test
    void a_request_that_loses_a_race_decides_again_on_the_stored_campaign() {
        Client client = Client.withCampaign(CampaignStatus.ACTIVE);
        client.store.faults(Faults.beforeNext("campaigns.save", client::finish));
        Client.Reply reply = client.post("/campaigns/C1/pause", "");

        assertThat(reply.error()).isEqualTo("409 INVALID_STATUS_TRANSITION");
        assertThat(reply.text("/current_status")).isEqualTo("finished");
        assertThat(client.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
    }

    @Test
    void a_request_that_loses_one_race_and_wins_the_next_changes_the_campaign() {
        Client client = Client.withCampaign(CampaignStatus.ACTIVE);
        client.store.faults(Faults.beforeNext(
                "campaigns.save",
                () -> client.store
                        .campaigns()
                        .save(client.campaign()
                                .changed(Examples.with().retries(3).build()))));

        assertThat(client.post("/campaigns/C1/pause", "").status()).isEqualTo(200);
        assertThat(client.campaign().status()).isEqualTo(CampaignStatus.INACTIVE);
        assertThat(client.campaign().settings().retrying().max()).isEqualTo(3);
    }

    @Test
    void a_request_that_loses_every_race_is_asked_to_retry() {
        Client client = Client.withCampaign(CampaignStatus.ACTIVE);
        AtomicInteger retries = new AtomicInteger();
        client.store.faults(new Faults() {
            @Override
            public void before(String operation) {
                if (operation.equals("campaigns.save")) {
                    client.store.faults(NONE);
                    int next = retries.incrementAndGet() % 5;
                    client.store
                            .campaigns()
                            .save(client.campaign()
                                    .changed(Examples.with().retries(next).build()));
                    client.store.faults(this);
                }
            }
        });
        Client.Reply reply = client.post("/campaigns/C1/pause", "");

        assertThat(reply.error()).isEqualTo("503 BUSY");
        assertThat(reply.headers()).containsEntry("retry-after", "1");
        assertThat(client.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
    }

    @ParameterizedTest
    @CsvSource({"activate, 409", "resume, 200"})
    void a_lost_wake_up_is_sent_when_the_client_repeats_its_request(String action, int status) {
        Client client = Client.withCampaign(action.equals("activate") ? CampaignStatus.READY : CampaignStatus.INACTIVE);
        client.wakes.faults(FailAt.beforeNext("wakes.send"));

        assertThat(client.post("/campaigns/C1/" + action, "").status()).isEqualTo(500);
        assertThat(client.wakes.woken()).isEmpty();
        assertThat(client.post("/campaigns/C1/" + action, "").status()).isEqualTo(status);
        assertThat(client.wakes.woken()).containsExactly(Client.LINE);
    }

    @Test
    void changed_settings_are_stored_and_take_effect_at_once() {
        Client client = Client.withCampaign(CampaignStatus.ACTIVE);
        Client.Reply reply =
                client.patch("/campaigns/C1", "{'retries':4,'message_limit':9,'timezone':'America/Bogota'}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/campaign/retries")).hasToString("4");
        Campaign campaign = client.campaign();
        assertThat(campaign.settings().retrying().max()).isEqualTo(4);
        assertThat(campaign.settings().limits().perDay()).isEqualTo(9);
        assertThat(campaign.settings().zone().getId()).isEqualTo("America/Bogota");
        assertThat(campaign.settings().name()).isEqualTo("March campaign");
        assertThat(campaign.settings().defaultRegion()).isEqualTo("MX");
        assertThat(campaign.status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(campaign.epoch()).isEqualTo(1);
        assertThat(client.wakes.woken()).containsExactly(Client.LINE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "                                                      | 'timezone':'America/New_York'        | US",
                "'timezone':'America/Bogota'                           | 'timezone':'America/New_York'        | US",
                "'default_region':null                                 | 'timezone':'Europe/Madrid'           | ES",
                "'default_region':'MX'                                 | 'timezone':'America/New_York'        | MX",
                "'timezone':'America/Bogota','default_region':'CO'     | 'timezone':'America/New_York'        | CO",
                "                                                      | 'timezone':null                      | MX",
                "'timezone':'America/Bogota'                           | 'timezone':null                      | MX",
                "'timezone':'America/Bogota'                           | 'retries':2                          | CO",
                "'timezone':'UTC','default_region':'CO'                | 'timezone':'America/New_York'        | CO",
                "                                                      | 'timezone':'America/New_York','default_region':'CA' | CA",
                "'default_region':'CO'                                 | 'default_region':null                | MX",
                "                                                      | 'timezone':'UTC'                     | 400 INVALID_REQUEST default_region",
                "'default_region':'MX'                                 | 'timezone':'UTC'                     | MX",
                "                                                      | 'timezone':'UTC','default_region':'MX' | MX",
            })
    void a_region_that_was_never_given_follows_the_time_zone(@Nullable String given, String change, String region) {
        Client client = Client.withLine();
        String path = created(client, given);

        Client.Reply reply = client.patch(path, "{" + change + "}");

        assertThat(reply.status() == 200 ? reply.text("/campaign/default_region") : reply.error())
                .isEqualTo(region);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {"'default_region':null|CO", "'timezone':'America/Lima'|PE", "'default_region':'US'|US"})
    void a_region_is_given_or_not_by_the_last_change_that_has_it(String change, String region) {
        Client client = Client.withLine();
        String path = created(client, "'default_region':'MX'");
        client.patch(path, "{'default_region':null}");

        assertThat(client.patch(path, "{'timezone':'America/Bogota'}").text("/campaign/default_region"))
                .isEqualTo("CO");
        assertThat(client.patch(path, "{" + change + "}").text("/campaign/default_region"))
                .isEqualTo(region);
        assertThat(client.patch(path, "{'timezone':'Europe/Madrid'}").text("/campaign/default_region"))
                .isEqualTo(region.equals("US") ? "US" : "ES");
    }

    @Test
    void contacts_that_are_loaded_keep_their_numbers_when_the_region_follows() {
        Client client = Client.withLine();
        String path = created(client, null);
        client.post(path + "/contacts", "{'phone_number':'55 5555 1234'}");

        client.patch(path, "{'timezone':'America/New_York'}");
        client.post(path + "/contacts", "{'phone_number':'415 555 2671'}");

        List<String> numbers = new ArrayList<>();
        client.get(path + "/contacts")
                .at("/contacts")
                .forEach(contact -> numbers.add(contact.get("contact").asText()));
        assertThat(numbers).containsExactlyInAnyOrder("+525555551234", "+14155552671");
    }

    /** The path of a new campaign with these settings. */
    private static String created(Client client, @Nullable String settings) {
        Client.Reply reply = client.post(
                "/campaigns",
                "{'name':'March','agent_id':'" + Examples.AGENT
                        + "','integration_id':'iph_1','integration_type':'phone_call'"
                        + (settings == null ? "" : "," + settings) + "}");
        assertThat(reply.status()).as(reply.json().toString()).isEqualTo(201);
        return "/campaigns/" + reply.text("/campaign/id");
    }

    private static final CampaignSettings OTHER_THAN_DEFAULT = Examples.with()
            .retries(4)
            .messageLimit(9)
            .firstMessage("Hi")
            .concurrency(8)
            .build();

    @Test
    void null_restores_the_default_of_a_setting() {
        Client client = Client.withCampaign(CampaignStatus.ACTIVE, OTHER_THAN_DEFAULT);
        Client.Reply reply = client.patch(
                "/campaigns/C1", "{'retries':null,'message_limit':null,'first_message':null,'concurrency':null}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(client.campaign().settings()).isEqualTo(Examples.settings());
    }

    @Test
    void absent_settings_stay() {
        Client client = Client.withCampaign(CampaignStatus.ACTIVE, OTHER_THAN_DEFAULT);
        client.patch("/campaigns/C1", "{'name':'Other'}");

        assertThat(client.campaign().settings().retrying().max()).isEqualTo(4);
        assertThat(client.campaign().settings().limits().perDay()).isEqualTo(9);
        assertThat(client.campaign().settings().opening()).isEqualTo(new MessageContent.FirstMessage("Hi"));
        assertThat(client.campaign().settings().limits().atOnce()).isEqualTo(8);
    }

    @Test
    void a_campaign_does_not_finish_while_always_on_is_set() {
        Client client = Client.withCampaign(CampaignStatus.ACTIVE);

        assertThat(client.patch("/campaigns/C1", "{'always_on':true}").text("/campaign/always_on"))
                .isEqualTo("true");
        client.patch("/campaigns/C1", "{'name':'Other'}");
        assertThat(client.campaign().settings().period().alwaysOn()).isTrue();
        assertThat(client.patch("/campaigns/C1", "{'always_on':null}").text("/campaign/always_on"))
                .isEqualTo("false");
    }

    @Test
    void unchanged_settings_do_not_invalidate_planned_commands() {
        Client client = Client.withCampaign(CampaignStatus.ACTIVE);

        assertThat(client.patch("/campaigns/C1", "{'retries':1}").status()).isEqualTo(200);
        assertThat(client.campaign().epoch()).isZero();
    }

    @ParameterizedTest
    @EnumSource(CampaignStatus.class)
    void settings_can_be_changed_until_the_campaign_is_over(CampaignStatus status) {
        Client client = Client.withCampaign(status);
        Client.Reply reply = client.patch("/campaigns/C1", "{'retries':2}");

        assertThat(reply.error()).isEqualTo(status.isOver() ? "409 CAMPAIGN_FINISHED" : "200 ");
        assertThat(client.campaign().settings().retrying().max()).isEqualTo(status.isOver() ? 1 : 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'integration_type':'whatsapp'  | 400 IMMUTABLE_FIELD integration_type",
                "'cycles':{'enabled':true}      | 400 IMMUTABLE_FIELD cycles.enabled",
                "'cycles':{'mode':'scheduled'}  | 400 IMMUTABLE_FIELD cycles.mode",
                "'template':'x'                 | 400 INVALID_REQUEST template",
                "'always_on':7                  | 400 INVALID_REQUEST always_on",
                "'contact_timezones':7          | 400 INVALID_REQUEST contact_timezones",
                "'start_at':'2030-02-01T00:00:00Z','end_at':'2030-02-01T00:00:00Z' | 400 INVALID_REQUEST end_at",
                "'end_at':'2025-12-24T18:00:00-06:00' | 400 INVALID_REQUEST end_at",
                "'breaker':{'attempts':1}       | 400 INVALID_REQUEST breaker.attempts",
                "'name':null                    | 400 INVALID_REQUEST name",
                "'retries':6                    | 400 INVALID_REQUEST retries",
                "'status':'active'              | 400 INVALID_REQUEST status",
                "'timezone':'UTC','default_region':null | 400 INVALID_REQUEST default_region",
            })
    void a_setting_that_cannot_be_changed_is_named(String field, String error) {
        Client client = Client.withCampaign(CampaignStatus.ACTIVE);

        assertThat(client.patch("/campaigns/C1", "{" + field + "}").error()).isEqualTo(error);
        assertThat(client.campaign().version()).isEqualTo(1);
    }

    @Test
    void a_campaign_whose_end_is_past_is_not_activated_until_it_has_a_later_one() {
        Client client = Client.withCampaign(CampaignStatus.READY);
        assertThat(client.patch("/campaigns/C1", "{'end_at':'2030-01-31T09:00:00Z'}")
                        .error())
                .isEqualTo("200 ");
        client.clock.set(Instant.parse("2030-01-31T09:00:00Z"));

        assertThat(client.post("/campaigns/C1/activate", "").error()).isEqualTo("409 CAMPAIGN_ENDED end_at");
        assertThat(client.campaign().status()).isEqualTo(CampaignStatus.READY);
        assertThat(client.patch("/campaigns/C1", "{'retries':2}").error()).isEqualTo("200 ");

        assertThat(client.patch("/campaigns/C1", "{'end_at':null}").error()).isEqualTo("200 ");
        assertThat(client.post("/campaigns/C1/activate", "").error()).isEqualTo("200 ");
    }

    @ParameterizedTest
    @CsvSource({
        "READY,    activate,  409 CAMPAIGN_ENDED end_at",
        "PENDING,  activate,  409 CAMPAIGN_ENDED end_at",
        "INACTIVE, resume,    409 CAMPAIGN_ENDED end_at",
        "ACTIVE,   resume,    '200 '",
        "ACTIVE,   unarchive, 409 CAMPAIGN_ENDED end_at",
        "COOLDOWN, unarchive, 409 CAMPAIGN_ENDED end_at",
        "INACTIVE, unarchive, '200 '",
        "FINISHED, unarchive, '200 '",
        "ACTIVE,   pause,     '200 '",
    })
    void a_campaign_whose_end_is_past_cannot_be_started(CampaignStatus status, String action, String answer) {
        Client client = Client.withCampaign(
                status, Examples.with().endAt(Examples.MONDAY.plusSeconds(60)).build());
        if (action.equals("unarchive")) {
            client.post("/campaigns/C1/archive", "");
        }
        client.clock.set(Examples.MONDAY.plusSeconds(60));

        assertThat(client.post("/campaigns/C1/" + action, "").error()).isEqualTo(answer);
    }
}
