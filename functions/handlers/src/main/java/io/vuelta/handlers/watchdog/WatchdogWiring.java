package io.vuelta.handlers.watchdog;

import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.pace.WakeLines;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.WallClock;

/** What the watchdog needs. */
public record WatchdogWiring(WakeLines wakeLines) {
    static WatchdogWiring of(Settings settings) {
        Stores stores = Stores.of(settings);
        return new WatchdogWiring(new WakeLines(
                stores.ofCampaigns().campaigns(),
                stores.lines(),
                new SqsWakes(Aws.sqs(), settings.text("PACE_QUEUE_URL")),
                new WallClock()));
    }
}
