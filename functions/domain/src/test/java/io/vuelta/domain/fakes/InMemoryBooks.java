package io.vuelta.domain.fakes;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.claim.Book;
import io.vuelta.domain.claim.Books;

final class InMemoryBooks implements Books {
    private final Tables tables;

    InMemoryBooks(Tables tables) {
        this.tables = tables;
    }

    @Override
    public Book find(CampaignId campaign) {
        return tables.run("books.find", () -> tables.book(campaign));
    }

    @Override
    public boolean save(Book next) {
        return tables.run("books.save", () -> {
            Book stored = tables.book(next.campaign());
            if (stored.version() != next.version()) {
                return stored.equals(next.written());
            }
            tables.books.put(next.campaign(), next.written());
            return true;
        });
    }
}
