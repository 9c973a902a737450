package io.vuelta.handlers.api.attempts;

import io.vuelta.domain.action.CheckTemplates;
import io.vuelta.domain.action.PlaceTestAttempt;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.file.AddContacts;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Lines;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiErrorCode;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Ids;
import io.vuelta.handlers.api.http.Lengths;
import io.vuelta.handlers.api.http.Request;
import io.vuelta.handlers.api.http.SuppressionView;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One call or message outside any campaign. */
final class TestsApi {
    private static final String TO = "to";
    private static final String AGENT = "agent_id";
    private static final String LINE = "integration_id";
    private static final String FIRST_MESSAGE = "first_message";
    private static final String TEMPLATE = "template";
    private static final String LANGUAGE = "template_language";
    private static final String IMAGE = "template_image";
    private static final String VARIABLES = "variables";
    private static final String NAME = "name";
    private static final String CONTEXT = "context";

    private static final Set<String> BOTH = Set.of(TO, AGENT, NAME, CONTEXT, VARIABLES);
    private static final Set<String> OF_CALLS = Set.of(FIRST_MESSAGE);
    private static final Set<String> OF_MESSAGES = Set.of(TEMPLATE, LANGUAGE, IMAGE);

    private final PlaceTestAttempt tests;
    private final Lines lines;
    private final AttemptApi shown;
    private final Ids ids;
    private final InstantSource clock;

    TestsApi(PlaceTestAttempt tests, Lines lines, AttemptApi shown, Ids ids, InstantSource clock) {
        this.tests = tests;
        this.lines = lines;
        this.shown = shown;
        this.ids = ids;
        this.clock = clock;
    }

    /** Begins a test attempt on the line in the path. */
    ApiResponse begin(Request request) {
        LineId id = request.id("integration", LineId::new);
        Line line = lines.current(id)
                .filter(found -> !found.isRemoved())
                .orElseThrow(() -> ApiError.notFound("integration", id.value()));
        return begin(request, request.fields(), line, Set.of());
    }

    /** Begins a test attempt on the line in the body, which must have this channel. */
    ApiResponse begin(Request request, Channel channel) {
        Fields fields = request.fields();
        String id = fields.requiredText(LINE, Lengths.MAX_ID);
        Line line = LineId.parse(id)
                .flatMap(lines::current)
                .filter(found -> !found.isRemoved())
                .orElseThrow(() -> ApiError.ofField(
                        404, ApiErrorCode.NOT_FOUND, LINE, "there is no integration " + id + "; create it first"));
        if (line.channel() != channel) {
            throw fields.invalid(LINE, "must be of type " + channel.wire());
        }
        return begin(request, fields, line, Set.of(LINE));
    }

    private ApiResponse begin(Request request, Fields fields, Line line, Set<String> more) {
        Set<String> known = new HashSet<>(BOTH);
        known.addAll(line.channel() == Channel.PHONE_CALL ? OF_CALLS : OF_MESSAGES);
        known.addAll(more);
        fields.allowOnly(known);
        if (!fields.text(AGENT, Lengths.MAX_ID)
                .orElse(line.agent().value())
                .equals(line.agent().value())) {
            throw fields.invalid(AGENT, "must be the agent of integration " + line.id());
        }
        MessageContent content = content(fields, line.channel());
        AddContacts.Given to = contact(fields);
        return switch (tests.apply(id(), line, content, to)) {
            case PlaceTestAttempt.Result.Begun begun ->
                ApiResponse.of(202, "attempt", shown.json(begun.attempt(), request));
            case PlaceTestAttempt.Result.Listed listed ->
                throw ApiError.listed(SuppressionView.json(listed.entry(), clock.instant()));
            case PlaceTestAttempt.Result.Refused refused -> throw refused(fields, refused);
            case PlaceTestAttempt.Result.Unfit(CheckTemplates.Result.Unfit unfit) ->
                throw ApiError.template(
                        unfit.template(), unfit.language(), unfit.why().name(), unfit.what());
            case PlaceTestAttempt.Result.Unavailable unavailable -> throw ApiError.provider(unavailable.reason());
        };
    }

    /**
     * The id of the test's campaign. A request that is repeated with the same Idempotency-Key gets the ids of its first
     * run; if that test was refused, it has ended, and the repeat needs another id.
     */
    private CampaignId id() {
        CampaignId id = CampaignId.ofTest(ids.next());
        while (tests.wasRefused(id)) {
            id = CampaignId.ofTest(ids.next());
        }
        return id;
    }

    private static MessageContent content(Fields fields, Channel channel) {
        return switch (channel) {
            case PHONE_CALL ->
                new MessageContent.FirstMessage(
                        fields.text(FIRST_MESSAGE, Lengths.MAX_MESSAGE).orElse(null));
            case WHATSAPP ->
                new MessageContent.Template(
                        fields.requiredText(TEMPLATE, MessageContent.Template.MAX_NAME_LENGTH),
                        null,
                        fields.shortText(LANGUAGE).orElse(MessageContent.Template.DEFAULT_LANGUAGE),
                        fields.text(IMAGE, Lengths.MAX_URL).orElse(null));
        };
    }

    /** Without its country the number could belong to another person in another country. */
    private static AddContacts.Given contact(Fields fields) {
        String to = fields.requiredShortText(TO).strip();
        if (!to.startsWith("+")) {
            throw fields.invalid(TO, "must begin with + and the country, e.g. +525555551234");
        }
        Map<String, String> contact = new HashMap<>(Map.of("phone_number", to));
        List.of(NAME, CONTEXT)
                .forEach(name -> fields.text(name, Lengths.MAX_MESSAGE).ifPresent(text -> contact.put(name, text)));
        Map<String, String> variables = new HashMap<>();
        fields.object(VARIABLES)
                .ifPresent(given -> given.names()
                        .forEach(name -> given.scalar(name, Lengths.MAX_MESSAGE)
                                .ifPresent(value -> variables.put(name, value))));
        return new AddContacts.Given(contact, variables);
    }

    private static ApiError refused(Fields fields, PlaceTestAttempt.Result.Refused refused) {
        String named = refused.field();
        boolean apart = !fields.has(named)
                && fields.object(VARIABLES).filter(given -> given.has(named)).isPresent();
        String field = named.isEmpty() || named.equals("phone_number") ? TO : (apart ? VARIABLES + "." : "") + named;
        return fields.invalid(field, "cannot be used (" + refused.reason() + "); give another value");
    }
}
