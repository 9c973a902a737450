package io.vuelta.domain.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.line.LineId;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryStore;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The campaigns of the events that are settled. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KnownCampaignsTest {
    private final InMemoryStore store = new InMemoryStore();
    private Instant now = Instant.parse("2026-03-02T15:00:00Z");

    @Test
    void a_campaign_is_read_once_a_second_unless_a_contact_is_in_a_later_cycle() {
        Campaign first = Examples.campaign(
                new CampaignId("c1"),
                new LineId("line"),
                CampaignStatus.ACTIVE,
                Examples.with().build());
        store.campaigns().create(first);
        KnownCampaigns known = new KnownCampaigns(store.campaigns(), () -> now);
        Campaign read = known.get(first.id(), 0);
        assertThat(store.campaigns().save(read)).isTrue();
        Campaign written = store.campaigns().find(first.id()).orElseThrow();

        assertThat(known.get(first.id(), 0)).isSameAs(read);
        assertThat(known.get(first.id(), read.cycle().number() + 1)).isEqualTo(written);

        assertThat(store.campaigns().save(written)).isTrue();
        now = now.plus(KnownCampaigns.MAX_AGE).minusMillis(1);
        assertThat(known.get(first.id(), 0)).isEqualTo(written);
        now = now.plusMillis(1);
        assertThat(known.get(first.id(), 0))
                .isEqualTo(store.campaigns().find(first.id()).orElseThrow())
                .isNotEqualTo(written);
    }
}
