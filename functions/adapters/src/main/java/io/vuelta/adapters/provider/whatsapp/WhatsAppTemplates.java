package io.vuelta.adapters.provider.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.provider.http.BoundedExchange;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.domain.dispatch.MessageTemplate;
import io.vuelta.domain.dispatch.MessageTemplates;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Secrets;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The templates of a WhatsApp Business account ({@code GET /<waba-id>/message_templates}), each kept for five minutes: a
 * campaign sends one of them thousands of times. What is not there, or could not be asked for, is asked for again.
 */
public final class WhatsAppTemplates implements MessageTemplates {
    private static final Duration KEPT = Duration.ofMinutes(5);

    /** Of a hundred each: a name is found by a part of it, too. */
    private static final int MAX_PAGES = 10;

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final Pattern PARAMETER = Pattern.compile("\\{\\{\\s*([^{}\\s]+)\\s*}}");

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
        try {
            return ask(Account.of(line, secrets), name, language);
        } catch (Secrets.SecretUnavailable | IllegalArgumentException e) {
            return new Found.Unavailable("LINE_SECRET");
        } catch (IOException e) {
            return new Found.Unavailable("PROVIDER_UNREACHABLE");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Found.Unavailable("INTERRUPTED");
        }
    }

    private Found ask(Account account, String name, String language) throws IOException, InterruptedException {
        Found found = new Found.NotThere();
        String after = "";
        for (int page = 0; page < MAX_PAGES; page++) {
            HttpResponse<String> answer = BoundedExchange.send(http, page(account, name, after));
            JsonNode body = JsonBody.answer(answer.body());
            if (answer.statusCode() != 200) {
                return refused(answer.statusCode(), body);
            }
            found = found(body, name, language);
            after = JsonBody.text(body, "/paging/cursors/after").orElse("");
            if (found instanceof Found.Known
                    || after.isEmpty()
                    || body.at("/paging/next").isMissingNode()) {
                break;
            }
        }
        return found;
    }

    private static HttpRequest page(Account account, String name, String after) {
        String query = "?limit=100&name=" + URLEncoder.encode(name, UTF_8)
                + (after.isEmpty() ? "" : "&after=" + URLEncoder.encode(after, UTF_8));
        return account.request(account.wabaId() + "/message_templates" + query)
                .timeout(REQUEST_TIMEOUT)
                .GET()
                .build();
    }

    private static Found refused(int status, JsonNode body) {
        JsonNode code = body.at("/error/code");
        return new Found.Unavailable(code.canConvertToInt() ? MetaErrors.reason(code.intValue()) : "HTTP_" + status);
    }

    /** Meta finds by a part of the name, and in every language. */
    private static Found found(JsonNode body, String name, String language) {
        return StreamSupport.stream(body.path("data").spliterator(), false)
                .filter(template -> template.path("name").asText().equals(name)
                        && template.path("language").asText().equals(language))
                .findFirst()
                .<Found>map(template -> new Found.Known(read(template, name, language)))
                .orElseGet(Found.NotThere::new);
    }

    private static MessageTemplate read(JsonNode template, String name, String language) {
        List<String> header = new ArrayList<>();
        boolean image = false;
        List<String> body = new ArrayList<>();
        List<Integer> quickReplies = new ArrayList<>();
        List<String> unsupported = new ArrayList<>();
        for (JsonNode component : template.path("components")) {
            switch (upper(component, "type")) {
                case "HEADER" -> {
                    switch (upper(component, "format")) {
                        case "TEXT" -> header.addAll(parameters(component));
                        case "IMAGE" -> image = true;
                        default -> unsupported.add("HEADER " + upper(component, "format"));
                    }
                }
                case "BODY" -> body.addAll(parameters(component));
                case "BUTTONS" -> buttons(component.path("buttons"), quickReplies, unsupported);
                case "FOOTER" -> {
                    // It takes no parameters.
                }
                default -> unsupported.add(upper(component, "type"));
            }
        }
        return new MessageTemplate(
                name, language, upper(template, "status"), header, image, body, quickReplies, unsupported);
    }

    private static void buttons(JsonNode buttons, List<Integer> quickReplies, List<String> unsupported) {
        for (int index = 0; index < buttons.size(); index++) {
            JsonNode button = buttons.get(index);
            switch (upper(button, "type")) {
                case "QUICK_REPLY" -> quickReplies.add(index);
                case "PHONE_NUMBER" -> {
                    // Nothing to fill in.
                }
                case "URL" -> {
                    if (button.path("url").asText().contains("{{")) {
                        unsupported.add("URL button with a parameter");
                    }
                }
                default -> unsupported.add(upper(button, "type") + " button");
            }
        }
    }

    /** Numbered ones are given in the order of their numbers, wherever they stand in the text. */
    private static List<String> parameters(JsonNode component) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = PARAMETER.matcher(component.path("text").asText());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names.stream().allMatch(name -> name.matches("[0-9]{1,4}"))
                ? names.stream().sorted(Comparator.comparing(Integer::valueOf)).toList()
                : List.copyOf(names);
    }

    private static String upper(JsonNode json, String name) {
        return json.path(name).asText().toUpperCase(Locale.ROOT);
    }

    private record Kept(Found found, Instant until) {}
}
