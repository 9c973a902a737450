package io.vuelta.handlers.ingest;

import io.vuelta.adapters.csv.CsvContactFiles;
import io.vuelta.adapters.csv.CsvReports;
import io.vuelta.adapters.libphonenumber.CanonicalNumbers;
import io.vuelta.adapters.s3.S3Objects;
import io.vuelta.adapters.sqs.SqsBatches;
import io.vuelta.adapters.sqs.SqsIngestRequests;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.file.FinishUpload;
import io.vuelta.domain.file.IngestUpload;
import io.vuelta.domain.file.ReadContactFile;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.Redelivery;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsRedelivery;
import io.vuelta.handlers.runtime.Stores;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The dependencies of the function that reads files. */
public record IngestWiring(IngestUpload ingest, Redelivery redelivery) {
    static IngestWiring of(Settings settings) {
        SqsClient sqs = Aws.sqs();
        return new IngestWiring(
                ingest(settings, Stores.of(settings), Aws.s3(), sqs),
                new SqsRedelivery(sqs, settings.text("UPLOADS_QUEUE_URL")));
    }

    /** The use case with these stores and clients. */
    public static IngestUpload ingest(Settings settings, Stores stores, S3Client s3, SqsClient sqs) {
        S3Objects objects = new S3Objects(s3, settings.text("BUCKET"));
        // Parsing numbers uses the CPU, while sending mostly waits.
        Executor readers = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().daemon().name("reader-", 0).factory());
        Executor senders = Executors.newVirtualThreadPerTaskExecutor();
        return new IngestUpload(
                stores.uploads(),
                stores.ofCampaigns().campaigns(),
                stores.agents(),
                new CsvContactFiles(objects::open),
                new ReadContactFile(new CanonicalNumbers(), readers),
                new SqsBatches(sqs, settings.text("CONTACTS_QUEUE_URL"), senders),
                new FinishUpload(stores.uploads(), new CsvReports(objects::write)),
                new SqsIngestRequests(sqs, settings.text("UPLOADS_QUEUE_URL")),
                new SqsWakes(sqs, settings.text("PACE_QUEUE_URL")));
    }
}
