package io.vuelta.bench;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.file.IngestUpload;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.handlers.ingest.IngestWiring;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryReceivedMessages;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.InMemoryUserIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** The deployed ingest function, with other implementations of the clients of S3 and SQS, and of the stores. */
final class IngestFunction {
    private static final UploadId UPLOAD = new UploadId(new CampaignId("c1"), "up");

    private IngestFunction() {}

    static String read(Path file) {
        InMemoryStore store = new InMemoryStore();
        store.agents().put(Examples.agent());
        store.campaigns()
                .create(Examples.campaign(
                        UPLOAD.campaign(), new LineId("l1"), CampaignStatus.PENDING, Examples.settings()));
        store.uploads().create(Upload.waiting(UPLOAD, "contacts.csv", 1, "uploads/c1/up", Examples.MONDAY));
        Settings settings = Settings.of(Map.of(
                "BUCKET",
                "bucket",
                "CONTACTS_QUEUE_URL",
                "contacts",
                "UPLOADS_QUEUE_URL",
                "uploads",
                "PACE_QUEUE_URL",
                "pace"));
        TakingSqs sqs = new TakingSqs();
        IngestUpload ingest = IngestWiring.ingest(settings, stores(store), new OneObject(file), sqs);

        IngestUpload.Result result = ingest.handle(UPLOAD, () -> false);

        Upload upload = store.uploads().find(UPLOAD).orElseThrow();
        if (result != IngestUpload.Result.READ
                || !Long.valueOf(sqs.batches.get()).equals((long) batches(upload))) {
            throw new IllegalStateException(result + " with " + sqs.batches + " batches: " + upload);
        }
        return "rows=" + rows(file) + " batches=" + sqs.batches + " message_mib=" + sqs.bytes.get() / 1024 / 1024;
    }

    private static Stores stores(InMemoryStore store) {
        return new Stores(
                store.agents(),
                store.lines(),
                new Stores.OfCampaigns(store.campaigns(), store.books(), store.claimBatches(), store.counts()),
                new Stores.OfContacts(store.contacts(), store.people(), store.attempts(), store.conversations()),
                new Stores.OfPeople(
                        store.erasures(),
                        store.traces(new InMemoryReceivedMessages(), new InMemoryUserIds()),
                        store.removals(new InMemoryUserIds()),
                        store.doNotContact(),
                        new InMemoryUserIds()),
                store.uploads(),
                store.exports(),
                store.jobs());
    }

    private static int batches(Upload upload) {
        Integer batches = upload.batches().all();
        return batches == null ? -1 : batches;
    }

    /** The number of rows, from the file's name, so that counting them is not measured. */
    private static String rows(Path file) {
        return file.getFileName().toString().replaceAll("[^0-9]", "");
    }

    /** A bucket in which every key is this file. */
    private record OneObject(Path file) implements S3Client {
        @Override
        public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
            try {
                return transformer.transform(
                        GetObjectResponse.builder()
                                .contentLength(Files.size(file))
                                .build(),
                        AbortableInputStream.create(Files.newInputStream(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    }

    /** Queues that accept every message and keep none. */
    private static final class TakingSqs implements SqsClient {
        private final AtomicLong batches = new AtomicLong();
        private final AtomicLong bytes = new AtomicLong();

        @Override
        public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
            for (SendMessageBatchRequestEntry entry : request.entries()) {
                batches.incrementAndGet();
                bytes.addAndGet(entry.messageBody().length());
            }
            return SendMessageBatchResponse.builder().build();
        }

        @Override
        public SendMessageResponse sendMessage(SendMessageRequest request) {
            return SendMessageResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }
}
