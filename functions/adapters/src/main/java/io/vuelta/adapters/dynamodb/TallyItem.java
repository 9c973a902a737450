package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.count.Counters;
import io.vuelta.domain.count.Sums;
import io.vuelta.domain.count.Tally;
import io.vuelta.domain.count.Tally.Mark;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One part of a campaign's counts as an item, with the counted position of each shard of the change stream. */
final class TallyItem {
    static final String VERSION = "v";
    private static final String CYCLE = "cycle";
    private static final String COUNTS = "counts";
    private static final String CLAIMS = "claims";
    private static final String ENDS = "ends";
    private static final String ADDED = "added";
    private static final String EDITS = "edits";
    private static final String RECOUNT = "recount";

    /** The figures of hours, packed because the item is written often, and should fit into one write unit. */
    private static final String HOURS = "hours";

    /**
     * The marks by shard: {@code <sequence number> <epoch milliseconds>}, as text because the number has up to 40
     * digits.
     */
    private static final String MARKS = "marks";

    private TallyItem() {}

    static Map<String, AttributeValue> of(Tally tally) {
        Sums sums = tally.sums();
        Map<String, AttributeValue> counts = new HashMap<>();
        sums.counters().counts().forEach((name, count) -> counts.put(name, AttributeValue.fromN(count.toString())));
        Map<String, String> marks = new HashMap<>();
        tally.marks()
                .forEach((shard, mark) -> marks.put(
                        shard, unpadded(mark.sequence()) + " " + mark.at().toEpochMilli()));
        return new ItemWriter(Keys.tally(tally.campaign(), tally.slot()))
                .put(VERSION, tally.version())
                .putCount(CYCLE, tally.cycle())
                .put(COUNTS, AttributeValue.fromM(counts))
                .putCount(CLAIMS, sums.claims())
                .putCount(ENDS, sums.ends())
                .putCount(ADDED, sums.added())
                .putCount(EDITS, sums.edits())
                .putFlag(RECOUNT, sums.recount())
                .putText(HOURS, DayItem.text(tally.hours()))
                .put(MARKS, marks)
                .item();
    }

    static Tally read(ItemReader item) {
        String sk = item.text("sk");
        return new Tally(
                Keys.campaignOf(item.text("pk")),
                Integer.parseInt(sk.substring(Keys.COUNT.length()), 16),
                item.integer(CYCLE),
                new Sums(
                        counters(item),
                        item.number(CLAIMS),
                        item.number(ENDS),
                        item.number(ADDED),
                        item.number(EDITS),
                        item.flag(RECOUNT)),
                DayItem.hours(item.textOrEmpty(HOURS)),
                marks(item),
                item.number(VERSION));
    }

    private static Counters counters(ItemReader item) {
        Map<String, Long> counts = new HashMap<>();
        AttributeValue value = item.attribute(COUNTS);
        if (value != null) {
            value.m().forEach((name, count) -> counts.put(name, Long.parseLong(count.n())));
        }
        return new Counters(counts);
    }

    private static SortedMap<String, Mark> marks(ItemReader item) {
        SortedMap<String, Mark> marks = new TreeMap<>();
        item.map(MARKS).forEach((shard, text) -> {
            List<String> parts = List.of(text.split(" ", 2));
            marks.put(shard, new Mark(padded(parts.getFirst()), Instant.ofEpochMilli(Long.parseLong(parts.getLast()))));
        });
        return marks;
    }

    /** Pads a sequence number, so that numbers of the same shard can be compared as texts. */
    static String padded(String sequence) {
        return "0".repeat(Math.max(0, Tally.SEQUENCE_DIGITS - sequence.length())) + sequence;
    }

    private static String unpadded(String sequence) {
        int from = 0;
        while (from < sequence.length() - 1 && sequence.charAt(from) == '0') {
            from++;
        }
        return sequence.substring(from);
    }
}
