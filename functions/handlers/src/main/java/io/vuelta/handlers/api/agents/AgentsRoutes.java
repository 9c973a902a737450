package io.vuelta.handlers.api.agents;

import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.Router;

/** Agents, their lines (which clients call integrations), and the images that a line's templates show. */
public final class AgentsRoutes {
    private final AgentsApi agents;
    private final LinesApi lines;
    private final ImagesApi images;

    public AgentsRoutes(ApiDependencies ports) {
        this.agents = new AgentsApi(ports.agents(), ports.clock(), ports.ids());
        this.lines = new LinesApi(ports.agents(), ports.lines(), ports.clock(), ports.ids(), ports.secretPrefix());
        this.images = new ImagesApi(lines, ports.images());
    }

    public void addTo(Router router) {
        router.creating("/agents", agents::create)
                .on("GET", "/agents/{agent}", agents::show)
                .creating("/agents/{agent}/integrations", lines::create)
                .on("GET", "/agents/{agent}/integrations", lines::list)
                .on("GET", "/agents/{agent}/integrations/{integration}", lines::show)
                .creating("/agents/{agent}/integrations/{integration}/images", images::keep);
    }
}
