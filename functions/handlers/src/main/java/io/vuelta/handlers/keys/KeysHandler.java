package io.vuelta.handlers.keys;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.vuelta.adapters.dynamodb.DynamoApiKeys;
import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.adapters.dynamodb.RetryingClient;
import io.vuelta.domain.access.ApiKeys;
import io.vuelta.handlers.runtime.LogLine;
import io.vuelta.handlers.runtime.Settings;
import java.util.Map;

/**
 * Manages API keys for callers that may invoke the function: {@code {"action": "create", "name": "…", "scope":
 * "read"}}, {@code {"action": "list"}}, {@code {"action": "revoke", "id": "…"}}.
 */
public final class KeysHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private final KeyCommands commands;

    public KeysHandler() {
        this(Settings.environment());
    }

    public KeysHandler(Map<String, String> environment) {
        this(new DynamoApiKeys(new DynamoTable(
                RetryingClient.create(), Settings.of(environment).text("TABLE"))));
    }

    KeysHandler(ApiKeys keys) {
        this.commands = new KeyCommands(keys);
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        Map<String, Object> answer = commands.carryOut(event);
        LogLine.of(context, "keys")
                .with("action", String.valueOf(event.get("action")))
                .info();
        return answer;
    }
}
