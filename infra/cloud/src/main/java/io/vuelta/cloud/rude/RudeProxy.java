package io.vuelta.cloud.rude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.vuelta.server.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A proxy in front of DynamoDB Local with the same protocol (JSON 1.0). It counts requests and refuses some as AWS
 * does: see {@link Rudeness}. DynamoDB Local processes transactions one by one and never refuses them; here a
 * transaction is under way for a while, and other writes of its items are refused. A plain read never conflicts.
 */
public final class RudeProxy implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final String TARGET = "X-Amz-Target";
    private static final String UNPROCESSED_ITEMS = "UnprocessedItems";
    private static final String UNPROCESSED_KEYS = "UnprocessedKeys";
    private static final String OTHER = "other";
    private static final int OK = 200;
    private static final double HALF = 0.5;

    /** The headers that DynamoDB Local needs. */
    private static final List<String> PASSED_ON = List.of(TARGET, "Content-Type", "Authorization", "X-Amz-Date");

    private final URI dynamoDb;
    private final LoopbackServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient upstream;
    private final Map<String, TableKeys> tables = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final UnderWay underWay = new UnderWay();
    private final Time time;
    private final Tokens tokens;
    private final Limits limits;
    private final Meter meter;
    private volatile Rudeness rudeness;

    private RudeProxy(URI dynamoDb, Rudeness rudeness, Time time) {
        this.time = time;
        this.tokens = new Tokens(time::nanos);
        this.limits = new Limits(time::nanos);
        this.meter = new Meter(time::nanos);
        this.dynamoDb = dynamoDb;
        this.rudeness = rudeness;
        this.server = LoopbackServer.bind(0);
        this.upstream = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .executor(threads)
                .build();
    }

    /**
     * Starts a proxy on any free port of 127.0.0.1.
     *
     * @param dynamoDb the address of DynamoDB Local
     */
    public static RudeProxy start(URI dynamoDb, Rudeness rudeness) {
        return start(dynamoDb, rudeness, Time.SYSTEM);
    }

    /** Starts a proxy with its own time source. */
    static RudeProxy start(URI dynamoDb, Rudeness rudeness, Time time) {
        var proxy = new RudeProxy(dynamoDb, rudeness, time);
        proxy.server.serve("/", proxy::serve);
        proxy.server.start();
        return proxy;
    }

    /** The address for the SDK's clients. */
    public URI endpoint() {
        return server.uri();
    }

    /** Changes what is refused, from the next request on. */
    public void refuse(Rudeness other) {
        rudeness = other;
    }

    public Meter meter() {
        return meter;
    }

    @Override
    public void close() {
        server.close();
        upstream.shutdownNow();
        threads.shutdownNow();
    }

    /** An answer. If an answer may be missing, null stands for a connection that is closed without one. */
    private static final class Answer {
        private final int status;
        private final byte[] body;

        private Answer(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try {
            @Nullable Answer answer = answer(exchange, LoopbackServer.body(exchange));
            if (answer != null) {
                send(exchange, answer);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        var crc = new CRC32();
        crc.update(answer.body);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.getResponseHeaders().set("x-amz-crc32", Long.toString(crc.getValue()));
        exchange.sendResponseHeaders(answer.status, answer.body.length == 0 ? -1 : answer.body.length);
        exchange.getResponseBody().write(answer.body);
    }

    private @Nullable Answer answer(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        String caller = exchange.getRequestHeaders().getFirst(NamedCaller.HEADER);
        @Nullable
        Operation operation = Operation.ofTarget(exchange.getRequestHeaders().getFirst(TARGET));
        if (operation == null || NamedCaller.LOCAL_RUNTIME.equals(caller)) {
            return pass(exchange, body);
        }
        ProxiedRequest.Tables keys = table -> keys(exchange, table);
        @Nullable
        ProxiedRequest call = MAPPER.readTree(body) instanceof ObjectNode object
                ? ProxiedRequest.read(operation, object, keys)
                : null;
        return call == null
                ? pass(exchange, body)
                : new Served(exchange, caller == null ? OTHER : caller, call, keys).answer();
    }

    private Answer pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = upstream.send(request(exchange, body), BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.body());
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        var request = HttpRequest.newBuilder(dynamoDb)
                .timeout(ANSWER)
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        for (String header : PASSED_ON) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.setHeader(header, value);
            }
        }
        return request.build();
    }

    private @Nullable TableKeys keys(HttpExchange exchange, String table) {
        TableKeys known = tables.get(table);
        if (known != null) {
            return known;
        }
        try {
            byte[] body = MAPPER.writeValueAsBytes(MAPPER.createObjectNode().put("TableName", table));
            HttpRequest describe = HttpRequest.newBuilder(request(exchange, body), (_, _) -> true)
                    .setHeader(TARGET, "DynamoDB_20120810.DescribeTable")
                    .build();
            @Nullable
            TableKeys found = TableKeys.of(MAPPER.readTree(
                    upstream.send(describe, BodyHandlers.ofByteArray()).body()));
            if (found != null) {
                tables.put(table, found);
            }
            return found;
        } catch (IOException _) {
            return null;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static Answer json(int status, JsonNode answer) throws IOException {
        return new Answer(status, MAPPER.writeValueAsBytes(answer));
    }

    /** A counted request. */
    private final class Served {
        private final HttpExchange exchange;
        private final String caller;
        private final ProxiedRequest.Tables keys;
        private final Disturbance disturbance;
        private final ObjectNode leftOut = JsonNodeFactory.instance.objectNode();
        private ProxiedRequest call;

        private Served(HttpExchange exchange, String caller, ProxiedRequest call, ProxiedRequest.Tables keys) {
            this.exchange = exchange;
            this.caller = caller;
            this.call = call;
            this.keys = keys;
            this.disturbance = rudeness.disturbance(numbers.getAndIncrement());
        }

        private @Nullable Answer answer() throws IOException, InterruptedException {
            return switch (disturbance.kind()) {
                case DROPPED -> {
                    meter.count(caller, call, true, List.of());
                    yield null;
                }
                case THROTTLED -> refuse(Refusal.throttled(call, disturbance.variant()));
                case FAILED ->
                    disturbance.variant() < HALF
                            ? refuse(disturbance.variant() < HALF / 2 ? Refusal.unavailable() : Refusal.internalError())
                            : withoutItsAnswer(Refusal.internalError());
                case LOST -> withoutItsAnswer(null);
                case SERVED -> admitted();
            };
        }

        private Answer refuse(Refusal refusal) throws IOException {
            meter.count(caller, call, true, List.of());
            return json(refusal.status(), refusal.answer());
        }

        /** Executes the request; the caller gets another answer or none. */
        private @Nullable Answer withoutItsAnswer(@Nullable Refusal instead) throws IOException, InterruptedException {
            admitted();
            return instead == null ? null : json(instead.status(), instead.answer());
        }

        private Answer admitted() throws IOException, InterruptedException {
            if (rudeness.limited() && isOverLimit()) {
                return refuse(Refusal.throughputExceeded());
            }
            if (call.operation().isBatch() && disturbance.partly()) {
                leaveOut(part());
            }
            return executed();
        }

        private Answer executed() throws IOException, InterruptedException {
            return switch (call.operation()) {
                case GET_ITEM, QUERY, SCAN, BATCH_GET_ITEM -> forward(false);
                case TRANSACT_GET_ITEMS -> {
                    Set<ItemKey> conflicts = rudeness.conflicts() ? underWay.written(call.keys()) : Set.of();
                    yield conflicts.isEmpty() ? forward(false) : refuse(Refusal.cancelledByConflict(call, conflicts));
                }
                case PUT_ITEM, UPDATE_ITEM, DELETE_ITEM, BATCH_WRITE_ITEM -> plainWrites();
                case TRANSACT_WRITE_ITEMS -> transaction();
            };
        }

        private Answer plainWrites() throws IOException, InterruptedException {
            if (!rudeness.conflicts()) {
                return forward(false);
            }
            Set<ItemKey> conflicts = underWay.beginWrites(call.keys());
            List<ItemKey> begun = new ArrayList<>(call.keys());
            begun.removeAll(conflicts);
            try {
                if (conflicts.isEmpty()) {
                    return forward(false);
                }
                if (!call.operation().isBatch()) {
                    return refuse(Refusal.conflict());
                }
                leaveOut(conflicts);
                return forward(false);
            } finally {
                underWay.endWrites(begun);
            }
        }

        private Answer transaction() throws IOException, InterruptedException {
            @Nullable String token = call.token();
            Tokens.State state = token == null ? Tokens.State.NEW : tokens.begin(token);
            return switch (state) {
                case UNDER_WAY -> refuse(Refusal.inProgress());
                case DONE -> forward(true);
                case NEW -> newTransaction(token);
            };
        }

        private Answer newTransaction(@Nullable String token) throws IOException, InterruptedException {
            boolean done = false;
            try {
                Answer answer = rudeness.conflicts() ? heldTransaction() : forward(false);
                done = answer.status == OK;
                return answer;
            } finally {
                if (token != null && done) {
                    tokens.done(token);
                } else if (token != null) {
                    tokens.failed(token);
                }
            }
        }

        private Answer heldTransaction() throws IOException, InterruptedException {
            List<ItemKey> items = call.keys();
            Set<ItemKey> conflicts = underWay.beginTransaction(items);
            if (!conflicts.isEmpty()) {
                return refuse(Refusal.cancelledByConflict(call, conflicts));
            }
            try {
                time.sleep(disturbance.before());
                Answer answer = forward(false);
                time.sleep(disturbance.after());
                return answer;
            } finally {
                underWay.endTransaction(items);
            }
        }

        private boolean isOverLimit() {
            for (Action action : call.actions()) {
                if (action.type() == Action.Type.RANGE
                        && action.key().partition().isEmpty()) {
                    continue;
                }
                String table = action.key().table();
                boolean writes = action.writes();
                if (!limits.allows(
                        new Partition(table, action.index(), action.key().partition()), writes)) {
                    return true;
                }
                for (Map.Entry<String, TableKeys.Names> index :
                        action.keys().indexes().entrySet()) {
                    String partition =
                            action.concerns(index.getValue()) ? action.partitionAfter(index.getValue(), null) : "";
                    if (writes
                            && !partition.isEmpty()
                            && !limits.allows(new Partition(table, index.getKey(), partition), true)) {
                        return true;
                    }
                }
            }
            return false;
        }

        /** Selects some items of the batch, never all. */
        private Set<ItemKey> part() {
            List<ItemKey> all = call.keys();
            Set<ItemKey> part = new HashSet<>();
            int kept = disturbance.parts().nextInt(all.size());
            for (int i = 0; i < all.size(); i++) {
                if (i != kept && disturbance.parts().nextBoolean()) {
                    part.add(all.get(i));
                }
            }
            return part;
        }

        private void leaveOut(Set<ItemKey> out) {
            merge(leftOut, call.takeOut(out::contains));
            @Nullable
            ProxiedRequest rest = call.isEmptyBatch() ? null : ProxiedRequest.read(call.operation(), call.body(), keys);
            if (rest != null) {
                call = rest;
            }
        }

        private static void merge(ObjectNode into, ObjectNode more) {
            more.properties().forEach(entry -> {
                JsonNode there = into.path(entry.getKey());
                if (there instanceof ArrayNode writes) {
                    writes.addAll((ArrayNode) entry.getValue());
                } else if (there.path("Keys") instanceof ArrayNode reads) {
                    reads.addAll((ArrayNode) entry.getValue().path("Keys"));
                } else {
                    into.set(entry.getKey(), entry.getValue());
                }
            });
        }

        private Answer forward(boolean repeated) throws IOException, InterruptedException {
            if (call.isEmptyBatch()) {
                meter.count(caller, call, true, List.of());
                ObjectNode nothing = JsonNodeFactory.instance.objectNode();
                nothing.set(unprocessed(), leftOut);
                return json(OK, nothing);
            }
            call.askForCosts();
            Answer answer = pass(exchange, MAPPER.writeValueAsBytes(call.body()));
            if (!(MAPPER.readTree(answer.body) instanceof ObjectNode tree)) {
                return answer;
            }
            List<Charge> charges = Charges.of(call, answer.status, tree, repeated);
            meter.count(caller, call, disturbance.kind() != Disturbance.Kind.SERVED, charges);
            if (rudeness.limited()) {
                charges.forEach(charge -> limits.consumed(Partition.of(charge), charge.write(), charge.units()));
            }
            call.strip(tree);
            if (!leftOut.isEmpty()) {
                ObjectNode left = tree.withObject("/" + unprocessed());
                merge(left, leftOut);
            }
            return json(answer.status, tree);
        }

        private String unprocessed() {
            return call.operation() == Operation.BATCH_GET_ITEM ? UNPROCESSED_KEYS : UNPROCESSED_ITEMS;
        }
    }
}
