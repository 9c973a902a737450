/**
 * A proxy in front of DynamoDB Local that counts what AWS would bill and, by a seed, refuses as AWS does: conflicts with
 * transactions, throttles, failures, lost answers, limits of a partition.
 */
@NullMarked
package io.vuelta.cloud.rude;

import org.jspecify.annotations.NullMarked;
