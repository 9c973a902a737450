package io.vuelta.domain.attempt;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.text.StorableText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The report of an agent's runtime on one conversation, during it or later. Safe to repeat.
 *
 * @param result the result for the contact
 * @param recordingUrl absolute http or https URL, at most 2,000 characters; null for none
 * @param sentiment a word, at most 64 characters; null if not reported
 * @param summary at most 4,000 characters; null if not reported
 * @param transcript at most 200,000 characters; null if not reported
 */
public record ConversationReport(
        Result result,
        @Nullable String recordingUrl,
        @Nullable String sentiment,
        @Nullable String summary,
        @Nullable String transcript) {
    static final int MAX_VALUE_LENGTH = 1_000;
    static final int MAX_SENTIMENT_LENGTH = 64;
    static final int MAX_SUMMARY_LENGTH = 4_000;
    static final int MAX_TRANSCRIPT_LENGTH = 200_000;
    private static final String OPT_OUT_REASON = "opt_out.reason";

    /** The end of the error of a refused report whose opt-out counts. */
    public static final String OPT_OUT_COUNTS = "; the opt-out of this result was recorded";

    /**
     * Why a report is refused.
     *
     * @param field the path of the invalid field
     * @param why what the value must be
     */
    public record Refusal(String field, String why) {
        /** This refusal of a report whose opt-out counts. */
        public Refusal withOptOut() {
            return new Refusal(field, why + OPT_OUT_COUNTS);
        }
    }

    /** A report with nothing but an opt-out. */
    public static ConversationReport ofOptOut(OptOut optOut) {
        return new ConversationReport(new Result(List.of(), Map.of(), false, null, optOut), null, null, null, null);
    }

    /** The part of this report that counts even if the report is refused; empty if there is none. */
    public Optional<ConversationReport> optOutOnly() {
        return Optional.ofNullable(result.optOut()).map(ConversationReport::ofOptOut);
    }

    /**
     * Why this agent's report is refused; empty if it is valid. Tags and fields must exist in the agent, and texts have
     * maximum lengths.
     */
    public Optional<Refusal> refusal(Agent agent) {
        return foreignTag(agent)
                .or(() -> badValue(agent))
                .or(() -> unusable("sentiment", sentiment, MAX_SENTIMENT_LENGTH))
                .or(() -> unusable("summary", summary, MAX_SUMMARY_LENGTH))
                .or(() -> unusable("transcript", transcript, MAX_TRANSCRIPT_LENGTH))
                .or(this::noAddress)
                .or(this::badReason);
    }

    private Optional<Refusal> foreignTag(Agent agent) {
        List<String> tags = result.tags();
        return tags.stream()
                .filter(tag -> !agent.tags().contains(tag))
                .findFirst()
                .map(tag -> new Refusal(
                        "tags[" + tags.indexOf(tag) + "]",
                        "must be one of the agent's tags (" + list(agent.tags()) + "); got " + tag));
    }

    private Optional<Refusal> badValue(Agent agent) {
        for (Map.Entry<String, String> value : result.extracted().entrySet()) {
            String field = "extracted_data." + value.getKey();
            if (!agent.extractableFields().contains(value.getKey())) {
                return Optional.of(new Refusal(
                        field,
                        "must be one of the agent's extractable fields (" + list(agent.extractableFields()) + ")"));
            }
            Optional<Refusal> unusable = unusable(field, value.getValue(), MAX_VALUE_LENGTH);
            if (unusable.isPresent()) {
                return unusable;
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> unusable(String field, @Nullable String text, int longest) {
        if (text == null) {
            return Optional.empty();
        }
        if (text.length() > longest) {
            return Optional.of(new Refusal(field, "must have at most " + longest + " characters"));
        }
        return StorableText.isStorable(text)
                ? Optional.empty()
                : Optional.of(new Refusal(field, "must not have " + StorableText.FORBIDDEN));
    }

    private Optional<Refusal> noAddress() {
        return recordingUrl == null || Conversation.isRecordingUrl(recordingUrl)
                ? Optional.empty()
                : Optional.of(new Refusal("recording_url", Conversation.WHAT_A_RECORDING_URL_IS));
    }

    private Optional<Refusal> badReason() {
        String reason = result.optOut() == null ? null : result.optOut().reason();
        return reason != null && reason.isBlank()
                ? Optional.of(new Refusal(OPT_OUT_REASON, "must not be blank; leave it out if there is none"))
                : unusable(OPT_OUT_REASON, reason, Suppression.MAX_REASON_LENGTH);
    }

    private static String list(List<String> known) {
        return known.isEmpty() ? "it has none" : String.join(", ", known);
    }
}
