package io.vuelta.handlers.api.http;

import io.vuelta.domain.erasure.ErasureRequests;
import io.vuelta.domain.erasure.Erasures;
import io.vuelta.domain.phone.UserIds;
import java.time.Duration;

/**
 * Ports for the erasure of people.
 *
 * @param filesKept how long the bucket keeps files at most
 */
public record ErasurePorts(Erasures erasures, ErasureRequests requests, UserIds userIds, Duration filesKept) {}
