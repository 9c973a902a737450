package io.vuelta.domain.export;

import io.vuelta.domain.campaign.CampaignId;
import java.util.List;
import java.util.Optional;

/** Store of the exports' states. */
public interface Exports {
    void create(Export export);

    /** Strongly consistent. */
    Optional<Export> find(ExportId id);

    /**
     * A campaign's exports, the newest first.
     *
     * @param after the last one of the page before; empty for the first page
     */
    List<Export> list(CampaignId campaign, Optional<ExportId> after, int limit);

    /** This export and the next newer ones of its campaign, the newest last. */
    List<Export> newer(ExportId from, int limit);

    /**
     * Stores the result of an export, on condition that the stored one has the previous version. False otherwise; then
     * it may be this very write that was applied before, by a request whose answer was lost.
     */
    boolean save(Export next);
}
