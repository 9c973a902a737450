package io.vuelta.adapters.provider.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.provider.http.BoundedExchange;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.domain.dispatch.MessageTemplates;
import io.vuelta.domain.dispatch.TemplateLists;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.reason.TimelineCode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * The templates of a WhatsApp Business account ({@code GET /<waba-id>/message_templates}), each cached for five
 * minutes: a campaign sends one of them thousands of times. A template that was not found, or could not be requested,
 * is requested again.
 */
public final class WhatsAppTemplates implements MessageTemplates, TemplateLists {
    private static final Duration KEPT = Duration.ofMinutes(5);

    /** Maximum number of pages of a hundred: the search also finds names that contain the name. */
    private static final int MAX_PAGES = 10;

    private static final int MAX_LIMIT = 100;

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http;
    private final Secrets secrets;
    private final InstantSource clock;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    public WhatsAppTemplates(HttpClient http, Secrets secrets, InstantSource clock) {
        this.http = http;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public Found find(Line line, String name, String language) {
        String key = key(line, name, language);
        Instant now = clock.instant();
        Kept known = kept.get(key);
        if (known != null && now.isBefore(known.until())) {
            return known.found();
        }
        Found found = ask(line, name, language);
        if (found instanceof Found.Known) {
            kept.put(key, new Kept(found, now.plus(KEPT)));
        }
        return found;
    }

    @Override
    public void forget(Line line, String name, String language) {
        kept.remove(key(line, name, language));
    }

    private static String key(Line line, String name, String language) {
        return line.secret() + " " + language + " " + name;
    }

    private Found ask(Line line, String name, String language) {
        return askProvider(line, account -> ask(account, name, language), Found.Unavailable::new);
    }

    @Override
    public Listing list(Line line, Optional<Position> from, int limit) {
        return askProvider(line, account -> list(account, from, limit), Listing.Unavailable::new);
    }

    /** A request to an account. */
    private interface Question<T> {
        T ask(Account account) throws IOException, InterruptedException;
    }

    private <T> T askProvider(Line line, Question<T> question, Function<String, T> unavailable) {
        try {
            return question.ask(Account.of(line, secrets));
        } catch (Secrets.SecretUnavailable | IllegalArgumentException _) {
            return unavailable.apply(TimelineCode.LINE_SECRET.name());
        } catch (IOException _) {
            return unavailable.apply(TimelineCode.PROVIDER_UNREACHABLE.name());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return unavailable.apply(TimelineCode.INTERRUPTED.name());
        }
    }

    private Listing list(Account account, Optional<Position> from, int limit) throws IOException, InterruptedException {
        HttpResponse<String> answer = BoundedExchange.send(http, page(account, "", from, limit));
        JsonNode body = JsonBody.answer(answer.body());
        return answer.statusCode() == 200
                ? new Listing.Page(
                        StreamSupport.stream(body.path("data").spliterator(), false)
                                .map(TemplateJson::listed)
                                .toList(),
                        next(body),
                        previous(body))
                : new Listing.Unavailable(refusal(answer.statusCode(), body));
    }

    /** The cursor of the next page; empty on the last page, although it also has a cursor. */
    private static Optional<String> next(JsonNode body) {
        return body.at("/paging/next").isMissingNode()
                ? Optional.empty()
                : JsonBody.text(body, "/paging/cursors/after").filter(after -> !after.isEmpty());
    }

    /** The cursor of the previous page; empty on the first page, although it also has a cursor. */
    private static Optional<String> previous(JsonNode body) {
        return body.at("/paging/previous").isMissingNode()
                ? Optional.empty()
                : JsonBody.text(body, "/paging/cursors/before").filter(before -> !before.isEmpty());
    }

    private Found ask(Account account, String name, String language) throws IOException, InterruptedException {
        Found found = new Found.NotThere();
        Optional<String> after = Optional.of("");
        for (int page = 0; page < MAX_PAGES && after.isPresent() && !(found instanceof Found.Known); page++) {
            Optional<Position> from =
                    after.filter(cursor -> !cursor.isEmpty()).map(cursor -> new Position(cursor, false));
            HttpResponse<String> answer = BoundedExchange.send(http, page(account, name, from, MAX_LIMIT));
            JsonNode body = JsonBody.answer(answer.body());
            if (answer.statusCode() != 200) {
                return new Found.Unavailable(refusal(answer.statusCode(), body));
            }
            found = found(body, name, language);
            after = next(body);
        }
        return found;
    }

    /** The request for a page of templates with a name, or of all. */
    private static HttpRequest page(Account account, String name, Optional<Position> from, int limit) {
        String query = "?limit=" + limit
                + (name.isEmpty() ? "" : "&name=" + URLEncoder.encode(name, UTF_8))
                + from.map(at -> (at.isEnd() ? "&before=" : "&after=") + URLEncoder.encode(at.cursor(), UTF_8))
                        .orElse("");
        return account.request(account.wabaId() + "/message_templates" + query)
                .timeout(REQUEST_TIMEOUT)
                .GET()
                .build();
    }

    private static String refusal(int status, JsonNode body) {
        JsonNode code = body.at("/error/code");
        return code.canConvertToInt() ? MetaErrors.reason(code.intValue()) : TimelineCode.HTTP.withDetail(status);
    }

    /** The template with exactly this name and language: Meta's search finds parts of names, in every language. */
    private static Found found(JsonNode body, String name, String language) {
        return StreamSupport.stream(body.path("data").spliterator(), false)
                .filter(template -> template.path("name").asText().equals(name)
                        && template.path("language").asText().equals(language))
                .findFirst()
                .<Found>map(template -> new Found.Known(TemplateJson.read(template)))
                .orElseGet(Found.NotThere::new);
    }

    private record Kept(Found found, Instant until) {}
}
