package io.vuelta.handlers.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list whose newest entries come first. A position is an id: it lies between the entry with this id and the
 * older entries.
 */
public final class NewestFirst<T> {
    private static final Pattern POSITION = Pattern.compile("[0-9A-Za-z_-]{1,64}");
    private static final int PAGE = 20;
    /** Number of entries in one read while a filter excludes some entries. */
    private static final int PIECE = 100;
    /**
     * Maximum number of entries that one request reads. If few of them match the filter, the page is short, and it has
     * a cursor for the next page.
     */
    private static final int MAX_LOOKED_AT = 1_000;

    private final Query query;
    private final Reader<T> reader;
    private final Function<T, String> id;
    private final Optional<Predicate<T>> filter;

    private NewestFirst(Query query, Reader<T> reader, Function<T, String> id, Optional<Predicate<T>> filter) {
        this.query = query;
        this.reader = reader;
        this.id = id;
        this.filter = filter;
    }

    /** Reads a list in both directions. */
    public interface Reader<T> {
        /**
         * At most {@code limit} entries that are older than this id, the newest first; without an id, the newest
         * entries.
         */
        List<T> older(Optional<String> than, int limit);

        /** This entry and the next newer ones, the newest last; at most {@code limit} entries. */
        List<T> newer(String from, int limit);
    }

    /**
     * A page.
     *
     * @param total number of entries of all pages if this page is the only one; otherwise null
     */
    public record Page<T>(
            List<T> entries, PageLinks links, @Nullable Long total) {
        public Page {
            entries = List.copyOf(entries);
        }

        public ApiResponse answer(String name, Function<T, ObjectNode> json) {
            ObjectNode body = ApiResponse.success();
            ArrayNode list = body.putArray(name);
            entries.forEach(entry -> list.add(json.apply(entry)));
            return ApiResponse.of(200, links.addTo(body, total));
        }
    }

    /** The requested page of a list without filters. */
    public static <T> Page<T> of(Query query, Reader<T> reader, Function<T, String> id) {
        query.allowOnly(PageRequest.parameters());
        return of(query, reader, id, Optional.empty());
    }

    /** The requested page. */
    public static <T> Page<T> of(Query query, Reader<T> reader, Function<T, String> id, Optional<Predicate<T>> filter) {
        PageRequest request = PageRequest.of(query, PAGE, POSITION);
        NewestFirst<T> list = new NewestFirst<>(query, reader, id, filter);
        return switch (request.start()) {
            case PageRequest.Start.Skipping skipping -> list.numbered(skipping.entries(), request.limit());
            case PageRequest.Start.At at -> list.after(Optional.of(at.position().group()), request.limit());
            case PageRequest.Start.Before before ->
                list.before(before.position().group(), request.limit());
        };
    }

    /** The requested page of a list that is small enough to be read as a whole. */
    public static <T> Page<T> ofAll(
            Query query, Collection<T> all, Function<T, Instant> createdAt, Function<T, String> id) {
        Function<T, String> position =
                entry -> "%013d_%s".formatted(createdAt.apply(entry).toEpochMilli(), id.apply(entry));
        List<T> sorted =
                all.stream().sorted(Comparator.comparing(position).reversed()).toList();
        Reader<T> reader = new Reader<>() {
            @Override
            public List<T> older(Optional<String> than, int limit) {
                return sorted.stream()
                        .filter(entry -> than.isEmpty() || position.apply(entry).compareTo(than.get()) < 0)
                        .limit(limit)
                        .toList();
            }

            @Override
            public List<T> newer(String from, int limit) {
                return sorted.reversed().stream()
                        .filter(entry -> position.apply(entry).compareTo(from) >= 0)
                        .limit(limit)
                        .toList();
            }
        };
        Page<T> page = of(query, reader, position);
        return new Page<>(page.entries(), page.links(), (long) sorted.size());
    }

    private Page<T> numbered(int skipped, int limit) {
        Optional<String> at = Optional.empty();
        for (int left = skipped; left > 0; ) {
            Walked<T> some = older(at, Math.min(left, PIECE));
            if (some.next().isEmpty()) {
                // Beyond the end, the page is empty, and its previous page has the last entries.
                return new Page<>(List.of(), new PageLinks(query, Optional.empty(), last(some, at)), null);
            }
            left -= some.entries().size();
            at = some.next();
        }
        return after(at, limit);
    }

    private Optional<String> last(Walked<T> some, Optional<String> otherwise) {
        return some.entries().isEmpty()
                ? otherwise
                : Optional.of(id.apply(some.entries().getLast()));
    }

    private Page<T> after(Optional<String> at, int limit) {
        Walked<T> page = older(at, limit);
        boolean only = at.isEmpty() && page.next().isEmpty();
        return new Page<>(
                page.entries(),
                new PageLinks(query, page.next(), at),
                only ? Long.valueOf(page.entries().size()) : null);
    }

    private Page<T> before(String at, int limit) {
        Walked<T> page = newer(at, limit);
        return new Page<>(page.entries().reversed(), new PageLinks(query, Optional.of(at), page.next()), null);
    }

    /** Entries in the order of the scan, and the position at which the next scan begins. */
    private record Walked<T>(List<T> entries, Optional<String> next) {}

    private Walked<T> older(Optional<String> from, int limit) {
        List<T> found = new ArrayList<>();
        Optional<String> at = from;
        for (int looked = 0; looked < MAX_LOOKED_AT; ) {
            int most = filter.isPresent() ? PIECE : limit + 1;
            List<T> piece = reader.older(at, most);
            for (T entry : piece) {
                boolean wanted = isWanted(entry);
                if (wanted && found.size() == limit) {
                    return new Walked<>(found, at);
                }
                if (wanted) {
                    found.add(entry);
                }
                at = Optional.of(id.apply(entry));
            }
            if (piece.size() < most) {
                return new Walked<>(found, Optional.empty());
            }
            looked += most;
        }
        return new Walked<>(found, at);
    }

    /** Reads entries in pieces. Each read gets one entry more, with which the next piece begins. */
    private Walked<T> newer(String from, int limit) {
        List<T> found = new ArrayList<>();
        String at = from;
        for (int looked = 0; looked < MAX_LOOKED_AT; ) {
            int most = filter.isPresent() ? PIECE : limit;
            List<T> piece = reader.newer(at, most + 1);
            for (T entry : piece.subList(0, Math.min(most, piece.size()))) {
                boolean wanted = isWanted(entry);
                if (wanted && found.size() == limit) {
                    return new Walked<>(found, Optional.of(id.apply(entry)));
                }
                if (wanted) {
                    found.add(entry);
                }
            }
            if (piece.size() <= most) {
                return new Walked<>(found, Optional.empty());
            }
            at = id.apply(piece.getLast());
            if (filter.isEmpty()) {
                return new Walked<>(found, Optional.of(at));
            }
            looked += most;
        }
        return new Walked<>(found, Optional.of(at));
    }

    private boolean isWanted(T entry) {
        return filter.isEmpty() || filter.get().test(entry);
    }
}
