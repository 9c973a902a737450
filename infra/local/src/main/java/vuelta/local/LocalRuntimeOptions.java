package vuelta.local;

import com.sun.net.httpserver.HttpHandler;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vuelta.local.rude.Rudeness;
import vuelta.local.streams.StreamSettings;
import vuelta.local.template.SystemModel;

/** How a {@link LocalRuntime} is to run. Immutable: each {@code with} returns a changed copy. */
public final class LocalRuntimeOptions {
    private final Path template;
    private final Path dynamoDbClassPath;
    private String stackName = "vuelta";
    private int httpPort;
    private @Nullable Path dataDirectory;
    private @Nullable Path log;
    private Map<String, String> parameters = Map.of();
    private Map<String, String> secrets = Map.of();
    private Map<String, HttpHandler> mounts = Map.of();
    private Consumer<SystemModel> beforeServing = model -> {};
    private StreamSettings streams = StreamSettings.DEFAULT;
    private @Nullable Rudeness rudeness;

    private LocalRuntimeOptions(Path template, Path dynamoDbClassPath) {
        this.template = template;
        this.dynamoDbClassPath = dynamoDbClassPath;
    }

    private LocalRuntimeOptions(LocalRuntimeOptions other) {
        this(other.template, other.dynamoDbClassPath);
        stackName = other.stackName;
        httpPort = other.httpPort;
        dataDirectory = other.dataDirectory;
        log = other.log;
        parameters = other.parameters;
        secrets = other.secrets;
        mounts = other.mounts;
        beforeServing = other.beforeServing;
        streams = other.streams;
        rudeness = other.rudeness;
    }

    /**
     * In memory, on any port, with the parameters' defaults.
     *
     * @param dynamoDbClassPath file that holds DynamoDB Local's class path; the build writes it to
     *     infra/dynamodb/target/classpath
     */
    public static LocalRuntimeOptions of(Path template, Path dynamoDbClassPath) {
        return new LocalRuntimeOptions(template, dynamoDbClassPath);
    }

    private LocalRuntimeOptions changed(Consumer<LocalRuntimeOptions> change) {
        LocalRuntimeOptions copy = new LocalRuntimeOptions(this);
        change.accept(copy);
        return copy;
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> more = new HashMap<>(map);
        more.put(key, value);
        return Map.copyOf(more);
    }

    /** As the stack would be called: part of all names. */
    public LocalRuntimeOptions withStackName(String name) {
        return changed(copy -> copy.stackName = name);
    }

    /** The API's port on 127.0.0.1; 0 for any that is free. */
    public LocalRuntimeOptions withHttpPort(int port) {
        return changed(copy -> copy.httpPort = port);
    }

    /** All state is kept there, and is read from there at the next start. */
    public LocalRuntimeOptions withDataDirectory(Path directory) {
        return changed(copy -> copy.dataDirectory = directory);
    }

    /** The file to which the functions' log lines are added, instead of the data directory's or standard error. */
    public LocalRuntimeOptions withLog(Path file) {
        return changed(copy -> copy.log = file);
    }

    /** A parameter of the template; the others have their defaults. */
    public LocalRuntimeOptions withParameter(String name, String value) {
        return changed(copy -> copy.parameters = with(parameters, name, value));
    }

    /** A secret besides the template's. */
    public LocalRuntimeOptions withSecret(String name, String value) {
        return changed(copy -> copy.secrets = with(secrets, name, value));
    }

    /** Another server behind the API's port: {@code handler} answers every path that begins so. */
    public LocalRuntimeOptions withMount(String pathPrefix, HttpHandler handler) {
        return changed(copy -> copy.mounts = with(mounts, pathPrefix, handler));
    }

    /** Done when every server and table is there, before the API answers its first request. */
    public LocalRuntimeOptions withBeforeServing(Consumer<SystemModel> preparation) {
        return changed(copy -> copy.beforeServing = preparation);
    }

    /** How tables' streams are presented to functions. */
    public LocalRuntimeOptions withStreams(StreamSettings settings) {
        return changed(copy -> copy.streams = settings);
    }

    /**
     * Functions reach DynamoDB Local through the proxy, which counts, and refuses as told; {@link Rudeness#none} only
     * counts. Null: no proxy, and no meter.
     */
    public LocalRuntimeOptions withRudeness(@Nullable Rudeness rude) {
        return changed(copy -> copy.rudeness = rude);
    }

    Path template() {
        return template;
    }

    Path dynamoDbClassPath() {
        return dynamoDbClassPath;
    }

    String stackName() {
        return stackName;
    }

    int httpPort() {
        return httpPort;
    }

    @Nullable
    Path dataDirectory() {
        return dataDirectory;
    }

    @Nullable
    Path log() {
        return log;
    }

    Map<String, String> parameters() {
        return parameters;
    }

    Map<String, String> secrets() {
        return secrets;
    }

    Map<String, HttpHandler> mounts() {
        return mounts;
    }

    Consumer<SystemModel> beforeServing() {
        return beforeServing;
    }

    StreamSettings streams() {
        return streams;
    }

    @Nullable
    Rudeness rudeness() {
        return rudeness;
    }
}
