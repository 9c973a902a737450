package vuelta.handlers.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.MessageEvent;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.contact.Contact;
import vuelta.domain.dispatch.MessageRequest;
import vuelta.domain.dispatch.Placing;
import vuelta.domain.fakes.Examples;
import vuelta.domain.line.LineId;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NoMessageProviderTest {
    private static final Instant NOW = Examples.MONDAY;

    @Test
    void nothing_is_sent_and_the_campaign_is_stopped_with_the_reason() {
        Contact contact = Examples.contact(new CampaignId("C1"), 1);
        MessageRequest request = new MessageRequest(
                new AttemptId(contact.id(), 1), Examples.line(new LineId("iph_1")), contact, "hello", "es_MX", null);

        Placing placing = new NoMessageProvider(InstantSource.fixed(NOW)).send(request);

        assertThat(placing.event()).isEqualTo(new MessageEvent.NotSent("NO_PROVIDER", NOW.plusSeconds(30), NOW));
        assertThat(placing.besides()).contains(new Placing.Besides.OutOfOrder("NO_PROVIDER"));
    }
}
