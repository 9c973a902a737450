package io.vuelta.handlers.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.runtime.Settings;
import java.util.Map;

/** HTTP API → {@link Api}. */
public final class ApiHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final Api api;

    public ApiHandler() {
        this(Settings.environment());
    }

    public ApiHandler(Map<String, String> environment) {
        this(ApiWiring.of(Settings.of(environment)));
    }

    /** Uses the given ports instead of the AWS services. */
    public ApiHandler(ApiDependencies ports) {
        this(new Api(ports));
    }

    ApiHandler(Api api) {
        this.api = api;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return api.handle(event, context);
    }
}
