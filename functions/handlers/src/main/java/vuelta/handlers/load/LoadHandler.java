package vuelta.handlers.load;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import vuelta.adapters.sqs.SqsBatches;
import vuelta.domain.file.CopyContacts;
import vuelta.domain.file.LoadBatch;
import vuelta.handlers.runtime.Aws;
import vuelta.handlers.runtime.Messages;
import vuelta.handlers.runtime.Redelivery;
import vuelta.handlers.runtime.Settings;
import vuelta.handlers.runtime.SqsRedelivery;

/** Contacts queue → {@link LoadBatch}, or {@link CopyContacts}. */
public final class LoadHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final LoadBatch load;
    private final CopyContacts copy;
    private final Messages messages;

    public LoadHandler() {
        this(Settings.environment());
    }

    public LoadHandler(Map<String, String> environment) {
        this(Settings.of(environment), Aws.sqs());
    }

    private LoadHandler(Settings settings, SqsClient sqs) {
        this(new Wiring(settings, sqs), new SqsRedelivery(sqs, settings.text("CONTACTS_QUEUE_URL")));
    }

    private LoadHandler(Wiring wiring, Redelivery redelivery) {
        this(wiring.load(), wiring.copy(), redelivery);
    }

    public LoadHandler(LoadBatch load, CopyContacts copy, Redelivery redelivery) {
        this.load = load;
        this.copy = copy;
        this.messages = new Messages(redelivery);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return messages.each(event, context, message -> handle(SqsBatches.read(message.getBody())));
    }

    private void handle(SqsBatches.Work work) {
        switch (work) {
            case SqsBatches.Work.Load batch -> load.handle(batch.batch());
            case SqsBatches.Work.Copy page -> copy.handle(page.page());
        }
    }
}
