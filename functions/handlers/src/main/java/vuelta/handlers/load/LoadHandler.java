package vuelta.handlers.load;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.Map;
import vuelta.adapters.csv.CsvObjects;
import vuelta.adapters.s3.S3Objects;
import vuelta.adapters.sqs.SqsBatches;
import vuelta.adapters.sqs.SqsWakes;
import vuelta.domain.file.FinishUpload;
import vuelta.domain.file.LoadBatch;
import vuelta.handlers.runtime.Aws;
import vuelta.handlers.runtime.Messages;
import vuelta.handlers.runtime.Settings;
import vuelta.handlers.runtime.Stores;
import vuelta.handlers.runtime.WallClock;

/** Contacts queue → {@link LoadBatch}. */
public final class LoadHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final LoadBatch load;

    public LoadHandler() {
        this(Settings.environment());
    }

    public LoadHandler(Map<String, String> environment) {
        this(wire(Settings.of(environment)));
    }

    LoadHandler(LoadBatch load) {
        this.load = load;
    }

    private static LoadBatch wire(Settings settings) {
        Stores stores = Stores.of(settings);
        S3Objects objects = new S3Objects(Aws.s3(), settings.text("BUCKET"));
        WallClock clock = new WallClock();
        return new LoadBatch(
                stores.campaigns(),
                stores.ledger(),
                new FinishUpload(stores.uploads(), new CsvObjects(objects::create)),
                new SqsWakes(Aws.sqs(), settings.text("PACE_QUEUE_URL"), clock),
                clock);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return Messages.each(event, context, message -> load.handle(SqsBatches.read(message.getBody())));
    }
}
