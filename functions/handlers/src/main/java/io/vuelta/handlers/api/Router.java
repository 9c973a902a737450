package io.vuelta.handlers.api;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds what answers a request by its method and path. The first pattern that fits the path decides; one that is only
 * for words that nothing else knows decides for its own method alone.
 */
final class Router {
    private final Map<Pattern, Map<String, Route>> routes = new LinkedHashMap<>();

    /** What answers. */
    interface Action extends Function<Request, ApiResponse> {}

    /**
     * A way to an action.
     *
     * @param creates whether a repeat would make one more of something
     */
    record Route(Action action, boolean creates) {}

    /** Where a request leads. */
    record Found(Route route, Map<String, String> variables) {
        Found {
            variables = Map.copyOf(variables);
        }
    }

    /**
     * Adds a route.
     *
     * @param pattern its segments, of which one in braces stands for any text and names it
     */
    Router on(String method, String pattern, Action action) {
        return add(method, Pattern.of(pattern, false), new Route(action, false));
    }

    /** Adds a route that creates something. */
    Router creating(String pattern, Action action) {
        return add("POST", Pattern.of(pattern, false), new Route(action, true));
    }

    /** Adds what answers where no other pattern fits; with another method there is nothing. */
    Router otherwise(String method, String pattern, Action action) {
        return add(method, Pattern.of(pattern, true), new Route(action, false));
    }

    private Router add(String method, Pattern pattern, Route route) {
        routes.computeIfAbsent(pattern, key -> new TreeMap<>()).put(method, route);
        return this;
    }

    Found find(String method, String path) {
        List<String> segments = segments(path);
        for (Map.Entry<Pattern, Map<String, Route>> entry : routes.entrySet()) {
            Optional<Map<String, String>> variables = entry.getKey().match(segments);
            boolean decides = !entry.getKey().loose() || entry.getValue().containsKey(method);
            if (variables.isPresent() && decides) {
                return new Found(route(entry.getValue(), method), variables.get());
            }
        }
        throw ApiError.of(404, "NOT_FOUND", "there is nothing at this path");
    }

    private static Route route(Map<String, Route> methods, String method) {
        Route route = methods.get(method);
        if (route == null) {
            String allowed = String.join(", ", methods.keySet());
            throw ApiError.of(405, "METHOD_NOT_ALLOWED", "this path takes " + allowed)
                    .with("allow", allowed);
        }
        return route;
    }

    private static List<String> segments(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        return List.of((inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner).split("/", -1));
    }

    private record Pattern(List<String> segments, boolean loose) {
        static Pattern of(String pattern, boolean loose) {
            return new Pattern(Router.segments(pattern), loose);
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
