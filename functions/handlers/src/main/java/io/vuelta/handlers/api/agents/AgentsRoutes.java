package io.vuelta.handlers.api.agents;

import static io.vuelta.domain.access.Scope.READ;
import static io.vuelta.domain.access.Scope.WRITE;

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
        router.creating(WRITE, "/agents", agents::create)
                .on(READ, "GET", "/agents/{agent}", agents::show)
                .creating(WRITE, "/agents/{agent}/integrations", lines::create)
                .on(READ, "GET", "/agents/{agent}/integrations", lines::list)
                .on(READ, "GET", "/agents/{agent}/integrations/{integration}", lines::show)
                .creating(WRITE, "/agents/{agent}/integrations/{integration}/images", images::keep);
    }
}
