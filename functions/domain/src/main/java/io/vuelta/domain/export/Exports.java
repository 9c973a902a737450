package io.vuelta.domain.export;

import io.vuelta.domain.campaign.CampaignId;
import java.util.List;
import java.util.Optional;

/** Store of the exports' states. */
public interface Exports {
    void create(Export export);

    /** The export; empty if it does not exist. Strongly consistent. */
    Optional<Export> find(ExportId id);

    /**
     * A campaign's exports, the newest first.
     *
     * @param after the last export of the previous page; empty for the first page
     */
    List<Export> list(CampaignId campaign, Optional<ExportId> after, int limit);

    /** This export and the next newer ones of its campaign, the newest last. */
    List<Export> newer(ExportId from, int limit);

    /**
     * Stores the result of an export, on condition that the stored export has the previous version. Returns false
     * otherwise; it is then possible that an earlier try of this write took effect and its answer was lost.
     */
    boolean save(Export next);
}
