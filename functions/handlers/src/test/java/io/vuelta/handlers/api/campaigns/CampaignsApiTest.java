package io.vuelta.handlers.api.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.PauseCampaign;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.MachineDetection;
import io.vuelta.domain.price.Money;
import io.vuelta.domain.price.Price;
import io.vuelta.domain.window.WeeklySchedule;
import io.vuelta.handlers.api.Client;
import io.vuelta.handlers.api.Given;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.Faults;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CampaignsApiTest {
    private static final String REQUIRED = "'name':'March','agent_id':'" + Examples.AGENT
            + "','integration_id':'iph_1','integration_type':'phone_call'";

    private final Client client = Client.withLine();

    private Client.Reply create(String more) {
        return client.post("/campaigns", "{" + REQUIRED + (more.isEmpty() ? "" : "," + more) + "}");
    }

    @Test
    void a_created_campaign_has_the_default_settings() {
        Client.Reply created = create("");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.at("/success").booleanValue()).isTrue();
        assertThat(created.text("/campaign/id")).matches("[0-9A-HJKMNP-TV-Z]{26}");
        created.assertHas("/campaign", """
                'name':'March','description':'','status':'pending','archived':false,'integration':{'id':'iph_1'}
                """);
        assertThat(created.text("/campaign/agent/id")).isEqualTo(Examples.AGENT.value());
        created.assertHas("/campaign", """
                'agent/name':'Inés','integration_type':'phone_call','created_at':'2026-03-02T15:00:00Z',
                'timezone':'America/Mexico_City','retries':1,'message_limit':null,'first_message':null,
                'scheduling':null,'concurrency':1,'retry_delay_minutes':30,'throttle_ms':0,'start_at':null,
                'default_region':'MX','contact_timezones':false,'on_machine':'continue','end_at':null,'expires':null,
                'template':null,'template_alt':null,'template_language':null,'template_image':null,
                'breaker':{'attempts':10,'percent':50,'minutes':2},'cycles':null,
                'cycle':{'number':0,'began_at':null,'next_at':null},'paused_because':null,'waiting':null
                """);
        assertThat(created.at("/campaign/analytics").isObject()).isTrue();
    }

    @Test
    void every_setting_is_accepted_and_shown() {
        Client.Reply created = create("""
            'description':'Q2','timezone':'Europe/Madrid','retries':5,'message_limit':10000,
            'first_message':'Hola {name}','concurrency':7,'retry_delay_minutes':0,'throttle_ms':1500,
            'start_at':'2030-01-31T09:00:00-06:00','end_at':'2030-02-28T18:00:00-06:00','default_region':'fr',
            'contact_timezones':true,'expires':525600,'breaker':{'attempts':50,'percent':100,'minutes':60},
            'scheduling':{'mon':{'startTime':'09:00','stopTime':'24:00','active':true},
                          'tue':{'active':false},'wed':{'startTime':'22:00','stopTime':'02:00'}}\
            """);

        assertThat(created.status()).isEqualTo(201);
        created.assertHas("/campaign", """
                'description':'Q2','timezone':'Europe/Madrid','retries':5,'message_limit':10000,
                'first_message':'Hola {name}','concurrency':7,'retry_delay_minutes':0,'throttle_ms':1500,
                'start_at':'2030-01-31T15:00:00Z','end_at':'2030-03-01T00:00:00Z','contact_timezones':true,
                'expires':525600,'breaker':{'attempts':50,'percent':100,'minutes':60},'default_region':'FR',
                'scheduling/mon':{'startTime':'09:00','stopTime':'24:00','active':true},
                'scheduling/tue':{'startTime':null,'stopTime':null,'active':false},'scheduling/wed/active':true,
                'scheduling/sun/active':false
                """);
    }

    @ParameterizedTest
    @CsvSource({"continue, 201", "hang_up, 201", "leave, 400", "'', 400"})
    void on_machine_accepts_only_its_known_values(String value, int status) {
        Client.Reply created = create("'on_machine':'" + value + "'");

        assertThat(created.status()).isEqualTo(status);
        assertThat(created.text(status == 201 ? "/campaign/on_machine" : "/field"))
                .isEqualTo(status == 201 ? value : "on_machine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'on_machine':'message','machine_message':'Hola {name}' |",
                "'on_machine':'message'                                 | machine_message",
                "'on_machine':'message','machine_message':' '           | machine_message",
                "'machine_message':'Hola'                               |",
                "'ring_seconds':10,'max_call_seconds':30                |",
                "'ring_seconds':60,'max_call_seconds':14400             |",
                "'ring_seconds':9                                       | ring_seconds",
                "'ring_seconds':61                                      | ring_seconds",
                "'max_call_seconds':29                                  | max_call_seconds",
                "'max_call_seconds':14401                               | max_call_seconds",
            })
    void the_call_settings_of_a_campaign_are_shown(String settings, @Nullable String field) {
        Client.Reply created = create(settings);

        assertThat(created.status() + " " + created.at("/field").asText())
                .isEqualTo(field == null ? "201 " : "400 " + field);
    }

    @Test
    void call_settings_have_defaults() {
        Client.Reply created = create("'on_machine':null");

        created.assertHas("/campaign", "'ring_seconds':30,'max_call_seconds':900,'machine_message':null");
    }

    @Test
    void the_hours_of_an_inactive_day_are_stored_and_shown_but_never_open() {
        Client.Reply created = create("""
            'scheduling':{'mon':{'startTime':'09:00','stopTime':'18:00'},
                          'sat':{'startTime':'10:00','stopTime':'14:00','active':false},
                          'sun':{'startTime':'00:00','stopTime':'00:00','active':false},
                          'fri':{'startTime':'08:00','active':false},'thu':{'startTime':'','active':false}}\
            """);

        Client.Reply shown = client.get("/campaigns/" + created.text("/campaign/id"));
        shown.assertHas("/campaign/scheduling", """
                'sat':{'startTime':'10:00','stopTime':'14:00','active':false},
                'sun':{'startTime':'00:00','stopTime':'00:00','active':false},
                'fri':{'startTime':'08:00','stopTime':null,'active':false},
                'thu':{'startTime':null,'stopTime':null,'active':false}
                """);
        WeeklySchedule window = client.store
                .campaigns()
                .find(new CampaignId(created.text("/campaign/id")))
                .orElseThrow()
                .settings()
                .hours()
                .window();
        assertThat(window.hours()).containsOnlyKeys(DayOfWeek.MONDAY);
    }

    @Test
    void a_scheduling_that_was_shown_can_be_sent_again() {
        String shown = create("""
            'scheduling':{'fri':{'startTime':'08:00','stopTime':'08:01'},
                          'sat':{'startTime':'10:00','stopTime':'14:00','active':false}}\
            """).at("/campaign/scheduling").toString();

        assertThat(create("'scheduling':" + shown).at("/campaign/scheduling")).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "America/Bogota, CO",
        "America/Mexico_City, MX",
        "America/Tijuana, MX",
        "America/Argentina/Buenos_Aires, AR",
        "America/Sao_Paulo, BR",
        "Africa/Luanda, AO",
        "US/Pacific, US",
    })
    void numbers_are_read_in_the_country_of_the_time_zone(String zone, String country) {
        assertThat(create("'timezone':'" + zone + "'").text("/campaign/default_region"))
                .isEqualTo(country);
    }

    @ParameterizedTest
    @CsvSource({
        "2.0, 2",
        "2.000, 2",
        "2e0, 2",
        "20e-1, 2",
        "0.2e1, 2",
        "0.0, 0",
        "0e99999, 0",
        "-0.0, 0",
        "2, 2",
        "2.5, 400",
        "2.0000000000000000001, 400",
        "1e400, 400",
        "2e-400, 400",
        "1e999999999, 400",
        "1e-999999999, 400",
        "4294967298.0, 400",
        "18446744073709551618.0, 400",
    })
    void a_number_with_an_integer_value_is_an_integer(String number, int retries) {
        Client.Reply reply = create("'retries':" + number);

        assertThat(reply.status() == 201 ? reply.at("/campaign/retries").intValue() : reply.status())
                .as(reply.json().toString())
                .isEqualTo(retries);
    }

    @Test
    void an_agent_id_in_capitals_is_the_same_id() {
        String capitals = Examples.AGENT.value().toUpperCase(Locale.ROOT);
        Client.Reply created =
                client.post("/campaigns", ("{" + REQUIRED + "}").replace(Examples.AGENT.value(), capitals));

        assertThat(created.error()).isEqualTo("201 ");
        assertThat(created.text("/campaign/agent/id")).isEqualTo(Examples.AGENT.value());
        assertThat(client.get("/agents/" + capitals).text("/agent/id")).isEqualTo(Examples.AGENT.value());
        assertThat(client.get("/agents/" + capitals + "/integrations").at("/integrations"))
                .hasSize(1);
        assertThat(client.get("/campaigns?agentId=" + capitals).at("/campaigns"))
                .hasSize(1);
        assertThat(client.get("/analytics?agentId=" + capitals).status()).isEqualTo(200);
    }

    @Test
    void null_and_disabled_settings_count_as_absent() {
        Client.Reply created = create("""
            'description':null,'timezone':null,'retries':null,'message_limit':null,'first_message':null,
            'scheduling':null,'concurrency':null,'retry_delay_minutes':null,'throttle_ms':null,'start_at':null,
            'default_region':null,'template':null,'end_at':null,'expires':null,'contact_timezones':null,
            'breaker':null,
            'cycles':{'enabled':false,'mode':'nonsense','anything':7}\
            """);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.at("/campaign/cycles").isNull()).isTrue();
        assertThat(create("'cycles':{'max_iterations':3}").status()).isEqualTo(201);
        assertThat(create("'cycles':null").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'description':7                         | description",
                "'timezone':'Mexico'                     | timezone",
                "'timezone':'+05:00'                     | timezone",
                "'timezone':'UTC'                        | default_region",
                "'retries':-1                            | retries",
                "'retries':6                             | retries",
                "'retries':1.5                           | retries",
                "'retries':'1'                           | retries",
                "'retries':99999999999                   | retries",
                "'message_limit':0                       | message_limit",
                "'message_limit':10001                   | message_limit",
                "'concurrency':0                         | concurrency",
                "'concurrency':1001                      | concurrency",
                "'retry_delay_minutes':-1                | retry_delay_minutes",
                "'retry_delay_minutes':10081             | retry_delay_minutes",
                "'throttle_ms':-1                        | throttle_ms",
                "'throttle_ms':3600001                   | throttle_ms",
                "'start_at':'tomorrow'                   | start_at",
                "'start_at':'2030-01-31T09:00:00'        | start_at",
                "'start_at':1900000000                   | start_at",
                "'start_at':'1969-12-31T23:59:59Z'       | start_at",
                "'end_at':'+10000-01-01T00:00:00Z'       | end_at",
                "'default_region':'MEX'                  | default_region",
                "'default_region':'XX'                   | default_region",
                "'template':'promo'                      | template",
                "'template_alt':'promo'                  | template_alt",
                "'template_language':'es'                | template_language",
                "'template_image':'x'                    | template_image",
                "'breaker':7                             | breaker",
                "'breaker':{'attempts':1}                | breaker.attempts",
                "'breaker':{'attempts':51}               | breaker.attempts",
                "'breaker':{'percent':0}                 | breaker.percent",
                "'breaker':{'percent':101}               | breaker.percent",
                "'breaker':{'minutes':0}                 | breaker.minutes",
                "'breaker':{'minutes':61}                | breaker.minutes",
                "'breaker':{'seconds':61}                | breaker.seconds",
                "'cycles':{'enabled':'yes'}              | cycles.enabled",
                "'cycles':7                              | cycles",
                "'end_at':'2030-01-31'                   | end_at",
                "'end_at':'2025-12-24T18:00:00-06:00'    | end_at",
                "'end_at':'2030-01-31T09:00:00Z','start_at':'2030-01-31T09:00:00Z' | end_at",
                "'expires':0                             | expires",
                "'expires':-1                            | expires",
                "'expires':525601                        | expires",
                "'expires':1.5                           | expires",
                "'contact_timezones':'no'                | contact_timezones",
                "'colour':'red'                          | colour",
                "'scheduling':[]                         | scheduling",
                "'scheduling':{}                         | scheduling",
                "'scheduling':{'mon':{'active':false}}   | scheduling",
                "'scheduling':{'mon':7}                  | scheduling.mon",
                "'scheduling':{'monday':{}}              | scheduling.monday",
                "'scheduling':{'mon':{'from':'09:00'}}   | scheduling.mon.from",
                "'scheduling':{'mon':{'active':true}}    | scheduling.mon.startTime",
                "'scheduling':{'mon':{'startTime':'09:00'}}                       | scheduling.mon.stopTime",
                "'scheduling':{'mon':{'startTime':9,'stopTime':'10:00'}}          | scheduling.mon.startTime",
                "'scheduling':{'mon':{'startTime':'09:00','stopTime':'09:00'}}    | scheduling.mon.stopTime",
                "'scheduling':{'mon':{'startTime':'9:00','stopTime':'10:00'}}     | scheduling.mon.startTime",
                "'scheduling':{'mon':{'startTime':'24:00','stopTime':'10:00'}}    | scheduling.mon.startTime",
                "'scheduling':{'mon':{'startTime':'09:00','stopTime':'24:01'}}    | scheduling.mon.stopTime",
                "'scheduling':{'mon':{'startTime':'09:00','stopTime':'10:00','active':1}} | scheduling.mon.active",
                "'scheduling':{'mon':{'startTime':'25:00','active':false}}        | scheduling.mon.startTime",
                "'scheduling':{'mon':{'startTime':9,'active':false}}              | scheduling.mon.startTime",
                "'message_limit':0                       | message_limit",
                "'message_limit':10001                   | message_limit",
            })
    void an_invalid_field_is_named(String field, String named) {
        Client.Reply reply = create(field);

        assertThat(reply.error()).isEqualTo("400 INVALID_REQUEST " + named);
        assertThat(reply.text("/message")).startsWith(named + " ");
        assertThat(client.store.campaigns().list(Optional.empty(), 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'name':'March'             |                                | 400 INVALID_REQUEST name",
                "'name':'March'             | 'name':null                    | 400 INVALID_REQUEST name",
                "'name':'March'             | 'name':' '                     | 400 INVALID_REQUEST name",
                "'name':'March'             | 'name':'Ma\\u0000rch'           | 400 INVALID_REQUEST name",
                "'name':'March'             | 'name':'Ma\\u0007rch'           | 400 INVALID_REQUEST name",
                "'name':'March'             | 'name':'Ma\\nrch'               | 400 INVALID_REQUEST name",
                "'agent_id':'" + "5e0d2f0a-8f0e-4a52-9a63-0f8b0f1f6a01' | | 400 INVALID_REQUEST agent_id",
                "5e0d2f0a-8f0e-4a52-9a63-0f8b0f1f6a01 | none               | 404 NOT_FOUND agent_id",
                "'integration_id':'iph_1'   |                                | 400 INVALID_REQUEST integration_id",
                "iph_1                      | iph_2                          | 404 NOT_FOUND integration_id",
                "iph_1                      | no id                          | 404 NOT_FOUND integration_id",
                "phone_call                 | whatsapp                       | 400 INVALID_REQUEST integration_type",
                "phone_call                 | carrier_pigeon                 | 400 INVALID_REQUEST integration_type",
                "'integration_type':'phone_call' |                           | 400 INVALID_REQUEST integration_type",
            })
    void a_missing_required_field_is_named(String part, String instead, String error) {
        String body = ("{" + REQUIRED + "}")
                .replace(part, instead == null ? "" : instead)
                .replace("{,", "{")
                .replace(",,", ",")
                .replace(",}", "}");

        assertThat(client.post("/campaigns", body).error()).isEqualTo(error);
    }

    @Test
    void the_line_must_be_the_agents_own() {
        String other = client.post("/agents", "{'name':'Other'}").text("/agent/id");
        String body = ("{" + REQUIRED + "}").replace(Examples.AGENT.value(), other);

        assertThat(client.post("/campaigns", body).error()).isEqualTo("400 INVALID_REQUEST integration_id");
    }

    @ParameterizedTest
    @CsvSource({"255, 201", "256, 400"})
    void a_name_has_at_most_255_characters(int length, int status) {
        String body = ("{" + REQUIRED + "}").replace("March", "n".repeat(length));

        assertThat(client.post("/campaigns", body).status()).isEqualTo(status);
    }

    @Test
    void campaigns_are_listed_in_pages_the_newest_first() {
        IntStream.range(0, 45).forEach(n -> put("C%02d".formatted(n), CampaignStatus.PENDING));
        List<String> seen = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();

        Client.Reply page = client.get("/campaigns");
        assertThat(page.at("/has_previous").booleanValue()).isFalse();
        while (true) {
            page.at("/campaigns")
                    .forEach(campaign -> seen.add(campaign.get("id").asText()));
            sizes.add(page.at("/campaigns").size());
            if (!page.at("/has_next").booleanValue()) {
                break;
            }
            page = client.get("/campaigns?cursor=" + page.text("/next_cursor"));
            assertThat(page.at("/has_previous").booleanValue()).isTrue();
        }

        assertThat(page.at("/next_cursor").isNull()).isTrue();
        assertThat(sizes).containsExactly(20, 20, 5);
        assertThat(seen)
                .isEqualTo(IntStream.iterate(44, n -> n >= 0, n -> n - 1)
                        .mapToObj("C%02d"::formatted)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"4, true", "5, false", "6, false"})
    void there_is_a_next_page_only_if_something_is_on_it(int limit, boolean hasNext) {
        IntStream.range(0, 5).forEach(n -> put("C" + n, CampaignStatus.PENDING));

        assertThat(client.get("/campaigns?limit=" + limit).at("/has_next").booleanValue())
                .isEqualTo(hasNext);
        assertThat(client.get("/campaigns?status=pending&limit=" + limit)
                        .at("/has_next")
                        .booleanValue())
                .isEqualTo(hasNext);
    }

    @Test
    void a_filtered_list_has_only_matching_campaigns() {
        IntStream.range(0, 250)
                .forEach(n -> put("C%03d".formatted(n), n % 100 == 7 ? CampaignStatus.READY : CampaignStatus.PENDING));

        Client.Reply first = client.get("/campaigns?status=ready&limit=2");
        Client.Reply second = client.get("/campaigns?status=ready&limit=2&cursor=" + first.text("/next_cursor"));

        assertThat(first.at("/campaigns").size()).isEqualTo(2);
        assertThat(first.text("/campaigns/0/id")).isEqualTo("C207");
        assertThat(first.text("/campaigns/1/id")).isEqualTo("C107");
        assertThat(second.at("/campaigns").size()).isEqualTo(1);
        assertThat(second.text("/campaigns/0/id")).isEqualTo("C007");
        assertThat(second.at("/has_next").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "agentId=5e0d2f0a-8f0e-4a52-9a63-0f8b0f1f6a01, 1",
        "agentId=other, 0",
        "integration=iph_1, 1",
        "integration=iph_2, 0",
        "startDate=2026-03-02, 1",
        "startDate=2026-03-03, 0",
        "endDate=2026-03-02, 1",
        "endDate=2026-03-01, 0",
        "startDate=2026-03-02T15:00:00Z&endDate=2026-03-02T09:00:00-06:00, 1",
        "startDate=2026-03-02T15:00:01Z, 0",
        "endDate=2026-03-02T14:59:59Z, 0",
    })
    void lists_can_be_filtered(String filter, int size) {
        put("C1", CampaignStatus.PENDING);

        assertThat(client.get("/campaigns?" + filter).at("/campaigns").size()).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=101, limit",
        "limit=x, limit",
        "limit=-1, limit",
        "cursor=*, cursor",
        "cursor=Kg, cursor",
        "status=draft, status",
        "startDate=yesterday, startDate",
        "endDate=2026-02-30, endDate",
        "colour=red, colour",
    })
    void parameters_that_cannot_be_used_are_named(String query, String field) {
        assertThat(client.get("/campaigns?" + query).error()).isEqualTo("400 INVALID_REQUEST " + field);
    }

    @Test
    void a_campaign_shows_why_it_waits_only_while_it_is_active() {
        put("C1", CampaignStatus.ACTIVE, Examples.with().messageLimit(250).build());
        Waiting why = new Waiting(Waiting.Reason.DAILY_LIMIT, Examples.MONDAY.plusSeconds(60));
        client.store.books().save(client.store.books().find(Client.CAMPAIGN).waiting(why));

        assertThat(client.get("/campaigns/C1").at("/campaign/waiting"))
                .hasToString(
                        "{\"reason\":\"daily_limit\",\"until\":\"2026-03-02T15:01:00Z\","
                                + "\"next_at\":\"2026-03-02T15:01:00Z\",\"code\":\"CAMPAIGN_WAITS_DAILY_LIMIT\","
                                + "\"text\":\"The daily limit of 250 is used up; next on 2 Mar at 09:01:00.\",\"details\":{\"limit\":250}}");
        client.post("/campaigns/C1/pause", "");
        assertThat(client.get("/campaigns/C1").at("/campaign/waiting").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LINE_SECRET | The line's credentials cannot be read.",
                "PROVIDER_UNREACHABLE | The provider cannot be reached.",
                "TIMEOUT | The provider did not answer in time.",
                "HTTP_503 | The provider answers with HTTP 503.",
            })
    void a_campaign_on_a_faulty_line_shows_the_fault(String code, String message) {
        put("C1", CampaignStatus.ACTIVE);
        Waiting why = Waiting.lineError(Examples.MONDAY.plusSeconds(60), code);
        client.store.books().save(client.store.books().find(Client.CAMPAIGN).waiting(why));

        assertThat(client.get("/campaigns/C1").at("/campaign/waiting"))
                .hasToString("{\"reason\":\"line_error\",\"until\":\"2026-03-02T15:01:00Z\","
                        + "\"next_at\":\"2026-03-02T15:01:00Z\",\"code\":\"" + code
                        + "\",\"text\":\"The line +525550000000 cannot be used: "
                        + message.substring(0, 1).toLowerCase(Locale.ROOT)
                        + message.substring(1, message.length() - 1)
                        + "; tried again on 2 Mar at 09:01:00.\",\"message\":\"" + message
                        + "\",\"details\":{\"cause\":\"" + code + "\",\"line\":\"+525550000000\"}}");
    }

    @Test
    void a_campaign_shows_how_many_answers_it_awaits() {
        put("C1", CampaignStatus.ACTIVE);
        Waiting why = Waiting.answers(7, Examples.MONDAY.plusSeconds(60));
        client.store.books().save(client.store.books().find(Client.CAMPAIGN).waiting(why));

        assertThat(client.get("/campaigns/C1").at("/campaign/waiting"))
                .hasToString("{\"reason\":\"answers\",\"until\":\"2026-03-02T15:01:00Z\",\"next_at\":null,"
                        + "\"code\":\"CAMPAIGN_WAITS_ANSWERS\",\"text\":\"Waiting for 7 answers from the provider, until"
                        + " 2 Mar at 09:01:00 at most; nothing is repeated until they are known.\","
                        + "\"answers\":7,\"details\":{\"answers\":7}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "LINE_RATE        | The line +525550000000 is at its maximum rate. | {'line':'+525550000000'}",
                "LINE_CONCURRENCY | The line +525550000000 is at its limit of calls at once (40); the next begins when a call ends. "
                        + "| {'limit':40,'line':'+525550000000'}",
                "CONCURRENCY      | The limit of 3 attempts at once is reached; the next begins when one ends. | {'limit':3}",
                "THROTTLE         | At most one attempt every 1.5 s. | {'throttle':1.5}",
                "RETRY_DUE        | Only retries are left: 2 contacts. | {'contacts':2}",
                "BUDGET           | The attempts under way may use up the budget of 500.5 MXN. | {'budget':'500.5 MXN'}",
                "NO_CONTACTS      | No contact is waiting; new contacts are tried when they arrive. | {}",
            })
    void a_campaign_that_waits_tells_the_names_and_counts_that_this_is_about(
            Waiting.Reason reason, String text, String details) {
        client.store
                .lines()
                .put(Examples.line(Client.LINE)
                        .with(new Line.Details(
                                null, 40, null, null, Price.ofCalls("MXN", 1, 0), null, MachineDetection.FAST, false)));
        put(
                "C1",
                CampaignStatus.ACTIVE,
                Examples.with()
                        .concurrency(3)
                        .throttle(Duration.ofMillis(1_500))
                        .budget(new Money(500_500_000, "MXN"))
                        .build());
        Given.contacts(client, ContactStatus.RETRYING, 2);
        client.store.books().save(client.store.books().find(Client.CAMPAIGN).waiting(new Waiting(reason, null)));

        for (String path : List.of("/campaigns/C1", "/campaigns")) {
            JsonNode waiting = client.get(path).at(path.endsWith("C1") ? "/campaign/waiting" : "/campaigns/0/waiting");
            assertThat(waiting.path("text").asText()).isEqualTo(text);
            assertThat(waiting.path("details")).hasToString(details.replace('\'', '"'));
        }
    }

    @ParameterizedTest
    @EnumSource(Waiting.Reason.class)
    void every_reason_for_waiting_has_a_code_and_a_sentence_in_both_languages(Waiting.Reason reason) {
        put("C1", CampaignStatus.ACTIVE, Examples.with().messageLimit(250).build());
        for (Instant until : new Instant[] {null, Examples.MONDAY.plusSeconds(86_400)}) {
            Waiting why = reason == Waiting.Reason.ANSWERS ? Waiting.answers(2, until) : new Waiting(reason, until);
            client.store.books().save(client.store.books().find(Client.CAMPAIGN).waiting(why));

            String english = client.get("/campaigns/C1").text("/campaign/waiting/text");
            String spanish = client.header("Accept-Language", "es-MX,es;q=0.9,en;q=0.8")
                    .get("/campaigns/C1")
                    .text("/campaign/waiting/text");
            client.header("Accept-Language", null);

            assertThat(english).endsWith(".").doesNotContain("{", "[", "…");
            assertThat(spanish).endsWith(".").doesNotContain("{", "[", "…").isNotEqualTo(english);
            assertThat(client.get("/campaigns/C1").text("/campaign/waiting/code"))
                    .isEqualTo("CAMPAIGN_WAITS_" + reason.name());
        }
    }

    @Test
    void a_campaign_that_cools_down_waits_for_its_next_cycle() {
        client.store.campaigns().create(Given.coolingDown(Given.dailyCooldown()));

        Client.Reply shown = client.get("/campaigns/C1");
        assertThat(shown.at("/campaign/waiting"))
                .hasToString(
                        "{\"reason\":\"cooldown\",\"until\":\"2026-03-03T15:00:00Z\","
                                + "\"next_at\":\"2026-03-03T15:00:00Z\",\"code\":\"CAMPAIGN_WAITS_COOLDOWN\","
                                + "\"text\":\"Cycle 0 is done; the next begins on 3 Mar at 09:00.\",\"details\":{\"number\":0}}");
        assertThat(shown.at("/campaign/cycle"))
                .hasToString("{\"number\":0,\"began_at\":\"2026-03-02T14:00:00Z\","
                        + "\"next_at\":\"2026-03-03T15:00:00Z\"}");
        client.post("/campaigns/C1/archive", "");
        Client.Reply archived = client.get("/campaigns/C1");
        assertThat(archived.at("/campaign/waiting").isNull()).isTrue();
        assertThat(archived.at("/campaign/cycle/next_at").isNull()).isTrue();
    }

    @Test
    void a_campaign_that_paused_itself_shows_why_until_it_is_resumed() {
        put("C1", CampaignStatus.ACTIVE);
        List<String> attempts = List.of("C1." + "a".repeat(32) + ".1", "C1." + "b".repeat(32) + ".1");
        AutoPause why = new AutoPause(AutoPause.TECHNICAL_FAILURES, Examples.MONDAY, attempts);
        new PauseCampaign(client.store.campaigns()).pause(Client.CAMPAIGN, why);

        Client.Reply stopped = client.get("/campaigns/C1");
        assertThat(stopped.text("/campaign/status")).isEqualTo("inactive");
        assertThat(stopped.at("/campaign/paused_because"))
                .hasToString("{\"reason\":\"TECHNICAL_FAILURES\",\"at\":\"2026-03-02T15:00:00Z\"," + "\"attempts\":[\""
                        + String.join("\",\"", attempts) + "\"]}");
        assertThat(client.post("/campaigns/C1/resume", "").at("/campaign/paused_because"))
                .hasToString("null");
    }

    @Test
    void analytics_count_calls_and_contacts_and_give_their_rates() {
        put("C1", CampaignStatus.ACTIVE);
        Given.contacts(client, ContactStatus.QUEUE, 1);
        Given.contacts(client, ContactStatus.SENDING, 1);
        Given.contacts(client, ContactStatus.RETRYING, 1);
        Given.contacts(client, ContactStatus.FAILED, 1);
        Given.contacts(client, ContactStatus.VOICEMAIL, 2);
        Given.contacts(client, ContactStatus.ANSWERED, 2);
        Given.calls(client);
        Given.claim(client, 1);

        Client.Reply shown = client.get("/campaigns/C1");
        assertThat(shown.at("/campaign/analytics"))
                .hasToString(("{'calls':6,'callsAnsweredByHuman':1,'callsAnsweredByHumanRate':0.1667,"
                                + "'callsAnsweredByMachine':2,'callsAnsweredByMachineRate':0.3333,"
                                + "'callsAnsweredByUnknown':0,'callsAnsweredByUnknownRate':0.0000,"
                                + "'callsBusy':0,'callsBusyRate':0.0000,'callsNoAnswer':1,'callsNoAnswerRate':0.1667,"
                                + "'callsFailed':1,'callsFailedRate':0.1667,"
                                + "'contacts':8,'contactsProcessed':5,'contactsProcessedRate':0.6250,"
                                + "'contactsFailed':1,'contactsFailedRate':0.1250,"
                                + "'contactsVoicemail':2,'contactsVoicemailRate':0.2500,"
                                + "'contactsAnswered':2,'contactsAnsweredRate':0.2500,"
                                + "'contactsRejected':0,'contactsRejectedRate':0.0000,"
                                + "'contactsConverted':0,'contactsConvertedRate':0.0000,"
                                + "'contacts_by_status':{'queue':1,'sending':1,'retrying':1,'failed':1,'voicemail':2,"
                                + "'answered':2,'rejected':0,'converted':0,'skipped':0,'suppressed':0},"
                                + "'attempts':6,'retries':0,'in_flight':1,'cost':[]}")
                        .replace('\'', '"'));
    }

    @Test
    void showing_a_campaign_costs_the_same_whatever_its_size() {
        put("C1", CampaignStatus.ACTIVE);
        Given.contacts(client, ContactStatus.QUEUE, 50);
        // The results of its line's calls of 30 days are read once an hour, for all lines.
        client.get("/campaigns/C1");
        List<String> read = new ArrayList<>();
        client.store.faults(Faults.beforeEach(read::add));
        client.get("/campaigns/C1");

        assertThat(read)
                .containsExactlyInAnyOrder("campaigns.find", "agents.find", "counts.sums", "books.find", "lines.find");
    }

    private void put(String id, CampaignStatus status) {
        put(id, status, Examples.settings());
    }

    private void put(String id, CampaignStatus status, CampaignSettings settings) {
        Campaign campaign = Examples.campaign(new CampaignId(id), new LineId("iph_1"), status, settings);
        client.store.campaigns().create(campaign);
    }
}
