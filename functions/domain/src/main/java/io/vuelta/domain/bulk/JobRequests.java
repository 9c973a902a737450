package io.vuelta.domain.bulk;

/** Where a job is sent to be gone on with; delivered at least once. */
public interface JobRequests {
    void send(JobId job);
}
