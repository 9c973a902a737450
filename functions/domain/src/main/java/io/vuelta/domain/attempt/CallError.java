package io.vuelta.domain.attempt;

/**
 * The meaning of the error code of a failed call. A code is a provider's or a SIP status ({@code SIP_404}). A code that
 * is not listed here has no information about the number.
 */
public enum CallError {
    /** The number does not exist or cannot be called: a further call would fail in the same way. */
    NOT_IN_SERVICE,
    /** The person, or the person's network, declined the call. It is handled like busy. */
    DECLINED,
    /** The provider had no capacity for the call and did not dial the number. */
    NO_PLACE,
    /** The provider's account may not call now, e.g. it has no credit: nobody was called. */
    ACCOUNT,
    /** A technical failure of Vuelta, the provider or the network. */
    TECHNICAL;

    /** Whether the provider ended the call before dialling, for a reason that does not concern this call. */
    public boolean isNoCall() {
        return this == NO_PLACE || this == ACCOUNT;
    }

    /** The meaning of this code. */
    public static CallError of(String code) {
        return switch (code) {
            // Not found; gone; address incomplete; does not exist anywhere. (RFC 3261, section 21)
            case "SIP_404", "SIP_410", "SIP_484", "SIP_604" -> NOT_IN_SERVICE;
            // Twilio: the number has no subscriber, is invalid, or must not be called.
            case "TWILIO_13223", "TWILIO_13224", "TWILIO_13225", "TWILIO_13226" -> NOT_IN_SERVICE;
            // Twilio, in its answer to the request: the number is missing, invalid, or cannot be called.
            case "TWILIO_21201",
                    "TWILIO_21202",
                    "TWILIO_21211",
                    "TWILIO_21214",
                    "TWILIO_21216",
                    "TWILIO_21217",
                    "TWILIO_21266" -> NOT_IN_SERVICE;
            // Our own contract for agents' runtimes.
            case "AGENT_NUMBER_NOT_IN_SERVICE" -> NOT_IN_SERVICE;
            // Retell. https://docs.retellai.com/reliability/debug-call-disconnect
            case "RETELL_INVALID_DESTINATION" -> NOT_IN_SERVICE;
            case "RETELL_USER_DECLINED", "RETELL_MARKED_AS_SPAM" -> DECLINED;
            case "RETELL_CONCURRENCY_LIMIT_REACHED", "RETELL_NO_CONCURRENCY_FALLBACK" -> NO_PLACE;
            case "RETELL_NO_VALID_PAYMENT", "RETELL_TELEPHONY_PROVIDER_PERMISSION_DENIED" -> ACCOUNT;
            // Vapi. https://docs.vapi.ai/calls/call-ended-reason
            case "VAPI_CUSTOMER_MISDIALED" -> NOT_IN_SERVICE;
            case "VAPI_CALL_REJECTED" -> DECLINED;
            case "VAPI_CONCURRENCY_LIMIT_REACHED" -> NO_PLACE;
            case "VAPI_INSUFFICIENT_CREDITS", "VAPI_SUBSCRIPTION_FROZEN", "VAPI_DAILY_LIMIT_REACHED" -> ACCOUNT;
            // ElevenLabs.
            case "ELEVENLABS_CONCURRENCY_LIMIT_REACHED" -> NO_PLACE;
            case "ELEVENLABS_QUOTA_EXCEEDED" -> ACCOUNT;
            // Decline; unwanted; rejected. (RFC 3261, RFC 8197, RFC 8688)
            case "SIP_603", "SIP_607", "SIP_608" -> DECLINED;
            default -> TECHNICAL;
        };
    }
}
