package io.vuelta.domain.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.LinePace;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.RecordingWakes;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The effect on campaigns and lines when a provider reports an error of a line. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReactToTroubleTest {
    private static final Instant NOW = Examples.MONDAY.plusSeconds(60);
    private static final LineId LINE = new LineId("line");

    private final InMemoryStore store = new InMemoryStore();
    private final RecordingWakes wakes = new RecordingWakes();
    private final ReactToTrouble react = new ReactToTrouble(store.campaigns(), store.lines(), wakes, () -> NOW);

    private CampaignId active(String id, LineId line, String template, @Nullable String alternative) {
        Campaign campaign = Examples.campaign(
                new CampaignId(id),
                line,
                CampaignStatus.ACTIVE,
                Examples.with()
                        .opening(new MessageContent.Template(template, alternative, "es_MX", null))
                        .build());
        store.campaigns().create(campaign);
        assertThat(store.campaigns().save(found(campaign.id()))).isTrue();
        return campaign.id();
    }

    private Campaign found(CampaignId id) {
        return store.campaigns().find(id).orElseThrow();
    }

    private static ProviderTrouble.Wider unusable(String template, String language) {
        return new ProviderTrouble.TemplateUnusable(new ProviderTrouble.Template(template, language));
    }

    @Test
    void an_unusable_account_pauses_every_campaign_of_its_line_with_the_reason() {
        CampaignId here = active("c1", LINE, "promo", null);
        CampaignId elsewhere = active("c2", new LineId("other"), "promo", null);

        react.reported(LINE, new ProviderTrouble.AccountUnusable(), "WHATSAPP_ACCOUNT_RESTRICTION", NOW);

        assertThat(found(here).status()).isEqualTo(CampaignStatus.INACTIVE);
        assertThat(Objects.requireNonNull(found(here).state().autoPause()).reason())
                .isEqualTo("WHATSAPP_ACCOUNT_RESTRICTION");
        assertThat(found(elsewhere).status()).isEqualTo(CampaignStatus.ACTIVE);
    }

    @Test
    void an_unusable_template_is_replaced_by_its_alternative_or_pauses_its_campaigns() {
        CampaignId alone = active("c1", LINE, "promo", null);
        CampaignId replaced = active("c2", LINE, "promo", "promo_2");
        CampaignId another = active("c3", LINE, "hello", "promo");

        react.reported(LINE, unusable("promo", "es_MX"), "WHATSAPP_TEMPLATE_PAUSED", NOW);
        react.reported(LINE, unusable("hello", "en"), "WHATSAPP_TEMPLATE_PAUSED", NOW);

        assertThat(found(alone).status()).isEqualTo(CampaignStatus.INACTIVE);
        assertThat(found(replaced).status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(Objects.requireNonNull(found(replaced).templateOut())).isAfter(NOW);
        assertThat(found(another).status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(found(another).templateOut()).isNull();
    }

    @Test
    void errors_before_the_last_start_of_a_campaign_are_ignored() {
        CampaignId id = active("c1", LINE, "promo", null);

        react.reported(
                LINE,
                new ProviderTrouble.AccountUnusable(),
                "WHATSAPP_ACCOUNT_RESTRICTION",
                Examples.MONDAY.minusSeconds(1));

        assertThat(found(id).status()).isEqualTo(CampaignStatus.ACTIVE);
    }

    @Test
    void a_throttled_line_slows_down_and_a_line_that_is_down_is_blocked_and_their_pacer_is_woken() {
        LineId other = new LineId("other");
        store.lines().put(Examples.line(LINE, Channel.WHATSAPP));
        store.lines().put(Examples.line(other, Channel.WHATSAPP));
        Instant until = NOW.plusSeconds(30);

        react.reported(LINE, new ProviderTrouble.LineThrottled(until), "WHATSAPP_130429", NOW);
        react.reported(other, new ProviderTrouble.LineDown(until), "WHATSAPP_131016", NOW);

        LinePace slow = store.lines().pace(LINE);
        LinePace down = store.lines().pace(other);
        assertThat(slow.blocked(NOW)).contains(LinePace.Block.RATE);
        assertThat(slow.epoch()).isEqualTo(1);
        assertThat(down.blocked(until.minusMillis(1))).contains(LinePace.Block.ERROR);
        assertThat(down.blocked(until)).isEmpty();
        assertThat(down.epoch()).isZero();
        assertThat(wakes.woken()).containsExactly(LINE, other);
    }
}
