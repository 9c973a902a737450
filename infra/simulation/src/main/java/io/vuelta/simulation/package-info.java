/**
 * Whole campaigns on virtual time, each from one seed: the real handlers and adapters on queues, schedules, a store and
 * a provider in memory, all of which may fail, lag, repeat and be late. The rules are checked after every step, against
 * the provider's own records.
 */
@NullMarked
package io.vuelta.simulation;

import org.jspecify.annotations.NullMarked;
