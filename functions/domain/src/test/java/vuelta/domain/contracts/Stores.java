package vuelta.domain.contracts;

import vuelta.domain.agent.Agents;
import vuelta.domain.attempt.Attempts;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.contact.Contacts;
import vuelta.domain.export.Exports;
import vuelta.domain.fakes.InMemoryStore;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.line.Lines;
import vuelta.domain.suppression.DoNotContact;
import vuelta.domain.upload.Uploads;

/** Every store port over one store. */
public record Stores(
        Campaigns campaigns,
        Contacts contacts,
        Attempts attempts,
        Lines lines,
        Agents agents,
        Uploads uploads,
        Exports exports,
        Ledger ledger,
        DoNotContact doNotContact) {
    public static Stores of(InMemoryStore store) {
        return new Stores(
                store.campaigns(),
                store.contacts(),
                store.attempts(),
                store.lines(),
                store.agents(),
                store.uploads(),
                store.exports(),
                store.ledger(),
                store.doNotContact());
    }
}
