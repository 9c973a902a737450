package vuelta.domain.attempt;

import java.util.Set;

/**
 * What the error code of a call that did not come about says. A code is a provider's or a SIP status ({@code SIP_404}); what
 * is not named here says nothing of the number.
 */
public enum CallError {
    /** No such number, or none that can be called: the same would happen again. */
    NOT_IN_SERVICE(Set.of(
            // Not found; gone; address incomplete; does not exist anywhere. (RFC 3261, section 21)
            "SIP_404",
            "SIP_410",
            "SIP_484",
            "SIP_604",
            // Twilio: no number, or one that is invalid, cannot be called or belongs to no subscriber.
            "TWILIO_13223",
            "TWILIO_13224",
            "TWILIO_13225",
            "TWILIO_13226",
            "TWILIO_21201",
            "TWILIO_21202",
            "TWILIO_21211",
            "TWILIO_21214",
            "TWILIO_21216",
            "TWILIO_21217",
            "TWILIO_21266",
            // Our own contract for agents' runtimes.
            "AGENT_NUMBER_NOT_IN_SERVICE")),
    /** The person, or the person's network, does not take the call: as good as busy. (RFC 3261; RFC 8197, RFC 8688) */
    DECLINED(Set.of("SIP_603", "SIP_607", "SIP_608")),
    /** Something is wrong with us, the provider or the network. */
    TECHNICAL(Set.of());

    private final Set<String> codes;

    CallError(Set<String> codes) {
        this.codes = codes;
    }

    /** What this code says. */
    public static CallError of(String code) {
        for (CallError error : values()) {
            if (error.codes.contains(code)) {
                return error;
            }
        }
        return TECHNICAL;
    }
}
