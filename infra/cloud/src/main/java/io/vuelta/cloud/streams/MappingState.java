package io.vuelta.cloud.streams;

import java.time.Duration;

/**
 * The progress of a function in a shard.
 *
 * @param function name of the function
 * @param trigger name of the event in the template
 * @param waiting the number of records that were read and are not finished
 * @param iteratorAge the age of the oldest of these records; zero if there is none
 * @param failures of calls since the start
 * @param givenUp records that were given up since the start
 */
public record MappingState(
        String function,
        String trigger,
        String shardId,
        int waiting,
        Duration iteratorAge,
        long failures,
        long givenUp) {}
