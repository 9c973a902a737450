package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.campaign.Breaker;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.claim.OpenBatch;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.contact.ScanCursor;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A pacing book as an item. It is written several times a second and read by every plan, so its lists are packed: 50
 * endings and 60 open batches are less than 2 KB. Instants are stored in milliseconds.
 */
final class BookItem {
    static final String VERSION = "v";

    private static final String LAST_BATCH = "lb";
    private static final String SWEEP_SHARD = "ss";
    private static final String SWEEP_AFTER = "sa";
    private static final String SWEEP_CYCLE = "sc";
    private static final String NEXT_START = "ns";
    private static final String RESERVED = "rs";
    private static final String WAITING = "w";
    private static final String WAITING_UNTIL = "wu";
    private static final String WAITING_CODE = "wc";
    private static final String WAITING_ANSWERS = "wa";
    private static final String ENDINGS = "en";
    private static final String MADE = "m";
    private static final String CLOSED = "c";
    private static final String PLANNED_IN = "pi";
    private static final String RECOUNT_FILTERED = "rf";
    private static final String RECOUNT_CYCLE = "rc";
    private static final String RECOUNT_SHARD = "rh";
    private static final String RECOUNT_AFTER = "ra";
    private static final String RECOUNT_RETURNING = "rr";
    private static final String OPEN = "op";

    private BookItem() {}

    static Map<String, AttributeValue> of(OpenClaimsBook book, long version) {
        Waiting waiting = book.waiting();
        ItemWriter item = new ItemWriter(Keys.pacing(book.campaign()))
                .put(VERSION, version)
                .putCount(LAST_BATCH, book.lastBatch())
                .putCount(SWEEP_SHARD, book.pass().cursor().shard())
                .putText(SWEEP_AFTER, book.pass().cursor().after())
                .putCount(SWEEP_CYCLE, book.pass().cycle())
                .putMillisNotBefore(NEXT_START, book.limits().nextStart())
                .put(RESERVED, reserved(book.limits().reserved()))
                .put(WAITING, waiting == null ? null : waiting.reason().wire())
                .putMillis(WAITING_UNTIL, waiting == null ? null : waiting.until())
                .put(WAITING_CODE, waiting == null ? null : waiting.code())
                .putCount(WAITING_ANSWERS, waiting == null ? 0 : waiting.answers())
                .put(ENDINGS, endings(book.endings()))
                .putCount(MADE, book.made())
                .putCount(CLOSED, book.closed())
                .putCount(PLANNED_IN, book.plannedIn())
                .putCount(RECOUNT_FILTERED, book.recount().filtered())
                .putCount(RECOUNT_CYCLE, book.recount().cycle())
                .putCount(RECOUNT_SHARD, book.recount().cursor().shard())
                .putText(RECOUNT_AFTER, book.recount().cursor().after())
                .putCount(RECOUNT_RETURNING, book.recount().returning())
                .put(OPEN, open(book.open()));
        return item.item();
    }

    static OpenClaimsBook read(CampaignId campaign, ItemReader item) {
        return new OpenClaimsBook(
                campaign,
                item.number(LAST_BATCH),
                new OpenClaimsBook.Pass(
                        new ScanCursor(item.integer(SWEEP_SHARD), item.textOrEmpty(SWEEP_AFTER)),
                        item.integer(SWEEP_CYCLE)),
                new OpenClaimsBook.LimitUse(item.millisOrNull(NEXT_START), reserved(item)),
                waiting(item),
                endings(item),
                item.number(MADE),
                item.number(CLOSED),
                item.number(PLANNED_IN),
                new OpenClaimsBook.Recount(
                        item.number(RECOUNT_FILTERED),
                        item.integer(RECOUNT_CYCLE),
                        new ScanCursor(item.integer(RECOUNT_SHARD), item.textOrEmpty(RECOUNT_AFTER)),
                        item.number(RECOUNT_RETURNING)),
                open(item),
                item.number(VERSION));
    }

    private static @Nullable Waiting waiting(ItemReader item) {
        String reason = item.textOrNull(WAITING);
        return reason == null
                ? null
                : new Waiting(
                        Waiting.Reason.valueOf(reason.toUpperCase(Locale.ROOT)),
                        item.millisOrNull(WAITING_UNTIL),
                        item.textOrNull(WAITING_CODE),
                        item.integer(WAITING_ANSWERS));
    }

    private static AttributeValue reserved(SortedMap<LocalDate, Integer> reserved) {
        PackedWriter packed = new PackedWriter();
        reserved.forEach((day, count) -> packed.signed(day.toEpochDay()).unsigned(count));
        return packed.done();
    }

    private static SortedMap<LocalDate, Integer> reserved(ItemReader item) {
        PackedReader packed = new PackedReader(item.attribute(RESERVED));
        SortedMap<LocalDate, Integer> reserved = new TreeMap<>();
        while (!packed.isAtEnd()) {
            LocalDate day = LocalDate.ofEpochDay(packed.signed());
            reserved.put(day, packed.integer());
        }
        return reserved;
    }

    /**
     * Packs the endings. Each has the batch and the instant as differences from the previous ending, and the index with
     * a bit for "technical".
     */
    private static AttributeValue endings(List<Breaker.Ended> endings) {
        PackedWriter packed = new PackedWriter();
        long batch = 0;
        Instant at = Instant.EPOCH;
        for (Breaker.Ended ended : endings) {
            packed.signed(ended.batch() - batch)
                    .unsigned(((long) ended.index() << 1) | (ended.technical() ? 1 : 0))
                    .after(at, ended.at());
            batch = ended.batch();
            at = ended.at();
        }
        return packed.done();
    }

    private static List<Breaker.Ended> endings(ItemReader item) {
        PackedReader packed = new PackedReader(item.attribute(ENDINGS));
        List<Breaker.Ended> endings = new ArrayList<>();
        long batch = 0;
        Instant at = Instant.EPOCH;
        while (!packed.isAtEnd()) {
            batch += packed.signed();
            int index = packed.integer();
            at = packed.after(at);
            endings.add(new Breaker.Ended(batch, index >>> 1, at, (index & 1) != 0));
        }
        return endings;
    }

    /**
     * Packs the open batches. Each has the number and the look as differences from the previous batch, the size with a
     * bit for "sent", and the bits of the members that are over, not reported, or wanted. Usually all are reported and
     * none is wanted, which needs one byte each.
     */
    private static AttributeValue open(SortedMap<Long, OpenBatch> open) {
        PackedWriter packed = new PackedWriter();
        long before = 0;
        Instant look = Instant.EPOCH;
        for (Map.Entry<Long, OpenBatch> entry : open.entrySet()) {
            OpenBatch batch = entry.getValue();
            packed.unsigned(entry.getKey() - before)
                    .unsigned(((long) batch.size() << 1) | (batch.sent() ? 1 : 0))
                    .unsigned(batch.over())
                    .unsigned(batch.reported() ^ all(batch.size()))
                    .unsigned(batch.wanted())
                    .after(look, batch.look());
            before = entry.getKey();
            look = batch.look();
        }
        return packed.done();
    }

    private static SortedMap<Long, OpenBatch> open(ItemReader item) {
        PackedReader packed = new PackedReader(item.attribute(OPEN));
        SortedMap<Long, OpenBatch> open = new TreeMap<>();
        long number = 0;
        Instant look = Instant.EPOCH;
        while (!packed.isAtEnd()) {
            number += packed.unsigned();
            int first = packed.integer();
            int size = first >>> 1;
            long over = packed.unsigned();
            long reported = packed.unsigned() ^ all(size);
            long wanted = packed.unsigned();
            look = packed.after(look);
            open.put(number, new OpenBatch(size, over, reported, wanted, (first & 1) != 0, look));
        }
        return open;
    }

    /** The bits of all members. */
    private static long all(int size) {
        return size == Long.SIZE ? -1 : (1L << size) - 1;
    }
}
