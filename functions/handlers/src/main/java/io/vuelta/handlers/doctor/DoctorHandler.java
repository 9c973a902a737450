package io.vuelta.handlers.doctor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.vuelta.adapters.sqs.SqsRecounts;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.count.RecountCampaign;
import io.vuelta.domain.count.RecountCampaign.Diagnosis;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.LogLine;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.WallClock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares campaigns with their contacts and corrects their counts. Invoked by hand with {@code {"campaign": "…", "mend": true}}, it
 * answers what it found; a message of its queue makes it correct what the pacer has ordered.
 */
public final class DoctorHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private static final String CAMPAIGN = "campaign";

    private final RecountCampaign recount;

    public DoctorHandler() {
        this(Settings.environment());
    }

    public DoctorHandler(Map<String, String> environment) {
        this(wire(Settings.of(environment)));
    }

    public DoctorHandler(RecountCampaign recount) {
        this.recount = recount;
    }

    private static RecountCampaign wire(Settings settings) {
        Stores stores = Stores.of(settings);
        return new RecountCampaign(
                stores.campaigns(),
                stores.people(),
                stores.books(),
                stores.counts(),
                stores.lines(),
                new SqsWakes(Aws.sqs(), settings.text("PACE_QUEUE_URL")),
                new WallClock());
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        if (event.get("Records") instanceof List<?> records) {
            records.forEach(record -> examine(ordered(record), true, context));
            return Map.of();
        }
        if (!(event.get(CAMPAIGN) instanceof String campaign)) {
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
        Diagnosis diagnosis =
                recount.examine(id, mend).orElseThrow(() -> new IllegalArgumentException("there is no campaign " + id));
        LogLine.of(context, "doctor")
                .with(CAMPAIGN, id)
                .with("healthy", diagnosis.isHealthy())
                .with("mended", diagnosis.mended())
                .info();
        return answer(diagnosis);
    }

    /** As JSON: what differs, and what was done. */
    private static Map<String, Object> answer(Diagnosis diagnosis) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(CAMPAIGN, diagnosis.campaign().value());
        answer.put("healthy", diagnosis.isHealthy());
        answer.put("differences", new TreeMap<>(diagnosis.differences()));
        answer.put("in_flight", Map.of("kept", diagnosis.inFlightKept(), "found", diagnosis.inFlightFound()));
        answer.put("counted_today", diagnosis.reservedToday());
        answer.put("overdue_batches", new ArrayList<>(diagnosis.overdueBatches()));
        answer.put("line_alarm_passed", diagnosis.alarmPassed());
        answer.put("to_be_recounted", diagnosis.kept().recount());
        answer.put("mended", diagnosis.mended().name().toLowerCase(Locale.ROOT));
        return answer;
    }
}
