package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.line.Channel;
import io.vuelta.handlers.api.http.ApiJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** The figures of a campaign. A rate is a share of all calls, messages or contacts, rounded to four decimals. */
final class Analytics {
    private static final int DECIMALS = 4;

    /** The contact statuses of a phone campaign. */
    private static final List<ContactStatus> CALLED = List.of(
            ContactStatus.QUEUE,
            ContactStatus.SENDING,
            ContactStatus.RETRYING,
            ContactStatus.FAILED,
            ContactStatus.VOICEMAIL,
            ContactStatus.ANSWERED,
            ContactStatus.REJECTED,
            ContactStatus.CONVERTED,
            ContactStatus.SKIPPED,
            ContactStatus.SUPPRESSED);

    /** The contact statuses of a WhatsApp campaign. */
    private static final List<ContactStatus> WRITTEN_TO = List.of(
            ContactStatus.QUEUE,
            ContactStatus.SENDING,
            ContactStatus.RETRYING,
            ContactStatus.FAILED,
            ContactStatus.DELIVERED,
            ContactStatus.READ,
            ContactStatus.ACCEPTED,
            ContactStatus.REJECTED,
            ContactStatus.CONVERTED,
            ContactStatus.SKIPPED,
            ContactStatus.SUPPRESSED);

    private Analytics() {}

    static ObjectNode json(Channel channel, Counters counters, OpenClaimsBook book) {
        return switch (channel) {
            case PHONE_CALL -> rest(ofCalls(counters), CALLED, counters.calls(), counters, book);
            case WHATSAPP -> rest(ofMessages(counters), WRITTEN_TO, counters.messages(), counters, book);
        };
    }

    private static ObjectNode ofCalls(Counters counters) {
        ObjectNode json = ApiJson.object();
        long calls = counters.calls();
        json.put("calls", calls);
        put(json, "callsAnsweredByHuman", counters.answeredBy(AnsweredBy.HUMAN), calls);
        put(json, "callsAnsweredByMachine", counters.answeredBy(AnsweredBy.MACHINE), calls);
        put(json, "callsAnsweredByUnknown", counters.answeredBy(AnsweredBy.UNKNOWN), calls);
        put(json, "callsBusy", counters.callsBusy(), calls);
        put(json, "callsNoAnswer", counters.callsNotAnswered(), calls);
        put(json, "callsFailed", counters.callsFailed(), calls);
        long contacts = counters.contacts();
        json.put("contacts", contacts);
        put(json, "contactsProcessed", processed(counters), contacts);
        put(json, "contactsFailed", counters.in(ContactStatus.FAILED), contacts);
        put(json, "contactsVoicemail", counters.in(ContactStatus.VOICEMAIL), contacts);
        put(json, "contactsAnswered", counters.in(ContactStatus.ANSWERED), contacts);
        put(json, "contactsRejected", counters.in(ContactStatus.REJECTED), contacts);
        put(json, "contactsConverted", counters.in(ContactStatus.CONVERTED), contacts);
        return json;
    }

    private static ObjectNode ofMessages(Counters counters) {
        ObjectNode json = ApiJson.object();
        long messages = counters.messages();
        json.put("messages", messages);
        put(json, "messagesDelivered", counters.messagesDelivered(), messages);
        put(json, "messagesRead", counters.messagesRead(), messages);
        long contacts = counters.contacts();
        json.put("contacts", contacts);
        put(json, "contactsAccepted", counters.in(ContactStatus.ACCEPTED), contacts);
        put(json, "contactsRejected", counters.in(ContactStatus.REJECTED), contacts);
        put(json, "contactsConverted", counters.in(ContactStatus.CONVERTED), contacts);
        return json;
    }

    private static ObjectNode rest(
            ObjectNode json, List<ContactStatus> statuses, long attempts, Counters counters, OpenClaimsBook book) {
        ObjectNode byStatus = json.putObject("contacts_by_status");
        statuses.forEach(status -> byStatus.put(status.wire(), counters.in(status)));
        return json.put("attempts", attempts).put("retries", counters.retries()).put("in_flight", book.inFlight());
    }

    /**
     * The number of contacts without a current attempt and without further attempts. While a call lasts, its contact is
     * not processed.
     */
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
