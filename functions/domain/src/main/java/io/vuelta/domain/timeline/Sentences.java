package io.vuelta.domain.timeline;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.reason.TimelineCode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries of a timeline as sentences. Instants are in the campaign's time zone, or in the contact's if the entry
 * contains it. The year is shown if it differs from the entry's, and seconds are shown if less than ten minutes lie
 * between the two.
 *
 * @param zone the campaign's time zone
 * @param channel the campaign's channel
 */
public record Sentences(Language language, ZoneId zone, Channel channel) {
    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]]*)]");
    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final Duration SHOWN_IN_SECONDS = Duration.ofMinutes(10);

    /** Replaces an unknown fact that the sentence needs. */
    private static final String UNKNOWN = "…";

    /** The sentence of an entry, e.g. "Not called: the daily limit of 250 is used up; next on 30 Nov at 09:00." */
    public String of(Entry entry) {
        return sentence(before(entry) + bare(entry) + after(entry));
    }

    /**
     * The sentence why a campaign makes no attempts, e.g. "The daily limit of 250 is used up; next on 30 Nov at 09:00."
     */
    public String ofWaiting(Entry entry) {
        return sentence(bare(entry));
    }

    /**
     * The sentence of a code without facts.
     *
     * @param what the stored text, see {@link TimelineCode#of(String)}
     */
    public String ofCode(String what, Instant now) {
        return sentence(bare(Entry.of(now, Entry.Kind.NO_MORE, what, 0)));
    }

    private String before(Entry entry) {
        if (!entry.code().isClause()) {
            return "";
        }
        return switch (entry.kind()) {
            case NOT_TRIED -> language.wording().notTried(channel);
            case DECISION, EVENT ->
                entry.attempt() == 0 ? "" : fill(language.wording().notBegun(), facts(entry));
            case AWAITED, NO_MORE -> "";
        };
    }

    private String after(Entry entry) {
        boolean said = language.wording().of(entry.code()).contains("{next}");
        return entry.kind() == Entry.Kind.DECISION && entry.nextAt() != null && !said
                ? fill(language.wording().nextTry(), facts(entry))
                : "";
    }

    private String bare(Entry entry) {
        return fill(language.wording().of(entry.code()), facts(entry));
    }

    private static String sentence(String text) {
        String capital = text.substring(0, text.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
        return capital + text.substring(text.offsetByCodePoints(0, 1)) + (text.endsWith(".") ? "" : ".");
    }

    /** The facts that the sentence may contain, as they are shown. */
    private Map<String, String> facts(Entry entry) {
        Map<String, String> facts = new HashMap<>();
        entry.details().forEach((name, fact) -> facts.put(name, shown(fact, entry)));
        facts.put("attempt", String.valueOf(entry.attempt()));
        putInstant(facts, "planned", entry.plannedFor(), entry);
        putInstant(facts, "next", entry.nextAt(), entry);
        putInstant(facts, "until", entry.until(), entry);
        return facts;
    }

    private void putInstant(Map<String, String> facts, String name, @Nullable Instant at, Entry entry) {
        if (at != null) {
            facts.put(name, shown(at, entry));
        }
    }

    private String shown(Fact fact, Entry entry) {
        return switch (fact) {
            case Fact.Text text -> text.text();
            case Fact.Count count -> String.valueOf(count.value());
            case Fact.At at -> shown(at.instant(), entry);
            case Fact.Length length -> seconds(length.duration());
            case Fact.InStatus status -> language.wording().of(status.status());
            case Fact.OnChannel on -> language.wording().of(on.channel());
            case Fact.Cause cause -> cause(cause.what(), entry);
        };
    }

    /** The first sentence of a code, within another one. */
    private String cause(String what, Entry entry) {
        String text = bare(Entry.of(entry.at(), entry.kind(), what, entry.attempt()));
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end);
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    private String shown(Instant at, Entry entry) {
        ZoneId in = zoneOf(entry);
        ZonedDateTime local = at.atZone(in);
        boolean near = Duration.between(entry.at(), at).abs().compareTo(SHOWN_IN_SECONDS) < 0;
        Map<String, String> parts = new HashMap<>(Map.of(
                "day", String.valueOf(local.getDayOfMonth()),
                "month", language.wording().months().get(local.getMonthValue() - 1),
                "time", local.format(near ? SECONDS : MINUTES)));
        if (local.getYear() != entry.at().atZone(in).getYear()) {
            parts.put("year", String.valueOf(local.getYear()));
        }
        return fill(language.wording().instant(), parts);
    }

    private ZoneId zoneOf(Entry entry) {
        if (entry.details().get(Entry.ZONE) instanceof Fact.Text own) {
            try {
                return ZoneId.of(own.text());
            } catch (DateTimeException _) {
                // The zone was stored by a Java version that has more zones.
                return zone;
            }
        }
        return zone;
    }

    private static String fill(String pattern, Map<String, String> facts) {
        Function<MatchResult, String> optional =
                part -> NAME.matcher(part.group(1)).results().allMatch(name -> facts.containsKey(name.group(1)))
                        ? part.group(1)
                        : "";
        String kept = OPTIONAL.matcher(pattern).replaceAll(optional.andThen(Matcher::quoteReplacement));
        return NAME.matcher(kept)
                .replaceAll(name -> Matcher.quoteReplacement(
                        Optional.ofNullable(facts.get(name.group(1))).orElse(UNKNOWN)));
    }
}
