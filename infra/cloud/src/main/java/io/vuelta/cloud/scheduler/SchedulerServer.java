package io.vuelta.cloud.scheduler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.vuelta.server.LoopbackServer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Simulates the part of EventBridge Scheduler that the functions use: CreateSchedule and UpdateSchedule of one-time
 * schedules, in UTC and without a flexible window, that send a message to a FIFO queue, at least once, and then delete
 * themselves or stay to be set again. Retries and dead-letter queues are as on AWS. Any other field of a request is
 * answered with a ValidationException.
 *
 * <p>Behaviour that AWS does not document, or that differs on a laptop:
 *
 * <ul>
 * <li>A schedule whose time is over when it is created or updated fires at once.
 * <li>An invocation's age counts from its first attempt.
 * <li>Schedules fire within a fifth of a second of their time, where AWS takes up to a minute.
 * <li>A repeated CreateSchedule is a conflict, whatever its ClientToken.
 * </ul>
 *
 * <p>All its threads are daemons. Safe for several threads.
 */
public final class SchedulerServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SchedulerServer.class.getName());
    private static final int TICK_MILLIS = 200;
    private static final int MAX_CLOSING_SECONDS = 5;
    private static final int MAX_ATTEMPTS_A_ROUND = 64;
    private static final Pattern SET_SCHEDULE = Pattern.compile("(POST|PUT) /schedules/([0-9a-zA-Z_.-]{1,64})");
    private static final JsonMapper JSON = new JsonMapper();

    private final LoopbackServer http = LoopbackServer.bind(0);
    private final InstantSource clock;
    private final Set<String> groups;
    private final ScheduleBook book;
    private final Delivery delivery;
    private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("scheduler-ticker").factory());

    private SchedulerServer(InstantSource clock, List<String> groups, ScheduleBook book, SqsClient sqs) {
        this.clock = clock;
        this.groups = Set.copyOf(groups);
        this.book = book;
        this.delivery = new Delivery(sqs, clock);
    }

    /**
     * Starts the server on any free port of the loopback interface.
     *
     * @param clock the clock by which schedules fire; it may jump
     * @param store the file that keeps schedules and undelivered invocations, created if absent; one server at a time
     *     may use it. Every change for which a client got an answer survives a kill of the process; schedules that
     *     became due while no server ran fire at the start. Null keeps them in memory only
     * @param groups the schedule groups of the template
     * @param sqs the server of the queues, which are found by their names only; the scheduler does not close it
     * @throws java.io.UncheckedIOException if the store cannot be used
     */
    public static SchedulerServer start(InstantSource clock, @Nullable Path store, List<String> groups, SqsClient sqs) {
        SchedulerServer server = new SchedulerServer(clock, groups, ScheduleBook.open(store), sqs);
        server.http.serve("/", server::handle);
        server.http.start();
        var _ = server.ticker.scheduleWithFixedDelay(server::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return server;
    }

    public URI endpoint() {
        return http.uri();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            answer(exchange, 200, setSchedule(exchange));
        } catch (RequestRefused e) {
            exchange.getResponseHeaders().set("x-amzn-ErrorType", e.type());
            answer(exchange, e.status(), JSON.createObjectNode().put("Message", e.getMessage()));
        }
    }

    private static void answer(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        LoopbackServer.answer(exchange, status, "application/json", body.toString());
    }

    private ObjectNode setSchedule(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        Matcher matcher = SET_SCHEDULE.matcher(asked);
        if (!matcher.matches()) {
            throw RequestRefused.unsupported(asked + " (known is " + SET_SCHEDULE.pattern() + ")");
        }
        ObjectNode request = json(LoopbackServer.body(exchange));
        String group = request.path("GroupName").asText();
        if (!groups.contains(group)) {
            throw RequestRefused.missing("Schedule group " + group);
        }
        Order order = Order.of(request.without(List.of("GroupName", "ClientToken")));
        String name = group + "/" + matcher.group(2);
        if (matcher.group(1).equals("POST")) {
            book.create(name, order);
        } else {
            book.update(name, order);
        }
        return JSON.createObjectNode().put("ScheduleArn", Schedule.arn(name));
    }

    private static ObjectNode json(byte[] body) throws IOException {
        try {
            if (JSON.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw RequestRefused.invalid("Body must be JSON (" + e.getOriginalMessage() + ")");
        }
        throw RequestRefused.invalid("Body must be a JSON object");
    }

    private void tick() {
        try {
            fireDue();
        } catch (InterruptedException _) {
            // The server is closing.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the scheduler failed to fire, and tries again", e);
        }
    }

    /**
     * One round: fires the due schedules, and makes up to 64 due attempts in the order of their due times. Returns when
     * the attempts are over.
     *
     * @return how many attempts were made
     */
    synchronized int fireDue() throws InterruptedException {
        List<Callable<Object>> due = book.due(clock.instant(), MAX_ATTEMPTS_A_ROUND).stream()
                .map(invocation -> Executors.callable(() -> attempt(invocation)))
                .toList();
        attempts.invokeAll(due);
        return due.size();
    }

    private void attempt(ScheduleFiring invocation) {
        try {
            delivery.attempt(invocation)
                    .ifPresentOrElse(retryAt -> book.retry(invocation, retryAt), () -> book.finish(invocation));
        } catch (RuntimeException e) {
            LOG.log(
                    Level.ERROR,
                    "the scheduler cannot record " + invocation.executionId() + ", and attempts it again",
                    e);
        }
    }

    /** Stops answering and firing. Nothing is lost: undelivered invocations stay in the store. */
    @Override
    public void close() {
        http.close();
        ticker.shutdownNow();
        try {
            ticker.awaitTermination(MAX_CLOSING_SECONDS, TimeUnit.SECONDS);
            attempts.shutdownNow();
            attempts.awaitTermination(MAX_CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        book.close();
    }
}
