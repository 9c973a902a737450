package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.claim.Book;
import io.vuelta.domain.claim.Books;

/** Pacing books, each an item beside its campaign. */
public final class DynamoBooks implements Books {
    private final DynamoTable table;

    public DynamoBooks(DynamoTable table) {
        this.table = table;
    }

    @Override
    public Book find(CampaignId campaign) {
        return table.find(Keys.pacing(campaign))
                .map(item -> BookItem.read(campaign, item))
                .orElseGet(() -> Book.empty(campaign));
    }

    @Override
    public boolean save(Book next) {
        return table.putOnce(
                table.putIfVersionOrNone(BookItem.of(next, next.version() + 1), BookItem.VERSION, next.version()));
    }
}
