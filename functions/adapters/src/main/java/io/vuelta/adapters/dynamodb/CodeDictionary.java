package io.vuelta.adapters.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for codes that repeat within one packed value. The usual ones have fixed numbers, the most frequent the smallest;
 * any other is spelled out once, and referred to after that.
 */
final class CodeDictionary {
    /** A marker, which no code can be because of its character: the detail of the next entry follows. */
    static final String DETAIL = "\u0000DETAIL";

    /**
     * The codes with fixed numbers. Stored values contain these numbers: new codes are added at the end, and none is
     * moved or removed.
     */
    private static final List<String> USUAL = List.of(
            "CLAIMED",
            "BEGUN",
            "LATE",
            "LOADED",
            "BUSY",
            "NO_ANSWER",
            "VOICEMAIL",
            "ANSWERED",
            "CONTACT_WINDOW_CLOSED",
            "TAKEN_BY_PROVIDER",
            "DELIVERED",
            "READ",
            "CAMPAIGN_CHANGED",
            "WINDOW_CLOSED",
            "COMMAND_LOST",
            "DATA_UPDATED",
            "ACCEPTED_BY_PROVIDER",
            "QUEUED",
            "RINGING",
            "IN_PROGRESS",
            "FORWARDING",
            "ENDED",
            "FAILED",
            "SENT",
            "DETECTED_HUMAN",
            "DETECTED_MACHINE",
            "DETECTED_UNKNOWN",
            "NOT_DETECTED",
            "RECORDED",
            "ACCEPTED",
            "REJECTED",
            "LINE_SLOWED",
            "LINE_RATE",
            "LINE_ERROR",
            "DAY_OVER",
            "EXPIRED",
            "CONVERTED",
            "FOLLOW_UP",
            "SETTINGS_CHANGED",
            "CONTACT_ZONE_UNKNOWN",
            "RETRY_ASKED_FOR",
            "SKIPPED_BY_HAND",
            "REMOVED_BY_HAND",
            "DO_NOT_CONTACT",
            "ASKED_TO_STOP",
            "TOO_SLOW",
            "CALL_FAILED",
            "MESSAGE_FAILED",
            "NOT_KNOWN_TO_PROVIDER",
            "NEVER_HEARD_OF",
            "CAMPAIGN_INACTIVE",
            "CAMPAIGN_FINISHED",
            "CAMPAIGN_CANCELLED",
            "CAMPAIGN_COOLDOWN",
            "CAMPAIGN_ARCHIVED",
            "CAMPAIGN_ENDED",
            "CYCLE_1",
            "CYCLE_2",
            "CYCLE_3",
            CodeDictionary.DETAIL,
            "NUMBER_UPDATED",
            "LOOK_UP_FAILED",
            "FOUND_BY_LOOK_UP",
            "REQUEUED",
            "REPLIED",
            "NO_RESPONSE",
            "ERASED");

    private static final Map<String, Integer> NUMBERS = numbers();

    /** The number before a code that is spelled out. */
    static final int SPELLED_OUT = 0;

    /** Maximum number of spelled-out codes that can be referred to. */
    private static final int MAX_OWN = 15;

    private static final int FIRST_USUAL = MAX_OWN + 1;

    private final List<String> own = new ArrayList<>();

    /** The codes that have a number. */
    static List<String> usual() {
        return USUAL.stream().filter(code -> !code.equals(DETAIL)).toList();
    }

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < USUAL.size(); i++) {
            numbers.put(USUAL.get(i), FIRST_USUAL + i);
        }
        return Map.copyOf(numbers);
    }

    /** The code's number, or {@link #SPELLED_OUT} for a new code, which has a number from then on. */
    int numberOf(String code) {
        Integer usual = NUMBERS.get(code);
        if (usual != null) {
            return usual;
        }
        int at = own.indexOf(code);
        if (at < 0) {
            add(code);
        }
        return at + 1;
    }

    /** The code of a number that was written in the same order. */
    String code(int number, PackedReader reader) {
        if (number == SPELLED_OUT) {
            String code = reader.text();
            add(code);
            return code;
        }
        return number < FIRST_USUAL ? own.get(number - 1) : USUAL.get(number - FIRST_USUAL);
    }

    private void add(String code) {
        if (own.size() < MAX_OWN) {
            own.add(code);
        }
    }
}
