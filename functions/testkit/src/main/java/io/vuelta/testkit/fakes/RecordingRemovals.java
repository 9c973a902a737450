package io.vuelta.testkit.fakes;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.retention.RemovalCursor;
import io.vuelta.domain.retention.RemovalRequests;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** Requests to remove contacts, in the order in which they were made. */
public final class RecordingRemovals implements RemovalRequests {
    /** The requested checks. */
    public final Queue<Optional<CampaignId>> looks = new ArrayDeque<>();

    /** The requested removals. */
    public final Queue<Removal> removals = new ArrayDeque<>();

    /** A requested removal. */
    public record Removal(CampaignId campaign, RemovalCursor from, Duration delay) {}

    @Override
    public void look(Optional<CampaignId> after) {
        looks.add(after);
    }

    @Override
    public void remove(CampaignId campaign, RemovalCursor from, Duration delay) {
        removals.add(new Removal(campaign, from, delay));
    }
}
