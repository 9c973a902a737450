/**
 * DynamoDB Streams: the changes of the template's tables, handed to functions as Lambda's event source mappings do.
 *
 * <p>With a data directory the stream outlives a restart beside its table, and each mapping keeps the sequence number up
 * to which it is done; after a crash records may come again, in the same shards and with the same numbers. What differs
 * from AWS: a shard has no end of its own unless the misbehaviour splits it; a tumbling window's state does not outlive
 * the process; and when the records that wait fill the memory allowed, all shards wait for the one that stands still.
 */
@NullMarked
package io.vuelta.cloud.streams;

import org.jspecify.annotations.NullMarked;
