package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.claim.ClaimBatch;
import io.vuelta.domain.claim.ClaimBatches;
import io.vuelta.testkit.examples.Examples;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of the store of claim batches. */
public abstract class ClaimBatchesContract extends StoreContract {
    private ClaimBatches batches() {
        return store().pacing().claimBatches();
    }

    private ClaimBatch batch(long number, int members) {
        List<ClaimBatch.Member> all = IntStream.range(0, members)
                .mapToObj(n -> new ClaimBatch.Member(
                        Examples.contact(campaign, n).id(),
                        1_000_000_000_000L + n,
                        n + 1,
                        NOW.plusMillis(n * 1_001L),
                        TODAY.plusDays(n % 2)))
                .toList();
        return new ClaimBatch(campaign, number, line, 12, 13, NOW.plusMillis(14), all);
    }

    @Test
    void a_batch_is_found_as_it_was_put() {
        assertThat(batches().find(campaign, 1)).isEmpty();

        batches().put(batch(1, 1));
        batches().put(batch(1_234_567_890_123L, ClaimBatch.MAX_MEMBERS));

        assertThat(batches().find(campaign, 1)).contains(batch(1, 1));
        assertThat(batches().find(campaign, 1_234_567_890_123L))
                .contains(batch(1_234_567_890_123L, ClaimBatch.MAX_MEMBERS));
        assertThat(batches().find(campaign, 2)).isEmpty();
        assertThat(batches().find(new CampaignId(fresh + "-other"), 1)).isEmpty();
    }

    /** The late write of a pacer that crashed. */
    @Test
    void a_number_is_written_once() {
        assertThat(batches().put(batch(1, 3))).isTrue();

        assertThat(batches().put(batch(1, 2))).isFalse();

        assertThat(batches().find(campaign, 1)).contains(batch(1, 3));
        assertThat(batches().put(batch(1, 3))).as("the same again").isTrue();
    }
}
