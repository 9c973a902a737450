package io.vuelta.providers.twilio;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.SimulatorJson;
import io.vuelta.providers.twilio.Step.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The answer to {@code GET Calls.json}: the calls that pass the filters, the newest first, by pages. A filter of the
 * start time never passes a call that has not begun to be dialled.
 */
record CallList(String path, Form query, int page, int pageSize, Predicate<SimulatedCall> filter) {

    private static final int DEFAULT_PAGE_SIZE = 50;
    private static final int MAX_PAGE_SIZE = 1000;

    /** The list that a query requests; a filter or page that cannot be read is a {@link MalformedParameter}. */
    static CallList of(String path, Form query) {
        Predicate<SimulatedCall> filter = same(
                        query, "To", call -> call.request().to())
                .and(same(query, "From", call -> call.request().from()))
                .and(same(query, "Status", SimulatedCall::status))
                .and(started(query, "StartTime", CallList::during))
                // "On or after" and "on or before midnight of this date": the equals sign after < or > belongs to the
                // form encoding.
                .and(started(query, "StartTime>", (start, bound) -> !start.isBefore(bound.from())))
                .and(started(query, "StartTime<", (start, bound) -> !start.isAfter(bound.from())))
                .and(at(query, "EndTime", Kind.ENDED, CallList::during))
                .and(at(query, "EndTime>", Kind.ENDED, (end, bound) -> !end.isBefore(bound.from())))
                .and(at(query, "EndTime<", Kind.ENDED, (end, bound) -> !end.isAfter(bound.from())))
                // No call here has a parent.
                .and(_ -> !query.has("ParentCallSid"));
        int pageSize = Math.min(number(query, "PageSize", DEFAULT_PAGE_SIZE), MAX_PAGE_SIZE);
        return new CallList(path, query, number(query, "Page", 0), Math.max(1, pageSize), filter);
    }

    /** @param oldestFirst every call of the account */
    ObjectNode answer(List<SimulatedCall> oldestFirst, String accountSid) {
        List<SimulatedCall> matching =
                oldestFirst.reversed().stream().filter(filter).toList();
        long start = (long) page * pageSize;
        List<SimulatedCall> shown =
                matching.stream().skip(start).limit(pageSize).toList();
        ObjectNode json = SimulatorJson.object()
                .put("first_page_uri", uri(0))
                .put("next_page_uri", start + pageSize < matching.size() ? uri(page + 1) : null)
                .put("previous_page_uri", page > 0 ? uri(page - 1) : null)
                .put("uri", uri(page))
                .put("page", page)
                .put("page_size", pageSize)
                .put("start", start)
                .put("end", start + Math.max(0, shown.size() - 1));
        ArrayNode calls = json.putArray("calls");
        shown.forEach(call -> calls.add(CallResource.of(call, accountSid)));
        return json;
    }

    private String uri(int number) {
        return path + "?"
                + query.with("PageSize", "" + pageSize)
                        .with("Page", "" + number)
                        .encoded();
    }

    private static Predicate<SimulatedCall> same(Form query, String name, Function<SimulatedCall, String> field) {
        return call -> !query.has(name) || field.apply(call).equals(query.first(name));
    }

    private static Predicate<SimulatedCall> started(Form query, String name, BiPredicate<Instant, Period> passes) {
        return at(query, name, Kind.INITIATED, passes);
    }

    private static Predicate<SimulatedCall> at(
            Form query, String name, Kind kind, BiPredicate<Instant, Period> passes) {
        if (!query.has(name)) {
            return _ -> true;
        }
        Period bound = Period.parse(name, query.first(name));
        return call ->
                call.when(kind).filter(start -> passes.test(start, bound)).isPresent();
    }

    private static boolean during(Instant start, Period period) {
        return !start.isBefore(period.from()) && start.isBefore(period.to());
    }

    private static int number(Form query, String name, int absent) {
        if (!query.has(name)) {
            return absent;
        }
        try {
            return Math.max(0, Integer.parseInt(query.first(name)));
        } catch (NumberFormatException malformed) {
            throw new MalformedParameter(name, malformed);
        }
    }

    /** A day in GMT, or a second: from its first instant to the first instant of the next. */
    private record Period(Instant from, Instant to) {

        static Period parse(String name, String text) {
            try {
                if (text.length() == "2026-01-01".length()) {
                    Instant midnight =
                            LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
                    return new Period(midnight, midnight.plus(Duration.ofDays(1)));
                }
                Instant instant = OffsetDateTime.parse(text).toInstant();
                return new Period(
                        instant, instant.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
            } catch (DateTimeException malformed) {
                throw new MalformedParameter(name, malformed);
            }
        }
    }
}
