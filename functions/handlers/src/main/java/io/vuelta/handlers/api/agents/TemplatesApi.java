package io.vuelta.handlers.api.agents;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.dispatch.MessageTemplate;
import io.vuelta.domain.dispatch.TemplateLists;
import io.vuelta.domain.dispatch.TemplateLists.Listing;
import io.vuelta.domain.dispatch.TemplateLists.Position;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiErrorCode;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.PageLinks;
import io.vuelta.handlers.api.http.PageRequest;
import io.vuelta.handlers.api.http.Query;
import io.vuelta.handlers.api.http.Request;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The templates of a line, as its provider lists them. The provider makes the pages, so only the first page can be
 * requested by number.
 */
final class TemplatesApi {
    private static final Set<String> PARAMETERS = PageRequest.parameters();

    /** The provider's own cursor. */
    private static final Pattern POSITION = Pattern.compile("[\\x21-\\x7e]{1,1024}");

    private static final int PAGE = 100;

    private final LinesApi lines;
    private final TemplateLists templates;

    TemplatesApi(LinesApi lines, TemplateLists templates) {
        this.lines = lines;
        this.templates = templates;
    }

    ApiResponse list(Request request) {
        Query query = request.query();
        query.allowOnly(PARAMETERS);
        PageRequest pageRequest = PageRequest.of(query, PAGE, POSITION);
        Optional<Position> from = from(pageRequest, query);
        Line line = lines.line(request);
        if (line.channel() != Channel.WHATSAPP) {
            throw ApiError.of(
                    409,
                    ApiErrorCode.NO_TEMPLATES_HERE,
                    "integration " + line.id() + " is for calls: only whatsapp integrations have templates");
        }
        return switch (templates.list(line, from, pageRequest.limit())) {
            case Listing.Page page -> answer(page, query, pageRequest.isFirst());
            case Listing.Unavailable unavailable -> throw ApiError.provider(unavailable.reason());
        };
    }

    private static Optional<Position> from(PageRequest pageRequest, Query query) {
        return switch (pageRequest.start()) {
            case PageRequest.Start.Skipping skipping -> {
                if (skipping.entries() > 0) {
                    throw ApiError.invalid(
                            PageRequest.nameOf(query), "must be 1 if it is a number; for later pages use next_cursor");
                }
                yield Optional.empty();
            }
            case PageRequest.Start.At at ->
                Optional.of(new Position(at.position().group(), false));
            case PageRequest.Start.Before before ->
                Optional.of(new Position(before.position().group(), true));
        };
    }

    private static ApiResponse answer(Listing.Page page, Query query, boolean isFirst) {
        ObjectNode body = ApiResponse.success();
        ArrayNode list = body.putArray("templates");
        page.templates().forEach(listed -> list.add(json(listed)));
        Long total =
                isFirst && page.next().isEmpty() ? Long.valueOf(page.templates().size()) : null;
        return ApiResponse.of(200, new PageLinks(query, page.next(), page.previous()).addTo(body, total));
    }

    /**
     * A template as JSON. Its texts are the provider's; its parameters have the names of the variables that contacts
     * must have.
     */
    private static ObjectNode json(TemplateLists.Listed listed) {
        MessageTemplate template = listed.template();
        ObjectNode json = ApiJson.object()
                .put("id", listed.id())
                .put("name", template.name())
                .put("language", template.language())
                .put("status", template.status())
                .put("category", listed.category());
        if (listed.headerFormat() == null) {
            json.putNull("header");
        } else {
            json.putObject("header").put("format", listed.headerFormat()).put("text", listed.headerText());
        }
        json.put("body", listed.body()).put("footer", listed.footer());
        json.set("parameters", ApiJson.texts(template.parameters()));
        ArrayNode buttons = json.putArray("buttons");
        listed.buttons()
                .forEach(button -> buttons.addObject()
                        .put("type", button.type())
                        .put("text", button.text())
                        .put("target", button.target()));
        json.set("unsupported", ApiJson.texts(template.unsupported()));
        return json;
    }
}
