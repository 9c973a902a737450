package io.vuelta.domain.campaign;

import io.vuelta.domain.text.WireName;
import java.util.Optional;

/** The actions on a campaign. People request the first six by these names; the system triggers the others. */
public enum CampaignAction implements WireName {
    ACTIVATE,
    PAUSE,
    RESUME,
    CANCEL,
    ARCHIVE,
    /** The campaign is unarchived; its status does not change. */
    UNARCHIVE,
    /** A person cancels the campaign, and the calls under way are hung up. */
    HANG_UP,
    /** A person pauses the campaign, and the calls under way are hung up. */
    PAUSE_HANG_UP,
    /** The first accepted row of contacts. */
    LOADED,
    /** The first accepted or requeued row of contacts in a campaign that is finished. */
    REPEATED,
    /** No contact waits, no attempt is under way, and no cycle is left. */
    DONE,
    /** No contact waits and no attempt is under way; another cycle will follow. */
    PASS_EXHAUSTED,
    /** The time of the next cycle has been reached. */
    NEXT_CYCLE,
    /** No contact returns, but contacts were added after the pass ended, and no further cycle will begin. */
    RESUME_PASS,
    /** A contact of a finished campaign must be tried again. */
    REOPEN;

    /** The action that a person requests by this name. */
    public static Optional<CampaignAction> ofWire(String wire) {
        return WireName.find(values(), wire).filter(action -> action.compareTo(UNARCHIVE) <= 0);
    }
}
