package io.vuelta.domain.attempt;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.ResultTable;
import io.vuelta.domain.text.StorableText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The findings of a voice platform in a conversation, under its own names. The agent's {@link ResultTable} has their
 * meanings.
 *
 * @param values by the platform's names; booleans as {@code true} and {@code false}, a list as its elements separated
 *     by commas
 * @param sentiment a word; null if not reported
 * @param summary null if not reported
 * @param transcript null if not reported
 */
public record ConversationFindings(
        Map<String, String> values,
        @Nullable String sentiment,
        @Nullable String summary,
        @Nullable String transcript) {
    /** The words that platforms use for true. */
    private static final Set<String> TRUE = Set.of("true", "yes", "success", "1");

    public ConversationFindings {
        values = Map.copyOf(values);
    }

    /**
     * The report for this agent. Names that the agent does not have are left out, and texts that are too long are cut,
     * because a platform reports everything it has, not only what was requested.
     */
    public ConversationReport report(Agent agent) {
        Set<String> tags = new TreeSet<>();
        Map<String, String> extracted = new HashMap<>();
        boolean converted = false;
        Instant followUpAt = null;
        boolean optedOut = false;
        for (Map.Entry<String, String> value : new TreeMap<>(values).entrySet()) {
            String text = StorableText.storable(value.getValue());
            ResultTable.Target target = agent.results().target(value.getKey(), agent.tags(), agent.extractableFields());
            switch (target.kind()) {
                case FIELD -> extracted.put(target.name(), StorableText.cut(text, ConversationReport.MAX_VALUE_LENGTH));
                case TAG -> {
                    if (isTrue(text)) {
                        tags.add(target.name());
                    }
                }
                case TAGS -> tags.addAll(named(text, agent));
                case CONVERTED -> converted = converted || isTrue(text);
                case OPT_OUT -> optedOut = optedOut || OptOut.isYes(text);
                case FOLLOW_UP_AT -> followUpAt = instant(text);
                case NOTHING -> {
                    // This name is used by the platform only.
                }
            }
        }
        return report(new Result(
                tags.stream().toList(), extracted, converted, followUpAt, optedOut ? OptOut.EVERYWHERE : null));
    }

    private ConversationReport report(Result result) {
        return new ConversationReport(
                result,
                null,
                text(sentiment, ConversationReport.MAX_SENTIMENT_LENGTH),
                text(summary, ConversationReport.MAX_SUMMARY_LENGTH),
                text(transcript, ConversationReport.MAX_TRANSCRIPT_LENGTH));
    }

    private static boolean isTrue(String text) {
        return TRUE.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    private static Set<String> named(String text, Agent agent) {
        Set<String> named = new TreeSet<>();
        for (String name : text.split(",", -1)) {
            if (agent.tags().contains(name.strip())) {
                named.add(name.strip());
            }
        }
        return named;
    }

    /** The text as an instant; null if it is not an instant. */
    private static @Nullable Instant instant(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text.strip());
            return time.getYear() >= 1970 && time.getYear() <= 9999
                    ? time.toInstant().truncatedTo(ChronoUnit.MILLIS)
                    : null;
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static @Nullable String text(@Nullable String found, int most) {
        return found == null ? null : StorableText.cut(StorableText.storable(found), most);
    }
}
