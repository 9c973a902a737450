package io.vuelta.handlers.api.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.VoiceUrlProblem;
import io.vuelta.handlers.api.Client;
import io.vuelta.testkit.examples.Examples;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A phone campaign does not begin while no server responds at the URL that controls its answered calls. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VoiceUrlChecksApiTest {
    private static final String URL = "https://voice.example/talk";

    private final Client client = Client.withCampaign(CampaignStatus.READY);

    private void lineWith(@Nullable String voiceUrl) {
        Line line = Examples.line(Client.LINE);
        client.store
                .lines()
                .put(new Line(
                        line.id(),
                        line.agent(),
                        line.provider(),
                        line.number(),
                        line.ratePerSecond(),
                        line.secret(),
                        voiceUrl,
                        line.createdAt()));
    }

    private Client.Reply activate() {
        return client.post("/campaigns/" + Client.CAMPAIGN + "/activate", "{}");
    }

    @Test
    void a_campaign_whose_voice_url_does_not_answer_keeps_its_status_and_the_error_has_the_reason() {
        lineWith(URL);
        client.unreachable.put(URL, VoiceUrlProblem.NOT_CONNECTED);

        Client.Reply refused = activate();

        assertThat(refused.status()).isEqualTo(409);
        refused.assertHas("", "'error':'VOICE_URL_UNREACHABLE','field':'voice_url','reason':'NOT_CONNECTED'");
        assertThat(refused.text("/message")).contains(URL);
        assertThat(client.get("/campaigns/" + Client.CAMPAIGN).text("/campaign/status"))
                .isEqualTo("ready");

        client.unreachable.clear();
        assertThat(activate().status()).isEqualTo(200);
    }

    @Test
    void a_line_without_a_voice_url_is_not_checked() {
        lineWith(null);
        client.unreachable.put(URL, VoiceUrlProblem.NOT_CONNECTED);

        assertThat(activate().status()).isEqualTo(200);
    }
}
