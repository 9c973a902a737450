package io.vuelta.handlers.api.http;

import io.vuelta.domain.contact.ScanCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pages through a campaign's entries, which are stored in partitions. Many partitions may be empty or have no matching
 * entry. Every page is full except the last one, which has no link to a next page. This holds in both directions.
 */
public final class Paginator<T> {
    private static final Pattern POSITION = Pattern.compile("([0-9]{1,2}):([0-9A-Za-z#._-]{0,200})");
    private static final Pattern ANY = Pattern.compile(".*");
    /** Number of entries in one read while a filter excludes some entries. */
    private static final int PIECE = 200;
    /**
     * Maximum number of entries that one request reads. If it is reached, the page is short and has a cursor for the
     * next page.
     */
    static final int MAX_LOOKED_AT = 5_000;
    /** Maximum number of reads of one request while all entries that it reads are hidden. */
    private static final int MAX_READS = 100;

    private static final int LOOK_AHEAD = 50;
    /** Maximum number of entries in one read. */
    private static final int MAX_PIECE = 500;
    /** The end of the last page: it sorts after every hash. */
    private static final ScanCursor AFTER_ALL = new ScanCursor(ScanCursor.SHARDS - 1, "z");

    private final Reader<T> reader;

    public Paginator(Reader<T> reader) {
        this.reader = reader;
    }

    /** Reads at most {@code limit} entries of one partition from a position, in either direction. */
    public interface Reader<T> {
        /** The entries after the cursor. */
        Piece<T> after(ScanCursor from, int limit);

        /** The entries up to the cursor, the last one first. */
        Piece<T> upTo(ScanCursor to, int limit);
    }

    /** A piece of a partition, and the position at which the scan continues. */
    public record Piece<T>(List<T> entries, ScanCursor next) {
        public Piece {
            entries = List.copyOf(entries);
        }
    }

    /**
     * A page.
     *
     * @param next where the next page begins; empty on the last page
     * @param previous where the previous page ends; empty on the first page
     */
    public record Page<T>(List<T> entries, Optional<ScanCursor> next, Optional<ScanCursor> previous) {
        public Page {
            entries = List.copyOf(entries);
        }

        /** The links of the response to this request. */
        public PageLinks links(Query list) {
            return new PageLinks(list, next.map(Paginator::text), previous.map(Paginator::text));
        }
    }

    private static String text(ScanCursor position) {
        return position.shard() + ":" + position.after();
    }

    /** The requested page. */
    public static PageRequest request(Query query, int otherwise) {
        return request(query, otherwise, ANY);
    }

    /** The requested page, for positions within a partition that have this shape. */
    public static PageRequest request(Query query, int otherwise, Pattern shape) {
        PageRequest request = PageRequest.of(query, otherwise, POSITION);
        switch (request.start()) {
            case PageRequest.Start.Skipping _ -> {}
            case PageRequest.Start.At at -> check(at.position(), shape, query);
            case PageRequest.Start.Before before -> check(before.position(), shape, query);
        }
        return request;
    }

    private static void check(Matcher position, Pattern shape, Query query) {
        if (Integer.parseInt(position.group(1)) >= ScanCursor.SHARDS
                || !shape.matcher(position.group(2)).matches()) {
            throw Cursor.unusable(PageRequest.nameOf(query));
        }
    }

    private static ScanCursor position(Matcher position) {
        return new ScanCursor(Integer.parseInt(position.group(1)), position.group(2));
    }

    /**
     * The requested page of all entries that the reader returns. The reader may hide some of the entries that it reads.
     */
    public Page<T> page(PageRequest request) {
        return page(request, Optional.empty());
    }

    /** The requested page of the entries that match. */
    public Page<T> page(PageRequest request, Predicate<T> wanted) {
        return page(request, Optional.of(wanted));
    }

    private Page<T> page(PageRequest request, Optional<Predicate<T>> wanted) {
        int limit = request.limit();
        return switch (request.start()) {
            case PageRequest.Start.Skipping skipping -> numbered(skipping.entries(), limit, wanted);
            case PageRequest.Start.At at -> after(position(at.position()), limit, wanted);
            case PageRequest.Start.Before before -> before(position(before.position()), limit, wanted);
        };
    }

    private Page<T> numbered(int skipped, int limit, Optional<Predicate<T>> wanted) {
        ScanCursor at = ScanCursor.START;
        if (skipped > 0) {
            Walked<T> before = walk(new Forwards(), at, skipped, wanted);
            if (before.next().isEmpty()) {
                return new Page<>(List.of(), Optional.empty(), Optional.of(AFTER_ALL));
            }
            if (before.entries().size() < skipped) {
                throw ApiError.invalid(
                        "page", "is a number beyond what this filter can reach; continue with next_cursor");
            }
            at = before.next().get();
        }
        return after(at, limit, wanted);
    }

    private Page<T> after(ScanCursor from, int limit, Optional<Predicate<T>> wanted) {
        Walked<T> page = walk(new Forwards(), from, limit, wanted);
        return new Page<>(page.entries(), page.next(), from.begins() ? Optional.empty() : Optional.of(from));
    }

    private Page<T> before(ScanCursor to, int limit, Optional<Predicate<T>> wanted) {
        Walked<T> page = walk(new Backwards(), to, limit, wanted);
        return new Page<>(page.entries().reversed(), Optional.of(to), page.next());
    }

    /** One of the two directions of reading. */
    private interface Way<T> {
        Piece<T> read(ScanCursor from, int limit);

        boolean ended(ScanCursor at);
    }

    private final class Forwards implements Way<T> {
        @Override
        public Piece<T> read(ScanCursor from, int limit) {
            return reader.after(from, limit);
        }

        @Override
        public boolean ended(ScanCursor at) {
            return at.ended();
        }
    }

    private final class Backwards implements Way<T> {
        @Override
        public Piece<T> read(ScanCursor from, int limit) {
            return reader.upTo(from, limit);
        }

        @Override
        public boolean ended(ScanCursor at) {
            return at.begins();
        }
    }

    /**
     * Entries in the order of the scan, and the position of the next scan; empty if there are no further entries.
     */
    private record Walked<T>(List<T> entries, Optional<ScanCursor> next) {}

    private Walked<T> walk(Way<T> way, ScanCursor from, int limit, Optional<Predicate<T>> wanted) {
        return wanted.isPresent() ? walk(way, from, limit, wanted.get()) : walk(way, from, limit);
    }

    private Walked<T> walk(Way<T> way, ScanCursor from, int limit) {
        List<T> found = new ArrayList<>();
        ScanCursor at = from;
        for (int reads = 0; !way.ended(at) && reads < MAX_READS; reads++) {
            // After a full page, the scan continues only to find out whether there is another entry.
            Piece<T> piece =
                    way.read(at, found.size() == limit ? LOOK_AHEAD : Math.min(MAX_PIECE, limit - found.size()));
            if (found.size() == limit && !piece.entries().isEmpty()) {
                return new Walked<>(found, Optional.of(at));
            }
            found.addAll(piece.entries());
            at = piece.next();
        }
        return new Walked<>(found, way.ended(at) ? Optional.empty() : Optional.of(at));
    }

    private Walked<T> walk(Way<T> way, ScanCursor from, int limit, Predicate<T> wanted) {
        List<T> found = new ArrayList<>();
        ScanCursor at = from;
        for (int looked = 0; !way.ended(at) && looked < MAX_LOOKED_AT; ) {
            Piece<T> piece = way.read(at, PIECE);
            int fitting = fitting(piece.entries(), limit - found.size(), wanted);
            boolean tooMany = fitting < piece.entries().size();
            if (tooMany && fitting == 0) {
                return new Walked<>(found, Optional.of(at));
            }
            // The scan can continue only from the last row that was read, so a piece that is too long is read again up
            // to that row.
            Piece<T> taken = tooMany ? way.read(at, fitting) : piece;
            taken.entries().stream().filter(wanted).forEach(found::add);
            at = taken.next();
            if (tooMany) {
                return new Walked<>(found, Optional.of(at));
            }
            looked += piece.entries().size() + 1;
        }
        return new Walked<>(found, way.ended(at) ? Optional.empty() : Optional.of(at));
    }

    /** The number of entries of which at most {@code room} match: all, or up to the last that fits. */
    private static <T> int fitting(List<T> entries, int room, Predicate<T> wanted) {
        int matches = 0;
        int upToLast = 0;
        for (int at = 0; at < entries.size(); at++) {
            if (wanted.test(entries.get(at))) {
                if (matches == room) {
                    return upToLast;
                }
                matches++;
                upToLast = at + 1;
            }
        }
        return entries.size();
    }
}
