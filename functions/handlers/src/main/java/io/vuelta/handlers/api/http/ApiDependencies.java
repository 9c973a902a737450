package io.vuelta.handlers.api.http;

import java.time.InstantSource;

/**
 * All ports that the API uses. Each resource takes those that it needs.
 *
 * @param runtime the clock, the ids and the threads that all resources use; this record gives access to them
 */
public record ApiDependencies(
        AccessPorts access,
        LinePorts lines,
        CampaignPorts campaigns,
        ContactPorts contacts,
        AttemptPorts attempts,
        FilePorts files,
        ExportPorts exports,
        EndpointPorts webhooks,
        JobPorts jobs,
        ErasurePorts erasing,
        RuntimePorts runtime) {
    public InstantSource clock() {
        return runtime.clock();
    }

    public Ids ids() {
        return runtime.ids();
    }
}
