package io.vuelta.handlers.pace;

import io.vuelta.adapters.libphonenumber.NumberZones;
import io.vuelta.adapters.scheduler.SchedulerSchedules;
import io.vuelta.adapters.sqs.SqsCommands;
import io.vuelta.adapters.sqs.SqsRecounts;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.pace.PaceLine;
import io.vuelta.domain.store.Parallel;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.Redelivery;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsRedelivery;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.VirtualThreads;
import io.vuelta.handlers.runtime.WallClock;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The dependencies of the function that paces a line. */
public record PaceWiring(PaceLine pace, Redelivery redelivery, Parallel parallel) {
    static PaceWiring of(Settings settings) {
        SqsClient sqs = Aws.sqs();
        Stores stores = Stores.of(settings);
        WallClock clock = new WallClock();
        SchedulerSchedules.Settings schedules = new SchedulerSchedules.Settings(
                settings.text("SCHEDULE_GROUP"),
                settings.text("PACE_QUEUE_ARN"),
                settings.text("SCHEDULE_ROLE_ARN"),
                settings.text("SCHEDULE_DEAD_LETTERS_ARN"));
        PaceLine.Ports ports = new PaceLine.Ports(
                new PaceLine.Stores(
                        stores.lines(),
                        stores.ofCampaigns().campaigns(),
                        stores.ofContacts().contacts(),
                        stores.ofCampaigns().books(),
                        stores.ofCampaigns().claimBatches(),
                        stores.ofCampaigns().counts(),
                        new SqsRecounts(sqs, settings.text("DOCTOR_QUEUE_URL"))),
                new SqsCommands(sqs, settings.text("DISPATCH_QUEUE_URL"), clock),
                new SchedulerSchedules(Aws.scheduler(), schedules),
                new SqsWakes(sqs, settings.text("PACE_QUEUE_URL")),
                new VirtualThreads(),
                clock,
                new NumberZones(),
                clock);
        PaceLine pace = new PaceLine(
                ports,
                settings.seconds("ASK_AFTER_SECONDS"),
                settings.seconds("ASK_AFTER_SECONDS").multipliedBy(2));
        return new PaceWiring(pace, new SqsRedelivery(sqs, settings.text("PACE_QUEUE_URL")), new VirtualThreads());
    }
}
