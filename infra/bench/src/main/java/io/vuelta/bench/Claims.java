package io.vuelta.bench;

import io.vuelta.adapters.dynamodb.DynamoClaimBatches;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.claim.ClaimBatch;
import io.vuelta.domain.claim.ClaimBatch.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All claims of a campaign, as its pacer has stored them. */
final class Claims {
    /** Maximum number of missing batches in a row: a batch is missing if its pacer died before it wrote the batch. */
    private static final int MAX_GAP = 20;

    private final Map<String, List<Instant>> slots = new HashMap<>();
    private int members;

    private Claims() {}

    static Claims of(LocalSystem system, Journey journey) {
        Claims claims = new Claims();
        DynamoClaimBatches batches = new DynamoClaimBatches(system.table());
        int missing = 0;
        for (long number = 1; missing < MAX_GAP; number++) {
            Optional<ClaimBatch> batch = batches.find(new CampaignId(journey.id()), number);
            batch.ifPresent(found -> found.members().forEach(claims::add));
            missing = batch.isPresent() ? 0 : missing + 1;
        }
        return claims;
    }

    private void add(Member member) {
        members++;
        slots.computeIfAbsent(new AttemptId(member.contact(), member.attempt()).toString(), _ -> new ArrayList<>())
                .add(member.slot());
    }

    /** The number of claims of all contacts; more than the attempts, if some claims were released. */
    int members() {
        return members;
    }

    /**
     * The time from the slot of an attempt's last claim until the provider accepted the attempt; empty for an attempt
     * without a claim.
     */
    Optional<Duration> lateness(Journey.AcceptedRequest accepted) {
        return slots.getOrDefault(accepted.attempt(), List.of()).stream()
                .filter(slot -> !slot.isAfter(accepted.at()))
                .max(Instant::compareTo)
                .map(slot -> Duration.between(slot, accepted.at()));
    }
}
