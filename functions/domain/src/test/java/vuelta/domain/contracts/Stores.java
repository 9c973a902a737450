package vuelta.domain.contracts;

import vuelta.domain.agent.Agents;
import vuelta.domain.attempt.Conversations;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.claim.Books;
import vuelta.domain.claim.ClaimBatches;
import vuelta.domain.contact.Attempts;
import vuelta.domain.contact.Contacts;
import vuelta.domain.contact.People;
import vuelta.domain.count.Counts;
import vuelta.domain.export.Exports;
import vuelta.domain.fakes.InMemoryStore;
import vuelta.domain.line.Lines;
import vuelta.domain.suppression.DoNotContact;
import vuelta.domain.upload.Uploads;

/** Every store port over one store. */
public record Stores(
        Campaigns campaigns,
        Contacts contacts,
        People people,
        Attempts attempts,
        Conversations conversations,
        Books books,
        ClaimBatches claimBatches,
        Counts counts,
        Lines lines,
        Agents agents,
        Uploads uploads,
        Exports exports,
        DoNotContact doNotContact) {
    public static Stores of(InMemoryStore store) {
        return new Stores(
                store.campaigns(),
                store.contacts(),
                store.people(),
                store.attempts(),
                store.conversations(),
                store.books(),
                store.claimBatches(),
                store.counts(),
                store.lines(),
                store.agents(),
                store.uploads(),
                store.exports(),
                store.doNotContact());
    }
}
