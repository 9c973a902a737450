package io.vuelta.handlers.api.agents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.action.RemoveFromUse;
import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.agent.ResultTable;
import io.vuelta.domain.event.EventReceiver;
import io.vuelta.domain.text.StorableText;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Ids;
import io.vuelta.handlers.api.http.Lengths;
import io.vuelta.handlers.api.http.NewestFirst;
import io.vuelta.handlers.api.http.Request;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Agents: create, list, show, change and delete. */
final class AgentsApi {
    private static final String NAME = "name";
    private static final String TAGS = "tags";
    private static final String EXTRACTABLE = "extractable_fields";
    private static final String VOICES = "voices";
    private static final String RESULTS = "results";
    private static final String RUNTIME = "runtime_url";
    private static final Set<String> FIELDS = Set.of(NAME, TAGS, EXTRACTABLE, VOICES, RESULTS, RUNTIME);

    private final Agents agents;
    private final RemoveFromUse remove;
    private final EventReceiver receiver;
    private final InstantSource clock;
    private final Ids ids;

    AgentsApi(Agents agents, RemoveFromUse remove, EventReceiver receiver, InstantSource clock, Ids ids) {
        this.agents = agents;
        this.remove = remove;
        this.receiver = receiver;
        this.clock = clock;
        this.ids = ids;
    }

    ApiResponse create(Request request) {
        Fields fields = request.fields();
        fields.allowOnly(FIELDS);
        Agent agent = new Agent(
                new AgentId(ids.uuid()),
                fields.requiredName(NAME, Lengths.MAX_NAME),
                fields.names(TAGS, Lengths.MAX_TAG),
                fields.names(EXTRACTABLE, Lengths.MAX_NAME),
                fields.names(VOICES, Lengths.MAX_NAME),
                results(fields),
                runtime(fields),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                false);
        requireOwn(fields, agent);
        agents.put(agent);
        return ApiResponse.of(201, "agent", json(agent));
    }

    ApiResponse list(Request request) {
        NewestFirst.Reader<Agent> reader = new NewestFirst.Reader<>() {
            @Override
            public List<Agent> older(Optional<String> than, int limit) {
                return agents.list(than.map(AgentId::new), limit);
            }

            @Override
            public List<Agent> newer(String from, int limit) {
                return agents.newer(new AgentId(from), limit);
            }
        };
        return NewestFirst.of(request.query(), reader, agent -> agent.id().value())
                .answer("agents", AgentsApi::json);
    }

    ApiResponse show(Request request) {
        return ApiResponse.of(200, "agent", json(agent(request)));
    }

    /** The agent that the path names. */
    Agent agent(Request request) {
        AgentId id = request.id("agent", AgentId::new);
        return agents.find(id)
                .filter(agent -> !agent.removed())
                .orElseThrow(() -> ApiError.notFound("agent", id.value()));
    }

    /** A list in the request replaces the whole stored list. */
    ApiResponse change(Request request) {
        Fields fields = request.fields();
        fields.allowOnly(FIELDS);
        Agent before = agent(request);
        AgentId id = before.id();
        UnaryOperator<Agent> change = changed(
                fields,
                fields.has(NAME) ? fields.requiredName(NAME, Lengths.MAX_NAME) : "",
                fields.names(TAGS, Lengths.MAX_TAG),
                fields.names(EXTRACTABLE, Lengths.MAX_NAME),
                fields.names(VOICES, Lengths.MAX_NAME),
                results(fields),
                runtime(fields));
        if (fields.has(RESULTS)) {
            requireOwn(fields, change.apply(before));
        }
        Agent agent = agents.change(id, change).orElseThrow(() -> ApiError.notFound("agent", id.value()));
        return ApiResponse.of(200, "agent", json(agent));
    }

    private static UnaryOperator<Agent> changed(
            Fields fields,
            String name,
            List<String> tags,
            List<String> extractable,
            List<String> voices,
            ResultTable results,
            @Nullable String runtime) {
        return agent -> new Agent(
                agent.id(),
                fields.has(NAME) ? name : agent.name(),
                fields.has(TAGS) ? tags : agent.tags(),
                fields.has(EXTRACTABLE) ? extractable : agent.extractableFields(),
                fields.has(VOICES) ? voices : agent.voices(),
                fields.has(RESULTS) ? results : agent.results(),
                fields.has(RUNTIME) ? runtime : agent.runtimeUrl(),
                agent.createdAt(),
                agent.removed());
    }

    /**
     * Reads the field that maps a voice platform's result names to their meanings: an object whose values are texts.
     */
    private static ResultTable results(Fields fields) {
        Map<String, String> targets = new HashMap<>();
        Optional<Fields> object = fields.object(RESULTS);
        if (object.isPresent()) {
            Fields table = object.get();
            if (table.names().size() > ResultTable.MAX_NAMES) {
                throw fields.invalid(RESULTS, "must have at most " + ResultTable.MAX_NAMES + " names");
            }
            for (String name : table.names()) {
                String target = table.requiredText(name, Lengths.MAX_NAME + 6);
                if (name.isBlank() || name.length() > Lengths.MAX_NAME || !StorableText.isName(name)) {
                    throw fields.invalid(RESULTS, "must have names of 1 to " + Lengths.MAX_NAME + " characters");
                }
                if (!ResultTable.isTarget(target)) {
                    throw table.invalid(name, "must be " + ResultTable.TARGETS);
                }
                targets.put(name, target);
            }
        }
        return new ResultTable(targets);
    }

    /** Reads the URL of the agent's runtime. It must pass the same checks as the URL of a webhook endpoint. */
    private @Nullable String runtime(Fields fields) {
        Optional<String> url = fields.text(RUNTIME, Lengths.MAX_URL);
        url.flatMap(receiver::refusal).ifPresent(why -> {
            throw fields.invalid(RUNTIME, why);
        });
        return url.orElse(null);
    }

    private static void requireOwn(Fields fields, Agent agent) {
        agent.results().foreign(agent.tags(), agent.extractableFields()).ifPresent(name -> {
            throw fields.invalid(RESULTS + "." + name, "must name one of the agent's " + TAGS + " or " + EXTRACTABLE);
        });
    }

    ApiResponse delete(Request request) {
        AgentId id = request.id("agent", AgentId::new);
        return InUse.answer(remove.agent(id), "agent", id.value());
    }

    private static ObjectNode json(Agent agent) {
        ObjectNode json = ApiJson.object().put("id", agent.id().value()).put(NAME, agent.name());
        json.set(TAGS, ApiJson.texts(agent.tags()));
        json.set(EXTRACTABLE, ApiJson.texts(agent.extractableFields()));
        json.set(VOICES, ApiJson.texts(agent.voices()));
        ObjectNode results = json.putObject(RESULTS);
        new TreeMap<>(agent.results().targets()).forEach(results::put);
        return json.put(RUNTIME, agent.runtimeUrl())
                .put("created_at", agent.createdAt().toString());
    }
}
