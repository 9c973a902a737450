package io.vuelta.handlers.api.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.handlers.api.Client;
import io.vuelta.handlers.api.Given;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SeriesApiTest {
    private final Client client = Client.withCampaign(CampaignStatus.ACTIVE);

    /**
     * The number of a call is the number of seconds after Monday, 15:00 UTC (9:00 in Mexico City), at which it began.
     */
    @BeforeEach
    void calls() {
        client.load(Given.call(1, CallStatus.ENDED, AnsweredBy.HUMAN, null));
        client.load(Given.call(2, CallStatus.ENDED, AnsweredBy.MACHINE, null));
        client.load(Given.call(3_600, CallStatus.BUSY, null, null));
        client.load(Given.call(3_601, CallStatus.RINGING, null, null));
        client.load(Given.call(13 * 3_600, CallStatus.ENDED, AnsweredBy.UNKNOWN, null));
        client.clock.set(client.clock.instant().plus(Duration.ofDays(1)));
    }

    private static String figures(String begins, int attempts, int answered, int voicemail, int failed) {
        return ("{" + begins + ",'attempts':" + attempts + ",'answered':" + answered + ",'voicemail':" + voicemail
                        + ",'delivered':0,'read':0,'failed':" + failed + ",'busy':" + failed
                        + ",'no_answer':0,'converted':0,'opt_outs':0}")
                .replace('\'', '"');
    }

    @Test
    void a_campaigns_attempts_are_shown_by_hour_and_by_day_of_its_zone() {
        assertThat(client.get("/campaigns/C1/series?by=hour").json())
                .hasToString("{\"success\":true,\"series\":["
                        + figures("'start':'2026-03-02T09:00:00-06:00'", 2, 1, 1, 0) + ","
                        + figures("'start':'2026-03-02T10:00:00-06:00'", 2, 0, 0, 1) + ","
                        + figures("'start':'2026-03-02T22:00:00-06:00'", 1, 1, 0, 0)
                        + "],\"by\":\"hour\",\"timezone\":\"America/Mexico_City\"}");
        assertThat(client.get("/campaigns/C1/series").json())
                .hasToString("{\"success\":true,\"series\":["
                        + figures("'start':'2026-03-02'", 5, 2, 1, 1)
                        + "],\"by\":\"day\",\"timezone\":\"America/Mexico_City\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "startDate=2026-03-02&endDate=2026-03-02, 5",
        "startDate=2026-03-03, 0",
        "endDate=2026-03-01, 0",
        "startDate=2026-03-02T16:00:00Z, 3",
    })
    void a_period_may_be_given(String query, int attempts) {
        int found = 0;
        for (var bucket : client.get("/campaigns/C1/series?by=hour&" + query).at("/series")) {
            found += bucket.get("attempts").intValue();
        }
        assertThat(found).isEqualTo(attempts);
        assertThat(client.get("/analytics?" + query).at("/total/attempts").intValue())
                .isEqualTo(attempts);
    }

    @Test
    void the_attempts_of_all_campaigns_are_shown_by_day_agent_and_line() {
        Client.Reply reply = client.get("/analytics");

        assertThat(reply.at("/campaigns").intValue()).isEqualTo(1);
        assertThat(reply.at("/by_day")).hasToString("[" + figures("'date':'2026-03-02'", 5, 2, 1, 1) + "]");
        assertThat(reply.at("/by_agent/0/attempts").intValue()).isEqualTo(5);
        assertThat(reply.text("/by_agent/0/agent/name")).isNotEmpty();
        assertThat(reply.text("/by_integration/0/integration/id")).isEqualTo("iph_1");
        assertThat(client.get("/analytics?integration=iph_1").at("/campaigns").intValue())
                .isEqualTo(1);
        assertThat(client.get("/analytics?integration=iph_2").at("/campaigns").intValue())
                .isZero();
        assertThat(client.get("/analytics?agentId=other").at("/by_agent")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/campaigns/C1/series?by=week, by",
        "/campaigns/C1/series?startDate=2025-01-01, startDate",
        "/campaigns/C1/series?startDate=2026-03-03&endDate=2026-03-01, endDate",
        "/campaigns/C1/series?startDate=+999999999-12-01&endDate=+999999999-12-30, startDate",
        "/campaigns/C1/series?startDate=9999-12-31&endDate=+10000-01-01, endDate",
        "/campaigns/C1/series?startDate=1969-12-31&endDate=1970-01-01, startDate",
        "/campaigns/C1/series?startDate=1969-12-31T23:59:59Z&endDate=1970-01-01, startDate",
        "/campaigns/C1/series?endDate=+999999999-12-31, endDate",
        "/campaigns/C1/series?endDate=+999999999-12-31T23:59:59.999999999-18:00, endDate",
        "/campaigns/C1/series?endDate=-999999999-01-01T00:00Z, endDate",
        "/analytics?endDate=+999999999-12-31, endDate",
        "/analytics?startDate=yesterday, startDate",
        "/analytics?by=day, by",
    })
    void an_invalid_parameter_is_named(String path, String field) {
        assertThat(client.get(path).error()).isEqualTo("400 INVALID_REQUEST " + field);
    }

    @ParameterizedTest
    @CsvSource({"1970-01-01, 1970-01-01", "9999-12-31, 9999-12-31", "1970-01-01T00:00:00Z, 1970-01-02T00:00:00Z"})
    void the_first_and_the_last_day_of_the_calendar_can_be_given(String first, String last) {
        assertThat(client.get("/campaigns/C1/series?startDate=" + first + "&endDate=" + last)
                        .status())
                .isEqualTo(200);
        assertThat(client.get("/analytics?startDate=" + first + "&endDate=" + last)
                        .status())
                .isEqualTo(200);
    }
}
