package io.vuelta.cloud.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.cloud.template.FunctionModel.Route;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RouteTableTest {
    private final RouteTable<String> routes = new RouteTable<>();

    RouteTableTest() {
        routes.add(new Route("ANY", "/{proxy+}"), "rest");
        routes.add(new Route("ANY", "/pets/{proxy+}"), "pets rest");
        routes.add(new Route("GET", "/pets/{id}"), "pet");
        routes.add(new Route("ANY", "/pets/dog"), "any dog");
        routes.add(new Route("GET", "/pets/dog"), "dog");
        routes.add(new Route("GET", "/"), "root");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, root",
        "GET, /pets/dog, dog",
        "POST, /pets/dog, any dog",
        "GET, /pets/cat, pet",
        "POST, /pets/cat, pets rest",
        "GET, /pets/dog/1, pets rest",
        "GET, /pets/, pets rest",
        "GET, /pets, rest",
        "GET, /other/a, rest"
    })
    void the_most_specific_route_wins(String method, String path, String target) {
        assertThat(routes.find(method, path))
                .get()
                .extracting(RouteTable.Match::target)
                .isEqualTo(target);
    }

    @Test
    void path_parameters_are_decoded_after_the_path_is_split() {
        assertThat(routes.find("GET", "/pets/a%2Fb+c%20d"))
                .get()
                .satisfies(match -> assertThat(match.pathParameters()).isEqualTo(Map.of("id", "a/b+c d")));
    }

    @Test
    void an_unknown_path_has_no_route_unless_there_is_a_default_route() {
        assertThat(routes.find("POST", "/")).isEmpty();
        routes.add(new Route(Route.DEFAULT, Route.DEFAULT), "default");
        assertThat(routes.find("POST", "/"))
                .get()
                .satisfies(match -> assertThat(match.key()).isEqualTo("$default"));
    }
}
