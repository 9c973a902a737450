package io.vuelta.handlers.settle;

import io.vuelta.adapters.dynamodb.DynamoReceivedMessages;
import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.adapters.dynamodb.RetryingClient;
import io.vuelta.adapters.s3.S3Objects;
import io.vuelta.adapters.s3.S3Transcripts;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.action.RecordResult;
import io.vuelta.domain.settle.Settle;
import io.vuelta.domain.settle.SettleEarlyReply;
import io.vuelta.domain.store.Parallel;
import io.vuelta.domain.wake.Wakes;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.Redelivery;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsRedelivery;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.VirtualThreads;
import io.vuelta.handlers.runtime.WallClock;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The dependencies of the function that settles. */
public record SettleWiring(
        Settle settle,
        SettleEarlyReply replies,
        RecordResult results,
        Wakes wakes,
        Redelivery redelivery,
        Parallel parallel) {
    static SettleWiring of(Settings settings) {
        WallClock clock = new WallClock();
        DynamoTable table = new DynamoTable(RetryingClient.create(), settings.text("TABLE"));
        Stores stores = Stores.of(table);
        SqsClient sqs = Aws.sqs();
        Wakes wakes = new SqsWakes(sqs, settings.text("PACE_QUEUE_URL"));
        Settle settle = stores.settle(stores.reactToTrouble(wakes), settings.seconds("TECHNICAL_BACKOFF_SECONDS"));
        RecordResult results = new RecordResult(
                stores.ofCampaigns().campaigns(),
                stores.agents(),
                stores.ofContacts().contacts(),
                stores.ofContacts().attempts(),
                stores.ofContacts().conversations(),
                new S3Transcripts(new S3Objects(Aws.s3(), settings.text("BUCKET"))),
                stores.ofPeople().doNotContact(),
                clock);
        return new SettleWiring(
                settle,
                new SettleEarlyReply(stores.ofContacts().attempts(), new DynamoReceivedMessages(table), settle),
                results,
                wakes,
                new SqsRedelivery(sqs, settings.text("OUTCOME_QUEUE_URL")),
                new VirtualThreads());
    }
}
