package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.price.MessageCategory;
import java.util.HashMap;
import java.util.Map;

/** Short stored names for values that every contact and attempt has. */
final class Codes {
    private static final Map<String, ContactStatus> CONTACT_STATUSES = new HashMap<>();
    private static final Map<String, CallStatus> CALL_STATUSES = new HashMap<>();
    private static final Map<String, MessageStatus> MESSAGE_STATUSES = new HashMap<>();
    private static final Map<String, AnsweredBy> ANSWERED_BY = new HashMap<>();
    private static final Map<String, MessageCategory> MESSAGE_CATEGORIES = new HashMap<>();

    static {
        for (ContactStatus status : ContactStatus.values()) {
            CONTACT_STATUSES.put(of(status), status);
        }
        for (CallStatus status : CallStatus.values()) {
            CALL_STATUSES.put(of(status), status);
        }
        for (MessageStatus status : MessageStatus.values()) {
            MESSAGE_STATUSES.put(of(status), status);
        }
        for (AnsweredBy by : AnsweredBy.values()) {
            ANSWERED_BY.put(of(by), by);
        }
        for (MessageCategory category : MessageCategory.values()) {
            MESSAGE_CATEGORIES.put(of(category), category);
        }
    }

    private Codes() {}

    static String of(ContactStatus status) {
        return switch (status) {
            case QUEUE -> "q";
            case SENDING -> "s";
            case RETRYING -> "r";
            case FAILED -> "f";
            case VOICEMAIL -> "v";
            case ANSWERED -> "a";
            case DELIVERED -> "d";
            case READ -> "rd";
            case ACCEPTED -> "ac";
            case REJECTED -> "rj";
            case CONVERTED -> "c";
            case SKIPPED -> "sk";
            case SUPPRESSED -> "sp";
            case REMOVED -> "rm";
        };
    }

    static ContactStatus contactStatus(String code) {
        return known(CONTACT_STATUSES, code);
    }

    static String of(CallStatus status) {
        return switch (status) {
            case CREATED -> "c";
            case UNKNOWN -> "u";
            case QUEUED -> "q";
            case RINGING -> "r";
            case IN_PROGRESS -> "p";
            case FORWARDING -> "fw";
            case ENDED -> "e";
            case BUSY -> "b";
            case NO_ANSWER -> "n";
            case FAILED -> "f";
        };
    }

    static CallStatus callStatus(String code) {
        return known(CALL_STATUSES, code);
    }

    static String of(MessageStatus status) {
        return switch (status) {
            case CREATED -> "c";
            case UNKNOWN -> "u";
            case SENT -> "s";
            case FAILED -> "f";
            case DELIVERED -> "d";
            case READ -> "r";
            case ACCEPTED -> "a";
            case REJECTED -> "j";
        };
    }

    static MessageStatus messageStatus(String code) {
        return known(MESSAGE_STATUSES, code);
    }

    static String of(AnsweredBy by) {
        return switch (by) {
            case HUMAN -> "h";
            case MACHINE -> "m";
            case UNKNOWN -> "u";
        };
    }

    static AnsweredBy answeredBy(String code) {
        return known(ANSWERED_BY, code);
    }

    static String of(MessageCategory category) {
        return switch (category) {
            case MARKETING -> "m";
            case UTILITY -> "u";
            case AUTHENTICATION -> "a";
            case SERVICE -> "s";
        };
    }

    static MessageCategory messageCategory(String code) {
        return known(MESSAGE_CATEGORIES, code);
    }

    private static <T> T known(Map<String, T> codes, String code) {
        T value = codes.get(code);
        if (value == null) {
            throw new IllegalStateException("not a code: " + code);
        }
        return value;
    }
}
