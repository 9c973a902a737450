package io.vuelta.cloud.streams;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.cloud.streams.StreamMapping.Read;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.SequenceNumberRange;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Reads a table's stream in DynamoDB Local, once for all functions that have a mapping on it.
 *
 * <p>DynamoDB Local 3.3.1 has one open shard for a table and replaces it by a child after some hours. Its sequence
 * numbers have 21 digits and rise by one over all tables and shards; the records are written to the same file as the
 * items, so after a restart, even after a kill, the stream, its ARN and its numbers are unchanged. DynamoDB Local gives
 * the time of a record to the minute only; if the record is read in the same minute, the time of reading is used.
 */
final class StreamReader {
    private static final Logger LOG = System.getLogger(StreamReader.class.getName());
    /** Lambda polls at this interval. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofSeconds(59);
    private static final int MAX_RECORDS = 1_000;
    /** Maximum for all mappings together; otherwise a shard that stops would fill the memory. */
    private static final long MAX_WAITING_BYTES = 128L << 20;

    /** Maximum number of decimal digits that always fit a long. */
    private static final int MAX_DIGITS = 18;

    private final DynamoDbStreamsClient client;
    private final String localArn;
    private final List<StreamMapping> mappings;
    private final InstantSource clock;
    private final long from;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Cursor> cursors = new LinkedHashMap<>();
    private final Thread thread;
    private String partitionKey = "";
    private Instant lastCreated = Instant.MIN;
    private boolean described;
    private volatile boolean closed;

    /** A place in a real shard. */
    private static final class Cursor {
        private final String shardId;
        private final String parent;
        private @Nullable String iterator;
        private long last;

        /** The same position in the emulator's form. */
        private String lastNumber = "";

        private boolean ended;

        private Cursor(String shardId, String parent) {
            this.shardId = shardId;
            this.parent = parent;
        }
    }

    StreamReader(DynamoDbStreamsClient client, String localArn, List<StreamMapping> mappings, InstantSource clock) {
        this.client = client;
        this.localArn = localArn;
        this.mappings = List.copyOf(mappings);
        this.clock = clock;
        this.from = mappings.stream().mapToLong(StreamMapping::from).min().orElse(0);
        this.thread = Thread.ofVirtual().name("read " + localArn).unstarted(this::readAll);
    }

    void start() {
        mappings.forEach(StreamMapping::start);
        thread.start();
    }

    private void readAll() {
        while (!closed) {
            Duration pause = PAUSE;
            try {
                look();
            } catch (RuntimeException e) {
                // Whatever the error is, the stream must not stop without a log line.
                if (!closed) {
                    LOG.log(Level.ERROR, "The stream " + localArn + " could not be read", e);
                }
                pause = PAUSE_AFTER_ERROR;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Reads to the end of the stream and passes the records to the mappings; true if it reached the end. */
    boolean look() {
        lock.lock();
        try {
            if (!described) {
                describe();
            }
            boolean ended = true;
            boolean complete = true;
            while (ended) {
                ended = false;
                for (Cursor cursor : List.copyOf(cursors.values())) {
                    @Nullable Cursor parent = cursors.get(cursor.parent);
                    if (!cursor.ended && (parent == null || parent.ended)) {
                        complete &= drain(cursor);
                        ended |= cursor.ended;
                    }
                }
                if (ended) {
                    describe();
                }
            }
            return complete;
        } finally {
            lock.unlock();
        }
    }

    /** The sequence number of the last record read; 0 if there was none. */
    long last() {
        lock.lock();
        try {
            return cursors.values().stream()
                    .mapToLong(cursor -> cursor.last)
                    .max()
                    .orElse(0);
        } finally {
            lock.unlock();
        }
    }

    private void describe() {
        @Nullable String after = null;
        do {
            @Nullable String start = after;
            StreamDescription stream = client.describeStream(
                            request -> request.streamArn(localArn).exclusiveStartShardId(start))
                    .streamDescription();
            partitionKey = stream.keySchema().stream()
                    .filter(key -> key.keyType() == KeyType.HASH)
                    .findFirst()
                    .orElseThrow()
                    .attributeName();
            for (Shard shard : stream.shards()) {
                cursors.computeIfAbsent(shard.shardId(), _ -> cursor(shard));
            }
            after = stream.lastEvaluatedShardId();
        } while (after != null);
        described = true;
    }

    private Cursor cursor(Shard shard) {
        var cursor = new Cursor(shard.shardId(), Objects.requireNonNullElse(shard.parentShardId(), ""));
        SequenceNumberRange range = shard.sequenceNumberRange();
        cursor.last = from;
        cursor.lastNumber = ChangeRecord.sequenceNumber(from);
        cursor.ended = range.endingSequenceNumber() != null && sequence(range.endingSequenceNumber()) <= from;
        boolean contains = from > 0 && sequence(range.startingSequenceNumber()) <= from;
        if (!cursor.ended) {
            cursor.iterator =
                    contains ? after(shard.shardId(), ChangeRecord.sequenceNumber(from)) : oldest(shard.shardId());
        }
        return cursor;
    }

    /** The last digits of the number: the digits before them are the same in all numbers of a stream. */
    private static long sequence(String number) {
        return Long.parseLong(number.substring(Math.max(0, number.length() - MAX_DIGITS)));
    }

    private String oldest(String shardId) {
        return iterator(
                GetShardIteratorRequest.builder().shardId(shardId).shardIteratorType(ShardIteratorType.TRIM_HORIZON));
    }

    /** Records that were trimmed meanwhile are lost, as on AWS after 24 hours. */
    private String after(String shardId, String sequenceNumber) {
        try {
            return iterator(GetShardIteratorRequest.builder()
                    .shardId(shardId)
                    .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                    .sequenceNumber(sequenceNumber));
        } catch (DynamoDbException _) {
            return oldest(shardId);
        }
    }

    private String iterator(GetShardIteratorRequest.Builder request) {
        return client.getShardIterator(request.streamArn(localArn).build()).shardIterator();
    }

    /** Reads a shard; true if it reached the end of the shard or of its current records. */
    private boolean drain(Cursor cursor) {
        boolean more = true;
        while (more && !closed) {
            if (mappings.stream().mapToLong(StreamMapping::waitingBytes).sum() > MAX_WAITING_BYTES) {
                return false;
            }
            GetRecordsResponse page = page(cursor);
            if (page.hasRecords() && !page.records().isEmpty()) {
                take(cursor, page.records());
            }
            cursor.iterator = page.nextShardIterator();
            cursor.ended = cursor.iterator == null;
            more = !cursor.ended && !page.records().isEmpty();
        }
        return !more;
    }

    private GetRecordsResponse page(Cursor cursor) {
        try {
            return client.getRecords(
                    request -> request.shardIterator(cursor.iterator).limit(MAX_RECORDS));
        } catch (ExpiredIteratorException _) {
            cursor.iterator = cursor.last > 0 ? after(cursor.shardId, cursor.lastNumber) : oldest(cursor.shardId);
            return client.getRecords(
                    request -> request.shardIterator(cursor.iterator).limit(MAX_RECORDS));
        }
    }

    private void take(Cursor cursor, List<Record> records) {
        var read = new ArrayList<Read>();
        for (Record record : records) {
            String number = record.dynamodb().sequenceNumber();
            long sequence = sequence(number);
            // A new iterator at the oldest record returns records that were read before.
            if (sequence > cursor.last) {
                read.add(read(record, sequence));
                cursor.last = sequence;
                cursor.lastNumber = number;
            }
        }
        if (!read.isEmpty()) {
            mappings.forEach(mapping -> mapping.take(read));
        }
    }

    private Read read(Record record, long sequence) {
        Instant created = created(record.dynamodb().approximateCreationDateTime());
        ObjectNode json = RecordJson.of(
                record, sequence, created, mappings.getFirst().trigger().streamArn());
        String text = json.toString();
        Map<String, AttributeValue> keys = record.dynamodb().keys();
        return new Read(
                json,
                new ChangeRecord(
                        sequence,
                        Objects.requireNonNull(keys.get(partitionKey)).toString(),
                        keys.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(Object::toString)
                                .collect(Collectors.joining()),
                        created,
                        text,
                        text.getBytes(StandardCharsets.UTF_8).length,
                        System.nanoTime()));
    }

    /** The time in seconds, never earlier than that of an earlier record. */
    private Instant created(Instant minute) {
        Instant now = clock.instant();
        Instant latest = minute.plus(MINUTE);
        Instant created = (latest.isBefore(now) ? latest : now).truncatedTo(ChronoUnit.SECONDS);
        lastCreated = created.isBefore(lastCreated) ? lastCreated : created;
        return lastCreated;
    }

    /** Stops reading. */
    void close() {
        closed = true;
    }

    void awaitEnd(Duration patience) throws InterruptedException {
        thread.join(patience);
    }
}
