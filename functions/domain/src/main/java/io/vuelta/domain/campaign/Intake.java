package io.vuelta.domain.campaign;

/**
 * What has been brought into a campaign: it finishes only when the counts have caught up with this. Written together with
 * what it speaks of.
 *
 * @param loading uploads whose contacts are still arriving
 * @param added how often a contact came into the campaign, those who came back after they were removed included
 * @param edits how often a person changed whether a contact waits
 */
public record Intake(int loading, long added, long edits) {
    public static final Intake NONE = new Intake(0, 0, 0);
}
