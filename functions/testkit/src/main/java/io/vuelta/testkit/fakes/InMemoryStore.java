package io.vuelta.testkit.fakes;

import static java.util.Objects.requireNonNull;

import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Conversations;
import io.vuelta.domain.bulk.Jobs;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.Cycle;
import io.vuelta.domain.claim.ClaimBatches;
import io.vuelta.domain.claim.OpenClaimsBooks;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.count.CountChanges;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.count.Counts;
import io.vuelta.domain.erasure.Erasures;
import io.vuelta.domain.erasure.Traces;
import io.vuelta.domain.export.Exports;
import io.vuelta.domain.line.Capacity;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.retention.Removals;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.upload.Uploads;
import io.vuelta.domain.wake.Wakes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The store behind every store port, in memory: one lock, so that each step that a port guarantees is atomic. */
public final class InMemoryStore {
    private final Tables tables = new Tables();
    private final Campaigns campaigns = new InMemoryCampaigns(tables);
    private final Contacts contacts = new InMemoryContacts(tables);
    private final People people = new InMemoryPeople(tables);
    private final Attempts attempts = new InMemoryAttempts(tables);
    private final Conversations conversations = new InMemoryConversations(tables);
    private final OpenClaimsBooks books = new InMemoryBooks(tables);
    private final ClaimBatches claimBatches = new InMemoryClaimBatches(tables);
    private final Counts counts = new InMemoryCounts(tables);
    private final Lines lines = new InMemoryLines(tables);
    private final Agents agents = new InMemoryAgents(tables);
    private final Uploads uploads = new InMemoryUploads(tables);
    private final Exports exports = new InMemoryExports(tables);
    private final Jobs jobs = new InMemoryJobs(tables);
    private final Erasures erasures = new InMemoryErasures(tables);
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

    /** The capacity by which the line was planned last; empty before its first plan. */
    public Optional<Capacity> plannedCapacity(LineId line) {
        return Optional.ofNullable(tables.planned.get(line));
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

    public Jobs jobs() {
        return jobs;
    }

    public Erasures erasures() {
        return erasures;
    }

    public Removals removals(InMemoryUserIds userIds) {
        return new InMemoryRemovals(tables, userIds);
    }

    /** A person's data beside the contacts, in this store and in these. */
    public Traces traces(InMemoryReceivedMessages replies, InMemoryUserIds userIds) {
        return new InMemoryTraces(tables, replies, userIds);
    }

    public People people() {
        return people;
    }

    public Conversations conversations() {
        return conversations;
    }

    public OpenClaimsBooks books() {
        return books;
    }

    public ClaimBatches claimBatches() {
        return claimBatches;
    }

    public Counts counts() {
        return counts;
    }

    /** Removes all claim batches, as the table does when they expire. */
    public void expireClaimBatches() {
        synchronized (tables) {
            tables.claims.clear();
        }
    }

    /** The changes in the form of the store's change stream. */
    public InMemoryChanges changes() {
        return tables.changes;
    }

    public DoNotContact doNotContact() {
        return doNotContact;
    }

    /**
     * From now on reports every operation to {@code faults}: {@code campaigns.save}, {@code contacts.find}, {@code
     * contacts.write} and so on, by port and method. {@link Faults#NONE} ends that.
     */
    public void faults(Faults faults) {
        tables.faults(faults);
    }

    /**
     * From now on a contact contains data of up to {@code bytes} UTF-8 bytes, and longer data is stored separately; 0:
     * all data is separate. The default is {@value Tables#MAX_DATA_INSIDE}.
     */
    public void dataInside(int bytes) {
        tables.dataInside(bytes);
    }

    /**
     * From now on {@code due}, {@code withNumber} and {@code nextDue} return the present state, like an index that
     * lags.
     */
    public void freezeIndex() {
        tables.freezeIndex();
    }

    /** The index shows the present state again, and stays up to date. */
    public void thawIndex() {
        tables.thawIndex();
    }

    /** Reads the change stream to its end, and returns the campaign's counters. */
    public Counters counted(CampaignId campaign) {
        Wakes noWakes = _ -> {};
        CountChanges counting = new CountChanges(counts, campaigns, noWakes, InstantSource.fixed(Instant.EPOCH));
        tables.changes.drain(counting::count);
        return counts.sums(campaign, cycle(campaign).number()).counters();
    }

    private Cycle cycle(CampaignId campaign) {
        synchronized (tables) {
            return requireNonNull(tables.campaigns.get(campaign)).cycle();
        }
    }

    /** The values that the campaign's counters must have after the change stream has been read to its end. */
    public Counters recount(CampaignId campaign) {
        Cycle cycle = cycle(campaign);
        Counters sum = Counters.NONE;
        for (Contact contact : contactsOf(campaign)) {
            sum = sum.plus(Counters.of(contact.in(cycle)));
        }
        for (Attempt attempt : attemptsOf(campaign)) {
            sum = sum.plus(Counters.of(attempt));
        }
        return sum;
    }

    /** All of a campaign's contacts with their data, by their hashes; this is not reported to the faults. */
    public List<Contact> contactsOf(CampaignId campaign) {
        synchronized (tables) {
            return tables.whole().stream()
                    .filter(contact -> contact.id().campaign().equals(campaign))
                    .sorted(InMemoryContacts.BY_HASH)
                    .toList();
        }
    }

    /** All of a campaign's attempts, by contact and number; this is not reported to the faults. */
    public List<Attempt> attemptsOf(CampaignId campaign) {
        synchronized (tables) {
            return InMemoryAttempts.all(tables)
                    .filter(attempt -> attempt.id().campaign().equals(campaign))
                    .sorted(InMemoryAttempts.BY_NUMBER)
                    .toList();
        }
    }
}
