package io.vuelta.handlers.api.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.handlers.api.Client;
import io.vuelta.handlers.api.Given;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ContactsApiTest {
    private final Client client = Client.withCampaign(CampaignStatus.ACTIVE);

    @Test
    void a_contact_is_shown_in_its_list_and_alone() {
        Contact contact = Given.contact(1, ContactStatus.ANSWERED);
        client.load(contact);
        String id = contact.id().hash();
        String shown = ("{'id':'" + id + "','f_id':'id-1','contact':'+525500000001','name':'Ana','status':'answered',"
                        + "'context':'{#owes#:7}','retries':0,'call_count':1,'billed_duration':'61:11',"
                        + "'last_update':'2026-03-02T15:00:00Z','follow_up':false,'has_follow_up':false,"
                        + "'follow_up_at':null,'last_call_at':null,'reason':'OTHER','reason_code':'AS_GIVEN','next_at':null,"
                        + "'last_attempt':null,'extracted_data':{},'tags':[],"
                        + "'variables':{'age':'40','city':'Puebla'}}")
                .replace('\'', '"')
                .replace("#", "\\\"");

        assertThat(client.get("/campaigns/C1/contacts/" + id).at("/contact")).hasToString(shown);
        assertThat(client.get("/campaigns/C1/contacts").json())
                .hasToString(
                        "{\"success\":true,\"contacts\":[" + shown
                                + "],\"has_next\":false,\"has_previous\":false,\"next_cursor\":null,\"previous_cursor\":null,\"next_page\":null,\"total_count\":1}");
    }

    @Test
    void no_contacts_are_one_empty_page() {
        assertThat(client.get("/campaigns/C1/contacts").json())
                .hasToString(
                        "{\"success\":true,\"contacts\":[],"
                                + "\"has_next\":false,\"has_previous\":false,\"next_cursor\":null,\"previous_cursor\":null,\"next_page\":null,\"total_count\":0}");
    }

    @ParameterizedTest
    @CsvSource({"'', 130, '50,50,30'", "limit=100, 130, '100,30'", "limit=65, 130, '65,65'", "limit=100, 100, 100"})
    void pages_are_full_and_the_last_one_has_no_next(String query, int contacts, String sizes) {
        Given.contacts(client, ContactStatus.QUEUE, contacts);

        assertThat(walk(query, contacts)).isEqualTo(sizes);
    }

    @ParameterizedTest
    @CsvSource({"limit=20, '20,20,20'", "limit=7, '7,7,7,7,7,7,7,7,4'", "limit=60, 60", "limit=59, '59,1'"})
    void a_filtered_list_has_full_pages_too(String query, String sizes) {
        Given.contacts(client, ContactStatus.QUEUE, 300);
        Given.contacts(client, ContactStatus.FAILED, 60);
        Given.contacts(client, ContactStatus.QUEUE, 300);

        assertThat(walk("status=failed&" + query, 60)).isEqualTo(sizes);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=101, limit",
        "status=busy, status",
        "page=nonsense, page",
        "page=MTY6, page",
        "page=OTk6, page",
        "name=Ana, name",
        "country=Mexico, country",
        "number=12, number",
    })
    void parameters_that_cannot_be_used_are_named(String query, String field) {
        assertThat(client.get("/campaigns/C1/contacts?" + query).error()).isEqualTo("400 INVALID_REQUEST " + field);
    }

    @Test
    void a_contact_is_shown_with_its_latest_attempt_and_what_comes_next() {
        client.load(Given.call(1, CallStatus.ENDED, AnsweredBy.MACHINE, null));
        client.load(Given.contact(2, ContactStatus.RETRYING));

        JsonNode called =
                client.get("/campaigns/C1/contacts?number=+525500000001").at("/contacts/0");
        assertThat(called.at("/last_attempt"))
                .hasToString(("{'id':'C1." + called.at("/id").asText() + ".1','number':1,'status':'ended','error':null,"
                                + "'created_at':'2026-03-02T15:00:01Z','answered_by':'machine'}")
                        .replace('\'', '"'));
        assertThat(called.at("/last_call_at").asText()).isEqualTo("2026-03-02T15:00:01Z");
        JsonNode retrying =
                client.get("/campaigns/C1/contacts?number=+525500000002").at("/contacts/0");
        assertThat(retrying.at("/next_at").asText()).isEqualTo("2026-03-02T15:00:00Z");
    }

    /** The sizes of the pages; every contact is on one of them, once. */
    private String walk(String query, int total) {
        List<String> sizes = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        String page = "";
        do {
            Client.Reply reply =
                    client.get("/campaigns/C1/contacts?page=" + page + (query.isEmpty() ? "" : "&" + query));
            assertThat(reply.at("/total_count").intValue()).isEqualTo(total);
            for (JsonNode contact : reply.at("/contacts")) {
                seen.add(contact.get("id").asText());
            }
            sizes.add(String.valueOf(reply.at("/contacts").size()));
            page = reply.at("/next_page").isNull() ? "" : reply.text("/next_page");
        } while (!page.isEmpty());
        assertThat(seen).doesNotHaveDuplicates().hasSize(total);
        return String.join(",", sizes);
    }
}
