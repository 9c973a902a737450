package io.vuelta.domain.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.line.LineId;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryReceivedMessages;
import io.vuelta.testkit.fakes.InMemoryStore;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a provider tells of a line's account or templates. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApplyLineNewsTest {
    private static final Instant NOW = Examples.MONDAY.plusSeconds(60);
    private static final LineId LINE = new LineId("line");

    private final InMemoryStore store = new InMemoryStore();
    private final ApplyLineNews heed =
            new ApplyLineNews(store.doNotContact(), new InMemoryReceivedMessages(), store.campaigns(), () -> NOW);

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

    @Test
    void an_account_that_is_out_pauses_every_campaign_of_its_line_and_says_why() {
        CampaignId here = active("c1", LINE, "promo", null);
        CampaignId elsewhere = active("c2", new LineId("other"), "promo", null);

        heed.apply(LINE, new LineNews.AccountOut("WHATSAPP_ACCOUNT_RESTRICTION", NOW));

        assertThat(found(here).status()).isEqualTo(CampaignStatus.INACTIVE);
        assertThat(Objects.requireNonNull(found(here).stop()).reason()).isEqualTo("WHATSAPP_ACCOUNT_RESTRICTION");
        assertThat(found(elsewhere).status()).isEqualTo(CampaignStatus.ACTIVE);
    }

    @Test
    void a_template_that_is_out_is_replaced_by_its_alternative_or_pauses_the_campaigns_that_send_it() {
        CampaignId alone = active("c1", LINE, "promo", null);
        CampaignId replaced = active("c2", LINE, "promo", "promo_2");
        CampaignId another = active("c3", LINE, "hello", "promo");

        heed.apply(LINE, new LineNews.TemplateUnusable("promo", "es_MX", "WHATSAPP_TEMPLATE_PAUSED", NOW));
        heed.apply(LINE, new LineNews.TemplateUnusable("hello", "en", "WHATSAPP_TEMPLATE_PAUSED", NOW));

        assertThat(found(alone).status()).isEqualTo(CampaignStatus.INACTIVE);
        assertThat(found(replaced).status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(Objects.requireNonNull(found(replaced).templateOut())).isAfter(NOW);
        assertThat(found(another).status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(found(another).templateOut()).isNull();
    }

    @Test
    void what_happened_before_a_campaign_was_set_going_has_been_put_right() {
        CampaignId id = active("c1", LINE, "promo", null);

        heed.apply(LINE, new LineNews.AccountOut("WHATSAPP_ACCOUNT_RESTRICTION", Examples.MONDAY.minusSeconds(1)));

        assertThat(found(id).status()).isEqualTo(CampaignStatus.ACTIVE);
    }
}
