package io.vuelta.testkit.fakes;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.retention.RemovalCursor;
import io.vuelta.domain.retention.Removals;
import java.time.Instant;
import java.util.List;

/** What expires is gone at once. */
final class InMemoryRemovals implements Removals {
    private final Tables tables;

    InMemoryRemovals(Tables tables) {
        this.tables = tables;
    }

    @Override
    public RemovalCursor expire(CampaignId campaign, RemovalCursor from, int limit, Instant at) {
        return tables.run("removals.expire", () -> {
            if (from.ended()) {
                return from;
            }
            if (from.isOfCampaign()) {
                tables.batches.keySet().removeIf(upload -> upload.campaign().equals(campaign));
                tables.copiedPages.keySet().removeIf(upload -> upload.campaign().equals(campaign));
                return from.nextPartition();
            }
            List<ContactId> page =
                    InMemoryContacts.beyond(tables, campaign, new ScanCursor(from.partition(), from.after())).stream()
                            .limit(limit)
                            .map(contact -> contact.id())
                            .toList();
            page.forEach(tables::remove);
            return page.size() < limit
                    ? from.nextPartition()
                    : from.past(page.getLast().hash());
        });
    }
}
