package vuelta.handlers.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vuelta.adapters.agent.AgentCalls;
import vuelta.adapters.agent.AgentWebhooks;
import vuelta.adapters.libphonenumber.CanonicalNumbers;
import vuelta.adapters.secrets.CachedSecrets;
import vuelta.adapters.sqs.SqsConversationReports;
import vuelta.adapters.sqs.SqsOutcomes;
import vuelta.adapters.twilio.TwilioWebhooks;
import vuelta.adapters.whatsapp.WhatsAppWebhooks;
import vuelta.domain.action.CheckReport;
import vuelta.domain.attempt.ConversationReport.Refusal;
import vuelta.domain.line.Secrets;
import vuelta.domain.settle.ConversationReports;
import vuelta.domain.settle.Outcomes;
import vuelta.domain.settle.Webhooks;
import vuelta.domain.settle.Webhooks.Posted;
import vuelta.domain.settle.Webhooks.Reading;
import vuelta.handlers.runtime.Aws;
import vuelta.handlers.runtime.LogLine;
import vuelta.handlers.runtime.Settings;
import vuelta.handlers.runtime.Stores;
import vuelta.handlers.runtime.WallClock;

/**
 * {@code POST /webhooks/<provider>/…} → outcome queue. Forged: 403; not to be understood: 400; nothing else happens here,
 * so that no event is lost while the table is slow. {@code GET} asks whether the address is ours.
 */
public final class WebhooksHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final int MOST_BYTES = 256 * 1024;

    private final Map<String, Webhooks> providers;
    private final Outcomes outcomes;
    private final ConversationReports reports;
    private final CheckReport check;
    private final String publicUrl;

    public WebhooksHandler() {
        this(Settings.environment());
    }

    public WebhooksHandler(Map<String, String> environment) {
        this(Settings.of(environment));
    }

    private WebhooksHandler(Settings settings) {
        this(settings, Stores.of(settings), new WallClock());
    }

    private WebhooksHandler(Settings settings, Stores stores, WallClock clock) {
        this(
                providers(stores, new CachedSecrets(Aws.secretsManager(), clock), clock),
                new SqsOutcomes(Aws.sqs(), settings.text("OUTCOME_QUEUE_URL")),
                new SqsConversationReports(Aws.sqs(), settings.text("OUTCOME_QUEUE_URL")),
                new CheckReport(stores.campaigns(), stores.agents()),
                settings.textOrEmpty("PUBLIC_URL"));
    }

    /**
     * For tests.
     *
     * @param publicUrl origin that providers call; empty: the one in the request
     */
    WebhooksHandler(
            Map<String, Webhooks> providers,
            Outcomes outcomes,
            ConversationReports reports,
            CheckReport check,
            String publicUrl) {
        this.providers = providers;
        this.outcomes = outcomes;
        this.reports = reports;
        this.check = check;
        this.publicUrl = publicUrl;
    }

    private static Map<String, Webhooks> providers(Stores stores, Secrets secrets, InstantSource clock) {
        return Map.of(
                "twilio",
                new TwilioWebhooks(stores.lines(), secrets, clock),
                AgentCalls.NAME,
                new AgentWebhooks(stores.lines(), secrets, clock),
                "whatsapp",
                new WhatsAppWebhooks(stores.lines(), stores.attempts(), secrets, new CanonicalNumbers(), clock));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        List<String> path = Arrays.asList(event.getRawPath().split("/", -1));
        Webhooks provider = path.size() > 2 ? providers.get(path.get(2)) : null;
        byte[] body = body(event);
        if (provider == null) {
            return answer(404);
        }
        if (body.length > MOST_BYTES) {
            return answer(413);
        }
        Posted posted = posted(event, path.subList(3, path.size()), body);
        return event.getRequestContext().getHttp().getMethod().equals("GET")
                ? proven(provider, posted, context)
                : taken(provider.read(posted), context);
    }

    private APIGatewayV2HTTPResponse taken(Reading reading, Context context) {
        return switch (reading) {
            case Reading.Event told -> {
                outcomes.send(told.attempt(), told.event());
                yield answer(204);
            }
            case Reading.Events told -> {
                outcomes.sendAll(told.events().stream()
                        .map(one -> new Outcomes.Outcome(one.attempt(), one.event()))
                        .toList());
                told.ignored().forEach(why -> log(context, "webhook_ignored", why));
                yield answer(200);
            }
            case Reading.Report told -> report(told, context);
            case Reading.Nothing nothing -> answer(204);
            case Reading.Later later -> refused(context, "webhook_later", later.why(), 503);
            case Reading.Forged forged -> refused(context, "webhook_forged", forged.why(), 403);
            case Reading.Malformed malformed -> malformed(context, malformed.why(), malformed.why());
        };
    }

    /** As text: the provider compares it with what it sent. */
    private static APIGatewayV2HTTPResponse proven(Webhooks provider, Posted asked, Context context) {
        return provider.prove(asked)
                .map(proof -> APIGatewayV2HTTPResponse.builder()
                        .withStatusCode(200)
                        .withHeaders(Map.of("content-type", "text/plain; charset=utf-8"))
                        .withBody(proof)
                        .build())
                .orElseGet(() -> refused(context, "webhook_forged", "it does not know the word agreed on", 403));
    }

    /** What its agent does not know is said at once, while somebody listens. */
    private APIGatewayV2HTTPResponse report(Reading.Report told, Context context) {
        Optional<Refusal> refusal = check.refusal(told.attempt(), told.report());
        if (refusal.isPresent()) {
            String field = refusal.get().field();
            return malformed(context, field, field + " " + refusal.get().why());
        }
        reports.send(told.attempt(), told.report());
        return answer(204);
    }

    private Posted posted(APIGatewayV2HTTPEvent event, List<String> path, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        event.getHeaders().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        String query = event.getRawQueryString();
        String url = origin(event, headers) + event.getRawPath() + (isEmpty(query) ? "" : "?" + query);
        Map<String, String> parameters =
                event.getQueryStringParameters() == null ? Map.of() : event.getQueryStringParameters();
        return new Posted(url, path, parameters, headers, body);
    }

    private String origin(APIGatewayV2HTTPEvent event, Map<String, String> headers) {
        return publicUrl.isEmpty()
                ? headers.getOrDefault("x-forwarded-proto", "https") + "://"
                        + event.getRequestContext().getDomainName()
                : publicUrl;
    }

    private static byte[] body(APIGatewayV2HTTPEvent event) {
        String body = event.getBody() == null ? "" : event.getBody();
        return event.getIsBase64Encoded() ? Base64.getDecoder().decode(body) : body.getBytes(UTF_8);
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
        log(context, "webhook_malformed", logged);
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(400)
                .withHeaders(Map.of("content-type", "text/plain; charset=utf-8"))
                .withBody(why)
                .build();
    }

    private static void log(Context context, String event, String why) {
        LogLine.of(context, event).with("why", "\"" + why + "\"").warn();
    }

    private static APIGatewayV2HTTPResponse answer(int status) {
        return APIGatewayV2HTTPResponse.builder().withStatusCode(status).build();
    }
}
