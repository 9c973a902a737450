package io.vuelta.providers.whatsapp;

/**
 * How badly the callbacks of ordinary numbers arrival: the share of them, 0 to 1, that is never sent, is sent again together
 * with everything told of the message before, or comes up to some seconds late and so overtaken by others.
 */
public record CallbackFaults(double lost, double doubled, double late) {

    public CallbackFaults {
        if (Math.min(lost, Math.min(doubled, late)) < 0 || Math.max(lost, Math.max(doubled, late)) > 1) {
            throw new IllegalArgumentException("shares are 0 to 1, not " + lost + ", " + doubled + ", " + late);
        }
    }

    public static CallbackFaults none() {
        return new CallbackFaults(0, 0, 0);
    }

    /** Worse than Meta's, so that a small campaign meets each. */
    public static CallbackFaults ordinary() {
        return new CallbackFaults(0.03, 0.1, 0.1);
    }
}
