package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.contact.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Decisions about a contact as one binary attribute, because every write of the contact writes them again: a usual
 * entry takes three to eight bytes. Each begins with the number of its code and two flags; times are in milliseconds
 * after the previous entry. Before an entry with a detail there are a marker and the detail.
 */
final class HistoryBytes {
    private static final int HAS_UNTIL = 1;
    private static final int OTHER_ATTEMPT = 2;
    private static final int FLAG_BITS = 2;

    private HistoryBytes() {}

    static AttributeValue of(List<HistoryEntry> history) {
        PackedWriter packed = new PackedWriter();
        CodeDictionary dictionary = new CodeDictionary();
        Instant before = Instant.EPOCH;
        int attempt = 0;
        for (HistoryEntry entry : history) {
            Instant until = entry.until();
            String detail = entry.detail();
            if (detail != null) {
                packed.unsigned((long) dictionary.numberOf(CodeDictionary.DETAIL) << FLAG_BITS);
                putCode(packed, dictionary, detail);
            }
            int number = dictionary.numberOf(entry.what());
            packed.unsigned(((long) number << FLAG_BITS)
                    | (until == null ? 0 : HAS_UNTIL)
                    | (entry.attempt() == attempt ? 0 : OTHER_ATTEMPT));
            if (number == CodeDictionary.SPELLED_OUT) {
                packed.text(entry.what());
            }
            packed.after(before, entry.at());
            if (entry.attempt() != attempt) {
                packed.unsigned(entry.attempt());
            }
            if (until != null) {
                packed.after(entry.at(), until);
            }
            before = entry.at();
            attempt = entry.attempt();
        }
        return packed.done();
    }

    /** Writes a code or a detail; a repeated one is spelled out only once. */
    private static void putCode(PackedWriter packed, CodeDictionary dictionary, String text) {
        int number = dictionary.numberOf(text);
        packed.unsigned(number);
        if (number == CodeDictionary.SPELLED_OUT) {
            packed.text(text);
        }
    }

    static List<HistoryEntry> read(@Nullable AttributeValue value) {
        PackedReader packed = new PackedReader(value);
        CodeDictionary dictionary = new CodeDictionary();
        List<HistoryEntry> history = new ArrayList<>();
        Instant before = Instant.EPOCH;
        int attempt = 0;
        while (!packed.isAtEnd()) {
            int first = packed.integer();
            String what = dictionary.code(first >>> FLAG_BITS, packed);
            String detail = null;
            if (what.equals(CodeDictionary.DETAIL)) {
                detail = dictionary.code(packed.integer(), packed);
                first = packed.integer();
                what = dictionary.code(first >>> FLAG_BITS, packed);
            }
            Instant at = packed.after(before);
            attempt = (first & OTHER_ATTEMPT) == 0 ? attempt : packed.integer();
            Instant until = (first & HAS_UNTIL) == 0 ? null : packed.after(at);
            history.add(new HistoryEntry(at, what, attempt, until, detail));
            before = at;
        }
        return history;
    }
}
