package vuelta.handlers.ingest;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import vuelta.adapters.csv.CsvContactFiles;
import vuelta.adapters.csv.CsvObjects;
import vuelta.adapters.libphonenumber.CanonicalNumbers;
import vuelta.adapters.s3.S3Objects;
import vuelta.adapters.sqs.SqsBatches;
import vuelta.adapters.sqs.SqsIngestRequests;
import vuelta.adapters.sqs.SqsWakes;
import vuelta.domain.file.FinishUpload;
import vuelta.domain.file.IngestUpload;
import vuelta.domain.file.ReadContactFile;
import vuelta.handlers.runtime.Settings;
import vuelta.handlers.runtime.Stores;

/** Puts the ingest function together. */
public final class Wiring {
    private Wiring() {}

    /** On these stores and clients. */
    public static IngestUpload of(Settings settings, Stores stores, S3Client s3, SqsClient sqs) {
        S3Objects objects = new S3Objects(s3, settings.text("BUCKET"));
        // Reading numbers keeps a core busy; sending mostly waits.
        Executor readers = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().daemon().name("reader-", 0).factory());
        Executor senders = Executors.newVirtualThreadPerTaskExecutor();
        return new IngestUpload(
                stores.uploads(),
                stores.campaigns(),
                stores.agents(),
                new CsvContactFiles(objects::open),
                new ReadContactFile(
                        new CanonicalNumbers(),
                        new SqsBatches(sqs, settings.text("CONTACTS_QUEUE_URL"), senders),
                        readers),
                new FinishUpload(stores.uploads(), new CsvObjects(objects::create)),
                new SqsIngestRequests(sqs, settings.text("UPLOADS_QUEUE_URL")),
                new SqsWakes(sqs, settings.text("PACE_QUEUE_URL")));
    }
}
