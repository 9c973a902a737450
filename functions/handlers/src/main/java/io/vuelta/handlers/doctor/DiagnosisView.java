package io.vuelta.handlers.doctor;

import com.amazonaws.services.lambda.runtime.Context;
import io.vuelta.domain.count.RecountCampaign.Diagnosis;
import io.vuelta.handlers.runtime.LogLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A diagnosis as JSON: the differences, and the actions. */
final class DiagnosisView {
    private DiagnosisView() {}

    static Map<String, Object> logged(Diagnosis diagnosis, Context context) {
        LogLine.of(context, "doctor")
                .with("campaign", diagnosis.campaign())
                .with("healthy", diagnosis.isHealthy())
                .with("mended", diagnosis.correction())
                .info();
        return of(diagnosis);
    }

    private static Map<String, Object> of(Diagnosis diagnosis) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("campaign", diagnosis.campaign().value());
        view.put("healthy", diagnosis.isHealthy());
        view.put("differences", new TreeMap<>(diagnosis.differences()));
        view.put("in_flight", Map.of("kept", diagnosis.inFlightKept(), "found", diagnosis.inFlightFound()));
        view.put("counted_today", diagnosis.reservedToday());
        view.put("overdue_batches", new ArrayList<>(diagnosis.overdueBatches()));
        view.put("line_alarm_passed", diagnosis.alarmPassed());
        view.put("to_be_recounted", diagnosis.kept().recount());
        view.put("mended", diagnosis.correction().name().toLowerCase(Locale.ROOT));
        if (diagnosis.contactsRemoved() != null) {
            view.put("contacts_removed_at", diagnosis.contactsRemoved().toString());
        }
        return view;
    }
}
