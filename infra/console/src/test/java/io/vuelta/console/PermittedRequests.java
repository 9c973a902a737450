package io.vuelta.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.testkit.openapi.ApiDescription;
import io.vuelta.testkit.openapi.ApiOperation;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The permitted requests of a page: files of the console, operations of the API, and the bucket's signed addresses.
 */
final class PermittedRequests {
    private static final ApiDescription API = ApiDescription.read(Path.of("../api/vuelta.yaml"));

    private PermittedRequests() {}

    static void are_those_of_the_api(List<Browser.Request> requests, URI origin, URI bucket) {
        assertThat(requests).allSatisfy(request -> {
            String from = request.url().getScheme() + "://" + request.url().getAuthority();
            if (from.equals(bucket.toString())) {
                assertThat(request.url().getQuery()).as("a signed address").contains("Signature");
            } else {
                assertThat(from).isEqualTo(origin.toString());
                assertThat(request.url().getPath().startsWith("/console/") || isOperation(request))
                        .as("%s %s is an operation of the API", request.method(), request.url())
                        .isTrue();
            }
        });
    }

    static boolean isOperation(Browser.Request request) {
        return API.operations().stream()
                .anyMatch(operation -> operation.method().equals(request.method())
                        && pattern(operation).matcher(request.url().getPath()).matches());
    }

    private static Pattern pattern(ApiOperation operation) {
        return Pattern.compile((operation.base() + operation.path()).replaceAll("\\{\\w+}", "[^/]+"));
    }
}
