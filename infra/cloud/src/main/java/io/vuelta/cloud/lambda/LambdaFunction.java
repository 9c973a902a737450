package io.vuelta.cloud.lambda;

import io.vuelta.cloud.template.FunctionModel;
import io.vuelta.cloud.template.FunctionModel.QueueTrigger;
import io.vuelta.cloud.template.LocalAccount;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A function, called in this process: one handler instance for each parallel call, reused for later calls, as Lambda
 * reuses its execution environments. An instance that threw is kept, one that timed out is not.
 */
public final class LambdaFunction implements AutoCloseable {
    static final String VERSION = "$LATEST";
    /** Maximum number of parallel calls over HTTP; further ones wait. */
    private static final int HTTP_CONCURRENCY = 32;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FunctionModel model;
    private final HandlerClass code;
    private final Map<String, String> environment;
    private final FunctionLog log;
    private final Semaphore free;
    private final int concurrency;
    private final Deque<HandlerClass.Instance> idle = new ConcurrentLinkedDeque<>();
    private final ExecutorService threads;
    private final LongAdder invocations = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    private LambdaFunction(FunctionModel model, HandlerClass code, PrintStream log, int shards) {
        this.model = model;
        this.code = code;
        this.environment = environment(model);
        this.log = new FunctionLog(model.name(), log);
        this.concurrency = concurrency(model, shards);
        this.free = new Semaphore(concurrency, true);
        this.threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name(model.name() + " ", 0).factory());
    }

    /**
     * Loads the function and creates a first instance, so that wrong settings are detected now.
     *
     * @param shards the number of shards of each stream that the function reads; each shard makes one call at a time
     * @throws LambdaException if the handler cannot be created
     */
    public static LambdaFunction load(FunctionModel model, PrintStream log, int shards) {
        var function = new LambdaFunction(model, HandlerClass.of(model), log, shards);
        function.idle.push(function.code.newInstance(function.environment));
        return function;
    }

    private static int concurrency(FunctionModel model, int shards) {
        int wanted =
                model.triggers().stream().mapToInt(QueueTrigger::concurrency).sum()
                        + model.streams().size() * shards
                        + (model.routes().isEmpty() ? 1 : HTTP_CONCURRENCY);
        return Math.min(wanted, model.reservedConcurrency().orElse(wanted));
    }

    private static Map<String, String> environment(FunctionModel model) {
        Map<String, String> environment = new HashMap<>(model.environment());
        environment.put("AWS_REGION", LocalAccount.REGION);
        environment.put("AWS_DEFAULT_REGION", LocalAccount.REGION);
        environment.put("AWS_LAMBDA_FUNCTION_NAME", model.name());
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", VERSION);
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(model.memoryMegabytes()));
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + model.name());
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
        environment.put("_HANDLER", model.handler());
        environment.put("TZ", ":UTC");
        return Map.copyOf(environment);
    }

    public FunctionModel model() {
        return model;
    }

    /** Calls the function and waits for the result, at most its time-out plus the wait for a free environment. */
    public InvocationResult invoke(byte[] event) {
        try {
            if (!free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return new InvocationResult.Busy();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new InvocationResult.Busy();
        }
        try {
            return run(event);
        } finally {
            free.release();
        }
    }

    private InvocationResult run(byte[] event) {
        HandlerClass.@Nullable Instance kept = idle.poll();
        HandlerClass.Instance instance;
        try {
            instance = kept == null ? code.newInstance(environment) : kept;
        } catch (LambdaException e) {
            log.failure("init", e);
            return new InvocationResult.Failed(String.valueOf(e.getMessage()));
        }
        long begun = System.nanoTime();
        InvocationResult result = run(event, instance);
        nanos.add(System.nanoTime() - begun);
        invocations.increment();
        if (!(result instanceof InvocationResult.Answered)) {
            failures.increment();
        }
        return result;
    }

    private InvocationResult run(byte[] event, HandlerClass.Instance instance) {
        var invocation = new Invocation(model, log);
        Future<String> running = threads.submit(() -> instance.handle(event, invocation));
        try {
            String answer = running.get(model.timeout().toMillis(), TimeUnit.MILLISECONDS);
            idle.push(instance);
            return new InvocationResult.Answered(answer);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            log.failure(invocation.getAwsRequestId(), cause);
            idle.push(instance);
            return new InvocationResult.Failed(cause.toString());
        } catch (TimeoutException _) {
            running.cancel(true);
            log.log("Request " + invocation.getAwsRequestId() + " timed out after "
                    + model.timeout().toSeconds() + " s");
            return new InvocationResult.TimedOut(model.timeout());
        } catch (InterruptedException _) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            return new InvocationResult.Failed("interrupted");
        }
    }

    /** The use of the function since the start. */
    public FunctionUse use() {
        return new FunctionUse(
                model.logicalId(),
                model.memoryMegabytes(),
                invocations.sum(),
                failures.sum(),
                Duration.ofNanos(nanos.sum()));
    }

    /** Interrupts running calls. */
    @Override
    public void close() {
        threads.shutdownNow();
        idle.clear();
    }
}
