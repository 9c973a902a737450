package io.vuelta.providers.whatsapp;

/**
 * The faults of the callbacks for ordinary numbers, each as a share from 0 to 1: callbacks that are never sent;
 * callbacks that are sent again together with all earlier events of the message; callbacks that are sent up to some
 * seconds late, and so after later ones.
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

    /** More faults than Meta's, so that each occurs in a small campaign. */
    public static CallbackFaults ordinary() {
        return new CallbackFaults(0.03, 0.1, 0.1);
    }
}
