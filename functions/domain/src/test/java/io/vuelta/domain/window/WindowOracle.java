package io.vuelta.domain.window;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The windows around an instant, computed by another algorithm than the rules: it divides time into the periods between
 * two changes of the zone's clock, in which the offset is constant, and searches all of them.
 */
final class WindowOracle {
    private static final Duration BACK = Duration.ofDays(6);
    private static final Duration AHEAD = Duration.ofDays(24);

    private record Stretch(Instant start, Instant stop, ZoneOffset offset) {}

    private record Span(Instant start, Instant stop) {
        boolean contains(Instant at) {
            return !at.isBefore(start) && at.isBefore(stop);
        }
    }

    private final List<Stretch> stretches = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();

    WindowOracle(DatedSchedule schedule, ZoneId zone, Instant around) {
        Instant start = around.minus(BACK);
        Instant end = around.plus(AHEAD);
        while (start.isBefore(end)) {
            ZoneOffsetTransition change = zone.getRules().nextTransition(start);
            Instant stop = change == null || change.getInstant().isAfter(end) ? end : change.getInstant();
            stretches.add(new Stretch(start, stop, zone.getRules().getOffset(start)));
            start = stop;
        }
        LocalDate today = around.atZone(zone).toLocalDate();
        for (LocalDate day = today.minusDays(4); day.isBefore(today.plusDays(22)); day = day.plusDays(1)) {
            add(schedule, day);
        }
    }

    private void add(DatedSchedule schedule, LocalDate day) {
        boolean outside = (schedule.firstDay() != null && day.compareTo(schedule.firstDay()) < 0)
                || (schedule.lastDay() != null && day.compareTo(schedule.lastDay()) > 0);
        var week = schedule.week().hours();
        DayHours hours = week == null ? null : week.get(day.getDayOfWeek());
        if (hours == null || outside) {
            return;
        }
        int stop = hours.stop() < hours.start() ? hours.stop() + 24 * 60 : hours.stop();
        Instant opens = firstNotBefore(day.atTime(0, 0).plusMinutes(hours.start()));
        Instant closes = lastShown(day.atTime(0, 0).plusMinutes(stop));
        if (opens.isBefore(closes)) {
            spans.add(new Span(opens, closes));
        }
    }

    private Instant firstNotBefore(LocalDateTime local) {
        for (Stretch stretch : stretches) {
            Instant plain = local.toInstant(stretch.offset());
            if (plain.isBefore(stretch.stop())) {
                return plain.isBefore(stretch.start()) ? stretch.start() : plain;
            }
        }
        throw new AssertionError(local + " lies outside");
    }

    private Instant lastShown(LocalDateTime local) {
        for (Stretch stretch : stretches.reversed()) {
            Instant plain = local.toInstant(stretch.offset());
            if (!plain.isBefore(stretch.start())) {
                return plain.isAfter(stretch.stop()) ? stretch.stop() : plain;
            }
        }
        throw new AssertionError(local + " lies outside");
    }

    boolean isOpen(Instant at) {
        return spans.stream().anyMatch(span -> span.contains(at));
    }

    Optional<Instant> nextOpen(Instant from) {
        return isOpen(from) ? Optional.of(from) : nextStart(from);
    }

    Optional<Instant> nextStart(Instant after) {
        return spans.stream().map(Span::start).filter(after::isBefore).min(Comparator.naturalOrder());
    }

    Optional<Instant> closes(Instant at) {
        return spans.stream().filter(span -> span.contains(at)).map(Span::stop).max(Comparator.naturalOrder());
    }

    /**
     * The instants of possible off-by-one errors: every start and stop within a few days, and every change of the
     * clock.
     */
    List<Instant> edges() {
        List<Instant> edges = new ArrayList<>(Stream.concat(
                        spans.stream().limit(9).flatMap(span -> Stream.of(span.start(), span.stop())),
                        stretches.stream().skip(1).map(Stretch::start))
                .toList());
        Collections.sort(edges);
        return edges;
    }
}
