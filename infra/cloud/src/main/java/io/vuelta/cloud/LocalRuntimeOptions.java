package io.vuelta.cloud;

import com.sun.net.httpserver.HttpHandler;
import io.vuelta.cloud.rude.Rudeness;
import io.vuelta.cloud.streams.StreamSettings;
import io.vuelta.cloud.template.LocalAccount;
import io.vuelta.cloud.template.SystemModel;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link LocalRuntime}. A builder: each {@code with…} method changes it and returns it. For one
 * thread.
 */
public final class LocalRuntimeOptions {
    final Path template;
    final Path dynamoDbClassPath;
    final Map<String, String> parameters = new HashMap<>();
    final Map<String, String> secrets = new HashMap<>();
    final Map<String, HttpHandler> mounts = new HashMap<>();
    String stackName = "vuelta";
    int httpPort;

    @Nullable
    Path dataDirectory;

    @Nullable
    Path log;

    Consumer<SystemModel> beforeServing = _ -> {};
    BiConsumer<String, byte[]> observer = (_, _) -> {};
    StreamSettings streams = StreamSettings.DEFAULT;

    @Nullable
    Rudeness rudeness;

    @Nullable
    URI emulator;

    private LocalRuntimeOptions(Path template, Path dynamoDbClassPath) {
        this.template = template;
        this.dynamoDbClassPath = dynamoDbClassPath;
    }

    /**
     * Options of a runtime that keeps its data in memory, listens on any port, and uses the parameters' defaults.
     *
     * @param dynamoDbClassPath file that holds DynamoDB Local's class path; the build writes it to
     *     infra/dynamodb/target/classpath
     */
    public static LocalRuntimeOptions of(Path template, Path dynamoDbClassPath) {
        return new LocalRuntimeOptions(template, dynamoDbClassPath);
    }

    /** The name of the stack: part of all names. */
    public LocalRuntimeOptions withStackName(String name) {
        stackName = name;
        return this;
    }

    /** The API's port on 127.0.0.1; 0 for any free port. */
    public LocalRuntimeOptions withHttpPort(int port) {
        httpPort = port;
        return this;
    }

    /** The directory that keeps all state for the next start. Null keeps nothing. */
    public LocalRuntimeOptions withDataDirectory(@Nullable Path directory) {
        dataDirectory = directory;
        return this;
    }

    /**
     * The file to which the functions' log lines are appended, instead of the data directory's log or standard error.
     */
    public LocalRuntimeOptions withLog(Path file) {
        log = file;
        return this;
    }

    /** A parameter of the template; the others have their defaults. */
    public LocalRuntimeOptions withParameter(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    /**
     * A secret in addition to the template's, by its name; or the text of one of the template's, by its logical id.
     */
    public LocalRuntimeOptions withSecret(String name, String value) {
        secrets.put(name, value);
        return this;
    }

    /** Mounts another server on the API's port: {@code handler} answers every path with this prefix. */
    public LocalRuntimeOptions withMount(String pathPrefix, HttpHandler handler) {
        mounts.put(pathPrefix, handler);
        return this;
    }

    /** Sets a preparation, which runs when all servers and tables exist, before the API answers its first request. */
    public LocalRuntimeOptions withBeforeServing(Consumer<SystemModel> preparation) {
        beforeServing = preparation;
        return this;
    }

    /**
     * Sets an observer, which receives each event and the logical id of its function before the call, in the calling
     * thread.
     */
    public LocalRuntimeOptions withObserver(BiConsumer<String, byte[]> newObserver) {
        observer = newObserver;
        return this;
    }

    /** How tables' streams are presented to functions. */
    public LocalRuntimeOptions withStreams(StreamSettings settings) {
        streams = settings;
        return this;
    }

    /**
     * Puts a proxy between the functions and DynamoDB Local that counts requests and refuses some of them; with {@link
     * Rudeness#none} it only counts. Null for no proxy and no meter.
     */
    public LocalRuntimeOptions withRudeness(@Nullable Rudeness rude) {
        rudeness = rude;
        return this;
    }

    /**
     * Uses tables, queues and buckets of another emulator of AWS, such as LocalStack, in place of DynamoDB Local,
     * ElasticMQ and S3Proxy. The emulator must have the account {@value LocalAccount#ID} and no resource of this stack.
     * It stores the data itself, so there must be no data directory. Secrets and schedules stay in this process.
     */
    public LocalRuntimeOptions withEmulator(@Nullable URI endpoint) {
        emulator = endpoint;
        return this;
    }
}
