package io.vuelta.handlers.api.http;

import io.vuelta.domain.access.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds the action for a request's method and path. The first pattern that matches the path decides. A fallback pattern
 * is tried after all others, whatever the order in which they were added, and only for its own method.
 */
public final class Router {
    private final Map<Pattern, Map<String, Route>> routes = new LinkedHashMap<>();
    private final Map<Pattern, Map<String, Route>> otherwise = new LinkedHashMap<>();

    /** The code that answers a request. */
    public interface Action extends Function<Request, ApiResponse> {}

    /**
     * A route to an action.
     *
     * @param scope the scope that the API key must have
     * @param creates whether a repeated request would create a second resource
     * @param ofAttempt whether the token of the attempt in the path is enough, without any API key
     */
    public record Route(Action action, Scope scope, boolean creates, boolean ofAttempt) {}

    /** A route as it was added. */
    public record Added(String method, String pattern, Route route) {}

    /** The action for a request. */
    public record Found(Route route, Map<String, String> variables) {
        public Found {
            variables = Map.copyOf(variables);
        }
    }

    /**
     * Adds a route.
     *
     * @param scope the scope that the API key must have
     * @param pattern path segments; a segment in braces matches any text and names the variable with this text
     */
    public Router on(Scope scope, String method, String pattern, Action action) {
        return add(routes, method, pattern, new Route(action, scope, false, false));
    }

    /** Adds a route that creates something. */
    public Router creating(Scope scope, String pattern, Action action) {
        return add(routes, "POST", pattern, new Route(action, scope, true, false));
    }

    /**
     * Adds a route for the runtime of an agent: the token of the attempt in the path is enough, and so is an API key
     * with the scope write.
     */
    public Router ofAttempt(String pattern, Action action) {
        return add(routes, "POST", pattern, new Route(action, Scope.WRITE, false, true));
    }

    /** Adds a route on which an agent's runtime creates something, with the attempt's token or an API key. */
    public Router creatingByAttempt(String pattern, Action action) {
        return add(routes, "POST", pattern, new Route(action, Scope.WRITE, true, true));
    }

    /** Adds a route on which an agent's runtime reads data of its attempt, with the attempt's token or an API key. */
    public Router readByAttempt(String pattern, Action action) {
        return add(routes, "GET", pattern, new Route(action, Scope.READ, false, true));
    }

    /** Adds a fallback route for paths that no other pattern matches. Other methods on such paths are not found. */
    public Router otherwise(Scope scope, String method, String pattern, Action action) {
        return add(otherwise, method, pattern, new Route(action, scope, false, false));
    }

    private Router add(Map<Pattern, Map<String, Route>> to, String method, String pattern, Route route) {
        to.computeIfAbsent(Pattern.of(pattern), _ -> new TreeMap<>()).put(method, route);
        return this;
    }

    /** All routes, in the order in which they are tried. */
    public List<Added> added() {
        List<Added> added = new ArrayList<>();
        Stream.of(routes, otherwise)
                .forEach(some -> some.forEach((pattern, methods) ->
                        methods.forEach((method, route) -> added.add(new Added(method, pattern.text(), route)))));
        return added;
    }

    public Found find(String method, String path) {
        List<String> segments = segments(path);
        for (Map.Entry<Pattern, Map<String, Route>> entry : routes.entrySet()) {
            Optional<Map<String, String>> variables = entry.getKey().match(segments);
            if (variables.isPresent()) {
                return new Found(route(entry.getValue(), method), variables.get());
            }
        }
        for (Map.Entry<Pattern, Map<String, Route>> entry : otherwise.entrySet()) {
            Optional<Map<String, String>> variables = entry.getKey().match(segments);
            Route route = entry.getValue().get(method);
            if (variables.isPresent() && route != null) {
                return new Found(route, variables.get());
            }
        }
        throw ApiError.of(404, ApiErrorCode.NOT_FOUND, "there is no resource at this path");
    }

    private static Route route(Map<String, Route> methods, String method) {
        Route route = methods.get(method);
        if (route == null) {
            String allowed = String.join(", ", methods.keySet());
            throw ApiError.of(405, ApiErrorCode.METHOD_NOT_ALLOWED, "the methods of this path are " + allowed)
                    .with("allow", allowed);
        }
        return route;
    }

    private static List<String> segments(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        return List.of((inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner).split("/", -1));
    }

    private record Pattern(List<String> segments) {
        static Pattern of(String pattern) {
            return new Pattern(Router.segments(pattern));
        }

        String text() {
            return "/" + String.join("/", segments);
        }

        Optional<Map<String, String>> match(List<String> path) {
            if (path.size() != segments.size()) {
                return Optional.empty();
            }
            Map<String, String> variables = new HashMap<>();
            for (int at = 0; at < path.size(); at++) {
                String segment = segments.get(at);
                if (segment.startsWith("{") && !path.get(at).isBlank()) {
                    variables.put(segment.substring(1, segment.length() - 1), path.get(at));
                } else if (!segment.equals(path.get(at))) {
                    return Optional.empty();
                }
            }
            return Optional.of(variables);
        }
    }
}
