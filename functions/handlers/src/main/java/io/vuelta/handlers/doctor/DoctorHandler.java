package io.vuelta.handlers.doctor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.vuelta.adapters.sqs.SqsRecounts;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.count.RecountCampaign;
import io.vuelta.handlers.runtime.Settings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares campaigns with their contacts and corrects their counts. Invoked by hand with {@code {"campaign": "…",
 * "mend": true}}, it returns the differences. A message in its queue is a correction that the pacer has ordered.
 */
public final class DoctorHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private final RecountCampaign recount;

    public DoctorHandler() {
        this(Settings.environment());
    }

    public DoctorHandler(Map<String, String> environment) {
        this(DoctorWiring.of(Settings.of(environment)));
    }

    public DoctorHandler(DoctorWiring wiring) {
        this.recount = wiring.recount();
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        if (event.get("Records") instanceof List<?> records) {
            records.forEach(record -> examine(ordered(record), true, context));
            return Map.of();
        }
        if (!(event.get("campaign") instanceof String campaign)) {
            throw new IllegalArgumentException("the event must be {\"campaign\": \"<id>\", \"mend\": true or false}");
        }
        return examine(new CampaignId(campaign), Boolean.TRUE.equals(event.get("mend")), context);
    }

    private static CampaignId ordered(@Nullable Object record) {
        if (record instanceof Map<?, ?> message && message.get("body") instanceof String body) {
            return SqsRecounts.read(body);
        }
        throw new IllegalArgumentException("a record of the queue has no body");
    }

    private Map<String, Object> examine(CampaignId id, boolean mend, Context context) {
        return recount.examine(id, mend)
                .map(diagnosis -> DiagnosisView.logged(diagnosis, context))
                .orElseThrow(() -> new IllegalArgumentException("there is no campaign " + id));
    }
}
