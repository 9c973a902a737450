package vuelta.handlers.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import vuelta.domain.attempt.AnsweredBy;
import vuelta.domain.contact.ContactStatus;
import vuelta.domain.ledger.Counters;
import vuelta.domain.ledger.Pacing;

/** The figures of a phone campaign. Rates are of all calls, or of all contacts, with four decimals. */
final class Analytics {
    private static final int DECIMALS = 4;

    private Analytics() {}

    static ObjectNode json(Counters counters, Pacing pacing) {
        ObjectNode json = Json.object();
        long calls = counters.calls();
        json.put("calls", calls);
        put(json, "callsAnsweredByHuman", counters.answeredBy(AnsweredBy.HUMAN), calls);
        put(json, "callsAnsweredByMachine", counters.answeredBy(AnsweredBy.MACHINE), calls);
        put(json, "callsAnsweredByUnknown", counters.answeredBy(AnsweredBy.UNKNOWN), calls);
        long contacts = counters.contacts();
        json.put("contacts", contacts);
        put(json, "contactsProcessed", processed(counters), contacts);
        put(json, "contactsFailed", counters.in(ContactStatus.FAILED), contacts);
        put(json, "contactsVoicemail", counters.in(ContactStatus.VOICEMAIL), contacts);
        put(json, "contactsAnswered", counters.in(ContactStatus.ANSWERED), contacts);
        put(json, "contactsConverted", counters.in(ContactStatus.CONVERTED), contacts);
        ObjectNode byStatus = json.putObject("contacts_by_status");
        for (ContactStatus status : ContactStatus.values()) {
            byStatus.put(status.wire(), counters.in(status));
        }
        return json.put("attempts", calls).put("retries", counters.retries()).put("in_flight", pacing.inFlight());
    }

    /** Contacts for whom nothing is under way or still to come. */
    private static long processed(Counters counters) {
        return counters.contacts() - counters.waiting() - counters.in(ContactStatus.SENDING);
    }

    private static void put(ObjectNode json, String name, long count, long all) {
        json.put(name, count);
        json.put(name + "Rate", rate(count, all));
    }

    private static BigDecimal rate(long count, long all) {
        return all == 0
                ? BigDecimal.ZERO.setScale(DECIMALS)
                : BigDecimal.valueOf(count).divide(BigDecimal.valueOf(all), DECIMALS, RoundingMode.HALF_UP);
    }
}
