package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AgentReplies;
import io.vuelta.domain.attempt.AgentReply;
import io.vuelta.domain.attempt.AgentReply.Status;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.testkit.examples.Examples;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The contract of the store of agents' replies. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public abstract class AgentRepliesContract {
    private final ContactId contact =
            ContactId.of(new CampaignId("t" + UUID.randomUUID().toString().substring(0, 18)), Examples.number(1));
    private final AttemptId attempt = new AttemptId(contact, 1);

    /** The port under test. */
    protected abstract AgentReplies replies();

    private AgentReply reply(String id, String text, int second) {
        return AgentReply.about(attempt, id, text, Examples.MONDAY.plusSeconds(second));
    }

    @Test
    void only_one_caller_creates_a_reply_and_the_others_see_it() {
        AgentReplies replies = replies();
        AgentReply later = reply("b", "¿A las 5?", 20);
        AgentReply first = reply("c", "Hola", 10);

        assertThat(replies.begin(later)).isEmpty();
        assertThat(replies.begin(first)).isEmpty();
        // The same request again has the same reply, and it is not the request that has written it.
        assertThat(replies.begin(later)).contains(later);
        assertThat(replies.begin(reply("b", "otra cosa", 30))).contains(later);

        assertThat(replies.of(attempt)).containsExactly(first, later);
        assertThat(replies.of(new AttemptId(contact, 2))).isEmpty();
    }

    @Test
    void reports_in_any_order_give_a_reply_its_furthest_status() {
        AgentReplies replies = replies();
        AgentReply reply = reply("a", "Hola", 0);
        assertThat(replies.begin(reply)).isEmpty();

        replies.note(attempt, "a", Status.UNKNOWN, "TIMEOUT");
        assertThat(replies.of(attempt)).containsExactly(reply.in(Status.UNKNOWN, "TIMEOUT"));
        replies.note(attempt, "a", Status.DELIVERED, null);
        replies.note(attempt, "a", Status.SENT, null);
        replies.note(attempt, "a", Status.FAILED, "WHATSAPP_131047");
        replies.note(attempt, "nobody", Status.READ, null);

        assertThat(replies.of(attempt)).containsExactly(reply.in(Status.DELIVERED, null));
    }

    @Test
    void a_deleted_reply_may_be_written_again() {
        AgentReplies replies = replies();
        AgentReply reply = reply("a", "Hola", 0);
        assertThat(replies.begin(reply)).isEmpty();

        replies.remove(attempt, "a");
        replies.remove(attempt, "a");

        assertThat(replies.of(attempt)).isEmpty();
        assertThat(replies.begin(reply)).isEmpty();
    }
}
