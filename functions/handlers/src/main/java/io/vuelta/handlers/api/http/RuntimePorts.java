package io.vuelta.handlers.api.http;

import io.vuelta.domain.store.LostRaces;
import io.vuelta.domain.store.Parallel;
import java.time.InstantSource;

/**
 * Where a request runs.
 *
 * @param parallel runs several reads of a store at once
 * @param races how long to wait before a lost race is run again
 */
public record RuntimePorts(Parallel parallel, LostRaces races, InstantSource clock, Ids ids) {}
