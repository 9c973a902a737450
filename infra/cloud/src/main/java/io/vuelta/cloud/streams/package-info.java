/**
 * DynamoDB Streams: the changes of the template's tables, passed to functions as Lambda's event source mappings do.
 *
 * <p>With a data directory the stream survives a restart with its table, and each mapping stores the sequence number up
 * to which it has finished. After a crash records may be delivered again, in the same shards and with the same numbers.
 * Differences from AWS: a shard does not end unless the misbehaviour splits it; the state of a tumbling window does not
 * survive the process; and when the waiting records fill the memory limit, all shards wait for the blocked one.
 */
@NullMarked
package io.vuelta.cloud.streams;

import org.jspecify.annotations.NullMarked;
