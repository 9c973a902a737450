package io.vuelta.handlers.api;

import io.vuelta.testkit.openapi.ApiDescription;
import io.vuelta.testkit.openapi.ApiJudge;
import io.vuelta.testkit.openapi.HttpExchange;
import java.nio.file.Path;
import java.util.List;

/** The description of the API that is served, and its judgement of what tests ask and are answered. */
public final class Contract {
    static final Path FILE = Path.of("../../infra/api/vuelta.yaml");
    static final ApiDescription DESCRIPTION = ApiDescription.read(FILE);
    static final ApiJudge JUDGE = new ApiJudge(DESCRIPTION);

    private Contract() {}

    /** Throws AssertionError if the answer, or a request that was done, is not as described. */
    static void check(HttpExchange exchange) {
        List<String> faults = JUDGE.faults(exchange);
        if (!faults.isEmpty()) {
            throw new AssertionError("not as " + FILE.getFileName() + " describes it:\n" + String.join("\n", faults));
        }
    }
}
