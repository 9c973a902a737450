package vuelta.handlers.runtime;

import vuelta.adapters.dynamodb.DynamoAgents;
import vuelta.adapters.dynamodb.DynamoAttempts;
import vuelta.adapters.dynamodb.DynamoBooks;
import vuelta.adapters.dynamodb.DynamoCampaigns;
import vuelta.adapters.dynamodb.DynamoClaimBatches;
import vuelta.adapters.dynamodb.DynamoContacts;
import vuelta.adapters.dynamodb.DynamoConversations;
import vuelta.adapters.dynamodb.DynamoCounts;
import vuelta.adapters.dynamodb.DynamoDoNotContact;
import vuelta.adapters.dynamodb.DynamoExports;
import vuelta.adapters.dynamodb.DynamoLines;
import vuelta.adapters.dynamodb.DynamoPeople;
import vuelta.adapters.dynamodb.DynamoTable;
import vuelta.adapters.dynamodb.DynamoUploads;
import vuelta.adapters.dynamodb.DynamoUserIds;
import vuelta.adapters.dynamodb.PatientClient;
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
import vuelta.domain.line.Lines;
import vuelta.domain.phone.UserIds;
import vuelta.domain.suppression.DoNotContact;
import vuelta.domain.upload.Uploads;

/** The stores on one table. */
public record Stores(
        Agents agents,
        Lines lines,
        Campaigns campaigns,
        Contacts contacts,
        People people,
        Attempts attempts,
        Conversations conversations,
        Books books,
        ClaimBatches claimBatches,
        Counts counts,
        Uploads uploads,
        Exports exports,
        DoNotContact doNotContact,
        UserIds userIds) {
    public static Stores of(DynamoTable table) {
        return new Stores(
                new DynamoAgents(table),
                new DynamoLines(table),
                new DynamoCampaigns(table),
                new DynamoContacts(table),
                new DynamoPeople(table),
                new DynamoAttempts(table),
                new DynamoConversations(table),
                new DynamoBooks(table),
                new DynamoClaimBatches(table),
                new DynamoCounts(table),
                new DynamoUploads(table),
                new DynamoExports(table),
                new DynamoDoNotContact(table),
                new DynamoUserIds(table));
    }

    /** The table that the settings name. */
    public static Stores of(Settings settings) {
        return of(new DynamoTable(PatientClient.create(), settings.text("TABLE")));
    }
}
