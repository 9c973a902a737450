package io.vuelta.handlers.api.http;

import io.vuelta.domain.access.ApiKeys;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.access.FirstKey;
import io.vuelta.domain.access.IdempotencyStore;
import io.vuelta.domain.access.RequestLimit;

/** Ports that decide whether a request is allowed: API keys, tokens and limits. */
public record AccessPorts(
        ApiKeys keys, FirstKey firstKey, AttemptTokens tokens, RequestLimit limit, IdempotencyStore replays) {}
