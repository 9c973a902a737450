package io.vuelta.handlers.api.http;

import java.time.InstantSource;

/**
 * Everything outside that the API speaks to, for the resources to choose from.
 *
 * @param runtime where all resources run; its clock and its ids are this record's, too
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
