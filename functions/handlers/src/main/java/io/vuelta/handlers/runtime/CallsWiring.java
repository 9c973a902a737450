package io.vuelta.handlers.runtime;

import io.vuelta.adapters.provider.agent.AgentCalls;
import io.vuelta.adapters.provider.elevenlabs.ElevenLabs;
import io.vuelta.adapters.provider.platform.Platform;
import io.vuelta.adapters.provider.platform.PlatformCalls;
import io.vuelta.adapters.provider.retell.Retell;
import io.vuelta.adapters.provider.twilio.TwilioCalls;
import io.vuelta.adapters.provider.vapi.Vapi;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.dispatch.CallProvider;
import io.vuelta.domain.dispatch.CallsByLine;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.line.Secrets;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

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
        Function<Platform, CallProvider> through =
                platform -> new PlatformCalls(platform, http, secrets, agents, publicUrl, clock);
        Map<Provider, CallProvider> calls = new EnumMap<>(Provider.class);
        for (Provider provider : Provider.of(Channel.PHONE_CALL)) {
            calls.put(
                    provider,
                    switch (provider) {
                        case TWILIO -> new TwilioCalls(http, secrets, publicUrl, tokens, clock);
                        case AGENT -> new AgentCalls(http, secrets, publicUrl, tokens, clock);
                        case RETELL -> through.apply(new Retell());
                        case VAPI -> through.apply(new Vapi());
                        case ELEVENLABS -> through.apply(new ElevenLabs());
                        case WHATSAPP -> throw new IllegalStateException("WhatsApp places no calls");
                    });
        }
        return new CallsByLine(calls);
    }
}
