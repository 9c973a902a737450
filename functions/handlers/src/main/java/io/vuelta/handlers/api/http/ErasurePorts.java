package io.vuelta.handlers.api.http;

import io.vuelta.domain.erasure.ErasureRequests;
import io.vuelta.domain.erasure.Erasures;
import io.vuelta.domain.phone.UserIds;
import java.time.Duration;

/**
 * Ports for the erasure of people.
 *
 * @param filesKept the maximum time for which the bucket keeps files
 */
public record ErasurePorts(Erasures erasures, ErasureRequests requests, UserIds userIds, Duration filesKept) {}
