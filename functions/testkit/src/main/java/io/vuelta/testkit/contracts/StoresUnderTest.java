package io.vuelta.testkit.contracts;

import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.attempt.Conversations;
import io.vuelta.domain.bulk.Jobs;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.claim.ClaimBatches;
import io.vuelta.domain.claim.OpenClaimsBooks;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.count.Counts;
import io.vuelta.domain.export.Exports;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.upload.Uploads;
import io.vuelta.testkit.fakes.InMemoryStore;

/** Every store port over one store. */
public record StoresUnderTest(
        Campaigns campaigns,
        Contacts contacts,
        People people,
        Attempts attempts,
        Conversations conversations,
        Pacing pacing,
        Agents agents,
        Uploads uploads,
        Exports exports,
        Jobs jobs,
        DoNotContact doNotContact) {
    /** The stores from which attempts are planned. */
    public record Pacing(Lines lines, OpenClaimsBooks books, ClaimBatches claimBatches, Counts counts) {}

    public static StoresUnderTest of(InMemoryStore store) {
        return new StoresUnderTest(
                store.campaigns(),
                store.contacts(),
                store.people(),
                store.attempts(),
                store.conversations(),
                new Pacing(store.lines(), store.books(), store.claimBatches(), store.counts()),
                store.agents(),
                store.uploads(),
                store.exports(),
                store.jobs(),
                store.doNotContact());
    }
}
