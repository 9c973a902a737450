package io.vuelta.adapters.provider.twilio;

/**
 * The meaning of Twilio's error codes for a request for a call. The HTTP status counts only for codes that are not
 * listed here: Twilio does not document the status of each code. {@link io.vuelta.domain.attempt.CallError} has the
 * codes that concern the number.
 */
final class TwilioErrors {
    private TwilioErrors() {}

    /** The party to which the error belongs. */
    enum Concerns {
        /**
         * The rate limit or the limit of simultaneous calls is exceeded, or the queue is full: nothing was placed, and
         * the line is slowed.
         */
        RATE,
        /** The account, its permissions, the line's number, or parameters that are equal in every request. */
        LINE,
        /** Only this call. */
        CALL
    }

    /**
     * The party of a refusal.
     *
     * @param status the HTTP status, from 400 to 499
     * @param code Twilio's error code; 0 for none
     */
    static Concerns of(int status, int code) {
        return switch (code) {
            // Too many requests; too many simultaneous calls; the queue of 24 hours is full.
            case 20429, 10004, 22005 -> Concerns.RATE;
            // Suspended; not active; on trial; voice is not allowed.
            case 10001, 10002, 10005, 20005 -> Concerns.LINE;
            // Credentials; permission; expired or wrong token; not found.
            case 20003, 20403, 20006, 20008, 20404 -> Concerns.LINE;
            // The parameter From belongs to another account, is invalid or missing; the application does not exist.
            case 21210, 21212, 21213, 21218 -> Concerns.LINE;
            // Countries that the account may not call, or that are blocked for it.
            case 21203, 21215, 13227, 32205 -> Concerns.LINE;
            // Only verified numbers can be called, because the account is on trial.
            case 21219, 573005 -> Concerns.LINE;
            // Url, digits, time-out, method, callback: the same for every call.
            case 21205, 21206, 21208, 21209, 21609, 21626 -> Concerns.LINE;
            // The number is missing, invalid, or cannot be called.
            case 21201, 21202, 21211, 21214, 21216, 21217, 21266, 13223, 13224, 13225, 13226 -> Concerns.CALL;
            default ->
                switch (status) {
                    case 429 -> Concerns.RATE;
                    // Credentials, payment, permission, or an account that does not exist.
                    case 401, 402, 403, 404 -> Concerns.LINE;
                    default -> Concerns.CALL;
                };
        };
    }
}
