package vuelta.local.scheduler;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing.
 *
 * @param items in the order of their keys
 * @param nextToken asks for what follows; null on the last page
 */
record Page<T extends Entry>(List<T> items, @Nullable String nextToken) {
    private static final int MOST_ITEMS = 100;

    Page {
        items = List.copyOf(items);
    }

    /** @param sorted all items of the listing, by key */
    static <T extends Entry> Page<T> of(Stream<T> sorted, ApiRequest request) {
        int most = size(request.query("MaxResults"));
        String after = lastKey(request.query("NextToken"));
        List<T> items = sorted.filter(item -> item.key().compareTo(after) > 0)
                .limit(most + 1L)
                .toList();
        if (items.size() <= most) {
            return new Page<>(items, null);
        }
        String last = items.get(most - 1).key();
        return new Page<>(
                items.subList(0, most), Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(UTF_8)));
    }

    private static int size(@Nullable String maxResults) {
        try {
            int size = maxResults == null ? MOST_ITEMS : Integer.parseInt(maxResults);
            RequestRefused.unlessIn(1, size, MOST_ITEMS, "MaxResults");
            return size;
        } catch (NumberFormatException e) {
            throw RequestRefused.invalid("MaxResults", "must be a number");
        }
    }

    private static String lastKey(@Nullable String nextToken) {
        try {
            return nextToken == null ? "" : new String(Base64.getUrlDecoder().decode(nextToken), UTF_8);
        } catch (IllegalArgumentException e) {
            throw RequestRefused.invalid("NextToken", "is not one of this listing");
        }
    }
}
