package io.vuelta.handlers.load;

import io.vuelta.adapters.csv.CsvReports;
import io.vuelta.adapters.s3.S3Objects;
import io.vuelta.adapters.s3.S3Transcripts;
import io.vuelta.adapters.sqs.SqsBatches;
import io.vuelta.adapters.sqs.SqsErasureRequests;
import io.vuelta.adapters.sqs.SqsJobRequests;
import io.vuelta.adapters.sqs.SqsRemovalRequests;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.action.ActOnContact;
import io.vuelta.domain.bulk.RunJob;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.erasure.EraseContact;
import io.vuelta.domain.erasure.RunErasure;
import io.vuelta.domain.file.CopyContacts;
import io.vuelta.domain.file.EraseReportRows;
import io.vuelta.domain.file.FinishUpload;
import io.vuelta.domain.file.LoadBatch;
import io.vuelta.domain.retention.RemoveContacts;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.wake.Wakes;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.RandomWaits;
import io.vuelta.handlers.runtime.Redelivery;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsRedelivery;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.VirtualThreads;
import io.vuelta.handlers.runtime.WallClock;
import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The parts of the function that loads contacts. */
public record LoadWiring(
        LoadBatch load,
        CopyContacts copy,
        RunJob jobs,
        RunErasure erasures,
        RemoveContacts removals,
        Redelivery redelivery) {
    static LoadWiring of(Settings settings) {
        SqsClient sqs = Aws.sqs();
        WallClock clock = new WallClock();
        Stores stores = Stores.of(settings);
        Campaigns campaigns = stores.ofCampaigns().campaigns();
        Contacts contacts = stores.ofContacts().contacts();
        DoNotContact doNotContact = stores.ofPeople().doNotContact();
        S3Objects objects = new S3Objects(Aws.s3(), settings.text("BUCKET"));
        FinishUpload finishUpload = new FinishUpload(stores.uploads(), new CsvReports(objects::write));
        Wakes wakes = new SqsWakes(sqs, settings.text("PACE_QUEUE_URL"));
        LoadBatch load = new LoadBatch(
                campaigns, contacts, stores.uploads(), doNotContact, finishUpload, wakes, new VirtualThreads(), clock);
        CopyContacts copy = new CopyContacts(
                campaigns,
                contacts,
                stores.uploads(),
                load,
                finishUpload,
                new SqsBatches(sqs, settings.text("CONTACTS_QUEUE_URL")),
                wakes);
        return new LoadWiring(
                load,
                copy,
                jobs(settings, stores, sqs, wakes),
                erasures(settings, stores, objects, sqs, wakes),
                removals(settings, stores, sqs),
                new SqsRedelivery(sqs, settings.text("CONTACTS_QUEUE_URL")));
    }

    private static RunJob jobs(Settings settings, Stores stores, SqsClient sqs, Wakes wakes) {
        RandomWaits races = new RandomWaits();
        WallClock clock = new WallClock();
        Campaigns campaigns = stores.ofCampaigns().campaigns();
        Contacts contacts = stores.ofContacts().contacts();
        return new RunJob(
                stores.jobs(),
                campaigns,
                contacts,
                new ActOnContact(campaigns, contacts, stores.ofPeople().doNotContact(), wakes, races, clock),
                new SqsJobRequests(sqs, settings.text("CONTACTS_QUEUE_URL")),
                races,
                clock);
    }

    private static RemoveContacts removals(Settings settings, Stores stores, SqsClient sqs) {
        return new RemoveContacts(
                stores.ofCampaigns().campaigns(),
                stores.ofCampaigns().books(),
                stores.ofPeople().removals(),
                new SqsRemovalRequests(sqs, settings.text("CONTACTS_QUEUE_URL")),
                Duration.ofDays(settings.number("CONTACT_RETENTION_DAYS")),
                new WallClock());
    }

    private static RunErasure erasures(
            Settings settings, Stores stores, S3Objects objects, SqsClient sqs, Wakes wakes) {
        return new RunErasure(
                stores.ofPeople().erasures(),
                new SqsErasureRequests(sqs, settings.text("CONTACTS_QUEUE_URL")),
                stores.ofContacts().contacts(),
                stores.ofPeople().traces(),
                stores.ofPeople().userIds(),
                new S3Transcripts(objects),
                stores.uploads(),
                new EraseReportRows(stores.uploads(), new CsvReports(objects::write)),
                new EraseContact(
                        stores.ofCampaigns().campaigns(),
                        stores.ofContacts().contacts(),
                        stores.ofPeople().userIds(),
                        wakes,
                        new RandomWaits(),
                        new WallClock()),
                new VirtualThreads(),
                new WallClock());
    }
}
