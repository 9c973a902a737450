package vuelta.handlers.pace;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.Map;
import vuelta.adapters.libphonenumber.NumberZones;
import vuelta.adapters.scheduler.SchedulerSchedules;
import vuelta.adapters.sqs.SqsCommands;
import vuelta.adapters.sqs.SqsWakes;
import vuelta.domain.pace.PaceLine;
import vuelta.handlers.runtime.Aws;
import vuelta.handlers.runtime.Messages;
import vuelta.handlers.runtime.Settings;
import vuelta.handlers.runtime.Stores;
import vuelta.handlers.runtime.WallClock;

/** Pace queue → {@link PaceLine}. Wake-ups of one line in one batch are one tick. */
public final class PaceHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final PaceLine pace;

    public PaceHandler() {
        this(Settings.environment());
    }

    public PaceHandler(Map<String, String> environment) {
        this(wire(Settings.of(environment)));
    }

    public PaceHandler(PaceLine pace) {
        this.pace = pace;
    }

    private static PaceLine wire(Settings settings) {
        Stores stores = Stores.of(settings);
        WallClock clock = new WallClock();
        SchedulerSchedules.Settings schedules = new SchedulerSchedules.Settings(
                settings.text("SCHEDULE_GROUP"),
                settings.text("PACE_QUEUE_ARN"),
                settings.text("SCHEDULE_ROLE_ARN"),
                settings.text("SCHEDULE_DEAD_LETTERS_ARN"));
        return new PaceLine(
                stores.lines(),
                stores.campaigns(),
                stores.contacts(),
                stores.ledger(),
                new SqsCommands(Aws.sqs(), settings.text("DISPATCH_QUEUE_URL"), clock),
                new SchedulerSchedules(Aws.scheduler(), schedules),
                new NumberZones(),
                clock,
                settings.seconds("ASK_AFTER_SECONDS").multipliedBy(2));
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return Messages.collapsed(
                event, context, SqsWakes::read, message -> pace.tick(SqsWakes.read(message.getBody())));
    }
}
