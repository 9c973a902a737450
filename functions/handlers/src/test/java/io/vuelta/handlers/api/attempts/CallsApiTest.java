package io.vuelta.handlers.api.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.handlers.api.Client;
import io.vuelta.handlers.api.Given;
import io.vuelta.handlers.api.http.Cursor;
import io.vuelta.handlers.api.http.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CallsApiTest {
    private final Client client = Client.withCampaign(CampaignStatus.ACTIVE);

    @Test
    void a_call_is_shown_in_its_list_and_alone() {
        Attempt call = Given.call(1, CallStatus.ENDED, AnsweredBy.MACHINE, null);
        client.load(call);
        String contact = call.id().contact().hash();
        String shown = ("{'id':'C1." + contact + ".1','campaign_id':'C1','contact_id':'" + contact
                        + "','number_to':'+525500000001','contact_name':'Person 1','type':'outbound','status':'ended',"
                        + "'answered_by':'machine','created_at':'2026-03-02T15:00:01Z',"
                        + "'started_at':'2026-03-02T15:00:11Z','ended_at':'2026-03-02T15:01:23Z','duration':'01:12',"
                        + "'billed_duration':'00:05','error':null,'provider_id':'CA1','recording_url':null")
                .replace('\'', '"');
        String withoutResult =
                (",'tags':[],'extracted_data':{},'converted':false,'opted_out':false,'sentiment':null,'summary':null,"
                                + "'transcript_url':null}")
                        .replace('\'', '"');

        assertThat(client.get("/calls/" + call.id()).at("/call")).hasToString(shown + withoutResult);
        assertThat(client.get("/campaigns/C1/calls").at("/calls/0")).hasToString(shown + withoutResult);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 7",
        "status=ended, 3",
        "status=no-answer, 1",
        "status=failed, 1",
        "status=in-progress, 0",
        "answeredBy=machine, 2",
        "answeredBy=human, 1",
        "status=failed&answeredBy=human, 0",
        "startDate=2026-03-02, 7",
        "startDate=2026-03-03, 0",
        "startDate=2026-03-02T15:00:02Z&endDate=2026-03-02T15:00:03Z, 2",
    })
    void a_list_can_be_filtered_and_has_no_calls_that_were_surely_not_placed(String query, int size) {
        Given.calls(client);

        assertThat(client.get("/campaigns/C1/calls?limit=100&" + query + (query.isEmpty() ? "page=" : ""))
                        .at("/calls")
                        .size())
                .isEqualTo(size);
    }

    @Test
    void every_call_is_on_one_page_once() {
        for (int n = 0; n < 520; n++) {
            client.load(Given.call(n, n % 2 == 0 ? CallStatus.BUSY : CallStatus.RINGING, null, null));
        }
        List<String> seen = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String page = "";
        do {
            Client.Reply reply = client.get("/campaigns/C1/calls?status=busy&limit=100&page=" + page);
            for (JsonNode call : reply.at("/calls")) {
                seen.add(call.get("id").asText());
            }
            sizes.add(reply.at("/calls").size());
            page = reply.at("/next_page").isNull() ? "" : reply.text("/next_page");
        } while (!page.isEmpty());

        assertThat(sizes).containsExactly(100, 100, 60);
        assertThat(seen).doesNotHaveDuplicates().hasSize(260);
    }

    @ParameterizedTest
    @CsvSource({"limit=0, limit", "status=answered, status", "answeredBy=cat, answeredBy", "page=*, page", "x=1, x"})
    void parameters_that_cannot_be_used_are_named(String query, String field) {
        assertThat(client.get("/campaigns/C1/calls?" + query).error()).isEqualTo("400 INVALID_REQUEST " + field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0:#1", "0:z#1", "0:0#1", "3:0123456789abcdef0123456789abcdef#99999999999", "0:x"})
    void a_page_cursor_that_no_answer_returned_is_refused(String position) {
        for (String list : List.of("calls", "messages")) {
            for (String name : List.of("page", "cursor")) {
                String path = "/campaigns/C1/" + list;
                String cursor = Cursor.of(new Query("/api/v1.0" + path, Map.of()), position);
                assertThat(client.get(path + "?" + name + "=" + cursor).error())
                        .isEqualTo("400 INVALID_REQUEST " + name);
            }
        }
    }
}
