package io.vuelta.handlers.api.agents;

import static io.vuelta.domain.access.Scope.READ;
import static io.vuelta.domain.access.Scope.WRITE;

import io.vuelta.domain.action.ChangeLine;
import io.vuelta.domain.action.RemoveFromUse;
import io.vuelta.domain.count.LineRates;
import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.Router;
import java.util.List;

/** Agents, their lines (which clients call integrations), and the images that a line's templates show. */
public final class AgentsRoutes {
    private static final String AGENT = "/agents/{agent}";

    /** A line's id is enough to identify it; the path may also contain the agent's id. */
    private static final List<String> LINE =
            List.of(AGENT + "/integrations/{integration}", "/integrations/{integration}");

    private final AgentsApi agents;
    private final LinesApi lines;
    private final ImagesApi images;
    private final TemplatesApi templates;

    public AgentsRoutes(ApiDependencies ports) {
        RemoveFromUse remove = new RemoveFromUse(
                ports.lines().agents(), ports.lines().lines(), ports.campaigns().campaigns());
        this.agents =
                new AgentsApi(ports.lines().agents(), remove, ports.webhooks().receiver(), ports.clock(), ports.ids());
        this.lines = new LinesApi(
                agents,
                ports.lines().lines(),
                new ChangeLine(
                        ports.lines().lines(),
                        ports.campaigns().wakes(),
                        ports.runtime().races(),
                        ports.clock()),
                remove,
                new LineRates(
                        ports.campaigns().counts(),
                        ports.campaigns().campaigns(),
                        ports.runtime().parallel(),
                        ports.clock()),
                ports.clock(),
                ports.ids(),
                ports.lines().secretPrefix());
        this.images = new ImagesApi(lines, ports.lines().images());
        this.templates = new TemplatesApi(lines, ports.lines().templateLists());
    }

    public void addTo(Router router) {
        router.creating(WRITE, "/agents", agents::create)
                .on(READ, "GET", "/agents", agents::list)
                .on(READ, "GET", AGENT, agents::show)
                .on(WRITE, "PATCH", AGENT, agents::change)
                .on(WRITE, "DELETE", AGENT, agents::delete)
                .creating(WRITE, AGENT + "/integrations", lines::create)
                .on(READ, "GET", AGENT + "/integrations", lines::list)
                .on(READ, "GET", "/integrations", lines::listAll)
                .on(READ, "GET", "/integrations/{integration}/templates", templates::list);
        LINE.forEach(line -> router.on(READ, "GET", line, lines::show)
                .on(WRITE, "PATCH", line, lines::change)
                .on(WRITE, "DELETE", line, lines::delete)
                .creating(WRITE, line + "/images", images::keep));
    }
}
