package io.vuelta.handlers.doctor;

import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.count.RecountCampaign;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.WallClock;

/** The dependencies of the doctor. */
public record DoctorWiring(RecountCampaign recount) {
    static DoctorWiring of(Settings settings) {
        Stores stores = Stores.of(settings);
        return new DoctorWiring(new RecountCampaign(
                stores.ofCampaigns().campaigns(),
                stores.ofContacts().people(),
                stores.ofCampaigns().books(),
                stores.ofCampaigns().counts(),
                stores.lines(),
                new SqsWakes(Aws.sqs(), settings.text("PACE_QUEUE_URL")),
                new WallClock()));
    }
}
