package io.vuelta.handlers.runtime;

import io.vuelta.adapters.provider.agent.AgentCalls;
import io.vuelta.adapters.provider.elevenlabs.ElevenLabs;
import io.vuelta.adapters.provider.platform.Platform;
import io.vuelta.adapters.provider.platform.PlatformCalls;
import io.vuelta.adapters.provider.retell.Retell;
import io.vuelta.adapters.provider.twilio.TwilioCalls;
import io.vuelta.adapters.provider.twilio.TwilioWebhooks;
import io.vuelta.adapters.provider.vapi.Vapi;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.dispatch.CallProvider;
import io.vuelta.domain.dispatch.CallsByLine;
import io.vuelta.domain.line.Secrets;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All providers of calls. */
public final class CallsWiring {
    private CallsWiring() {}

    /**
     * The call provider that forwards each request to the provider of its line.
     *
     * @param publicUrl the base URL of the webhooks and the API for providers and agents, without a slash at its end
     * @param tokens signs the tokens with which agents report results
     */
    public static CallProvider of(
            HttpClient http,
            Secrets secrets,
            Agents agents,
            String publicUrl,
            AttemptTokens tokens,
            InstantSource clock) {
        Map<String, CallProvider> calls = new HashMap<>();
        calls.put(TwilioWebhooks.NAME, new TwilioCalls(http, secrets, publicUrl, tokens, clock));
        calls.put(AgentCalls.NAME, new AgentCalls(http, secrets, publicUrl, tokens, clock));
        for (Platform platform : List.of(new Retell(), new Vapi(), new ElevenLabs())) {
            calls.put(platform.name(), new PlatformCalls(platform, http, secrets, agents, publicUrl, clock));
        }
        return new CallsByLine(calls);
    }
}
