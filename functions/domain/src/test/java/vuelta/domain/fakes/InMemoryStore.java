package vuelta.domain.fakes;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import vuelta.domain.agent.Agents;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.Attempts;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.Contacts;
import vuelta.domain.export.Exports;
import vuelta.domain.ledger.Counters;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.line.Lines;
import vuelta.domain.suppression.DoNotContact;
import vuelta.domain.upload.Uploads;

/** The store behind every store port, in memory: one lock, so that what a port promises to do in one step is one. */
public final class InMemoryStore {
    private final Tables tables = new Tables();
    private final Campaigns campaigns = new InMemoryCampaigns(tables);
    private final Contacts contacts = new InMemoryContacts(tables);
    private final Attempts attempts = new InMemoryAttempts(tables);
    private final Lines lines = new InMemoryLines(tables);
    private final Agents agents = new InMemoryAgents(tables);
    private final Uploads uploads = new InMemoryUploads(tables);
    private final Exports exports = new InMemoryExports(tables);
    private final Ledger ledger = new InMemoryLedger(tables);
    private final DoNotContact doNotContact = new InMemoryDoNotContact(tables);

    public Campaigns campaigns() {
        return campaigns;
    }

    public Contacts contacts() {
        return contacts;
    }

    public Attempts attempts() {
        return attempts;
    }

    public Lines lines() {
        return lines;
    }

    public Agents agents() {
        return agents;
    }

    public Uploads uploads() {
        return uploads;
    }

    public Exports exports() {
        return exports;
    }

    public Ledger ledger() {
        return ledger;
    }

    public DoNotContact doNotContact() {
        return doNotContact;
    }

    /**
     * From now on tells {@code faults} of every operation: {@code campaigns.save}, {@code contacts.find},
     * {@code ledger.commit} and so on, by port and method. {@link Faults#NONE} ends that.
     */
    public void faults(Faults faults) {
        tables.faults(faults);
    }

    /** From now on {@code due} and {@code nextDue} answer from what is stored now, as an index that lags would. */
    public void freezeIndex() {
        tables.freezeIndex();
    }

    /** The index has caught up, and keeps up. */
    public void thawIndex() {
        tables.thawIndex();
    }

    /** What the campaign's counters must equal. */
    public Counters recount(CampaignId campaign) {
        Map<String, Long> sum = new HashMap<>();
        synchronized (tables) {
            Stream<Counters> contacts = tables.contacts.values().stream()
                    .filter(contact -> contact.id().campaign().equals(campaign))
                    .map(contact -> Counters.of(contact.in(
                            requireNonNull(tables.campaigns.get(campaign)).cycle())));
            Stream<Counters> attempts = tables.attempts.values().stream()
                    .filter(attempt -> attempt.id().campaign().equals(campaign))
                    .map(Counters::of);
            Stream.concat(contacts, attempts)
                    .forEach(one -> one.counts().forEach((name, count) -> sum.merge(name, count, Long::sum)));
        }
        return new Counters(sum);
    }

    /** All of a campaign's contacts, by their hashes; no fault is told of it. */
    public List<Contact> contactsOf(CampaignId campaign) {
        synchronized (tables) {
            return tables.contacts.values().stream()
                    .filter(contact -> contact.id().campaign().equals(campaign))
                    .sorted(InMemoryContacts.BY_HASH)
                    .toList();
        }
    }

    /** All of a campaign's attempts, by contact and number; no fault is told of it. */
    public List<Attempt> attemptsOf(CampaignId campaign) {
        synchronized (tables) {
            return tables.attempts.values().stream()
                    .filter(attempt -> attempt.id().campaign().equals(campaign))
                    .sorted(InMemoryAttempts.BY_NUMBER)
                    .toList();
        }
    }
}
