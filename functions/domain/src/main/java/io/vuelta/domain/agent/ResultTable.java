package io.vuelta.domain.agent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The meaning of the names under which a voice platform reports its findings of a conversation. A name that is not in
 * the table means the agent's extractable field with this name, or otherwise the agent's tag with this name; {@code
 * opt_out} that is neither means an opt-out.
 *
 * @param targets by the platform's name, in the form that {@link #isTarget} accepts; at most {@link #MAX_NAMES}
 */
public record ResultTable(Map<String, String> targets) {
    public static final ResultTable EMPTY = new ResultTable(Map.of());

    public static final int MAX_NAMES = 100;

    /** A description of the valid targets, for error messages. */
    public static final String TARGETS = "field:NAME, tag:NAME, tags, converted, follow_up_at or opt_out";

    private static final String OPT_OUT = "opt_out";
    private static final String FIELD = "field:";
    private static final String TAG = "tag:";
    private static final Target NOTHING = new Target(Kind.NOTHING, "");

    /** The use of a value. */
    public enum Kind {
        /** The value is stored in an extractable field. */
        FIELD,
        /** If it is true, the conversation has the tag. */
        TAG,
        /** The value is a list of tags, separated by commas. */
        TAGS,
        /** If it is true, the conversation is a conversion. */
        CONVERTED,
        /** The value is the time of the next call, in ISO 8601 with an offset. */
        FOLLOW_UP_AT,
        /** If it means yes, the person has opted out of every channel. */
        OPT_OUT,
        /** The value is ignored. */
        NOTHING
    }

    /**
     * The meaning of a name.
     *
     * @param name the name of the field or the tag; empty for other kinds
     */
    public record Target(Kind kind, String name) {}

    public ResultTable {
        if (targets.size() > MAX_NAMES) {
            throw new IllegalArgumentException("must have at most " + MAX_NAMES + " names");
        }
        targets.values().stream()
                .filter(target -> !isTarget(target))
                .findFirst()
                .ifPresent(target -> {
                    throw new IllegalArgumentException("must have " + TARGETS + " as its values; got " + target);
                });
        targets = Map.copyOf(targets);
    }

    /** Whether the text is a valid target: see {@link #TARGETS}. */
    public static boolean isTarget(String target) {
        return Set.of("tags", "converted", "follow_up_at", OPT_OUT).contains(target)
                || (target.startsWith(FIELD) && target.length() > FIELD.length())
                || (target.startsWith(TAG) && target.length() > TAG.length());
    }

    /** The first name, in alphabetical order, whose target is a field or a tag that is not in these lists. */
    public Optional<String> foreign(List<String> tags, List<String> fields) {
        return new TreeMap<>(targets)
                .keySet().stream()
                        .filter(name -> target(name, tags, fields).kind() == Kind.NOTHING)
                        .findFirst();
    }

    /** The meaning of the name for an agent with these fields and tags. */
    public Target target(String name, List<String> tags, List<String> fields) {
        String said = targets.get(name);
        if (said == null) {
            return unlisted(name, tags, fields);
        }
        return switch (said) {
            case "tags" -> new Target(Kind.TAGS, "");
            case "converted" -> new Target(Kind.CONVERTED, "");
            case "follow_up_at" -> new Target(Kind.FOLLOW_UP_AT, "");
            case OPT_OUT -> new Target(Kind.OPT_OUT, "");
            default ->
                said.startsWith(FIELD)
                        ? own(Kind.FIELD, said.substring(FIELD.length()), fields)
                        : own(Kind.TAG, said.substring(TAG.length()), tags);
        };
    }

    private static Target unlisted(String name, List<String> tags, List<String> fields) {
        if (fields.contains(name)) {
            return new Target(Kind.FIELD, name);
        }
        return name.equals(OPT_OUT) && !tags.contains(name) ? new Target(Kind.OPT_OUT, "") : own(Kind.TAG, name, tags);
    }

    private static Target own(Kind kind, String name, List<String> known) {
        return known.contains(name) ? new Target(kind, name) : NOTHING;
    }
}
