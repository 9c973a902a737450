package io.vuelta.cloud.lambda;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.vuelta.cloud.template.FunctionModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LambdaFunctionTest {
    @ParameterizedTest
    @CsvSource({
        "no.such.Class::handleRequest, which does not exist",
        "io.vuelta.cloud.lambda.LambdaFunctionTest$NeedsAVariable::other, only handleRequest",
        "io.vuelta.cloud.lambda.LambdaFunctionTest$OnlyForLambda::handleRequest, two public constructors",
        "io.vuelta.cloud.lambda.LambdaFunctionTest$NeedsAVariable::handleRequest, VARIABLE is missing",
        "java.util.HashMap::handleRequest, neither a RequestHandler",
    })
    void a_function_that_cannot_run_is_refused_at_the_start_with_the_reason(String handler, String reason) {
        var model = new FunctionModel(
                "F",
                "f",
                handler,
                Duration.ofSeconds(1),
                128,
                Map.of(),
                OptionalInt.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of());

        assertThatThrownBy(() -> LambdaFunction.load(model, System.err, 1))
                .isInstanceOf(LambdaException.class)
                .hasMessageStartingWith("Handler " + handler + " of F ")
                .hasMessageContaining(reason);
    }

    /** A handler that runs on Lambda, but has no constructor that takes the environment. */
    public static final class OnlyForLambda implements RequestHandler<String, String> {
        @Override
        public String handleRequest(String input, Context context) {
            return input;
        }
    }

    /** A handler whose error names the missing variable. */
    public static final class NeedsAVariable implements RequestHandler<String, String> {
        private final String value;

        public NeedsAVariable() {
            this(System.getenv());
        }

        public NeedsAVariable(Map<String, String> environment) {
            value = Objects.requireNonNull(environment.get("VARIABLE"), "VARIABLE is missing");
        }

        @Override
        public String handleRequest(String input, Context context) {
            return value;
        }
    }
}
