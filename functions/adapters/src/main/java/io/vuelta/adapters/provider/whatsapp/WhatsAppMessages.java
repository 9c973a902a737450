package io.vuelta.adapters.provider.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.adapters.provider.http.ProviderHttp;
import io.vuelta.adapters.provider.http.SentOnce;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.dispatch.MessageProvider;
import io.vuelta.domain.dispatch.MessageRequest;
import io.vuelta.domain.dispatch.MessageTemplate;
import io.vuelta.domain.dispatch.MessageTemplates;
import io.vuelta.domain.dispatch.PlacementResult;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.reason.TimelineCode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Messages through Meta's WhatsApp Cloud API. Meta has no idempotency key, so a request is sent once: neither the JDK's
 * client nor this class repeats a POST. The line's secret has {@code access_token}, {@code phone_number_id}, {@code
 * waba_id} and optionally {@code base_url}, any server that implements the same contract, and {@code api_version}, e.g.
 * {@code v25.0}; {@code app_secret} and {@code verify_token} are for {@link WhatsAppWebhooks}.
 */
public final class WhatsAppMessages implements MessageProvider {
    /** Meta requires 4, 16, 64 … seconds between messages to one person; the refusal does not contain the wait. */
    private static final Duration PAIR_WAIT = Duration.ofSeconds(64);

    /** Meta accepts no line breaks, tabs, or more than four spaces in a parameter. */
    private static final String GAPS = "\\s+";

    private final HttpClient http;
    private final Secrets secrets;
    private final MessageTemplates templates;
    private final InstantSource clock;
    private final EqualRefusals refusals = new EqualRefusals();

    public WhatsAppMessages(HttpClient http, Secrets secrets, MessageTemplates templates, InstantSource clock) {
        this.http = http;
        this.secrets = secrets;
        this.templates = templates;
        this.clock = clock;
    }

    @Override
    public Found find(Line line, String name, String language) {
        return templates.find(line, name, language);
    }

    @Override
    public PlacementResult send(MessageRequest request) {
        HttpRequest post;
        try {
            Account account = Account.of(request.line(), secrets);
            post = account.request(account.phoneNumberId() + "/messages")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body(request).toString()))
                    .build();
        } catch (Secrets.SecretUnavailable | IllegalArgumentException _) {
            return notSent(TimelineCode.LINE_SECRET.name(), ProviderHttp.ERROR_WAIT, ProviderTrouble.LineDown::new);
        }
        return switch (SentOnce.send(http, post)) {
            case SentOnce.Answered answered -> classify(answered.response(), request);
            case SentOnce.NotConnected _ ->
                notSent(
                        TimelineCode.PROVIDER_UNREACHABLE.name(),
                        ProviderHttp.ERROR_WAIT,
                        ProviderTrouble.LineDown::new);
            case SentOnce.Unknown unknown -> lost(unknown.reason());
        };
    }

    private static ObjectNode body(MessageRequest request) {
        MessageTemplate messageTemplate = request.template();
        ObjectNode body = JsonBody.object()
                .put("messaging_product", "whatsapp")
                .put("recipient_type", "individual")
                .put("to", request.contact().number().e164())
                .put("type", "template")
                .put("biz_opaque_callback_data", request.attempt().toString());
        ObjectNode template = body.putObject("template").put("name", messageTemplate.name());
        template.putObject("language").put("code", messageTemplate.language());
        ArrayNode components = template.putArray("components");
        header(components, request);
        texts(components, "body", messageTemplate.body(), request);
        for (int nth = 0; nth < messageTemplate.quickReplies().size(); nth++) {
            components
                    .addObject()
                    .put("type", "button")
                    .put("sub_type", "quick_reply")
                    .put("index", String.valueOf(messageTemplate.quickReplies().get(nth)))
                    .putArray("parameters")
                    .addObject()
                    .put("type", "payload")
                    .put("payload", Payload.of(nth, request.attempt()).toString());
        }
        return body;
    }

    private static void header(ArrayNode components, MessageRequest request) {
        String image = request.image();
        if (request.template().imageHeader() && image != null) {
            components
                    .addObject()
                    .put("type", "header")
                    .putArray("parameters")
                    .addObject()
                    .put("type", "image")
                    .putObject("image")
                    .put(image.startsWith("https://") || image.startsWith("http://") ? "link" : "id", image);
        } else {
            texts(components, "header", request.template().header(), request);
        }
    }

    private static void texts(ArrayNode components, String type, List<String> names, MessageRequest request) {
        if (names.isEmpty()) {
            return;
        }
        ArrayNode parameters = components.addObject().put("type", type).putArray("parameters");
        boolean named = request.template().named();
        for (String name : names) {
            String value = request.template().value(name, request.contact());
            ObjectNode parameter = parameters.addObject().put("type", "text");
            if (named) {
                parameter.put("parameter_name", name);
            }
            parameter.put("text", value.strip().replaceAll(GAPS, " "));
        }
    }

    private PlacementResult classify(HttpResponse<String> answer, MessageRequest request) {
        int status = answer.statusCode();
        JsonNode body = JsonBody.answer(answer.body());
        if (status / 100 == 2) {
            refusals.broken(request.attempt().campaign());
            return taken(body);
        }
        JsonNode code = body.at("/error/code");
        if (!code.canConvertToInt()) {
            return byStatus(status, TimelineCode.HTTP.withDetail(status), request);
        }
        String reason = MetaErrors.reason(code.intValue());
        MetaErrors.Remedy remedy = MetaErrors.of(
                status, code.intValue(), body.at("/error/error_subcode").asInt());
        return switch (remedy) {
            case SLOW_DOWN -> notSent(reason, ProviderHttp.RATE_WAIT, ProviderTrouble.LineThrottled::new);
            case THIS_PAIR_LATER -> {
                Instant now = clock.instant();
                yield PlacementResult.of(new MessageEvent.NotSent(reason, now.plus(PAIR_WAIT), now));
            }
            case SERVICE_AWAY -> notSent(reason, ProviderHttp.ERROR_WAIT, ProviderTrouble.LineDown::new);
            case ACCOUNT_UNUSABLE ->
                notSent(reason, ProviderHttp.ERROR_WAIT, _ -> new ProviderTrouble.AccountUnusable());
            case TEMPLATE_UNUSABLE ->
                notSent(reason, ProviderHttp.ERROR_WAIT, _ -> new ProviderTrouble.TemplateUnusable());
            case NOT_THIS_PERSON, NOT_THIS_PERSON_TODAY, OPTED_OUT -> {
                // The account and the template are valid: only this person cannot be reached.
                refusals.broken(request.attempt().campaign());
                yield PlacementResult.of(new MessageEvent.Refused(reason, MetaErrors.fault(remedy), clock.instant()));
            }
            case ROW, TEMPLATE_OR_ROW -> refused(reason, MetaErrors.fault(remedy), remedy.limit(), request);
            // The error "Something went wrong" does not state whether the message was sent, unless the HTTP status
            // shows that it was not.
            case TRY_AGAIN, UNKNOWN -> byStatus(status, reason, request);
        };
    }

    /**
     * The result of a refusal. If every message is refused, this contact is not the cause: from a number of equal
     * refusals, the attempt is not counted.
     */
    private PlacementResult refused(String reason, ProviderTrouble.Refusal fault, int limit, MessageRequest request) {
        // The template may have changed since it was read.
        templates.forget(
                request.line(), request.template().name(), request.template().language());
        return refusals.refused(request.attempt().campaign(), reason) < limit
                ? PlacementResult.of(new MessageEvent.Refused(reason, fault, clock.instant()))
                : notSent(reason, ProviderHttp.ERROR_WAIT, _ -> new ProviderTrouble.AccountUnusable());
    }

    private PlacementResult taken(JsonNode body) {
        Optional<String> id = JsonBody.text(body, "/messages/0/id");
        if (id.isEmpty()) {
            return lost(TimelineCode.ANSWER_NOT_UNDERSTOOD.name());
        }
        String status = JsonBody.text(body, "/messages/0/message_status").orElse("accepted");
        return switch (status) {
            case "accepted" -> PlacementResult.of(new MessageEvent.Taken(id.get(), clock.instant()));
            // Meta holds the message until it has assessed the template: the message may then be sent or dropped.
            case "held_for_quality_assessment" -> lost(TimelineCode.HELD_FOR_QUALITY_ASSESSMENT.name());
            case "paused" ->
                PlacementResult.of(
                        new MessageEvent.AnswerLost(TimelineCode.PAUSED.name(), clock.instant()),
                        new ProviderTrouble.TemplateUnusable());
            default -> lost(TimelineCode.ANSWER_NOT_UNDERSTOOD.name());
        };
    }

    private PlacementResult byStatus(int status, String reason, MessageRequest request) {
        return switch (status) {
            case 401, 403 -> notSent(reason, ProviderHttp.ERROR_WAIT, until -> new ProviderTrouble.AccountUnusable());
            case 429 -> notSent(reason, ProviderHttp.RATE_WAIT, ProviderTrouble.LineThrottled::new);
            default ->
                status / 100 == 4
                        ? refused(reason, new ProviderTrouble.Technical(), MetaErrors.Remedy.UNKNOWN.limit(), request)
                        : lost(reason);
        };
    }

    private PlacementResult lost(String reason) {
        return PlacementResult.of(new MessageEvent.AnswerLost(reason, clock.instant()));
    }

    private PlacementResult notSent(String reason, Duration wait, Function<Instant, ProviderTrouble.Wider> trouble) {
        Instant now = clock.instant();
        Instant until = now.plus(wait);
        return PlacementResult.of(new MessageEvent.NotSent(reason, until, now), trouble.apply(until));
    }
}
