package io.vuelta.domain.campaign;

/**
 * The number of additions to a campaign. The campaign finishes only when its counts include all of them. Written
 * together with the items that it counts.
 *
 * @param loading the number of uploads whose contacts are still being loaded
 * @param added how many times a contact was added to the campaign, including removed contacts that were added again
 * @param edits how many times a person changed whether a contact waits
 */
public record Intake(int loading, long added, long edits) {
    public static final Intake NONE = new Intake(0, 0, 0);
}
