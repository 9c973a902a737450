package io.vuelta.cloud.http;

import io.vuelta.cloud.template.HttpApiModel;
import java.util.function.LongSupplier;

/** API Gateway's throttling: a bucket with a maximum number of requests, refilled at a rate per second. */
final class TokenBucket {
    private final double perNano;
    private final double capacity;
    private final LongSupplier nanoTime;
    private double tokens;
    private long filledAt;

    private TokenBucket(double perSecond, double capacity, LongSupplier nanoTime) {
        this.perNano = perSecond / 1e9;
        this.capacity = capacity;
        this.nanoTime = nanoTime;
        this.tokens = capacity;
        this.filledAt = nanoTime.getAsLong();
    }

    /** Without a limit in the template the account's limits apply: 10,000 a second, bursts of 5,000. */
    static TokenBucket of(HttpApiModel.Limit limit, LongSupplier nanoTime) {
        return new TokenBucket(limit.rate().orElse(10_000), limit.burst().orElse(5_000), nanoTime);
    }

    synchronized boolean take() {
        long now = nanoTime.getAsLong();
        tokens = Math.min(capacity, tokens + (now - filledAt) * perNano);
        filledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }
}
