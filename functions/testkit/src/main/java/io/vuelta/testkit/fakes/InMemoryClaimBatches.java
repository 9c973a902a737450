package io.vuelta.testkit.fakes;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.claim.ClaimBatch;
import io.vuelta.domain.claim.ClaimBatches;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

final class InMemoryClaimBatches implements ClaimBatches {
    private final Tables tables;

    InMemoryClaimBatches(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void put(ClaimBatch batch) {
        tables.write("claimBatches.put", () -> {
            if (tables.book(batch.campaign()).lastBatch() >= batch.number()
                    && !batch.equals(of(batch.campaign()).get(batch.number()))) {
                throw new IllegalStateException("claim batch " + batch.number() + " was opened already");
            }
            tables.claims
                    .computeIfAbsent(batch.campaign(), key -> new TreeMap<>())
                    .put(batch.number(), batch);
        });
    }

    @Override
    public Optional<ClaimBatch> find(CampaignId campaign, long number) {
        return tables.run(
                "claimBatches.find", () -> Optional.ofNullable(of(campaign).get(number)));
    }

    private Map<Long, ClaimBatch> of(CampaignId campaign) {
        return tables.claims.getOrDefault(campaign, new TreeMap<>());
    }
}
