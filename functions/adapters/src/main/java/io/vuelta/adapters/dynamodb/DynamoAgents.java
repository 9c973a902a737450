package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.agent.ResultTable;
import io.vuelta.domain.store.StoreBusy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Agents. Each has an item in the list of all agents until it is removed. */
public final class DynamoAgents implements Agents {
    private static final String VERSION = "v";

    /** Number of tries if the agent keeps changing. */
    private static final int TRIES = 10;

    private final DynamoTable table;

    public DynamoAgents(DynamoTable table) {
        this.table = table;
    }

    @Override
    public void put(Agent agent) {
        var _ = table.transact(List.of(table.putAnyway(item(agent, 1)), listing(agent)));
    }

    @Override
    public Optional<Agent> find(AgentId id) {
        return table.find(Keys.agent(id)).map(item -> read(id, item));
    }

    @Override
    public Optional<Agent> change(AgentId id, UnaryOperator<Agent> change) {
        for (int i = 0; i < TRIES; i++) {
            Optional<ItemReader> found = table.find(Keys.agent(id));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            long version = found.get().number(VERSION);
            Agent next = change.apply(read(id, found.get()));
            TransactWriteItem written = DynamoTable.in(table.putIfVersion(item(next, version + 1), VERSION, version));
            if (table.transact(List.of(written, listing(next))).written()) {
                return Optional.of(next);
            }
        }
        throw StoreBusy.conflict("agent " + id);
    }

    @Override
    public List<Agent> list(Optional<AgentId> after, int limit) {
        Optional<Keys> last = after.flatMap(this::find).map(agent -> Keys.listed(agent.id(), agent.createdAt()));
        return last.isEmpty() && after.isPresent()
                ? List.of()
                : table.newestFirst(Keys.AGENTS, Keys.BY_AGE, last, limit).stream()
                        .map(item -> new AgentId(Keys.idOfListed(item.text("sk"))))
                        .flatMap(id -> find(id).stream())
                        .toList();
    }

    @Override
    public List<Agent> newer(AgentId from, int limit) {
        return find(from)
                .map(agent -> table.newestLast(Keys.listed(agent.id(), agent.createdAt()), Keys.BY_AGE, limit))
                .orElse(List.of())
                .stream()
                .map(item -> new AgentId(Keys.idOfListed(item.text("sk"))))
                .flatMap(id -> find(id).stream())
                .toList();
    }

    private TransactWriteItem listing(Agent agent) {
        Keys keys = Keys.listed(agent.id(), agent.createdAt());
        return agent.removed()
                ? DynamoTable.in(table.deleteOf(keys).build())
                : table.putAnyway(new ItemWriter(keys).item());
    }

    private static Map<String, AttributeValue> item(Agent agent, long version) {
        return new ItemWriter(Keys.agent(agent.id()))
                .put("name", agent.name())
                .put("tags", agent.tags())
                .put("extractable_fields", agent.extractableFields())
                .put("voices", agent.voices())
                .put("results", agent.results().targets())
                .put("runtime_url", agent.runtimeUrl())
                .put("created_at", agent.createdAt())
                .putFlag("removed", agent.removed())
                .put(VERSION, version)
                .item();
    }

    private static Agent read(AgentId id, ItemReader item) {
        return new Agent(
                id,
                item.text("name"),
                item.texts("tags"),
                item.texts("extractable_fields"),
                item.texts("voices"),
                new ResultTable(item.map("results")),
                item.textOrNull("runtime_url"),
                item.instant("created_at"),
                item.flag("removed"));
    }
}
