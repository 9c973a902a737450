package io.vuelta.domain.count;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.Outcome;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.reason.TimelineCode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * The outcomes of the attempts that began in each hour of UTC. The figures of an hour concern the same attempts, so a
 * rate may be computed from two of them.
 *
 * @param hours the figures by the beginning of the hour; an hour may have no figures
 */
public record HourlyFigures(SortedMap<Instant, Map<Figure, Long>> hours) {
    public static final HourlyFigures NONE = new HourlyFigures(new TreeMap<>());

    /** The events that show that a message's receiver has opted out. */
    private static final String ASKED_TO_STOP = TimelineCode.ASKED_TO_STOP.name();

    public HourlyFigures {
        SortedMap<Instant, Map<Figure, Long>> copy = new TreeMap<>();
        hours.forEach((hour, figures) -> copy.put(hour, Map.copyOf(figures)));
        hours = Collections.unmodifiableSortedMap(copy);
    }

    /** The counted outcomes. */
    public enum Figure {
        /** Calls or messages that were placed, may have been placed, or failed. */
        ATTEMPTS,
        /** Calls that a person answered, or for which it is unknown who answered. */
        ANSWERED,
        /** Calls that a machine answered. */
        VOICEMAIL,
        /** Messages that were delivered, read or answered. */
        DELIVERED,
        /** Messages that were read, or answered. */
        READ,
        /** Calls that were busy, not answered or failed; messages that failed. */
        FAILED,
        /** Calls that were busy; they also count as {@link #FAILED}. */
        BUSY,
        /** Calls without an answer; they also count as {@link #FAILED}. */
        NO_ANSWER,
        /** Converted contacts, counted in the hour of their latest attempt. */
        CONVERTED,
        /**
         * Attempts after which the person opted out of this channel. An opt-out in a conversation is assigned to the
         * contact's latest attempt.
         */
        OPT_OUTS
    }

    /**
     * The figures of one attempt; empty before a request may have been sent to the provider, and if the attempt was
     * certainly not placed.
     */
    static HourlyFigures of(Attempt attempt) {
        if (!attempt.mayBePlaced() || attempt.notPlaced()) {
            return NONE;
        }
        Map<Figure, Long> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.ATTEMPTS, 1L);
        switch (attempt) {
            case Call call -> put(call, figures);
            case Message message -> put(message, figures);
        }
        if (hasOptOut(attempt)) {
            figures.put(Figure.OPT_OUTS, 1L);
        }
        return at(attempt.createdAt(), figures);
    }

    private static void put(Call call, Map<Figure, Long> figures) {
        AnsweredBy by = call.state().answeredBy();
        switch (call.status()) {
            case ENDED -> {
                if (by != null) {
                    figures.put(by == AnsweredBy.MACHINE ? Figure.VOICEMAIL : Figure.ANSWERED, 1L);
                }
            }
            case BUSY -> {
                figures.put(Figure.FAILED, 1L);
                figures.put(Figure.BUSY, 1L);
            }
            case NO_ANSWER -> {
                figures.put(Figure.FAILED, 1L);
                figures.put(Figure.NO_ANSWER, 1L);
            }
            case FAILED -> figures.put(Figure.FAILED, 1L);
            case CREATED, QUEUED, RINGING, IN_PROGRESS, FORWARDING, UNKNOWN -> {}
        }
    }

    private static void put(Message message, Map<Figure, Long> figures) {
        MessageStatus status = message.status();
        if (status.compareTo(MessageStatus.DELIVERED) >= 0) {
            figures.put(Figure.DELIVERED, 1L);
        }
        if (status.compareTo(MessageStatus.READ) >= 0) {
            figures.put(Figure.READ, 1L);
        }
        if (status == MessageStatus.FAILED) {
            figures.put(Figure.FAILED, 1L);
        }
    }

    /** The figures of one contact in addition to its attempts. */
    static HourlyFigures of(Contact contact) {
        Attempt latest = contact.latest();
        if (latest == null) {
            return NONE;
        }
        Map<Figure, Long> figures = new EnumMap<>(Figure.class);
        if (contact.status() == ContactStatus.CONVERTED) {
            figures.put(Figure.CONVERTED, 1L);
        }
        // If the attempt itself reports the opt-out, it is already counted.
        if (contact.results().optedOut() && !hasOptOut(latest)) {
            figures.put(Figure.OPT_OUTS, 1L);
        }
        return figures.isEmpty() ? NONE : at(latest.createdAt(), figures);
    }

    private static boolean hasOptOut(Attempt attempt) {
        return attempt.eventTimes().containsKey(ASKED_TO_STOP)
                || attempt.outcome().filter(Outcome.OptedOut.class::isInstance).isPresent();
    }

    /** Figures of one hour. */
    public static HourlyFigures at(Instant instant, Map<Figure, Long> figures) {
        SortedMap<Instant, Map<Figure, Long>> hours = new TreeMap<>();
        hours.put(instant.truncatedTo(ChronoUnit.HOURS), figures);
        return new HourlyFigures(hours);
    }

    public HourlyFigures plus(HourlyFigures other) {
        SortedMap<Instant, Map<Figure, Long>> sum = new TreeMap<>(hours);
        other.hours.forEach((hour, figures) -> sum.merge(hour, figures, added()));
        return new HourlyFigures(sum);
    }

    HourlyFigures minus(HourlyFigures other) {
        SortedMap<Instant, Map<Figure, Long>> negated = new TreeMap<>();
        other.hours.forEach((hour, figures) -> {
            Map<Figure, Long> less = new EnumMap<>(Figure.class);
            figures.forEach((figure, count) -> less.put(figure, -count));
            negated.put(hour, less);
        });
        return plus(new HourlyFigures(negated)).withoutEmpty();
    }

    /** The figures without empty hours. */
    public HourlyFigures withoutEmpty() {
        SortedMap<Instant, Map<Figure, Long>> left = new TreeMap<>(hours);
        left.values().removeIf(Map::isEmpty);
        return new HourlyFigures(left);
    }

    /** The sum of some figures. */
    public static Map<Figure, Long> sum(Map<Figure, Long> one, Map<Figure, Long> other) {
        Map<Figure, Long> sum = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            long count = one.getOrDefault(figure, 0L) + other.getOrDefault(figure, 0L);
            if (count != 0) {
                sum.put(figure, count);
            }
        }
        return sum;
    }

    private static BinaryOperator<Map<Figure, Long>> added() {
        return HourlyFigures::sum;
    }
}
