package io.vuelta.domain.campaign;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The actions on a campaign. The first six are asked for by people under these names, the others follow from what
 * happens.
 */
public enum CampaignAction {
    ACTIVATE,
    PAUSE,
    RESUME,
    CANCEL,
    ARCHIVE,
    /** Out of the archive again, in the status that it has. */
    UNARCHIVE,
    /** Cancelled by a person who wants the calls under way hung up, too. */
    HANG_UP,
    /** Paused by a person who wants the calls under way hung up, too. */
    PAUSE_HANG_UP,
    /** The first accepted row of contacts. */
    LOADED,
    /** The first accepted or requeued row of contacts in a campaign that is finished. */
    REPEATED,
    /** No contact waits, no attempt is under way, and no cycle is left. */
    DONE,
    /** No contact waits and no attempt is under way; another cycle will come. */
    DRY,
    /** The next cycle's hour has come. */
    NEXT_CYCLE,
    /** No contact returns, but contacts have arrived since the pass ended, and no cycle is left to wait for. */
    RESUME_PASS,
    /** A contact of a finished campaign is to be tried again. */
    REOPEN;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The action that a person asks for by this name. */
    public static Optional<CampaignAction> ofWire(String wire) {
        return Arrays.stream(values())
                .filter(action -> action.compareTo(UNARCHIVE) <= 0)
                .filter(action -> action.wire().equals(wire))
                .findFirst();
    }
}
