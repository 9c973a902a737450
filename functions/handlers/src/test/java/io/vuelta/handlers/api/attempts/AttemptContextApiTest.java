package io.vuelta.handlers.api.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.handlers.api.Client;
import io.vuelta.handlers.api.Given;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AttemptContextApiTest {
    private final Client client = Client.withCampaign(CampaignStatus.ACTIVE);
    private final Call call = Given.call(1, CallStatus.IN_PROGRESS, AnsweredBy.HUMAN, null);
    private final String path = "/attempts/" + call.id() + "/context";

    AttemptContextApiTest() {
        client.load(Given.contact(1, ContactStatus.SENDING));
        client.load(call);
    }

    @Test
    void an_agent_reads_the_data_of_the_contact() {
        Client.Reply reply = client.get(path);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/context/attempt")).isEqualTo(call.id().toString());
        assertThat(reply.text("/context/number_to")).isEqualTo(call.to().e164());
        assertThat(reply.text("/context/contact_id"))
                .isEqualTo(call.id().contact().hash());
        assertThat(reply.text("/context/name")).isEqualTo("Ana");
        assertThat(reply.at("/context/variables")).isNotNull();
    }

    @Test
    void the_token_of_the_attempt_is_accepted_and_that_of_another_is_not() {
        client.header("Authorization", null);

        assertThat(client.get(path + "?token=" + client.tokens.of(call.id())).status())
                .isEqualTo(200);
        assertThat(client.get(path + "?token=x").error()).isEqualTo("403 WRONG_TOKEN");
        assertThat(client.get(path).error()).isEqualTo("401 UNAUTHORIZED");
        assertThat(client.get("/attempts/" + call.id() + "?token=" + client.tokens.of(call.id()))
                        .error())
                .isEqualTo("401 UNAUTHORIZED");
    }

    @Test
    void an_unknown_attempt_is_not_found() {
        assertThat(client.get("/attempts/1/context").error()).isEqualTo("404 NOT_FOUND");
    }
}
