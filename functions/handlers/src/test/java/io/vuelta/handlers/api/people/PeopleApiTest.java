package io.vuelta.handlers.api.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.erasure.ErasureId;
import io.vuelta.handlers.api.Client;
import io.vuelta.testkit.examples.Examples;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PeopleApiTest {
    private final Client client = Client.withCampaign(CampaignStatus.ACTIVE);

    @Test
    void an_erased_person_is_removed_at_once_and_the_job_is_shown() {
        client.load(Examples.contact(Client.CAMPAIGN, 1));

        Client.Reply reply =
                client.send("DELETE", "/people/" + Examples.number(1).e164().substring(1), null);

        String id = reply.text("/job/id");
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.at("/job"))
                .hasToString(("{'id':'" + id + "','status':'running','erased':{'contacts':0,'removed':0,'attempts':0,"
                                + "'conversations':0,'transcripts':0,'replies':0,'report_rows':0},"
                                + "'files_until':'2026-04-01T15:00:00Z',"
                                + "'created_at':'2026-03-02T15:00:00Z','ended_at':null}")
                        .replace('\'', '"'));
        assertThat(client.erasureRequests).containsExactly(new ErasureId(id));
        assertThat(client.get("/people/jobs/" + id).at("/job")).isEqualTo(reply.at("/job"));
        assertThat(client.get("/people/jobs/none").status()).isEqualTo(404);
        Contact erased = client.store
                .contacts()
                .find(ContactId.of(Client.CAMPAIGN, Examples.number(1)))
                .orElseThrow();
        assertThat(erased.status()).isEqualTo(ContactStatus.REMOVED);
        assertThat(erased.isErased()).isTrue();
    }

    @Test
    void a_repeated_request_answers_with_the_job_that_is_not_done() {
        client.load(Examples.contact(Client.CAMPAIGN, 1));
        String person = "/people/" + Examples.number(1).e164().substring(1);
        String id = client.send("DELETE", person, null).text("/job/id");

        assertThat(client.send("DELETE", person, null).text("/job/id")).isEqualTo(id);
        assertThat(client.erasureRequests).containsExactly(new ErasureId(id), new ErasureId(id));
    }

    @Test
    void an_invalid_number_is_refused() {
        assertThat(client.send("DELETE", "/people/12", null).error()).isEqualTo("400 INVALID_REQUEST number");
        assertThat(client.erasureRequests).isEmpty();
    }
}
