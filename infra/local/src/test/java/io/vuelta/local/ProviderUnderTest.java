package io.vuelta.local;

import io.vuelta.adapters.provider.agent.AgentCalls;
import io.vuelta.adapters.provider.elevenlabs.ElevenLabs;
import io.vuelta.adapters.provider.http.ProviderHttp;
import io.vuelta.adapters.provider.platform.Platform;
import io.vuelta.adapters.provider.platform.PlatformCalls;
import io.vuelta.adapters.provider.retell.Retell;
import io.vuelta.adapters.provider.twilio.TwilioCalls;
import io.vuelta.adapters.provider.vapi.Vapi;
import io.vuelta.adapters.provider.whatsapp.WhatsAppMessages;
import io.vuelta.adapters.provider.whatsapp.WhatsAppTemplates;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.dispatch.CallProvider;
import io.vuelta.domain.dispatch.CallsByLine;
import io.vuelta.domain.dispatch.MessageProvider;
import io.vuelta.domain.dispatch.Providers;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.line.Secrets;
import io.vuelta.providers.agent.AgentSimulator;
import io.vuelta.providers.agent.TakenCall;
import io.vuelta.providers.elevenlabs.ElevenLabsDialect;
import io.vuelta.providers.platform.PlatformCallRecord;
import io.vuelta.providers.platform.PlatformSimulator;
import io.vuelta.providers.retell.RetellDialect;
import io.vuelta.providers.twilio.AccountLimits;
import io.vuelta.providers.twilio.CallPopulation;
import io.vuelta.providers.twilio.LoggedCall;
import io.vuelta.providers.twilio.TwilioSimulator;
import io.vuelta.providers.vapi.VapiDialect;
import io.vuelta.providers.whatsapp.CallbackFaults;
import io.vuelta.providers.whatsapp.LoggedMessage;
import io.vuelta.providers.whatsapp.MessagePopulation;
import io.vuelta.providers.whatsapp.WhatsAppSimulator;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.ScriptedCallProvider;
import io.vuelta.testkit.fakes.ScriptedMessageProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A provider's simulator in which every number answers, and the adapter that uses it. */
interface ProviderUnderTest extends AutoCloseable {
    /** Starts the simulator; its callbacks go to {@code callbacks}. */
    static ProviderUnderTest start(Provider provider, InstantSource clock, URI callbacks) {
        return switch (provider) {
            case TWILIO -> new OfTwilio(clock);
            case AGENT -> new OfAgents(clock);
            case RETELL -> OfPlatform.retell(clock);
            case VAPI -> OfPlatform.vapi(clock);
            case ELEVENLABS -> OfPlatform.elevenLabs(clock, callbacks);
            case WHATSAPP -> new OfWhatsApp(clock, callbacks);
        };
    }

    /** Simulated seconds per real second. */
    double SPEED = 20_000;

    HttpClient HTTP = ProviderHttp.client(InstantSource.system());
    AttemptTokens TOKENS = new AttemptTokens(() -> "token-secret");

    /** The simulator's address. */
    URI origin();

    /** The last digits of a number that a person answers, with all events sent. */
    default int answeringNumber() {
        return 9001;
    }

    default CampaignSettings settings() {
        return Examples.with().firstMessage("Hola {name}").build();
    }

    /** The contents of the line's secret if the provider is at {@code origin}. */
    Map<String, String> secret(URI origin);

    Providers providers(Secrets secrets, URI callbacks, InstantSource clock);

    /** The attempt of every accepted request. */
    List<String> log();

    Provider provider();

    /** Whether a POST to this path requests an attempt. */
    default boolean asksFor(String path) {
        return true;
    }

    /** The line of {@link World}, with this provider. */
    default Line line() {
        return Examples.lineOf(provider(), World.LINE, "secret", null);
    }

    @Override
    void close();

    /** This provider for calls, and another for messages. */
    private static Providers with(Provider provider, CallProvider calls, InstantSource clock) {
        return new Providers(new CallsByLine(Map.of(provider, calls)), new ScriptedMessageProvider(clock));
    }

    /** Voice calls through Twilio. */
    final class OfTwilio implements ProviderUnderTest {
        private static final String SID = "AC" + "0".repeat(32);

        private final TwilioSimulator simulator;

        OfTwilio(InstantSource clock) {
            this.simulator = TwilioSimulator.start(new TwilioSimulator.Options(
                    0, clock, 1, CallPopulation.ordinary(), SPEED, null, SID, "token", AccountLimits.none(), false));
        }

        @Override
        public Provider provider() {
            return Provider.TWILIO;
        }

        @Override
        public URI origin() {
            return simulator.baseUrl();
        }

        @Override
        public Map<String, String> secret(URI origin) {
            return Map.of("account_sid", SID, "auth_token", "token", "base_url", origin.toString());
        }

        @Override
        public Providers providers(Secrets secrets, URI callbacks, InstantSource clock) {
            return ProviderUnderTest.with(
                    provider(), new TwilioCalls(HTTP, secrets, callbacks.toString(), TOKENS, clock), clock);
        }

        @Override
        public List<String> log() {
            return simulator.calls().stream()
                    .map(LoggedCall::attempt)
                    .map(Objects::requireNonNull)
                    .toList();
        }

        @Override
        public void close() {
            simulator.close();
        }
    }

    /** Calls through a runtime that implements our contract. */
    final class OfAgents implements ProviderUnderTest {
        private final AgentSimulator simulator;

        OfAgents(InstantSource clock) {
            this.simulator = AgentSimulator.start(new AgentSimulator.Options(clock, 1, SPEED, "secret", null));
        }

        @Override
        public Provider provider() {
            return Provider.AGENT;
        }

        @Override
        public URI origin() {
            return simulator.callsUrl().resolve("/");
        }

        @Override
        public Map<String, String> secret(URI origin) {
            return Map.of(
                    "signing_secret",
                    "secret",
                    "base_url",
                    origin.resolve("/calls").toString());
        }

        @Override
        public Providers providers(Secrets secrets, URI callbacks, InstantSource clock) {
            return ProviderUnderTest.with(
                    provider(), new AgentCalls(HTTP, secrets, callbacks.toString(), TOKENS, clock), clock);
        }

        @Override
        public List<String> log() {
            return simulator.calls().stream().flatMap(OfAgents::requests).toList();
        }

        private static Stream<String> requests(TakenCall call) {
            return Stream.generate(call::attempt).limit(call.requests());
        }

        @Override
        public void close() {
            simulator.close();
        }
    }

    /** Calls through a voice platform. */
    final class OfPlatform implements ProviderUnderTest {
        private final Platform platform;
        private final PlatformSimulator simulator;
        private final Map<String, String> secret;
        private final Predicate<String> asksFor;

        private OfPlatform(
                Platform platform, PlatformSimulator simulator, Map<String, String> secret, Predicate<String> asksFor) {
            this.platform = platform;
            this.simulator = simulator;
            this.secret = secret;
            this.asksFor = asksFor;
        }

        static OfPlatform retell(InstantSource clock) {
            return new OfPlatform(
                    new Retell(),
                    PlatformSimulator.start(options(clock), origin -> new RetellDialect("key", clock, origin)),
                    Map.of("api_key", "key"),
                    path -> path.equals("/v2/create-phone-call"));
        }

        static OfPlatform vapi(InstantSource clock) {
            return new OfPlatform(
                    new Vapi(),
                    PlatformSimulator.start(
                            options(clock), origin -> new VapiDialect("key", "assistant", "number", origin)),
                    Map.of(
                            "api_key", "key",
                            "assistant_id", "assistant",
                            "phone_number_id", "number",
                            "webhook_secret", "secret"),
                    path -> path.equals("/call"));
        }

        static OfPlatform elevenLabs(InstantSource clock, URI callbacks) {
            URI webhook = callbacks.resolve("/webhooks/elevenlabs/" + World.LINE);
            ElevenLabsDialect dialect = new ElevenLabsDialect(
                    new ElevenLabsDialect.Account("key", "agent", "number", "secret"),
                    clock,
                    _ -> Optional.of(webhook));
            return new OfPlatform(
                    new ElevenLabs(),
                    PlatformSimulator.start(options(clock), _ -> dialect),
                    Map.of(
                            "api_key", "key",
                            "agent_id", "agent",
                            "phone_number_id", "number",
                            "webhook_secret", "secret"),
                    path -> path.endsWith("/outbound-call"));
        }

        private static PlatformSimulator.Options options(InstantSource clock) {
            return new PlatformSimulator.Options(clock, 1, SPEED, 0, null);
        }

        @Override
        public Provider provider() {
            return platform.provider();
        }

        @Override
        public URI origin() {
            return simulator.baseUrl();
        }

        @Override
        public boolean asksFor(String path) {
            return asksFor.test(path);
        }

        @Override
        public Map<String, String> secret(URI origin) {
            Map<String, String> whole = new HashMap<>(secret);
            whole.put("base_url", origin.toString());
            return Map.copyOf(whole);
        }

        @Override
        public Providers providers(Secrets secrets, URI callbacks, InstantSource clock) {
            InMemoryStore store = new InMemoryStore();
            store.agents().put(Examples.agent());
            return ProviderUnderTest.with(
                    provider(),
                    new PlatformCalls(platform, HTTP, secrets, store.agents(), callbacks.toString(), clock),
                    clock);
        }

        @Override
        public List<String> log() {
            return simulator.calls().stream().map(PlatformCallRecord::attempt).toList();
        }

        @Override
        public void close() {
            simulator.close();
        }
    }

    /** Messages through WhatsApp. */
    final class OfWhatsApp implements ProviderUnderTest {
        private final WhatsAppSimulator simulator;

        OfWhatsApp(InstantSource clock, URI callbacks) {
            this.simulator = WhatsAppSimulator.start(new WhatsAppSimulator.Options(
                    0,
                    clock,
                    1,
                    MessagePopulation.ordinary(),
                    CallbackFaults.none(),
                    SPEED,
                    null,
                    1_000,
                    new WhatsAppSimulator.Account("token", "111", "222", "app-secret", "verify-token"),
                    _ -> Optional.of(callbacks.resolve("/webhooks/whatsapp/" + World.LINE))));
        }

        @Override
        public Provider provider() {
            return Provider.WHATSAPP;
        }

        @Override
        public URI origin() {
            return simulator.baseUrl();
        }

        @Override
        public int answeringNumber() {
            return 9101;
        }

        @Override
        public CampaignSettings settings() {
            return Examples.with().template("hello", null).build();
        }

        @Override
        public Map<String, String> secret(URI origin) {
            return Map.of(
                    "access_token", "token",
                    "phone_number_id", "111",
                    "waba_id", "222",
                    "app_secret", "app-secret",
                    "verify_token", "verify-token",
                    "base_url", origin.toString());
        }

        @Override
        public Providers providers(Secrets secrets, URI callbacks, InstantSource clock) {
            MessageProvider messages =
                    new WhatsAppMessages(HTTP, secrets, new WhatsAppTemplates(HTTP, secrets, clock), clock);
            return new Providers(new ScriptedCallProvider(clock), messages);
        }

        @Override
        public List<String> log() {
            return simulator.messages().stream()
                    .map(LoggedMessage::attempt)
                    .map(Objects::requireNonNull)
                    .toList();
        }

        @Override
        public void close() {
            simulator.close();
        }
    }
}
