package io.vuelta.cloud;

import com.sun.net.httpserver.HttpHandler;
import io.vuelta.cloud.access.CallRecorder;
import io.vuelta.cloud.dynamodb.DynamoDbProcess;
import io.vuelta.cloud.dynamodb.Tables;
import io.vuelta.cloud.http.HttpFront;
import io.vuelta.cloud.lambda.FunctionUse;
import io.vuelta.cloud.lambda.InvocationResult;
import io.vuelta.cloud.lambda.LambdaFunction;
import io.vuelta.cloud.lambda.ScheduledEventJson;
import io.vuelta.cloud.objects.EmulatedBuckets;
import io.vuelta.cloud.objects.ObjectServer;
import io.vuelta.cloud.queues.Counts;
import io.vuelta.cloud.queues.QueuePoller;
import io.vuelta.cloud.queues.QueueServer;
import io.vuelta.cloud.queues.QueueUse;
import io.vuelta.cloud.rude.Meter;
import io.vuelta.cloud.rude.RudeProxy;
import io.vuelta.cloud.rude.Rudeness;
import io.vuelta.cloud.scheduler.SchedulerServer;
import io.vuelta.cloud.secrets.SecretServer;
import io.vuelta.cloud.streams.MappingState;
import io.vuelta.cloud.streams.StreamFunction;
import io.vuelta.cloud.streams.StreamPage;
import io.vuelta.cloud.streams.Streams;
import io.vuelta.cloud.template.FunctionModel;
import io.vuelta.cloud.template.FunctionModel.QueueTrigger;
import io.vuelta.cloud.template.FunctionModel.Route;
import io.vuelta.cloud.template.FunctionModel.StreamTrigger;
import io.vuelta.cloud.template.LocalAccount;
import io.vuelta.cloud.template.QueueModel;
import io.vuelta.cloud.template.SystemModel;
import io.vuelta.cloud.template.TableModel;
import io.vuelta.cloud.template.TemplateReader;
import io.vuelta.server.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The system that a SAM template describes. Its functions, API, queues, buckets, secrets and schedules run in this
 * process, its tables in another process. A process has at most one local runtime, because system properties direct the
 * functions' SDK clients to it.
 */
public final class LocalRuntime implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LocalRuntime.class.getName());
    private static final AtomicBoolean RUNNING = new AtomicBoolean();
    private static final Duration CLOSING = Duration.ofSeconds(5);

    /** Path of the page on the API's port that shows the progress of functions in tables' streams. */
    public static final String STREAMS_PAGE = "/_local/streams";

    private final LocalRuntimeOptions options;
    private final InstantSource clock = InstantSource.system();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final DataDirectory data;
    private final LoopbackServer http;
    private final SystemModel model;
    private final QueueServer queues;
    private final URI objects;
    private final SecretServer secrets;
    private final URI dynamoDb;
    private final @Nullable RudeProxy proxy;
    private final SchedulerServer schedules;
    private final Map<String, LambdaFunction> functions = new LinkedHashMap<>();
    private final List<QueuePoller> pollers = new ArrayList<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Streams streams;

    /**
     * Starts the runtime; when this method returns, all servers answer.
     *
     * @throws RuntimeException if a part cannot start; all other parts are then stopped
     */
    public static LocalRuntime start(LocalRuntimeOptions options) {
        if (options.emulator != null && options.dataDirectory != null) {
            throw new IllegalArgumentException(
                    "The emulator at " + options.emulator + " keeps the data: leave out the data directory");
        }
        if (!RUNNING.compareAndSet(false, true)) {
            throw new IllegalStateException("A local runtime runs in this process already; close it first");
        }
        var undo = new ArrayDeque<AutoCloseable>();
        try {
            return new LocalRuntime(options, undo);
        } catch (IOException e) {
            closeAll(undo);
            RUNNING.set(false);
            throw new UncheckedIOException("The local runtime cannot start", e);
        } catch (CompletionException e) {
            closeAll(undo);
            RUNNING.set(false);
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } catch (RuntimeException e) {
            closeAll(undo);
            RUNNING.set(false);
            throw e;
        }
    }

    private LocalRuntime(LocalRuntimeOptions options, Deque<AutoCloseable> undo) throws IOException {
        this.options = options;
        this.data = started(undo, DataDirectory.open(options.dataDirectory, options.log));
        this.http = started(undo, LoopbackServer.bind(options.httpPort));
        LoopbackServer queueHttp = started(undo, LoopbackServer.bind(0));
        this.model = readTemplate(queueHttp);
        @Nullable URI emulator = options.emulator;
        CompletableFuture<URI> tables = emulator == null ? startDynamoDb(undo) : makeTablesIn(emulator);
        this.queues = started(
                undo,
                emulator == null
                        ? QueueServer.start(queueHttp, model.queues(), clock, data.path())
                        : QueueServer.startBefore(emulator, queueHttp, model.queues(), clock));
        this.objects = emulator == null ? startObjects(undo) : makeBucketsIn(emulator);
        this.secrets = started(undo, SecretServer.start(allSecrets(), clock));
        this.schedules = startSchedules(undo);
        this.dynamoDb = tables.join();
        @Nullable Rudeness rudeness = options.rudeness;
        this.proxy = rudeness == null ? null : started(undo, RudeProxy.start(dynamoDb, rudeness));
        started(
                undo,
                SdkSettings.apply(
                        proxy == null ? dynamoDb : proxy.endpoint(),
                        queues.endpoint(),
                        objects,
                        secrets.endpoint(),
                        schedules.endpoint()));
        for (FunctionModel function : model.functions()) {
            functions.put(
                    function.name(),
                    started(undo, LambdaFunction.load(function, data.log(), options.streams.mostAtOnce())));
        }
        options.beforeServing.accept(model);
        startPollers(undo);
        startTimers(undo);
        this.streams = startStreams(undo);
        started(undo, HttpFront.start(http, model.httpApi(), routes(), mounts(), HttpFront.INTEGRATION_LIMIT, clock));
        started.addAll(undo);
    }

    private static <T extends AutoCloseable> T started(Deque<AutoCloseable> undo, T part) {
        undo.push(part);
        return part;
    }

    private SystemModel readTemplate(LoopbackServer queueHttp) {
        return TemplateReader.read(
                options.template, options.stackName, options.parameters, new TemplateReader.Addresses() {
                    @Override
                    public String queueUrl(String queueName) {
                        return QueueServer.queueUrl(queueHttp, queueName);
                    }

                    @Override
                    public String httpApi() {
                        return baseUrl().toString();
                    }
                });
    }

    private CompletableFuture<URI> startDynamoDb(Deque<AutoCloseable> undo) {
        CompletableFuture<DynamoDbProcess> tables = CompletableFuture.supplyAsync(() -> {
            var process = DynamoDbProcess.start(options.dynamoDbClassPath, data.path());
            try {
                makeTables(process.endpoint());
                return process;
            } catch (RuntimeException e) {
                process.close();
                throw e;
            }
        });
        undo.push(() -> tables.thenAccept(DynamoDbProcess::close).join());
        return tables.thenApply(DynamoDbProcess::endpoint);
    }

    private CompletableFuture<URI> makeTablesIn(URI emulator) {
        return CompletableFuture.supplyAsync(() -> {
            makeTables(emulator);
            return emulator;
        });
    }

    private void makeTables(URI endpoint) {
        try (DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(LocalAccount.REGION))
                .credentialsProvider(credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            var tables = new Tables(client);
            model.tables().forEach(tables::ensure);
        }
    }

    private URI startObjects(Deque<AutoCloseable> undo) {
        return started(undo, ObjectServer.start(model.buckets(), this::sendToQueue, clock, data.path()))
                .endpoint();
    }

    private URI makeBucketsIn(URI emulator) {
        EmulatedBuckets.make(emulator, model.buckets());
        return emulator;
    }

    private Map<String, String> allSecrets() {
        Map<String, String> all = new HashMap<>(model.secrets());
        options.secrets.forEach((name, value) -> all.put(model.physicalNames().getOrDefault(name, name), value));
        return all;
    }

    private void sendToQueue(String queueArn, String body) {
        queues.send(LocalAccount.nameInArn(queueArn), body, null, null);
    }

    /** Starts the schedules. Their targets are queues, to which they send like any AWS service. */
    private SchedulerServer startSchedules(Deque<AutoCloseable> undo) {
        SqsClient sqs = started(
                undo,
                SqsClient.builder()
                        .endpointOverride(queues.endpoint())
                        .region(Region.of(LocalAccount.REGION))
                        .credentialsProvider(credentials())
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build());
        @Nullable Path store = data.path() == null ? null : data.path().resolve("schedules.journal");
        return started(undo, SchedulerServer.start(clock, store, model.scheduleGroups(), sqs));
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LocalAccount.ACCESS_KEY_ID, LocalAccount.SECRET_ACCESS_KEY));
    }

    private Optional<String> call(LambdaFunction function, byte[] event) {
        options.observer.accept(function.model().logicalId(), event);
        if (failing.contains(function.model().logicalId())) {
            return Optional.empty();
        }
        return switch (function.invoke(event)) {
            case InvocationResult.Answered answered -> Optional.of(answered.json());
            case InvocationResult.Failed _ -> Optional.empty();
            case InvocationResult.TimedOut _ -> Optional.empty();
            case InvocationResult.Busy _ -> Optional.empty();
        };
    }

    private Map<Route, HttpFront.Function> routes() {
        var routes = new HashMap<Route, HttpFront.Function>();
        for (LambdaFunction function : functions.values()) {
            for (Route route : function.model().routes()) {
                routes.put(route, event -> call(function, event));
            }
        }
        return routes;
    }

    private void startPollers(Deque<AutoCloseable> undo) {
        // Runs after the pollers below are closed: it gives the batches in progress time to end.
        undo.push(() -> pollers.forEach(poller -> poller.awaitEnd(CLOSING)));
        for (LambdaFunction function : functions.values()) {
            for (QueueTrigger trigger : function.model().triggers()) {
                if (trigger.enabled()) {
                    var settings = new QueuePoller.Settings(
                            trigger.queueArn(),
                            trigger.batchSize(),
                            trigger.window(),
                            trigger.concurrency(),
                            trigger.reportsItemFailures());
                    pollers.add(started(undo, queues.poll(settings, event -> call(function, event))));
                }
            }
        }
    }

    /** Starts the timers of functions that are called on a schedule. */
    private void startTimers(Deque<AutoCloseable> undo) {
        ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("timer-", 0).factory());
        undo.push(timers::shutdownNow);
        for (LambdaFunction function : functions.values()) {
            for (Duration every : function.model().timers()) {
                var _ = timers.scheduleAtFixedRate(
                        () -> call(function, ScheduledEventJson.at(clock.instant())),
                        every.toMillis(),
                        every.toMillis(),
                        TimeUnit.MILLISECONDS);
            }
        }
    }

    private Streams startStreams(Deque<AutoCloseable> undo) {
        var mapped = new ArrayList<StreamFunction>();
        for (LambdaFunction function : functions.values()) {
            for (StreamTrigger trigger : function.model().streams()) {
                if (trigger.enabled()) {
                    mapped.add(new StreamFunction(function.model().name(), trigger, event -> call(function, event)));
                }
            }
        }
        @Nullable Path positions = data.path() == null ? null : data.path().resolve("streams");
        Streams all = Streams.start(dynamoDb, options.streams, positions, clock, this::sendToQueue, mapped);
        // Runs after the streams are closed: it gives the calls in progress time to end.
        undo.push(() -> all.awaitEnd(CLOSING));
        return started(undo, all);
    }

    /** The handlers of the options, and a page with the progress of functions in tables' streams. */
    private Map<String, HttpHandler> mounts() {
        Map<String, HttpHandler> mounts = new HashMap<>(options.mounts);
        mounts.put(STREAMS_PAGE, new StreamPage(streams));
        return mounts;
    }

    /** Origin of the API: the value of the HttpApi's ApiEndpoint in the template. */
    public URI baseUrl() {
        return URI.create("http://localhost:" + http.port());
    }

    /** The address of DynamoDB itself, without the proxy. */
    public URI dynamoDbEndpoint() {
        return dynamoDb;
    }

    /**
     * The requests of the functions to DynamoDB.
     *
     * @throws IllegalStateException if the options have no rudeness
     */
    public Meter meter() {
        if (proxy == null) {
            throw new IllegalStateException("There is no proxy before DynamoDB Local, and so no meter");
        }
        return proxy.meter();
    }

    /**
     * Changes what the proxy refuses, from now on.
     *
     * @throws IllegalStateException if the options have no rudeness
     */
    public void refuse(Rudeness rudeness) {
        if (proxy == null) {
            throw new IllegalStateException("There is no proxy before DynamoDB Local");
        }
        proxy.refuse(rudeness);
    }

    public URI s3Endpoint() {
        return objects;
    }

    /** The local name of a resource of the template. */
    public String physicalName(String logicalId) {
        @Nullable String name = model.physicalNames().get(logicalId);
        if (name == null) {
            throw new IllegalArgumentException("The template has no resource " + logicalId + "; it has "
                    + model.physicalNames().keySet());
        }
        return name;
    }

    public String queueUrl(String logicalId) {
        return queues.endpoint() + "/" + LocalAccount.ID + "/" + physicalName(logicalId);
    }

    /** The template's queues, including dead-letter queues. */
    public List<QueueModel> queues() {
        return model.queues();
    }

    /** The current number of messages of a queue of the template. */
    public Counts queueCounts(String logicalId) {
        return queues.counts(physicalName(logicalId));
    }

    /** The use of each function since the start. */
    public List<FunctionUse> functionUses() {
        return functions.values().stream().map(LambdaFunction::use).toList();
    }

    /** The requests to a queue of the template since the start. */
    public QueueUse queueUse(String logicalId) {
        String name = physicalName(logicalId);
        return queues.uses().stream()
                .filter(use -> use.queue().equals(name))
                .findFirst()
                .orElse(new QueueUse(name, 0, 0, 0, 0, 0));
    }

    /** Whether all functions that read a table's stream have finished every change made before the call. */
    public boolean isAtEndOfStreams() {
        return streams.isAtEnd();
    }

    /** The end of the tables' streams now, for {@link #isDoneWithChanges}; see {@link Streams#end}. */
    public long endOfStreams() {
        return streams.end();
    }

    /**
     * Whether every function has finished the changes up to this end of the streams. Unlike {@link #isAtEndOfStreams}
     * it can become true while others write.
     */
    public boolean isDoneWithChanges(long end) {
        return streams.isDone(end);
    }

    /** The progress of each function in each shard of a stream that it reads. */
    public List<MappingState> streamStates() {
        return streams.states();
    }

    /** The template's functions. */
    public List<FunctionModel> functions() {
        return model.functions();
    }

    public List<TableModel> tables() {
        return model.tables();
    }

    /** The template's outputs. */
    public Map<String, String> outputs() {
        return model.outputs();
    }

    /**
     * Makes every call of a function fail before it begins, or stops that. Calls by {@link #invoke} are not affected.
     */
    public void failing(String logicalId, boolean fails) {
        if (!functions.containsKey(physicalName(logicalId))) {
            throw new IllegalArgumentException(logicalId + " is not a function");
        }
        if (fails) {
            failing.add(logicalId);
        } else {
            failing.remove(logicalId);
        }
    }

    /** Calls a function of the template directly. */
    public InvocationResult invoke(String logicalId, String event) {
        LambdaFunction function = functions.get(physicalName(logicalId));
        if (function == null) {
            throw new IllegalArgumentException(logicalId + " is not a function");
        }
        return function.invoke(event.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Stops the runtime: no new work is accepted, running work has a few seconds, then the servers end. With a data
     * directory, unfinished work continues after the next start.
     */
    @Override
    public void close() {
        pollers.forEach(QueuePoller::close);
        streams.close();
        schedules.close();
        closeAll(started);
        CallRecorder.keep();
        RUNNING.set(false);
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        for (AutoCloseable part = parts.poll(); part != null; part = parts.poll()) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "A part of the local runtime did not stop cleanly", e);
            }
        }
    }
}
