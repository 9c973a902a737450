package io.vuelta.handlers.api.http;

import io.vuelta.domain.bulk.JobRequests;
import io.vuelta.domain.bulk.Jobs;

/** Ports for jobs. */
public record JobPorts(Jobs jobs, JobRequests requests) {}
