package io.vuelta.cloud.rude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vuelta.cloud.rude.Meter.Hot;
import io.vuelta.cloud.rude.Meter.Line;
import io.vuelta.cloud.rude.Meter.Snapshot;
import io.vuelta.cloud.rude.RudeTable.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The units that AWS bills, counted on DynamoDB Local. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@SuppressWarnings("NullAway.Init") // Started before the tests.
class MeterIT {
    /** A clock that does not advance: all requests of a test are in the same second, of which peaks are measured. */
    private static final Time STOPPED = new Time() {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void sleep(Duration duration) {}
    };

    @AutoClose
    private static final RudeTable DYNAMO_DB = new RudeTable();

    @AutoClose
    private RudeProxy proxy;

    private String table;

    @BeforeEach
    void prepare() {
        table = DYNAMO_DB.create();
        proxy = RudeProxy.start(DYNAMO_DB.endpoint(), Rudeness.none(), STOPPED);
    }

    private Response send(String operation, String json) {
        return DYNAMO_DB.send(proxy.endpoint(), operation, json.replace("TABLE", table));
    }

    private static String key(String sort) {
        return "{'pk': {'S': 'C#1'}, 'sk': {'S': '%s'}}".formatted(sort).replace('\'', '"');
    }

    private void put(String sort, String more) {
        Response response = send("PutItem", "{\"TableName\": \"TABLE\", \"Item\": " + item(sort, more) + "}");
        assertThat(response.ok()).as("%s", response).isTrue();
    }

    private static String item(String sort, String more) {
        return key(sort).replaceFirst("}$", more.isEmpty() ? "}" : ", " + more + "}");
    }

    private static String text(int bytes) {
        return "\"d\": {\"S\": \"" + "x".repeat(bytes) + "\"}";
    }

    private static String due(String of, int at) {
        return "\"due_of\": {\"S\": \"%s\"}, \"due_at\": {\"N\": \"%d\"}".formatted(of, at);
    }

    private Response update(String sort, String expression, String values) {
        return send(
                "UpdateItem",
                "{\"TableName\": \"TABLE\", \"Key\": " + key(sort) + ", \"UpdateExpression\": \"" + expression + "\""
                        + (values.isEmpty() ? "" : ", \"ExpressionAttributeValues\": {" + values + "}") + "}");
    }

    private double writes(Runnable work) {
        proxy.meter().reset();
        work.run();
        return proxy.meter().snapshot(10).writeUnits();
    }

    private double reads(Runnable work) {
        proxy.meter().reset();
        work.run();
        assertThat(proxy.meter().snapshot(10).writeUnits()).isZero();
        return proxy.meter().snapshot(10).readUnits();
    }

    @Test
    void a_write_costs_the_larger_of_before_and_after_in_kilobytes() {
        assertThat(writes(() -> put("P#1", ""))).isEqualTo(1);
        assertThat(writes(() -> put("P#1", text(3000)))).isEqualTo(3);
        assertThat(writes(() -> update("P#1", "SET n = :n", "\":n\": {\"N\": \"1\"}")))
                .isEqualTo(3);
        assertThat(writes(() -> put("P#1", ""))).isEqualTo(3);
        assertThat(writes(() -> send("DeleteItem", "{\"TableName\": \"TABLE\", \"Key\": " + key("P#1") + "}")))
                .isEqualTo(1);
    }

    @Test
    void an_index_costs_only_where_its_entry_changes() {
        assertThat(writes(() -> put("P#1", due("C#1", 5)))).isEqualTo(2);
        assertThat(writes(() -> update("P#1", "SET n = :n", "\":n\": {\"N\": \"1\"}")))
                .isEqualTo(1);
        assertThat(writes(() -> update("P#1", "SET due_at = :n", "\":n\": {\"N\": \"6\"}")))
                .isEqualTo(3);
        assertThat(writes(() -> update("P#1", "REMOVE due_of, due_at", ""))).isEqualTo(2);
    }

    @Test
    void an_entry_that_moves_costs_in_both_partitions_of_the_index() {
        put("P#1", due("C#1", 5));
        proxy.meter().reset();
        update("P#1", "SET due_of = :o", "\":o\": {\"S\": \"C#2\"}");
        update("P#1", "REMOVE due_of", "");
        List<Hot> due = proxy.meter().snapshot(10).partitions().stream()
                .filter(hot -> hot.index().equals("due"))
                .toList();
        assertThat(due).extracting(Hot::partition).containsExactlyInAnyOrder("C#1", "C#2");
        assertThat(due)
                .filteredOn(hot -> hot.partition().equals("C#1"))
                .allSatisfy(hot -> assertThat(hot.writeUnits()).isEqualTo(1));
        assertThat(due)
                .filteredOn(hot -> hot.partition().equals("C#2"))
                .allSatisfy(hot -> assertThat(hot.writeUnits()).isEqualTo(2));
    }

    @Test
    void a_refused_condition_costs_the_item_that_is_there() {
        put("P#1", text(2000));
        String put = "{\"TableName\": \"TABLE\", \"Item\": " + key("P#1")
                + ", \"ConditionExpression\": \"attribute_not_exists(pk)\"}";
        assertThat(writes(() -> {
                    Response response = send("PutItem", put);
                    assertThat(response.error()).isEqualTo("ConditionalCheckFailedException");
                    assertThat(response.json().has("Item")).isFalse();
                }))
                .isEqualTo(2);
    }

    @Test
    void a_transaction_costs_double_and_its_repetition_reads() {
        put("P#1", "");
        String transaction = "{\"ClientRequestToken\": \"token\", \"TransactItems\": ["
                + "{\"Put\": {\"TableName\": \"TABLE\", \"Item\": " + item("P#2", text(1500)) + "}},"
                + "{\"Update\": {\"TableName\": \"TABLE\", \"Key\": " + key("P#1")
                + ", \"UpdateExpression\": \"ADD n :n\", \"ExpressionAttributeValues\": {\":n\": {\"N\": \"1\"}}}},"
                + "{\"ConditionCheck\": {\"TableName\": \"TABLE\", \"Key\": " + key("P#3")
                + ", \"ConditionExpression\": \"attribute_not_exists(pk)\"}}]}";
        assertThat(writes(() ->
                        assertThat(send("TransactWriteItems", transaction).ok()).isTrue()))
                .isEqualTo(4 + 2 + 2);
        assertThat(reads(() ->
                        assertThat(send("TransactWriteItems", transaction).ok()).isTrue()))
                .isEqualTo(6);
    }

    @Test
    void a_cancelled_transaction_costs_what_it_would_have_written() {
        put("P#1", "");
        String transaction = "{\"TransactItems\": [{\"Put\": {\"TableName\": \"TABLE\", \"Item\": "
                + item("P#2", text(1500)) + "}}, {\"Put\": {\"TableName\": \"TABLE\", \"Item\": " + key("P#1")
                + ", \"ConditionExpression\": \"attribute_not_exists(pk)\"}}]}";
        assertThat(writes(() -> {
                    Response response = send("TransactWriteItems", transaction);
                    assertThat(response.error()).isEqualTo("TransactionCanceledException");
                    assertThat(response.json().findValue("Item")).isNull();
                }))
                .isEqualTo(4 + 2);
    }

    @Test
    void a_read_costs_what_it_looks_at() {
        put("P#1", text(5000));
        put("P#2", "");
        String get = "{\"TableName\": \"TABLE\", \"ConsistentRead\": %s, \"Key\": %s}";
        assertThat(reads(() -> send("GetItem", get.formatted(true, key("P#1")))))
                .isEqualTo(2);
        assertThat(reads(() -> send("GetItem", get.formatted(false, key("P#1")))))
                .isEqualTo(1);
        assertThat(reads(() -> send("GetItem", get.formatted(true, key("P#9")))))
                .isEqualTo(1);
        String query = "{\"TableName\": \"TABLE\", \"ConsistentRead\": true, \"KeyConditionExpression\":"
                + " \"pk = :p AND begins_with(sk, :s)\", \"ExpressionAttributeValues\":"
                + " {\":p\": {\"S\": \"%s\"}, \":s\": {\"S\": \"P#\"}}}";
        assertThat(reads(() -> send("Query", query.formatted("C#1")))).isEqualTo(2);
        assertThat(proxy.meter().snapshot(10).lines())
                .singleElement()
                .satisfies(line -> assertThat(line.kind()).isEqualTo("P#"));
        assertThat(reads(() -> send("Query", query.formatted("C#9")))).isEqualTo(1);
        String batch = "{\"RequestItems\": {\"TABLE\": {\"ConsistentRead\": true, \"Keys\": ["
                + String.join(", ", key("P#1"), key("P#2"), key("P#9")) + "]}}}";
        assertThat(reads(() -> send("BatchGetItem", batch))).isEqualTo(4);
        String transaction = "{\"TransactItems\": [{\"Get\": {\"TableName\": \"TABLE\", \"Key\": " + key("P#1")
                + "}}, {\"Get\": {\"TableName\": \"TABLE\", \"Key\": " + key("P#2") + "}}]}";
        assertThat(reads(() -> send("TransactGetItems", transaction))).isEqualTo(6);
    }

    @Test
    void a_batch_of_writes_costs_each_item() {
        String batch = "{\"RequestItems\": {\"TABLE\": [{\"PutRequest\": {\"Item\": " + item("P#1", text(1500))
                + "}}, {\"PutRequest\": {\"Item\": " + item("A#1", due("C#1", 4)) + "}}]}}";
        assertThat(writes(() -> send("BatchWriteItem", batch))).isEqualTo(4);
        assertThat(proxy.meter().snapshot(10).lines())
                .extracting(Line::kind, Line::index, Line::requests, Line::items, Line::writeUnits)
                .containsExactlyInAnyOrder(
                        tuple("P#", "", 1L, 1L, 2.0), tuple("A#", "", 0L, 1L, 1.0), tuple("A#", "due", 0L, 0L, 1.0));
    }

    @Test
    void requests_are_counted_by_caller_operation_and_kind() {
        put("PACING", "");
        put("PACING", "");
        put("COUNT#3", "");
        DYNAMO_DB.ask(
                proxy.endpoint(),
                "another",
                "GetItem",
                "{\"TableName\": \"" + table + "\", \"Key\": " + key("PACING") + "}");
        Snapshot snapshot = proxy.meter().snapshot(10);
        assertThat(snapshot.lines())
                .extracting(Line::caller, Line::operation, Line::kind, Line::requests, Line::writeUnits)
                .containsExactly(
                        tuple("a function", "PutItem", "COUNT#", 1L, 1.0),
                        tuple("a function", "PutItem", "PACING", 2L, 2.0),
                        tuple("another", "GetItem", "PACING", 1L, 0.0));
        assertThat(snapshot.requests()).isEqualTo(4);
        assertThat(snapshot.items().getFirst().sort()).isEqualTo("PACING");
        assertThat(snapshot.items().getFirst().writeUnits()).isEqualTo(2);
        assertThat(snapshot.text()).contains("a function", "PACING");
    }

    @Test
    void requests_of_the_local_runtime_are_not_counted() {
        DYNAMO_DB.ask(
                proxy.endpoint(),
                NamedCaller.LOCAL_RUNTIME,
                "GetItem",
                "{\"TableName\": \"" + table + "\", \"Key\": " + key("PACING") + "}");
        assertThat(proxy.meter().snapshot(10).lines()).isEmpty();
    }
}
