package io.vuelta.handlers.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.adapters.dynamodb.RetryingClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PrimingTest {
    @Test
    void a_failed_priming_stops_neither_the_others_nor_the_function() {
        List<String> done = new ArrayList<>();

        PrimingWiring.run(List.of(
                () -> {
                    throw new IllegalStateException("no table");
                },
                () -> done.add("queue"),
                () -> {
                    throw new NoClassDefFoundError("a class");
                },
                () -> done.add("provider")));

        assertThat(done).containsExactly("queue", "provider");
    }

    @Test
    void classes_are_loaded_from_a_directory_and_from_a_jar() {
        assertThat(PrimedClasses.load(PrimedClasses.class)).isGreaterThan(100);
        assertThat(PrimedClasses.load(Test.class)).isGreaterThan(10);
    }

    /** The function starts with and without Lambda's runtime on the class path. */
    @Test
    void priming_events_never_fails() {
        PrimedEvents.prime(Map.of("_HANDLER", "io.vuelta.handlers.load.LoadHandler::handleRequest"));
        PrimedEvents.prime(Map.of("_HANDLER", "io.vuelta.handlers.doctor.DoctorHandler::handleRequest"));
        PrimedEvents.prime(Map.of("_HANDLER", "no.such.Handler::handleRequest"));
        PrimedEvents.prime(Map.of());
    }

    /** It would need a table. */
    @Test
    void a_function_without_snapshots_primes_nothing() {
        PrimingWiring.beforeSnapshot(Map.of("TABLE", "none", "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"));
    }

    @Test
    void as_many_connections_are_kept_as_there_are_requests_at_once() {
        RetryingClient.builder();

        assertThat(RetryingClient.MAX_KEPT_CONNECTIONS).isGreaterThanOrEqualTo(VirtualThreads.MAX_AT_ONCE);
        assertThat(Integer.getInteger("http.maxConnections")).isEqualTo(RetryingClient.MAX_KEPT_CONNECTIONS);
    }
}
