package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.attempt.ReceivedMessages;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.testkit.examples.Examples;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The contract of the store of replies. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public abstract class ReceivedMessagesContract {
    private final ContactId contact =
            ContactId.of(new CampaignId("t" + UUID.randomUUID().toString().substring(0, 18)), Examples.number(1));

    /** The port under test. */
    protected abstract ReceivedMessages messages();

    private ReceivedMessage message(int attempt, String id, String text, @Nullable String media, int second) {
        return new ReceivedMessage(
                new AttemptId(contact, attempt), id, "text", text, media, Examples.MONDAY.plusSeconds(second));
    }

    @Test
    void replies_are_stored_once_each_and_listed_by_time() {
        ReceivedMessage later = message(1, "wamid.a=", "", "media-1", 20);
        ReceivedMessage first = message(1, "wamid.b", "¿Cuándo?", null, 10);
        ReceivedMessages messages = messages();

        messages.put(later);
        messages.put(first);
        messages.put(later);
        messages.put(message(2, "wamid.b", "otro", null, 5));

        assertThat(messages.of(new AttemptId(contact, 1))).containsExactly(first, later);
        assertThat(messages.of(new AttemptId(contact, 3))).isEmpty();
    }

    @Test
    void an_attempt_has_a_maximum_number_of_stored_replies() {
        ReceivedMessages messages = messages();
        for (int n = 0; n < ReceivedMessages.MAX_KEPT + 2; n++) {
            messages.put(message(4, "wamid." + n, "again", null, n));
        }

        assertThat(messages.of(new AttemptId(contact, 4)))
                .hasSize(ReceivedMessages.MAX_KEPT)
                .contains(message(4, "wamid.0", "again", null, 0))
                .doesNotContain(
                        message(4, "wamid." + ReceivedMessages.MAX_KEPT, "again", null, ReceivedMessages.MAX_KEPT));
    }
}
