package io.vuelta.cloud.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The section Globals: default values of all functions. */
final class Globals {
    private Globals() {}

    static void check(Section globals) {
        globals.allow("Function");
        var known = Objects.requireNonNull(ResourceType.ALL.get("AWS::Serverless::Function"));
        globals.section("Function").allow(known.honoured(), known.withoutEffect());
    }

    /** As SAM merges: the function's own value wins, maps are merged entry by entry. */
    static Section merge(Section globals, Section own) {
        return new Section(merge(globals.section("Function").entries(), own.entries()), own.place());
    }

    private static Map<String, Object> merge(Map<?, ?> common, Map<?, ?> own) {
        var merged = new LinkedHashMap<String, Object>();
        common.forEach((key, value) -> {
            if (value != null) {
                merged.put(String.valueOf(key), value);
            }
        });
        own.forEach((key, value) -> {
            if (value != null) {
                merged.merge(String.valueOf(key), value, Globals::mergeValues);
            }
        });
        return merged;
    }

    private static Object mergeValues(@Nullable Object common, Object own) {
        return common instanceof Map<?, ?> one && own instanceof Map<?, ?> other && !isCall(one) && !isCall(other)
                ? merge(one, other)
                : own;
    }

    private static boolean isCall(Map<?, ?> map) {
        return map.keySet().stream()
                .anyMatch(key -> key.equals("Ref") || String.valueOf(key).startsWith("Fn::"));
    }
}
