package vuelta.domain.attempt;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import vuelta.domain.contact.Results;

/**
 * What one call or exchange of messages has brought.
 *
 * @param results tags and extracted values of this one alone
 * @param recordingUrl where its recording can be had; null for none
 * @param sentiment in the runtime's own word; null if not told
 * @param summary null if not told
 * @param transcript key of the object that holds it; null if not told
 */
public record Conversation(
        Results results,
        @Nullable String recordingUrl,
        @Nullable String sentiment,
        @Nullable String summary,
        @Nullable String transcript) {
    public static final Conversation NONE = new Conversation(Results.NONE, null, null, null, null);

    /** For messages. */
    public static final String WHAT_A_RECORDING_URL_IS =
            "must be an absolute http or https URL of at most 2000 characters";

    private static final int LONGEST_URL = 2_000;

    /** Whether it can be taken as the address of a recording. */
    public static boolean isRecordingUrl(String url) {
        try {
            URI uri = URI.create(url);
            return url.length() <= LONGEST_URL
                    && uri.getHost() != null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    Conversation recordedAt(String url) {
        return new Conversation(results, url, sentiment, summary, transcript);
    }

    /**
     * With what is reported of it, besides. Of what was told before, only what is told anew changes.
     *
     * @param transcriptKey where the report's transcript was put; null if it has none
     */
    public Conversation with(ConversationReport report, @Nullable String transcriptKey) {
        return new Conversation(
                results.with(report.result()),
                report.recordingUrl() == null ? recordingUrl : report.recordingUrl(),
                report.sentiment() == null ? sentiment : report.sentiment(),
                report.summary() == null ? summary : report.summary(),
                transcriptKey == null ? transcript : transcriptKey);
    }
}
