package io.vuelta.handlers.count;

import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.count.CountChanges;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.WallClock;

/** The dependencies of the function that counts. */
public record CountWiring(CountChanges countChanges) {
    static CountWiring of(Settings settings) {
        Stores stores = Stores.of(settings);
        return new CountWiring(new CountChanges(
                stores.ofCampaigns().counts(),
                stores.ofCampaigns().campaigns(),
                new SqsWakes(Aws.sqs(), settings.text("PACE_QUEUE_URL")),
                new WallClock()));
    }
}
