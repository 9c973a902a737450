package io.vuelta.handlers.api.agents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.agent.Agents;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Ids;
import io.vuelta.handlers.api.http.Request;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Agents: create and show. */
final class AgentsApi {
    private static final int LONGEST = 255;
    private static final Set<String> FIELDS = Set.of("name", "tags", "extractable_fields", "voices");

    private final Agents agents;
    private final InstantSource clock;
    private final Ids ids;

    AgentsApi(Agents agents, InstantSource clock, Ids ids) {
        this.agents = agents;
        this.clock = clock;
        this.ids = ids;
    }

    ApiResponse create(Request request) {
        Fields fields = request.fields();
        fields.allowOnly(FIELDS);
        Agent agent = new Agent(
                new AgentId(ids.uuid()),
                fields.requiredName("name", LONGEST),
                fields.names("tags", LONGEST),
                fields.names("extractable_fields", LONGEST),
                fields.names("voices", LONGEST),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        agents.put(agent);
        return ApiResponse.of(201, "agent", json(agent));
    }

    ApiResponse show(Request request) {
        AgentId id = request.id("agent", AgentId::new);
        Agent agent = agents.find(id).orElseThrow(() -> ApiError.notFound("agent", id.value()));
        return ApiResponse.of(200, "agent", json(agent));
    }

    private static ObjectNode json(Agent agent) {
        ObjectNode json = ApiJson.object().put("id", agent.id().value()).put("name", agent.name());
        json.set("tags", ApiJson.texts(agent.tags()));
        json.set("extractable_fields", ApiJson.texts(agent.extractableFields()));
        json.set("voices", ApiJson.texts(agent.voices()));
        return json.put("created_at", agent.createdAt().toString());
    }
}
