package io.vuelta.handlers.runtime;

import io.vuelta.adapters.dynamodb.DynamoAgents;
import io.vuelta.adapters.dynamodb.DynamoAttempts;
import io.vuelta.adapters.dynamodb.DynamoBooks;
import io.vuelta.adapters.dynamodb.DynamoCampaigns;
import io.vuelta.adapters.dynamodb.DynamoClaimBatches;
import io.vuelta.adapters.dynamodb.DynamoContacts;
import io.vuelta.adapters.dynamodb.DynamoConversations;
import io.vuelta.adapters.dynamodb.DynamoCounts;
import io.vuelta.adapters.dynamodb.DynamoDoNotContact;
import io.vuelta.adapters.dynamodb.DynamoErasures;
import io.vuelta.adapters.dynamodb.DynamoExports;
import io.vuelta.adapters.dynamodb.DynamoJobs;
import io.vuelta.adapters.dynamodb.DynamoLines;
import io.vuelta.adapters.dynamodb.DynamoPeople;
import io.vuelta.adapters.dynamodb.DynamoRemovals;
import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.adapters.dynamodb.DynamoTraces;
import io.vuelta.adapters.dynamodb.DynamoUploads;
import io.vuelta.adapters.dynamodb.DynamoUserIds;
import io.vuelta.adapters.dynamodb.RetryingClient;
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
import io.vuelta.domain.erasure.Erasures;
import io.vuelta.domain.erasure.Traces;
import io.vuelta.domain.export.Exports;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.phone.UserIds;
import io.vuelta.domain.retention.Removals;
import io.vuelta.domain.settle.ReactToTrouble;
import io.vuelta.domain.settle.Settle;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.upload.Uploads;
import io.vuelta.domain.wake.Wakes;
import java.time.Duration;

/** The stores on one table. */
public record Stores(
        Agents agents,
        Lines lines,
        OfCampaigns ofCampaigns,
        OfContacts ofContacts,
        OfPeople ofPeople,
        Uploads uploads,
        Exports exports,
        Jobs jobs) {
    /** The stores of campaigns, and of their claims and counts. */
    public record OfCampaigns(Campaigns campaigns, OpenClaimsBooks books, ClaimBatches claimBatches, Counts counts) {}

    /** The stores of a campaign's contacts, and of their attempts. */
    public record OfContacts(Contacts contacts, People people, Attempts attempts, Conversations conversations) {}

    /** The stores of people in all campaigns: who must not be contacted, and who is erased or removed. */
    public record OfPeople(
            Erasures erasures, Traces traces, Removals removals, DoNotContact doNotContact, UserIds userIds) {}

    public static Stores of(DynamoTable table) {
        UserIds userIds = new DynamoUserIds(table, new WallClock());
        return new Stores(
                new DynamoAgents(table),
                new DynamoLines(table, new WallClock()),
                new OfCampaigns(
                        new DynamoCampaigns(table),
                        new DynamoBooks(table),
                        new DynamoClaimBatches(table),
                        new DynamoCounts(table)),
                new OfContacts(
                        new DynamoContacts(table),
                        new DynamoPeople(table),
                        new DynamoAttempts(table),
                        new DynamoConversations(table)),
                new OfPeople(
                        new DynamoErasures(table),
                        new DynamoTraces(table, userIds),
                        new DynamoRemovals(table, userIds),
                        new DynamoDoNotContact(table),
                        userIds),
                new DynamoUploads(table),
                new DynamoExports(table),
                new DynamoJobs(table));
    }

    /** The table that the settings name. */
    public static Stores of(Settings settings) {
        return of(new DynamoTable(RetryingClient.create(), settings.text("TABLE")));
    }

    /**
     * Settles what happens to attempts.
     *
     * @param backoff the wait after a technical failure
     */
    public Settle settle(ReactToTrouble trouble, Duration backoff) {
        return new Settle(
                ofCampaigns.campaigns(),
                ofContacts.contacts(),
                ofContacts.attempts(),
                ofPeople.doNotContact(),
                ofPeople.userIds(),
                trouble,
                new WallClock(),
                backoff);
    }

    /** Reacts to errors that concern more than one attempt. */
    public ReactToTrouble reactToTrouble(Wakes wakes) {
        return new ReactToTrouble(ofCampaigns.campaigns(), lines, wakes, new WallClock());
    }
}
