package io.vuelta.handlers.watchdog;

import io.vuelta.adapters.sqs.SqsRemovalRequests;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.pace.WakeLines;
import io.vuelta.domain.retention.OrderRemovals;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.WallClock;
import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The parts of the watchdog. */
public record WatchdogWiring(WakeLines wakeLines, OrderRemovals removals) {
    static WatchdogWiring of(Settings settings) {
        Stores stores = Stores.of(settings);
        SqsClient sqs = Aws.sqs();
        return new WatchdogWiring(
                new WakeLines(
                        stores.ofCampaigns().campaigns(),
                        stores.lines(),
                        new SqsWakes(sqs, settings.text("PACE_QUEUE_URL")),
                        new WallClock()),
                new OrderRemovals(
                        new SqsRemovalRequests(sqs, settings.text("CONTACTS_QUEUE_URL")),
                        Duration.ofDays(settings.number("CONTACT_RETENTION_DAYS"))));
    }
}
