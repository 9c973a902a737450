package io.vuelta.handlers.api.http;

import io.vuelta.domain.contact.ScanCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pages through what a campaign has in its partitions, of which many may be empty or hold nothing that is wanted. Pages
 * are full as long as there is something to fill them, and the last one says that it is the last.
 */
public final class Paginator<T> {
    private static final Pattern POSITION = Pattern.compile("([0-9]{1,2}):([0-9A-Za-z#._-]{0,200})");
    /** Entries read at once while a filter passes over some. */
    private static final int PIECE = 200;
    /** Entries that one request looks at, at most; it then answers a short page, and where to go on. */
    static final int MAX_LOOKED_AT = 5_000;
    /** Reads that one request makes, at most, while all that it looks at is hidden. */
    private static final int MAX_READS = 100;

    private static final int LOOK_AHEAD = 50;

    private final Reader<T> reader;

    public Paginator(Reader<T> reader) {
        this.reader = reader;
    }

    /** Reads at most {@code limit} entries beyond {@code from}, all of one partition. */
    public interface Reader<T> {
        Piece<T> read(ScanCursor from, int limit);
    }

    /** A piece of a partition, and where the walk goes on. */
    public record Piece<T>(List<T> entries, ScanCursor next) {
        public Piece {
            entries = List.copyOf(entries);
        }
    }

    /** A page, and where the next one begins; empty after the last. */
    public record Page<T>(List<T> entries, Optional<ScanCursor> next) {
        public Page {
            entries = List.copyOf(entries);
        }

        public Optional<String> nextPage() {
            return next.map(sweep -> Cursor.of(sweep.shard() + ":" + sweep.after()));
        }
    }

    /** Where the request wants to begin. */
    public static ScanCursor from(Query query) {
        return Cursor.read(query, "page", POSITION).map(Paginator::sweep).orElse(ScanCursor.START);
    }

    private static ScanCursor sweep(Matcher position) {
        int shard = Integer.parseInt(position.group(1));
        if (shard >= ScanCursor.SHARDS) {
            throw Cursor.unusable("page");
        }
        return new ScanCursor(shard, position.group(2));
    }

    /** The next {@code limit} entries, all that the reader has; some of what it looks at may be hidden. */
    public Page<T> page(ScanCursor from, int limit) {
        List<T> found = new ArrayList<>();
        ScanCursor at = from;
        for (int reads = 0; !at.ended() && reads < MAX_READS; reads++) {
            // A full page looks for more only to learn whether there is any.
            Piece<T> piece = reader.read(at, found.size() == limit ? LOOK_AHEAD : limit - found.size());
            if (found.size() == limit && !piece.entries().isEmpty()) {
                return new Page<>(found, Optional.of(at));
            }
            found.addAll(piece.entries());
            at = piece.next();
        }
        return new Page<>(found, at.ended() ? Optional.empty() : Optional.of(at));
    }

    /** The next {@code limit} entries of those that are wanted. */
    public Page<T> page(ScanCursor from, int limit, Predicate<T> wanted) {
        List<T> found = new ArrayList<>();
        ScanCursor at = from;
        for (int looked = 0; !at.ended() && looked < MAX_LOOKED_AT; ) {
            Piece<T> piece = reader.read(at, PIECE);
            int fitting = fitting(piece.entries(), limit - found.size(), wanted);
            boolean tooMany = fitting < piece.entries().size();
            if (tooMany && fitting == 0) {
                return new Page<>(found, Optional.of(at));
            }
            // Only what was read last can be gone on from, so a piece that is too long is read again up to there.
            Piece<T> taken = tooMany ? reader.read(at, fitting) : piece;
            taken.entries().stream().filter(wanted).forEach(found::add);
            at = taken.next();
            if (tooMany) {
                return new Page<>(found, Optional.of(at));
            }
            looked += piece.entries().size() + 1;
        }
        return new Page<>(found, at.ended() ? Optional.empty() : Optional.of(at));
    }

    /** How many entries can be taken so that at most {@code room} of them are wanted: all, or up to the last that fits. */
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
