package io.vuelta.providers.twilio;

/**
 * The limits of the simulated account, per second of the clock (the speed does not change them, because callers pace by
 * the clock).
 *
 * @param callsPerSecond how many calls begin to be dialled in a second; further ones stay queued, as at Twilio
 * @param requestsPerSecond how many API requests are served in a second; further ones get 429 with code 20429
 */
public record AccountLimits(double callsPerSecond, int requestsPerSecond) {

    public AccountLimits {
        if (!(callsPerSecond > 0)) {
            throw new IllegalArgumentException("callsPerSecond must be above 0, not " + callsPerSecond);
        }
        if (requestsPerSecond < 1) {
            throw new IllegalArgumentException("requestsPerSecond must be at least 1, not " + requestsPerSecond);
        }
    }

    /** Every call begins at once and every request is served. */
    public static AccountLimits none() {
        return new AccountLimits(Double.POSITIVE_INFINITY, Integer.MAX_VALUE);
    }
}
