package io.vuelta.handlers.api.donotcontact;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.IdentityKey;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.PageLinks;
import io.vuelta.handlers.api.http.PageRequest;
import io.vuelta.handlers.api.http.PathNumber;
import io.vuelta.handlers.api.http.Query;
import io.vuelta.handlers.api.http.Request;
import io.vuelta.handlers.api.http.SuppressionView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The entries of the do-not-contact list: list, show, remove. */
final class ListedNumbersApi {
    private static final int PAGE = 50;
    private static final String EVERY = "every";
    private static final Pattern POSITION = Pattern.compile("([1-9][0-9]{6,14}):(" + EVERY + "|phone_call|whatsapp)");

    private final DoNotContact list;
    private final NumberReader numbers;
    private final InstantSource clock;

    ListedNumbersApi(DoNotContact list, NumberReader numbers, InstantSource clock) {
        this.list = list;
        this.numbers = numbers;
        this.clock = clock;
    }

    ApiResponse list(Request request) {
        Query query = request.query();
        query.allowOnly(PageRequest.parameters());
        PageRequest pageRequest = PageRequest.of(query, PAGE, POSITION);
        int limit = pageRequest.limit();
        return switch (pageRequest.start()) {
            case PageRequest.Start.Skipping skipping -> numbered(query, skipping.entries(), limit);
            case PageRequest.Start.At at -> after(query, Optional.of(position(at.position())), limit);
            case PageRequest.Start.Before before -> {
                Suppression.Key to = position(before.position());
                DoNotContact.Page page = list.upTo(to, limit);
                yield answer(query, page.entries().reversed(), Optional.of(to), page.next(), null);
            }
        };
    }

    private ApiResponse numbered(Query query, int skipped, int limit) {
        Optional<Suppression.Key> at = Optional.empty();
        if (skipped > 0) {
            DoNotContact.Page before = list.list(Optional.empty(), skipped);
            if (before.next().isEmpty()) {
                Optional<Suppression.Key> last =
                        before.entries().stream().map(Suppression::key).reduce((_, other) -> other);
                return answer(query, List.of(), Optional.empty(), last, null);
            }
            at = before.next();
        }
        return after(query, at, limit);
    }

    private ApiResponse after(Query query, Optional<Suppression.Key> at, int limit) {
        DoNotContact.Page page = list.list(at, limit);
        boolean only = at.isEmpty() && page.next().isEmpty();
        return answer(
                query,
                page.entries(),
                page.next(),
                at,
                only ? Long.valueOf(page.entries().size()) : null);
    }

    private ApiResponse answer(
            Query query,
            List<Suppression> entries,
            Optional<Suppression.Key> next,
            Optional<Suppression.Key> previous,
            @Nullable Long total) {
        ObjectNode body = ApiResponse.success();
        body.set("entries", json(entries));
        PageLinks links = new PageLinks(query, next.map(ListedNumbersApi::text), previous.map(ListedNumbersApi::text));
        return ApiResponse.of(200, links.addTo(body, total));
    }

    ApiResponse show(Request request) {
        PhoneNumber number = number(request);
        List<Suppression> entries = list.ofNumber(number);
        if (entries.isEmpty()) {
            throw ApiError.notFound("do-not-contact entry for", number.e164());
        }
        return ApiResponse.of(200, "entries", json(entries));
    }

    /** Removes entries of a number. The response shows the remaining entries of this number. */
    ApiResponse remove(Request request) {
        Query query = request.query();
        query.allowOnly(Set.of("channel"));
        Channel channel =
                query.oneOf("channel", Channel::ofWire, AddNumbersApi.CHANNELS).orElse(null);
        PhoneNumber number = number(request);
        boolean removed = list.remove(number, channel);
        List<Suppression> left = list.ofNumber(number);
        if (!removed) {
            String which = channel == null ? "every channel" : channel.wire();
            String others = left.isEmpty() ? "" : "; it has entries for " + String.join(", ", scopes(left));
            throw ApiError.notFound("do-not-contact entry for", number.e164() + " on " + which + others);
        }
        return ApiResponse.of(200, "entries", json(left));
    }

    private PhoneNumber number(Request request) {
        return PathNumber.of(request, numbers);
    }

    private static Suppression.Key position(Matcher position) {
        Optional<Channel> channel = Channel.ofWire(position.group(2));
        return new Suppression.Key(IdentityKey.of(new PhoneNumber("+" + position.group(1))), channel.orElse(null));
    }

    private static String text(Suppression.Key key) {
        Channel channel = key.channel();
        return key.person().e164().substring(1) + ":" + (channel == null ? EVERY : channel.wire());
    }

    private static List<String> scopes(List<Suppression> entries) {
        return entries.stream()
                .map(entry ->
                        Optional.ofNullable(entry.channel()).map(Channel::wire).orElse("every channel"))
                .toList();
    }

    private ArrayNode json(List<Suppression> entries) {
        Instant now = clock.instant();
        ArrayNode array = ApiJson.list();
        entries.forEach(entry -> array.add(SuppressionView.json(entry, now)));
        return array;
    }
}
