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
    public boolean put(ClaimBatch batch) {
        return tables.run("claimBatches.put", () -> {
            ClaimBatch there = tables.claims
                    .computeIfAbsent(batch.campaign(), _ -> new TreeMap<>())
                    .putIfAbsent(batch.number(), batch);
            return there == null || there.equals(batch);
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
