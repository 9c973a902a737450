package io.vuelta.cloud.http;

import io.vuelta.cloud.template.FunctionModel.Route;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the most specific route for a request. Paths are compared segment by segment: a text is more specific than
 * {@code {name}}, and this more specific than {@code {name+}}. A method is more specific than ANY, and {@code $default}
 * is the least specific route. As in HTTP APIs, {@code /a/{name+}} also matches {@code /a/}, and no route may end with
 * a slash.
 *
 * @param <T> the type of the routes' targets
 */
final class RouteTable<T> {
    private record Entry<T>(Route route, List<String> segments, T target) {}

    /** A route found, with its path parameters decoded. */
    record Match<T>(Route route, Map<String, String> pathParameters, T target) {
        String key() {
            return route.path().equals(Route.DEFAULT) ? Route.DEFAULT : route.method() + " " + route.path();
        }
    }

    private final List<Entry<T>> entries = new ArrayList<>();

    void add(Route route, T target) {
        entries.add(new Entry<>(route, segments(route.path()), target));
        entries.sort(Comparator.comparing((Entry<T> entry) -> rank(entry)));
    }

    /**
     * A text whose order is the order of routes: text segments before parameters before greedy ones, the default route
     * last.
     */
    private static <T> String rank(Entry<T> entry) {
        if (entry.route().path().equals(Route.DEFAULT)) {
            return "~";
        }
        var rank = new StringBuilder();
        for (String segment : entry.segments()) {
            rank.append(isGreedy(segment) ? '2' : isParameter(segment) ? '1' : '0');
        }
        return rank.append(entry.route().method().equals("ANY") ? "|1" : "|0").toString();
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    private static boolean isGreedy(String segment) {
        return segment.startsWith("{") && segment.endsWith("+}");
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /** The path is not decoded: a slash in a segment is still %2F. */
    Optional<Match<T>> find(String method, String rawPath) {
        List<String> segments = rawPath.isEmpty() ? List.of("") : segments(rawPath);
        for (Entry<T> entry : entries) {
            if (entry.route().path().equals(Route.DEFAULT)) {
                return Optional.of(new Match<>(entry.route(), Map.of(), entry.target()));
            }
            boolean rightMethod = entry.route().method().equals("ANY")
                    || entry.route().method().equals(method);
            Optional<Map<String, String>> parameters =
                    rightMethod ? match(entry.segments(), segments) : Optional.empty();
            if (parameters.isPresent()) {
                return Optional.of(new Match<>(entry.route(), parameters.get(), entry.target()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Map<String, String>> match(List<String> pattern, List<String> segments) {
        var parameters = new HashMap<String, String>();
        for (int i = 0; i < pattern.size(); i++) {
            String expected = pattern.get(i);
            if (i >= segments.size()) {
                return Optional.empty();
            }
            if (isGreedy(expected)) {
                String rest = String.join("/", segments.subList(i, segments.size()));
                parameters.put(expected.substring(1, expected.length() - 2), decode(rest));
                return rest.isEmpty() && i == 0 ? Optional.empty() : Optional.of(parameters);
            }
            if (isParameter(expected) && !segments.get(i).isEmpty()) {
                parameters.put(expected.substring(1, expected.length() - 1), decode(segments.get(i)));
            } else if (!expected.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return segments.size() == pattern.size() ? Optional.of(parameters) : Optional.empty();
    }

    /** Decodes a path; a plus sign in a path is a plus sign, not a space. */
    static String decode(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return path;
        }
    }
}
