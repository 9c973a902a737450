package io.vuelta.domain.campaign;

/**
 * The additions to a campaign: it finishes only when the counts include all of it. Written together with the
 * items that it counts.
 *
 * @param loading uploads whose contacts are still arriving
 * @param added how often a contact was added to the campaign, including removed contacts that were added again
 * @param edits how often a person changed whether a contact waits
 */
public record Intake(int loading, long added, long edits) {
    public static final Intake NONE = new Intake(0, 0, 0);
}
