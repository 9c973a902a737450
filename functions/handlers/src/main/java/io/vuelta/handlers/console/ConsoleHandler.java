package io.vuelta.handlers.console;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.vuelta.handlers.runtime.Settings;
import java.util.Map;

/** {@code GET /console/…} → {@link ConsoleSite}. */
public final class ConsoleHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final ConsoleSite site;

    public ConsoleHandler() {
        this(Settings.environment());
    }

    public ConsoleHandler(Map<String, String> environment) {
        this(ConsoleWiring.of(Settings.of(environment)));
    }

    public ConsoleHandler(ConsoleWiring wiring) {
        this.site = new ConsoleSite(wiring.files(), wiring.bucketOrigin());
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        String method = event.getRequestContext().getHttp().getMethod();
        Map<String, String> headers = event.getHeaders() == null ? Map.of() : event.getHeaders();
        return site.answer(method, event.getRawPath(), headers);
    }
}
