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

/**
 * How a {@link LocalRuntime} is to run.
 *
 * @param dynamoDbClassPath file that holds DynamoDB Local's class path; the build writes it to
 *     infra/dynamodb/target/classpath
 * @param stackName as the stack would be called: part of all names
 * @param httpPort of the API, on 127.0.0.1; 0 for any that is free
 * @param dataDirectory where all state outlives a restart; null for none
 * @param log file to which the functions' log lines are added; null for the data directory's, or standard error
 * @param parameters of the template; the others have their defaults
 * @param secrets name to secret string, besides the template's
 * @param mounts path prefixes on the API's port that are not the API's, and who serves them
 * @param streams how tables' streams are presented to functions
 * @param beforeServing done when every server and table is there, before the API answers its first request
 * @param rudeness of the proxy through which the functions reach DynamoDB Local; null for no proxy, and no meter
 */
public record LocalRuntimeOptions(
        Path template,
        Path dynamoDbClassPath,
        String stackName,
        int httpPort,
        @Nullable Path dataDirectory,
        @Nullable Path log,
        Map<String, String> parameters,
        Map<String, String> secrets,
        Map<String, HttpHandler> mounts,
        Consumer<SystemModel> beforeServing,
        StreamSettings streams,
        @Nullable Rudeness rudeness) {
    public LocalRuntimeOptions {
        parameters = Map.copyOf(parameters);
        secrets = Map.copyOf(secrets);
        mounts = Map.copyOf(mounts);
    }

    /** In memory, on any port, with the parameters' defaults. */
    public static LocalRuntimeOptions of(Path template, Path dynamoDbClassPath) {
        return new LocalRuntimeOptions(
                template,
                dynamoDbClassPath,
                "vuelta",
                0,
                null,
                null,
                Map.of(),
                Map.of(),
                Map.of(),
                model -> {},
                StreamSettings.DEFAULT,
                null);
    }

    public LocalRuntimeOptions withStackName(String name) {
        return new LocalRuntimeOptions(
                template,
                dynamoDbClassPath,
                name,
                httpPort,
                dataDirectory,
                log,
                parameters,
                secrets,
                mounts,
                beforeServing,
                streams,
                rudeness);
    }

    public LocalRuntimeOptions withHttpPort(int port) {
        return new LocalRuntimeOptions(
                template,
                dynamoDbClassPath,
                stackName,
                port,
                dataDirectory,
                log,
                parameters,
                secrets,
                mounts,
                beforeServing,
                streams,
                rudeness);
    }

    public LocalRuntimeOptions withDataDirectory(Path directory) {
        return new LocalRuntimeOptions(
                template,
                dynamoDbClassPath,
                stackName,
                httpPort,
                directory,
                log,
                parameters,
                secrets,
                mounts,
                beforeServing,
                streams,
                rudeness);
    }

    public LocalRuntimeOptions withLog(Path file) {
        return new LocalRuntimeOptions(
                template,
                dynamoDbClassPath,
                stackName,
                httpPort,
                dataDirectory,
                file,
                parameters,
                secrets,
                mounts,
                beforeServing,
                streams,
                rudeness);
    }

    public LocalRuntimeOptions withParameter(String name, String value) {
        Map<String, String> more = new HashMap<>(parameters);
        more.put(name, value);
        return new LocalRuntimeOptions(
                template,
                dynamoDbClassPath,
                stackName,
                httpPort,
                dataDirectory,
                log,
                more,
                secrets,
                mounts,
                beforeServing,
                streams,
                rudeness);
    }

    public LocalRuntimeOptions withSecret(String name, String json) {
        Map<String, String> more = new HashMap<>(secrets);
        more.put(name, json);
        return new LocalRuntimeOptions(
                template,
                dynamoDbClassPath,
                stackName,
                httpPort,
                dataDirectory,
                log,
                parameters,
                more,
                mounts,
                beforeServing,
                streams,
                rudeness);
    }

    public LocalRuntimeOptions withMount(String pathPrefix, HttpHandler handler) {
        Map<String, HttpHandler> more = new HashMap<>(mounts);
        more.put(pathPrefix, handler);
        return new LocalRuntimeOptions(
                template,
                dynamoDbClassPath,
                stackName,
                httpPort,
                dataDirectory,
                log,
                parameters,
                secrets,
                more,
                beforeServing,
                streams,
                rudeness);
    }

    public LocalRuntimeOptions withBeforeServing(Consumer<SystemModel> preparation) {
        return new LocalRuntimeOptions(
                template,
                dynamoDbClassPath,
                stackName,
                httpPort,
                dataDirectory,
                log,
                parameters,
                secrets,
                mounts,
                preparation,
                streams,
                rudeness);
    }

    public LocalRuntimeOptions withStreams(StreamSettings settings) {
        return new LocalRuntimeOptions(
                template,
                dynamoDbClassPath,
                stackName,
                httpPort,
                dataDirectory,
                log,
                parameters,
                secrets,
                mounts,
                beforeServing,
                settings,
                rudeness);
    }

    /** With the proxy; {@link Rudeness#none} only counts. */
    public LocalRuntimeOptions withRudeness(@Nullable Rudeness rude) {
        return new LocalRuntimeOptions(
                template,
                dynamoDbClassPath,
                stackName,
                httpPort,
                dataDirectory,
                log,
                parameters,
                secrets,
                mounts,
                beforeServing,
                streams,
                rude);
    }
}
