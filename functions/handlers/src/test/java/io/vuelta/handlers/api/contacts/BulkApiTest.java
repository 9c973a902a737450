package io.vuelta.handlers.api.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.bulk.JobId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.handlers.api.Client;
import io.vuelta.handlers.api.Given;
import io.vuelta.testkit.examples.Examples;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BulkApiTest {
    private static final String BULK = "/campaigns/C1/contacts/bulk";

    private final Client client = Client.withCampaign(CampaignStatus.ACTIVE);

    @BeforeEach
    void tags() {
        Agent agent = Examples.agent();
        client.store
                .agents()
                .put(new Agent(
                        agent.id(),
                        agent.name(),
                        List.of("vip", "late"),
                        agent.extractableFields(),
                        agent.voices(),
                        agent.createdAt()));
    }

    @Test
    void an_action_on_many_is_a_job_that_is_shown_and_listed() {
        Given.contacts(client, ContactStatus.FAILED, 7);

        Client.Reply reply = client.post(BULK, "{'action':'retry','status':['failed','voicemail'],'tags':['vip']}");

        String id = reply.text("/job/id");
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.at("/job"))
                .hasToString(("{'id':'" + id + "','action':'retry','status':'running',"
                                + "'filters':{'status':['failed','voicemail'],'tags':['vip']},'add_tags':[],'contacts':7,"
                                + "'looked_at':0,'changed':0,'refused':{},'error':null,"
                                + "'created_at':'2026-03-02T15:00:00Z','ended_at':null}")
                        .replace('\'', '"'));
        assertThat(client.jobRequests).containsExactly(new JobId(Client.CAMPAIGN, id));
        assertThat(client.get("/campaigns/C1/jobs/" + id).at("/job")).isEqualTo(reply.at("/job"));
        assertThat(client.get("/campaigns/C1/jobs").at("/jobs/0")).isEqualTo(reply.at("/job"));
        assertThat(client.get("/campaigns/C1/jobs/none").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}                                                             | action",
                "{'action':'convert','status':['failed']}                       | action",
                "{'action':'remove'}                                            | status",
                "{'action':'remove','status':[]}                                | status",
                "{'action':'remove','status':['busy']}                          | status[0]",
                "{'action':'remove','status':['delivered']}                     | status[0]",
                "{'action':'retry','tags':['cold']}                             | tags[0]",
                "{'action':'tag','status':['failed']}                           | add_tags",
                "{'action':'tag','status':['failed'],'add_tags':['cold']}       | add_tags[0]",
                "{'action':'retry','status':['failed'],'add_tags':['vip']}      | add_tags",
                "{'action':'retry','status':['failed'],'limit':5}               | limit",
            })
    void an_invalid_field_is_named(String body, String field) {
        assertThat(client.post(BULK, body).error()).isEqualTo("400 INVALID_REQUEST " + field);
        assertThat(client.jobRequests).isEmpty();
    }

    @Test
    void one_contact_is_tagged_in_any_status() {
        Contact contact = Given.contact(1, ContactStatus.CONVERTED);
        client.load(contact);
        String path = "/campaigns/C1/contacts/" + contact.id().hash();

        assertThat(client.post(path + "/tag", "{'tags':['vip']}").at("/contact/tags"))
                .hasToString("[\"vip\"]");
        assertThat(client.post(path + "/tag", "{'tags':['late','vip']}").at("/contact/tags"))
                .hasToString("[\"late\",\"vip\"]");
        assertThat(client.post(path + "/tag", "{'tags':['vip']}").status()).isEqualTo(200);
        assertThat(client.post(path + "/tag", "{'tags':['cold']}").error()).isEqualTo("400 INVALID_REQUEST tags[0]");
        assertThat(client.post(path + "/tag", "{}").error()).isEqualTo("400 INVALID_REQUEST tags");
        assertThat(client.get(path + "/timeline").json().toString()).contains("TAGGED_BY_HAND");
    }
}
