package io.vuelta.handlers.api;

import io.vuelta.testkit.openapi.ApiDescription;
import io.vuelta.testkit.openapi.ApiJudge;
import io.vuelta.testkit.openapi.HttpExchange;
import java.nio.file.Path;
import java.util.List;

/** The description of the API that is served, by which the requests and responses of tests are checked. */
public final class Contract {
    static final Path FILE = Path.of("../../infra/api/vuelta.yaml");
    static final ApiDescription DESCRIPTION = ApiDescription.read(FILE);
    static final ApiJudge JUDGE = new ApiJudge(DESCRIPTION);

    private Contract() {}

    /** Throws AssertionError if the response, or an accepted request, does not match the description. */
    static void check(HttpExchange exchange) {
        List<String> faults = JUDGE.faults(exchange);
        if (!faults.isEmpty()) {
            throw new AssertionError("not as " + FILE.getFileName() + " describes it:\n" + String.join("\n", faults));
        }
    }
}
