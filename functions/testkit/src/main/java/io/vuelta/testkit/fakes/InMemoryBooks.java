package io.vuelta.testkit.fakes;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.claim.OpenClaimsBooks;

final class InMemoryBooks implements OpenClaimsBooks {
    private final Tables tables;

    InMemoryBooks(Tables tables) {
        this.tables = tables;
    }

    @Override
    public OpenClaimsBook find(CampaignId campaign) {
        return tables.run("books.find", () -> tables.book(campaign));
    }

    @Override
    public boolean save(OpenClaimsBook next) {
        return tables.run("books.save", () -> {
            OpenClaimsBook stored = tables.book(next.campaign());
            if (stored.version() != next.version()) {
                return stored.equals(next.written());
            }
            tables.books.put(next.campaign(), next.written());
            return true;
        });
    }
}
