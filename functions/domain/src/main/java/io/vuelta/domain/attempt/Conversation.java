package io.vuelta.domain.attempt;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The result of one call or exchange of messages, as the agent's runtime reported it.
 *
 * @param tags the tags of this conversation only
 * @param extracted the values of the agent's extractable fields, by field
 * @param converted whether the contact did what the campaign is for
 * @param optOut the person's opt-out, which is on the do-not-contact list; null if the person did not opt out
 * @param recordingUrl the runtime's address of a recording; null if none was reported
 * @param sentiment a word that the runtime chose; null if not reported
 * @param summary null if not reported
 * @param transcript key of the object that contains it; null if not reported
 * @param reportedAt when the first report with a result came; null before that
 * @param version raised by every write; 0 before the first
 */
public record Conversation(
        List<String> tags,
        Map<String, String> extracted,
        boolean converted,
        @Nullable OptOut optOut,
        @Nullable String recordingUrl,
        @Nullable String sentiment,
        @Nullable String summary,
        @Nullable String transcript,
        @Nullable Instant reportedAt,
        long version) {
    public static final Conversation NONE =
            new Conversation(List.of(), Map.of(), false, null, null, null, null, null, null, 0);

    public Conversation {
        tags = List.copyOf(tags);
        extracted = Map.copyOf(extracted);
    }

    /** A description of a valid recording address, for error messages. */
    public static final String WHAT_A_RECORDING_URL_IS =
            "must be an absolute http or https URL of at most 2000 characters";

    private static final int MAX_URL_LENGTH = 2_000;

    /** Whether the text is valid as the address of a recording. */
    public static boolean isRecordingUrl(String url) {
        try {
            URI uri = URI.create(url);
            return url.length() <= MAX_URL_LENGTH
                    && uri.getHost() != null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /**
     * This conversation with a further report. Only the fields of the report change.
     *
     * @param transcriptKey the key under which the report's transcript was stored; null if it has none
     */
    public Conversation with(ConversationReport report, @Nullable String transcriptKey, Instant now) {
        TreeSet<String> allTags = new TreeSet<>(tags);
        allTags.addAll(report.result().tags());
        Map<String, String> values = new TreeMap<>(extracted);
        values.putAll(report.result().extracted());
        Conversation next = new Conversation(
                List.copyOf(allTags),
                values,
                converted || report.result().converted(),
                optOut(report.result().optOut()),
                report.recordingUrl() == null ? recordingUrl : report.recordingUrl(),
                report.sentiment() == null ? sentiment : report.sentiment(),
                report.summary() == null ? summary : report.summary(),
                transcriptKey == null ? transcript : transcriptKey,
                reportedAt,
                version);
        return reportedAt != null || next.equals(this) ? next : next.reported(now);
    }

    private Conversation reported(Instant at) {
        return new Conversation(
                tags, extracted, converted, optOut, recordingUrl, sentiment, summary, transcript, at, version);
    }

    /**
     * Combines the new opt-out with an earlier one: the earlier one if it covers the new one, or otherwise, because
     * there are two channels, an opt-out of every channel.
     */
    private @Nullable OptOut optOut(@Nullable OptOut newer) {
        if (newer == null || optOut == null) {
            return newer == null ? optOut : newer;
        }
        return optOut.covers(newer) ? optOut : new OptOut(null, newer.reason());
    }

    /** The address of the call's recording: the runtime's address if there is one, otherwise the provider's. */
    public Optional<String> recordingUrl(Call call) {
        return Optional.ofNullable(recordingUrl).or(() -> Optional.ofNullable(call.recordingUrl()));
    }

    /**
     * The extracted values of several conversations of one contact. If two of them have the same field, the later value
     * counts.
     */
    public static Map<String, String> extracted(Map<Integer, Conversation> byAttempt) {
        Map<String, String> values = new TreeMap<>();
        new TreeMap<>(byAttempt).values().forEach(conversation -> values.putAll(conversation.extracted()));
        return values;
    }
}
