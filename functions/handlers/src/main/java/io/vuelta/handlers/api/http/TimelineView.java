package io.vuelta.handlers.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.timeline.Entry;
import io.vuelta.domain.timeline.Fact;
import io.vuelta.domain.timeline.Language;
import io.vuelta.domain.timeline.Sentences;
import io.vuelta.domain.timeline.WhyNow;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Shows entries of a timeline, and why a campaign waits, with their codes and sentences. */
public final class TimelineView {
    private final Sentences sentences;

    private TimelineView(Sentences sentences) {
        this.sentences = sentences;
    }

    public static TimelineView of(Campaign campaign, Language language) {
        return new TimelineView(new Sentences(
                language, campaign.settings().zone(), campaign.settings().channel()));
    }

    public ObjectNode of(Entry entry) {
        ObjectNode json = ApiJson.object()
                .put("at", entry.at().toString())
                .put("kind", entry.kind().wire())
                .put("code", entry.code().name())
                .put("text", sentences.of(entry))
                .put("what", entry.what())
                .put("attempt", entry.attempt() == 0 ? null : (Integer) entry.attempt())
                .put("planned_for", ApiJson.instant(entry.plannedFor()))
                .put("next_at", ApiJson.instant(entry.nextAt()))
                .put("until", ApiJson.instant(entry.until()));
        putDetails(json.putObject("details"), entry.details());
        return json;
    }

    /**
     * Shows why a campaign waits. The code is the error of the line if it has one, otherwise the code of the reason.
     *
     * @param line the campaign's line; empty if it no longer exists
     * @param contacts the number of the campaign's contacts that wait
     */
    public ObjectNode of(Waiting waiting, Campaign campaign, Optional<Line> line, long contacts, Instant now) {
        Entry entry = WhyNow.of(waiting, campaign, line.orElse(null), contacts, now);
        String cause = waiting.code();
        ObjectNode json = ApiJson.object()
                .put("reason", waiting.reason().wire())
                .put("until", ApiJson.instant(waiting.until()))
                .put("next_at", ApiJson.instant(entry.nextAt()))
                .put("code", cause == null ? entry.code().name() : cause)
                .put("text", sentences.ofWaiting(entry));
        if (cause != null) {
            json.put("message", sentences.ofCode(cause, now));
        }
        if (waiting.answers() > 0) {
            json.put("answers", waiting.answers());
        }
        putDetails(json.putObject("details"), entry.details());
        return json;
    }

    /** The error for a contact that was removed. */
    public ApiError removed(ContactId id, Entry entry) {
        return ApiError.removed(id.hash(), entry.at(), entry.code(), sentences.of(entry));
    }

    private static void putDetails(ObjectNode json, Map<String, Fact> details) {
        details.forEach((name, fact) -> {
            switch (fact) {
                case Fact.Text text -> json.put(name, text.text());
                case Fact.Count count -> json.put(name, count.value());
                case Fact.At at -> json.put(name, at.instant().toString());
                case Fact.Length length -> json.put(name, length.duration().toMillis() / 1_000.0);
                case Fact.InStatus status -> json.put(name, status.status().wire());
                case Fact.OnChannel on -> json.put(name, on.channel().wire());
                case Fact.Cause cause -> json.put(name, cause.what());
            }
        });
    }
}
