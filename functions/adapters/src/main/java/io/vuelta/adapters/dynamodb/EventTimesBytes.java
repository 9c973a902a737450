package io.vuelta.adapters.dynamodb;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The events of an attempt as one binary attribute: for each event the number of its code, and the milliseconds since
 * the attempt began.
 */
final class EventTimesBytes {
    private EventTimesBytes() {}

    static AttributeValue of(SortedMap<String, Instant> eventTimes, Instant createdAt) {
        PackedWriter packed = new PackedWriter();
        CodeDictionary dictionary = new CodeDictionary();
        eventTimes.forEach((what, at) -> {
            int number = dictionary.numberOf(what);
            packed.unsigned(number);
            if (number == CodeDictionary.SPELLED_OUT) {
                packed.text(what);
            }
            packed.after(createdAt, at);
        });
        return packed.done();
    }

    static SortedMap<String, Instant> read(@Nullable AttributeValue value, Instant createdAt) {
        PackedReader packed = new PackedReader(value);
        CodeDictionary dictionary = new CodeDictionary();
        SortedMap<String, Instant> eventTimes = new TreeMap<>();
        while (!packed.isAtEnd()) {
            String what = dictionary.code(packed.integer(), packed);
            eventTimes.put(what, packed.after(createdAt));
        }
        return eventTimes;
    }
}
