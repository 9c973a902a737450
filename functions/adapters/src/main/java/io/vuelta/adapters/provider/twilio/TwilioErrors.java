package io.vuelta.adapters.provider.twilio;

/**
 * The meaning of Twilio's error codes for a request for a call. The status of the answer counts only for codes that are
 * not here: Twilio does not document the status of each code. {@link io.vuelta.domain.attempt.CallError} has the codes
 * that concern the number.
 */
final class TwilioErrors {
    private TwilioErrors() {}

    /** The party to which the error belongs. */
    enum Concerns {
        /** Too fast, too many at once, or the queue is full: nothing was placed, and the line slows down. */
        RATE,
        /** The account, its permissions, the line's number, or what we ask for in every call alike. */
        LINE,
        /** This call. */
        CALL
    }

    /**
     * The party of a refusal.
     *
     * @param status from 400 to 499
     * @param code 0 for none
     */
    static Concerns of(int status, int code) {
        return switch (code) {
            // Requests; calls at once; a queue of 24 hours is full.
            case 20429, 10004, 22005 -> Concerns.RATE;
            // Suspended; not active; on trial; voice is not allowed.
            case 10001, 10002, 10005, 20005 -> Concerns.LINE;
            // Credentials; permission; expired or wrong token; not found.
            case 20003, 20403, 20006, 20008, 20404 -> Concerns.LINE;
            // From is not ours, invalid, missing; no such application.
            case 21210, 21212, 21213, 21218 -> Concerns.LINE;
            // Countries that the account may not call, or that are blocked for it.
            case 21203, 21215, 13227, 32205 -> Concerns.LINE;
            // Only verified numbers can be called, because the account is on trial.
            case 21219, 573005 -> Concerns.LINE;
            // Url, digits, time-out, method, callback: the same for every call.
            case 21205, 21206, 21208, 21209, 21609, 21626 -> Concerns.LINE;
            // No number; an invalid one; one that cannot be called.
            case 21201, 21202, 21211, 21214, 21216, 21217, 21266, 13223, 13224, 13225, 13226 -> Concerns.CALL;
            default ->
                switch (status) {
                    case 429 -> Concerns.RATE;
                    // Credentials, payment, permission, an account that is not there.
                    case 401, 402, 403, 404 -> Concerns.LINE;
                    default -> Concerns.CALL;
                };
        };
    }
}
