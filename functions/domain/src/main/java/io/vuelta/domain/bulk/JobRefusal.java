package io.vuelta.domain.bulk;

/** Why a job did not change a contact that it selects. */
public enum JobRefusal {
    /** The contact cannot be removed now. */
    CONTACT_NOT_DELETABLE,
    /** The do-not-contact list has the number. */
    DO_NOT_CONTACT,
    /** The contact is in a status that does not allow the action. */
    INVALID_STATUS_TRANSITION
}
