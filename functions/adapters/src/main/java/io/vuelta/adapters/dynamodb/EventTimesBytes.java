package io.vuelta.adapters.dynamodb;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The events of an attempt as one binary attribute: for each word its number and the milliseconds since the attempt
 * began.
 */
final class EventTimesBytes {
    private EventTimesBytes() {}

    static AttributeValue of(SortedMap<String, Instant> told, Instant createdAt) {
        PackedWriter packed = new PackedWriter();
        Words words = new Words();
        told.forEach((what, at) -> {
            int word = words.numberOf(what);
            packed.unsigned(word);
            if (word == Words.SPELLED_OUT) {
                packed.text(what);
            }
            packed.after(createdAt, at);
        });
        return packed.done();
    }

    static SortedMap<String, Instant> read(@Nullable AttributeValue value, Instant createdAt) {
        PackedReader packed = new PackedReader(value);
        Words words = new Words();
        SortedMap<String, Instant> told = new TreeMap<>();
        while (!packed.isAtEnd()) {
            String what = words.word(packed.integer(), packed);
            told.put(what, packed.after(createdAt));
        }
        return told;
    }
}
