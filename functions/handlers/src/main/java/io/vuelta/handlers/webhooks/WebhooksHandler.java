package io.vuelta.handlers.webhooks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.settle.TakeWebhook;
import io.vuelta.domain.settle.Webhooks;
import io.vuelta.domain.settle.Webhooks.WebhookRequest;
import io.vuelta.handlers.runtime.Settings;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /webhooks/<provider>/…} → the provider's {@link Webhooks} → {@link TakeWebhook}. A {@code GET} is the
 * provider's challenge that verifies the webhook's URL.
 */
public final class WebhooksHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final WebhooksWiring wiring;

    public WebhooksHandler() {
        this(Settings.environment());
    }

    public WebhooksHandler(Map<String, String> environment) {
        this(WebhooksWiring.of(Settings.of(environment)));
    }

    public WebhooksHandler(WebhooksWiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        WebhookAnswers answers = new WebhookAnswers(context);
        WebhookCall call = new WebhookCall(event, wiring.publicUrl());
        Optional<Webhooks> found = wiring.find(call.provider());
        if (found.isEmpty()) {
            return answers.notFound();
        }
        Webhooks provider = found.get();
        try {
            WebhookRequest request = call.request();
            return call.isChallenge()
                    ? answers.ofChallenge(provider.answerChallenge(request))
                    : answers.of(wiring.take().take(provider.read(request), request));
        } catch (WebhookCall.Unreadable e) {
            return answers.unreadable(e);
        } catch (Secrets.SecretUnavailable e) {
            return answers.later(e);
        }
    }
}
