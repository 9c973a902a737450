package io.vuelta.handlers.api.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.handlers.api.Client;
import io.vuelta.handlers.api.Given;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MessagesApiTest {
    private final Client client = Client.withTemplate(CampaignStatus.ACTIVE);

    @Test
    void a_message_is_shown_in_the_list_of_messages_and_not_of_calls() {
        Message message = Given.message(1, MessageStatus.DELIVERED);
        client.load(message);
        String contact = message.id().contact().hash();

        assertThat(client.get("/campaigns/C1/messages").json())
                .hasToString(("{'success':true,'messages':[{'id':'C1." + contact + ".1','campaign_id':'C1',"
                                + "'contact_id':'" + contact + "','number_to':'+525500000001',"
                                + "'contact_name':'Person 1','template':'promo_june','status':'delivered','error':null,"
                                + "'created_at':'2026-03-02T15:00:01Z','sent_at':'2026-03-02T15:00:02Z',"
                                + "'delivered_at':'2026-03-02T15:00:03Z','read_at':null,'provider_id':'wamid.1'}],"
                                + "'has_next':false,'has_previous':false,'next_cursor':null,'previous_cursor':null,"
                                + "'next_page':null,'total_count':1}")
                        .replace('\'', '"'));
        assertThat(client.get("/campaigns/C1/calls").at("/calls")).isEmpty();
        assertThat(client.get("/calls/" + message.id()).error()).isEqualTo("404 NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({
        "page=, 8",
        "status=rejected, 1",
        "status=unknown, 1",
        "startDate=2026-03-03, 0",
        "startDate=2026-03-02T15:00:02Z&endDate=2026-03-02T15:00:03Z, 2",
    })
    void a_list_can_be_filtered_and_has_no_messages_that_were_surely_not_sent(String query, int size) {
        Given.messages(client);
        client.load(Given.notSent(20));

        assertThat(client.get("/campaigns/C1/messages?" + query).at("/messages"))
                .hasSize(size);
    }

    @Test
    void every_message_is_on_one_page_once() {
        for (int n = 0; n < 130; n++) {
            client.load(Given.message(n, MessageStatus.READ));
        }
        List<String> seen = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String page = "";
        do {
            Client.Reply reply = client.get("/campaigns/C1/messages?page=" + page);
            for (JsonNode message : reply.at("/messages")) {
                seen.add(message.get("id").asText());
            }
            sizes.add(reply.at("/messages").size());
            page = reply.at("/next_page").isNull() ? "" : reply.text("/next_page");
        } while (!page.isEmpty());

        assertThat(sizes).containsExactly(50, 50, 30);
        assertThat(seen).doesNotHaveDuplicates().hasSize(130);
    }

    @ParameterizedTest
    @CsvSource({"limit=0, limit", "status=ended, status", "answeredBy=human, answeredBy", "page=*, page"})
    void parameters_that_cannot_be_used_are_named(String query, String field) {
        assertThat(client.get("/campaigns/C1/messages?" + query).error()).isEqualTo("400 INVALID_REQUEST " + field);
    }
}
