package io.vuelta.domain.bulk;

/** Why a job failed. */
public enum JobError {
    /** The campaign is over or its end is past, so its contacts cannot be tried again. */
    CAMPAIGN_CLOSED,
    /** The job could not be continued because of an error of Vuelta. */
    INTERNAL_ERROR
}
