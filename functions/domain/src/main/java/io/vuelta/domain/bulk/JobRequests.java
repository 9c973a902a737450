package io.vuelta.domain.bulk;

/** Queue that continues a job; delivered at least once. */
public interface JobRequests {
    void send(JobId job);
}
