package io.vuelta.handlers.api.http;

import io.vuelta.domain.store.LostRaces;
import io.vuelta.domain.store.Parallel;
import java.time.InstantSource;

/**
 * The ports of the environment in which a request runs.
 *
 * @param parallel runs several reads of a store in parallel
 * @param races waits before an update that lost a race is tried again
 */
public record RuntimePorts(Parallel parallel, LostRaces races, InstantSource clock, Ids ids) {}
