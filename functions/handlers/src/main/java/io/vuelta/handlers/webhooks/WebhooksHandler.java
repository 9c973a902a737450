package io.vuelta.handlers.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.vuelta.adapters.dynamodb.DynamoReceivedMessages;
import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.adapters.dynamodb.RetryingClient;
import io.vuelta.adapters.libphonenumber.CanonicalNumbers;
import io.vuelta.adapters.provider.agent.AgentCalls;
import io.vuelta.adapters.provider.agent.AgentWebhooks;
import io.vuelta.adapters.provider.twilio.TwilioWebhooks;
import io.vuelta.adapters.provider.whatsapp.WhatsAppWebhooks;
import io.vuelta.adapters.secrets.CachedSecrets;
import io.vuelta.adapters.sqs.SqsConversationReports;
import io.vuelta.adapters.sqs.SqsProviderEvents;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.action.CheckReport;
import io.vuelta.domain.attempt.ConversationReport.Refusal;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.phone.UserIds;
import io.vuelta.domain.settle.ApplyLineNews;
import io.vuelta.domain.settle.ConversationReports;
import io.vuelta.domain.settle.ProviderEvents;
import io.vuelta.domain.settle.Settle;
import io.vuelta.domain.settle.Webhooks;
import io.vuelta.domain.settle.Webhooks.ParsedEvent;
import io.vuelta.domain.settle.Webhooks.WebhookRequest;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.LogLine;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.WallClock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * {@code POST /webhooks/<provider>/…} → {@link Settle} for messages, the outcome queue for calls and for all that cannot be
 * settled at once: no event is lost while the table is slow. What is of no attempt (who wants no more messages, what people
 * wrote, the state of an account) is written at once. Forged: 403; not to be understood: 400. {@code GET} asks whether the
 * address is ours.
 */
public final class WebhooksHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final String WEBHOOKS = "/webhooks/";

    /** Meta posts up to 3 MB at once; API Gateway and Lambda take more than twice as much. */
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    /** Both are counted by the log group's metric filters, by these words. */
    private static final String FORGED = "webhook_forged";

    private static final String MALFORMED = "webhook_malformed";

    /** Reasons of one batch. */
    private static final int MAX_LOGGED = 10;

    private static final int MAX_WHY_LENGTH = 200;
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Map<String, Webhooks> providers;
    private final ProviderEvents outcomes;
    private final ConversationReports reports;
    private final CheckReport check;
    private final ApplyLineNews news;
    private final String publicUrl;

    public WebhooksHandler() {
        this(Settings.environment());
    }

    public WebhooksHandler(Map<String, String> environment) {
        this(Settings.of(environment));
    }

    private WebhooksHandler(Settings settings) {
        this(settings, new DynamoTable(RetryingClient.create(), settings.text("TABLE")), new WallClock());
    }

    private WebhooksHandler(Settings settings, DynamoTable table, WallClock clock) {
        this(settings, Stores.of(table), table, clock, Aws.sqs());
    }

    private WebhooksHandler(Settings settings, Stores stores, DynamoTable table, WallClock clock, SqsClient sqs) {
        this(
                providers(
                        stores.lines(),
                        stores.attempts(),
                        stores.userIds(),
                        new CachedSecrets(Aws.secretsManager(), clock),
                        clock),
                new SettleAtOnce(
                        new Settle(
                                stores.campaigns(),
                                stores.contacts(),
                                stores.attempts(),
                                stores.doNotContact(),
                                stores.userIds(),
                                clock,
                                settings.seconds("TECHNICAL_BACKOFF_SECONDS")),
                        new SqsWakes(sqs, settings.text("PACE_QUEUE_URL")),
                        new SqsProviderEvents(sqs, settings.text("OUTCOME_QUEUE_URL"))),
                new SqsConversationReports(sqs, settings.text("OUTCOME_QUEUE_URL")),
                new CheckReport(stores.campaigns(), stores.agents()),
                new ApplyLineNews(stores.doNotContact(), new DynamoReceivedMessages(table), stores.campaigns(), clock),
                settings.textOrEmpty("PUBLIC_URL"));
    }

    /**
     * For tests.
     *
     * @param publicUrl at which providers call, without a slash at its end; empty: as the request says
     */
    public WebhooksHandler(
            Map<String, Webhooks> providers,
            ProviderEvents outcomes,
            ConversationReports reports,
            CheckReport check,
            ApplyLineNews news,
            String publicUrl) {
        this.providers = providers;
        this.outcomes = outcomes;
        this.reports = reports;
        this.check = check;
        this.news = news;
        this.publicUrl = publicUrl;
    }

    /** As this function has them; the keys are the providers' names in an address. */
    public static Map<String, Webhooks> providers(
            Lines lines, Attempts attempts, UserIds userIds, Secrets secrets, InstantSource clock) {
        return Map.of(
                TwilioWebhooks.NAME,
                new TwilioWebhooks(lines, secrets, clock),
                AgentCalls.NAME,
                new AgentWebhooks(lines, secrets, clock),
                WhatsAppWebhooks.NAME,
                new WhatsAppWebhooks(lines, attempts, userIds, secrets, new CanonicalNumbers(), clock));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        // Behind a stage or a domain's base path ours is not the first part.
        String address = event.getRawPath() == null ? "" : event.getRawPath();
        int ours = address.indexOf(WEBHOOKS);
        List<String> path = ours < 0
                ? List.of()
                : Arrays.asList(address.substring(ours + WEBHOOKS.length()).split("/", -1));
        Webhooks provider = path.isEmpty() ? null : providers.get(path.getFirst());
        if (provider == null) {
            return answer(404);
        }
        Optional<byte[]> body = body(event);
        if (body.isEmpty()) {
            return refused(context, MALFORMED, "the body is not base64", 400);
        }
        if (body.get().length > MAX_BYTES) {
            return refused(context, MALFORMED, "the body has more than " + MAX_BYTES + " bytes", 413);
        }
        WebhookRequest posted = posted(event, address, ours, path.subList(1, path.size()), body.get());
        try {
            return asks(event) ? proven(provider, posted, context) : taken(provider.read(posted), posted, context);
        } catch (Secrets.SecretUnavailable e) {
            return refused(context, "webhook_later", String.valueOf(e.getMessage()), 503);
        }
    }

    private static boolean asks(APIGatewayV2HTTPEvent event) {
        return event.getRequestContext() != null
                && event.getRequestContext().getHttp() != null
                && "GET".equals(event.getRequestContext().getHttp().getMethod());
    }

    private APIGatewayV2HTTPResponse taken(ParsedEvent reading, WebhookRequest posted, Context context) {
        return switch (reading) {
            case ParsedEvent.Event told -> {
                outcomes.send(outcome(told, posted));
                yield answer(204);
            }
            case ParsedEvent.Answered told -> {
                outcomes.send(outcome(told.event(), posted));
                yield answer(200, told.contentType(), told.answer());
            }
            case ParsedEvent.Events told -> several(told, posted, context);
            case ParsedEvent.Report told -> report(told, posted, context);
            case ParsedEvent.Nothing nothing -> answer(204);
            case ParsedEvent.Forged forged -> refused(context, FORGED, forged.why(), 403);
            case ParsedEvent.Malformed malformed -> malformed(context, malformed.why(), malformed.why());
        };
    }

    /** What cannot be carried out now holds up nothing else; it comes again with the whole post, which is safe to repeat. */
    private APIGatewayV2HTTPResponse several(ParsedEvent.Events told, WebhookRequest posted, Context context) {
        List<String> again = new ArrayList<>(told.again());
        told.consents().forEach(consent -> attempt(() -> news.apply(consent), again));
        attempt(
                () -> outcomes.sendAll(
                        told.events().stream().map(one -> outcome(one, posted)).toList()),
                again);
        told.received().forEach(message -> attempt(() -> news.apply(message), again));
        told.news().forEach(one -> attempt(() -> news.apply(posted.line(), one), again));
        counted("webhook_ignored", told.ignored(), context);
        counted("webhook_later", again, context);
        return answer(again.isEmpty() ? 200 : 503);
    }

    private static void attempt(Runnable step, List<String> again) {
        try {
            step.run();
        } catch (RuntimeException e) {
            again.add(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static ProviderEvents.Outcome outcome(ParsedEvent.Event told, WebhookRequest posted) {
        return new ProviderEvents.Outcome(posted.line(), told.attempt(), told.event());
    }

    /** A batch may hold thousands of a kind. */
    private static void counted(String event, List<String> whys, Context context) {
        whys.stream()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .limit(MAX_LOGGED)
                .forEach(why -> line(context, event, why.getKey())
                        .with("times", why.getValue())
                        .warn());
    }

    /** As text: the provider compares it with what it sent. */
    private static APIGatewayV2HTTPResponse proven(Webhooks provider, WebhookRequest asked, Context context) {
        return provider.answerChallenge(asked)
                .map(proof -> answer(200, TEXT, proof))
                .orElseGet(() -> refused(context, FORGED, "it does not know the word agreed on", 403));
    }

    /** What its agent does not know is said at once, while somebody listens. */
    private APIGatewayV2HTTPResponse report(ParsedEvent.Report told, WebhookRequest posted, Context context) {
        Optional<Refusal> refusal = check.refusal(told.attempt(), told.report());
        if (refusal.isPresent()) {
            String field = refusal.get().field();
            return malformed(context, field, field + " " + refusal.get().why());
        }
        reports.send(posted.line(), told.attempt(), told.report());
        return answer(204);
    }

    private WebhookRequest posted(
            APIGatewayV2HTTPEvent event, String address, int ours, List<String> path, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        known(event.getHeaders()).forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        String query = event.getRawQueryString();
        String called = publicUrl.isEmpty() ? origin(event, headers) + address : publicUrl + address.substring(ours);
        String url = called + (isEmpty(query) ? "" : "?" + query);
        return new WebhookRequest(url, path, known(event.getQueryStringParameters()), headers, body);
    }

    private static String origin(APIGatewayV2HTTPEvent event, Map<String, String> headers) {
        // Of several proxies the first is the one that was called.
        String protocol = headers.getOrDefault("x-forwarded-proto", "https").split(",", 2)[0];
        String domain = event.getRequestContext() == null
                ? null
                : event.getRequestContext().getDomainName();
        return protocol.strip() + "://" + (domain == null ? headers.getOrDefault("host", "") : domain);
    }

    /** What API Gateway leaves out, the events' class has as null. */
    private static Map<String, String> known(@Nullable Map<String, String> values) {
        Map<String, String> known = new HashMap<>(values == null ? Map.of() : values);
        known.values().removeIf(Objects::isNull);
        return known;
    }

    /** The raw bytes; empty if they cannot be had. */
    private static Optional<byte[]> body(APIGatewayV2HTTPEvent event) {
        String body = event.getBody() == null ? "" : event.getBody();
        try {
            return Optional.of(event.getIsBase64Encoded() ? Base64.getDecoder().decode(body) : body.getBytes(UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static APIGatewayV2HTTPResponse refused(Context context, String event, String why, int status) {
        log(context, event, why);
        return answer(status);
    }

    /** Its sender is genuine, and may be told. */
    private static APIGatewayV2HTTPResponse malformed(Context context, String logged, String why) {
        log(context, MALFORMED, logged);
        return answer(400, TEXT, why);
    }

    private static void log(Context context, String event, String why) {
        line(context, event, why).warn();
    }

    /** What is told may quote the sender: it stays one line, and a short one. */
    private static LogLine line(Context context, String event, String why) {
        String plain = why.replaceAll("[\\p{Cntrl}\"]", " ");
        return LogLine.of(context, event)
                .with("why", "\"" + plain.substring(0, Math.min(plain.length(), MAX_WHY_LENGTH)) + "\"");
    }

    private static APIGatewayV2HTTPResponse answer(int status, String contentType, String body) {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(Map.of("content-type", contentType))
                .withBody(body)
                .build();
    }

    private static APIGatewayV2HTTPResponse answer(int status) {
        return APIGatewayV2HTTPResponse.builder().withStatusCode(status).build();
    }
}
