package vuelta.handlers.load;

import software.amazon.awssdk.services.sqs.SqsClient;
import vuelta.adapters.csv.CsvObjects;
import vuelta.adapters.s3.S3Objects;
import vuelta.adapters.sqs.SqsBatches;
import vuelta.adapters.sqs.SqsWakes;
import vuelta.domain.file.CopyContacts;
import vuelta.domain.file.FinishUpload;
import vuelta.domain.file.LoadBatch;
import vuelta.domain.wake.Wakes;
import vuelta.handlers.runtime.Aws;
import vuelta.handlers.runtime.Settings;
import vuelta.handlers.runtime.Stores;
import vuelta.handlers.runtime.VirtualThreads;
import vuelta.handlers.runtime.WallClock;

/** Puts the load function together. */
final class Wiring {
    private final LoadBatch load;
    private final CopyContacts copy;

    Wiring(Settings settings, SqsClient sqs) {
        WallClock clock = new WallClock();
        Stores stores = Stores.of(settings);
        S3Objects objects = new S3Objects(Aws.s3(), settings.text("BUCKET"));
        FinishUpload finishUpload = new FinishUpload(stores.uploads(), new CsvObjects(objects::create));
        Wakes wakes = new SqsWakes(sqs, settings.text("PACE_QUEUE_URL"));
        this.load = new LoadBatch(
                stores.campaigns(),
                stores.contacts(),
                stores.uploads(),
                stores.doNotContact(),
                finishUpload,
                wakes,
                new VirtualThreads(),
                clock);
        this.copy = new CopyContacts(
                stores.campaigns(),
                stores.contacts(),
                stores.uploads(),
                load,
                finishUpload,
                new SqsBatches(sqs, settings.text("CONTACTS_QUEUE_URL")),
                wakes);
    }

    LoadBatch load() {
        return load;
    }

    CopyContacts copy() {
        return copy;
    }
}
