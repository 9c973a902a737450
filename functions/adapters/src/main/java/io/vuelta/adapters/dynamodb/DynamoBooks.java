package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.claim.OpenClaimsBooks;

/** Pacing books, each an item beside its campaign. */
public final class DynamoBooks implements OpenClaimsBooks {
    private final DynamoTable table;

    public DynamoBooks(DynamoTable table) {
        this.table = table;
    }

    @Override
    public OpenClaimsBook find(CampaignId campaign) {
        return table.find(Keys.pacing(campaign))
                .map(item -> BookItem.read(campaign, item))
                .orElseGet(() -> OpenClaimsBook.empty(campaign));
    }

    @Override
    public boolean save(OpenClaimsBook next) {
        return table.putOnce(
                table.putIfVersionOrNone(BookItem.of(next, next.version() + 1), BookItem.VERSION, next.version()));
    }
}
