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

    /** A line's id says all; scripts that know its agent may name it, too. */
    private static final List<String> LINE =
            List.of(AGENT + "/integrations/{integration}", "/integrations/{integration}");

    private final AgentsApi agents;
    private final LinesApi lines;
    private final ImagesApi images;
    private final TemplatesApi templates;

    public AgentsRoutes(ApiDependencies ports) {
        RemoveFromUse remove = new RemoveFromUse(ports.agents(), ports.lines(), ports.campaigns());
        this.agents = new AgentsApi(ports.agents(), remove, ports.webhooks().receiver(), ports.clock(), ports.ids());
        this.lines = new LinesApi(
                agents,
                ports.lines(),
                new ChangeLine(ports.lines(), ports.wakes(), ports.races(), ports.clock()),
                remove,
                new LineRates(ports.counts(), ports.campaigns(), ports.parallel(), ports.clock()),
                ports.clock(),
                ports.ids(),
                ports.secretPrefix());
        this.images = new ImagesApi(lines, ports.images());
        this.templates = new TemplatesApi(lines, ports.templateLists());
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
