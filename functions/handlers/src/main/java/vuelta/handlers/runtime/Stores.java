package vuelta.handlers.runtime;

import vuelta.adapters.dynamodb.DynamoAgents;
import vuelta.adapters.dynamodb.DynamoAttempts;
import vuelta.adapters.dynamodb.DynamoCampaigns;
import vuelta.adapters.dynamodb.DynamoContacts;
import vuelta.adapters.dynamodb.DynamoDoNotContact;
import vuelta.adapters.dynamodb.DynamoExports;
import vuelta.adapters.dynamodb.DynamoLedger;
import vuelta.adapters.dynamodb.DynamoLines;
import vuelta.adapters.dynamodb.DynamoTable;
import vuelta.adapters.dynamodb.DynamoUploads;
import vuelta.adapters.dynamodb.PatientClient;
import vuelta.domain.agent.Agents;
import vuelta.domain.attempt.Attempts;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.contact.Contacts;
import vuelta.domain.export.Exports;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.line.Lines;
import vuelta.domain.suppression.DoNotContact;
import vuelta.domain.upload.Uploads;

/** The stores on one table. */
public record Stores(
        Agents agents,
        Lines lines,
        Campaigns campaigns,
        Contacts contacts,
        Attempts attempts,
        Ledger ledger,
        Uploads uploads,
        Exports exports,
        DoNotContact doNotContact) {
    public static Stores of(DynamoTable table) {
        return new Stores(
                new DynamoAgents(table),
                new DynamoLines(table),
                new DynamoCampaigns(table),
                new DynamoContacts(table),
                new DynamoAttempts(table),
                new DynamoLedger(table),
                new DynamoUploads(table),
                new DynamoExports(table),
                new DynamoDoNotContact(table));
    }

    /** The table that the settings name. */
    public static Stores of(Settings settings) {
        return of(new DynamoTable(PatientClient.create(), settings.text("TABLE")));
    }
}
