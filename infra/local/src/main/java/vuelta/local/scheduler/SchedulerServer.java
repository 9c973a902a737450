package vuelta.local.scheduler;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server of EventBridge Scheduler's REST API that fires the schedules it is given.
 *
 * <p>As on AWS: expressions, time zones and daylight saving, start and end dates, flexible windows, retries, dead-letter
 * queues, deletion after completion; delivery at least once. Not there, and answered with a ValidationException: tags,
 * KMS keys, and parameters of targets other than SQS. Account and region of its ARNs are 000000000000 and us-east-1.
 *
 * <p>Where AWS does not say, or where a laptop differs:
 *
 * <ul>
 *   <li>A one-time schedule whose time is over when it is created or updated fires at once.
 *   <li>A recurring schedule that missed several times, because the server was down, fires once and goes on.
 *   <li>An invocation's age counts from its first attempt.
 *   <li>Deleting a schedule ends the retries of its invocations.
 *   <li>Schedules fire within a fifth of a second of their time, where AWS takes up to a minute.
 * </ul>
 *
 * <p>All its threads are daemons. Safe for several threads.
 */
public final class SchedulerServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulerServer.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
    private static final int HTTP_THREADS = 4;
    private static final int HTTP_QUEUE = 128;
    private static final int TARGET_THREADS = 8;
    private static final int MOST_CALLS_A_ROUND = 64;

    private final InstantSource clock;
    private final ScheduleBook book;
    private final InvocationAttempt attempt;
    private final SchedulerApi api;
    private final HttpServer http;
    private final ThreadPoolExecutor httpThreads;
    private final ThreadPoolExecutor targetThreads;
    private final Thread ticker;

    private SchedulerServer(HttpServer http, InstantSource clock, ScheduleBook book, ScheduleTarget target) {
        this.clock = clock;
        this.book = book;
        this.attempt = new InvocationAttempt(target, clock);
        this.api = new SchedulerApi(book, clock, target);
        this.http = http;
        this.httpThreads = threads(HTTP_THREADS, HTTP_QUEUE, "scheduler-http");
        this.targetThreads = threads(TARGET_THREADS, MOST_CALLS_A_ROUND, "scheduler-target");
        this.ticker = daemons("scheduler-ticker").newThread(this::tick);
    }

    /**
     * Starts on the loopback interface.
     *
     * @param port 0 for any that is free
     * @param clock what time it is; schedules fire by it, and it may jump
     * @param store file that keeps schedules and undelivered invocations, created if absent; one server at a time may
     *     use it. Every change a client got an answer for survives a kill of the process; what fell due while no server
     *     ran fires at start. Null keeps them in memory only
     * @param target where to deliver, also to dead-letter queues
     * @throws UncheckedIOException if the port is taken or the store cannot be used
     */
    public static SchedulerServer start(int port, InstantSource clock, @Nullable Path store, ScheduleTarget target) {
        return start(port, clock, store, List.of(), target);
    }

    /**
     * The same, with groups.
     *
     * @param groups that exist from the start, as those of a template do
     */
    public static SchedulerServer start(
            int port, InstantSource clock, @Nullable Path store, List<String> groups, ScheduleTarget target) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
            ScheduleBook book = new ScheduleBook(EntryStore.open(store), clock.instant());
            groups.forEach(group -> book.ensureGroup(group, clock.instant()));
            SchedulerServer server = new SchedulerServer(http, clock, book, target);
            server.run();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the scheduler on port " + port, e);
        }
    }

    private void run() {
        http.setExecutor(httpThreads);
        http.createContext("/", this::handle);
        startHttp();
        ticker.start();
    }

    /** The JDK's HTTP server makes its dispatcher a daemon only if a daemon starts it. */
    private void startHttp() {
        Thread starter = daemons("scheduler-start").newThread(http::start);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            send(exchange, 200, api.answer(ApiRequest.read(exchange)));
        } catch (RequestRefused e) {
            sendError(exchange, e.kind().status(), e.kind().type(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("scheduler failed to answer {} {}", exchange.getRequestMethod(), exchange.getRequestURI(), e);
            sendError(exchange, 500, "InternalServerException", e.toString());
        }
    }

    private static void sendError(HttpExchange exchange, int status, String type, @Nullable String message)
            throws IOException {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
        send(exchange, status, WireFormat.JSON.createObjectNode().put("Message", message));
    }

    private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void tick() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (fireDue() < MOST_CALLS_A_ROUND) {
                    Thread.sleep(TICK);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("scheduler failed to fire, tries again", e);
                sleepAfterFailure();
            }
        }
    }

    private static void sleepAfterFailure() {
        try {
            Thread.sleep(TICK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * One round: fires what is due, and makes up to 64 attempts that are due, the longest waiting first. Returns when
     * they are over.
     *
     * @return how many attempts were made
     */
    synchronized int fireDue() throws InterruptedException {
        Instant now = clock.instant();
        book.fire(now);
        List<Callable<Object>> attempts = book.dueInvocations(now, MOST_CALLS_A_ROUND).stream()
                .map(invocation -> Executors.callable(() -> attempt(invocation)))
                .toList();
        targetThreads.invokeAll(attempts);
        return attempts.size();
    }

    private void attempt(Invocation invocation) {
        try {
            book.settle(invocation, attempt.make(invocation));
        } catch (RuntimeException e) {
            LOG.error("scheduler cannot record execution={}, attempts it again", invocation.executionId(), e);
        }
    }

    /** Stops answering and firing. Nothing is lost: what was not delivered stays in the store. */
    @Override
    public void close() {
        http.stop(0);
        ticker.interrupt();
        httpThreads.shutdownNow();
        try {
            ticker.join(LONGEST_CLOSE);
            targetThreads.shutdownNow();
            targetThreads.awaitTermination(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
            httpThreads.awaitTermination(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        book.close();
    }

    /** When threads and queue are full, the caller runs the work itself. */
    private static ThreadPoolExecutor threads(int most, int queue, String name) {
        return new ThreadPoolExecutor(
                most,
                most,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queue),
                daemons(name),
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    private static ThreadFactory daemons(String name) {
        return Thread.ofPlatform().daemon().name(name + "-", 0).factory();
    }
}
