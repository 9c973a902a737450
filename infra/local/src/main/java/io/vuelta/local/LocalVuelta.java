package io.vuelta.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.cloud.LocalRuntime;
import io.vuelta.cloud.LocalRuntimeOptions;
import io.vuelta.cloud.rude.Rudeness;
import io.vuelta.cloud.streams.StreamSettings;
import io.vuelta.cloud.template.SystemModel;
import io.vuelta.domain.line.Provider;
import io.vuelta.providers.agent.AgentSimulator;
import io.vuelta.providers.agent.TakenCall;
import io.vuelta.providers.platform.PlatformCallRecord;
import io.vuelta.providers.twilio.AccountLimits;
import io.vuelta.providers.twilio.CallPopulation;
import io.vuelta.providers.twilio.LoggedCall;
import io.vuelta.providers.twilio.TwilioSimulator;
import io.vuelta.providers.voice.VoiceAgent;
import io.vuelta.providers.whatsapp.CallbackFaults;
import io.vuelta.providers.whatsapp.LoggedMessage;
import io.vuelta.providers.whatsapp.MessagePopulation;
import io.vuelta.providers.whatsapp.WhatsAppSimulator;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The system of template.yaml on this machine, with simulators in the providers' places and a key for its API. */
public final class LocalVuelta implements AutoCloseable {
    /** The first API key of the local system. */
    public static final String API_KEY = "local-key";

    /** The secret by which a line uses the simulator. */
    public static final String TWILIO_SECRET = "local/twilio";

    /** The secret by which a line uses WhatsApp's simulator. */
    public static final String WHATSAPP_SECRET = "local/whatsapp";

    private static final WhatsAppSimulator.Account META = new WhatsAppSimulator.Account(
            "local-access-token", "100000000000001", "100000000000002", "local-app-secret", "local-verify-token");

    /** The default of the template's parameter. */
    private static final int REQUESTS_PER_SECOND = 12;

    /** Meta's default limit of messages of a number per second. */
    private static final int MESSAGES_PER_SECOND = 80;

    /** The secret by which a line uses the reference runtime of the generic agent's contract. */
    public static final String AGENT_SECRET = "local/agent";

    /** The secret with which requests to an agent's runtime are signed. */
    public static final String SIGNING_SECRET = "local-signing-secret";

    private static final String TABLE = "Table";
    private static final String ACCOUNT_SID = "AC" + "0123456789abcdef".repeat(2);
    private static final String AUTH_TOKEN = "local-auth-token";
    private static final String TOKEN_SECRET = "local-token-secret";

    /** Like 90 s of simulated time, but never less than the time-out of a request to the provider. */
    private static final Duration ASK_AFTER = Duration.ofSeconds(90);

    private static final Duration MIN_ASK_AFTER = Duration.ofSeconds(20);
    private static final Duration BACKOFF = Duration.ofSeconds(60);
    private static final Duration MIN_BACKOFF = Duration.ofSeconds(2);

    private final LocalRuntime runtime;
    private final TwilioSimulator twilio;
    private final WhatsAppSimulator whatsApp;
    private final AgentSimulator agent;
    private final LocalPlatforms platforms;
    private final VoiceAgent voiceAgent;

    private LocalVuelta(
            LocalRuntime runtime,
            TwilioSimulator twilio,
            WhatsAppSimulator whatsApp,
            AgentSimulator agent,
            LocalPlatforms platforms,
            VoiceAgent voiceAgent) {
        this.runtime = runtime;
        this.twilio = twilio;
        this.whatsApp = whatsApp;
        this.agent = agent;
        this.platforms = platforms;
        this.voiceAgent = voiceAgent;
    }

    /**
     * The settings of the local system. A builder: each {@code with…} method changes it and returns it. For one thread.
     */
    public static final class Settings {
        private final Path project;
        private final int port;
        private final @Nullable Path data;
        private final Path log;
        private final double speed;
        private final long seed;
        private Map<String, String> secrets = Map.of();
        private StreamSettings streams = StreamSettings.DEFAULT;
        private @Nullable Rudeness rudeness;
        private BiConsumer<String, byte[]> observer = (_, _) -> {};
        private int messagesPerSecond = MESSAGES_PER_SECOND;
        private @Nullable String allowedOrigins;
        private @Nullable URI emulator;
        private int requestsPerSecond = REQUESTS_PER_SECOND;
        private int contactRetentionDays;

        /**
         * Settings with the simulators' secrets only, as many shards as a new table has, and no proxy.
         *
         * @param project the directory of the project, with template.yaml
         * @param port of the API; 0 for any free one
         * @param data the directory in which all state is kept for the next start; null for none
         * @param log the file for the functions' log lines
         * @param speed simulated calls run this many times faster than real ones
         * @param seed of the simulated population
         */
        public Settings(Path project, int port, @Nullable Path data, Path log, double speed, long seed) {
            this.project = project;
            this.port = port;
            this.data = data;
            this.log = log;
            this.speed = speed;
            this.seed = seed;
        }

        /** Secrets by name, in addition to the simulators'. */
        public Settings withSecrets(Map<String, String> more) {
            secrets = Map.copyOf(more);
            return this;
        }

        /** Sets the number of shards of the table's stream. */
        public Settings withShards(int shards) {
            streams = streams.withShards(shards);
            return this;
        }

        /** Sets the proxy in front of DynamoDB Local; null for none. */
        public Settings withRudeness(@Nullable Rudeness rude) {
            rudeness = rude;
            return this;
        }

        /** Sets an observer, which receives each event of a function with the function's logical id. */
        public Settings withObserver(BiConsumer<String, byte[]> newObserver) {
            observer = newObserver;
            return this;
        }

        /**
         * Sets the number of messages a second that WhatsApp's simulator accepts from a number, instead of Meta's
         * default limit.
         */
        public Settings withMessagesPerSecond(int most) {
            messagesPerSecond = most;
            return this;
        }

        /** Origins of web pages that may call the API, separated by commas; none by default. */
        public Settings withAllowedOrigins(String origins) {
            allowedOrigins = origins;
            return this;
        }

        /** Sets the number of requests a second that the API answers for a key, instead of the deployed limit. */
        public Settings withRequestsPerSecond(int most) {
            requestsPerSecond = most;
            return this;
        }

        /** Sets the days after the end of a campaign until its contacts are removed; 0, the default, for never. */
        public Settings withContactRetentionDays(int days) {
            contactRetentionDays = days;
            return this;
        }

        /**
         * Uses the tables, queues and buckets of another emulator of AWS, without a data directory; null for our own
         * servers.
         */
        public Settings withEmulator(@Nullable URI endpoint) {
            emulator = endpoint;
            return this;
        }

        private @Nullable Path journal(String name) {
            return data == null ? null : data.resolve(name);
        }
    }

    public static LocalVuelta start(Settings settings) {
        TwilioSimulator twilio = startTwilio(settings);
        WebhookOfAttempt webhooks = new WebhookOfAttempt(Provider.WHATSAPP);
        WebhookOfAttempt elevenLabs = new WebhookOfAttempt(Provider.ELEVENLABS);
        DoctorPage doctor = new DoctorPage();
        KeysPage keys = new KeysPage();
        WhatsAppSimulator whatsApp = startWhatsApp(settings, webhooks);
        AgentSimulator agent = startAgent(settings);
        LocalPlatforms platforms =
                new LocalPlatforms(InstantSource.system(), settings.seed, settings.speed, settings.data, elevenLabs);
        VoiceAgent voiceAgent = VoiceAgent.start();
        try {
            LocalRuntimeOptions options = options(settings)
                    .withSecret(TWILIO_SECRET, secret(twilio.baseUrl()))
                    .withSecret(AGENT_SECRET, agentSecret(agent.callsUrl()))
                    .withMount(AgentSimulator.CALL_LOG, agent.callLog())
                    .withMount(DoctorPage.PATH, doctor)
                    .withMount(KeysPage.PATH, keys)
                    .withSecret(WHATSAPP_SECRET, secretOfWhatsApp(whatsApp.baseUrl()))
                    .withBeforeServing(system -> {
                        webhooks.table(table(system));
                        elevenLabs.table(table(system));
                    });
            mount(options, twilio, whatsApp, platforms);
            settings.secrets.forEach(options::withSecret);
            LocalRuntime runtime = LocalRuntime.start(options);
            webhooks.origin(runtime.baseUrl());
            elevenLabs.origin(runtime.baseUrl());
            doctor.serve(runtime);
            keys.serve(runtime);
            return new LocalVuelta(runtime, twilio, whatsApp, agent, platforms, voiceAgent);
        } catch (RuntimeException e) {
            twilio.close();
            whatsApp.close();
            agent.close();
            platforms.close();
            voiceAgent.close();
            throw e;
        }
    }

    /** The options that do not depend on the simulators. */
    private static LocalRuntimeOptions options(Settings settings) {
        LocalRuntimeOptions options = LocalRuntimeOptions.of(
                        settings.project.resolve("template.yaml"),
                        settings.project.resolve("infra/dynamodb/target/classpath"))
                .withHttpPort(settings.port)
                .withDataDirectory(settings.data)
                .withLog(settings.log)
                .withStreams(settings.streams)
                .withRudeness(settings.rudeness)
                .withObserver(settings.observer)
                .withEmulator(settings.emulator)
                .withSecret("FirstKey", text("api_key", API_KEY))
                .withSecret("TokenSecret", text("secret", TOKEN_SECRET))
                .withParameter("SecretPrefix", "local")
                .withParameter("RequestsPerSecond", String.valueOf(settings.requestsPerSecond))
                .withParameter("ContactRetentionDays", String.valueOf(settings.contactRetentionDays))
                .withParameter("WebhookTargets", "loopback")
                .withParameter("AskAfterSeconds", sped(ASK_AFTER, MIN_ASK_AFTER, settings.speed))
                .withParameter("TechnicalBackoffSeconds", sped(BACKOFF, MIN_BACKOFF, settings.speed));
        return settings.allowedOrigins == null
                ? options
                : options.withParameter("AllowedOrigins", settings.allowedOrigins);
    }

    private static void mount(
            LocalRuntimeOptions options, TwilioSimulator twilio, WhatsAppSimulator whatsApp, LocalPlatforms platforms) {
        twilio.handlers().forEach(options::withMount);
        whatsApp.handlers().forEach(options::withMount);
        platforms.handlers().forEach(options::withMount);
        platforms.secrets().forEach(options::withSecret);
    }

    private static AgentSimulator startAgent(Settings settings) {
        return AgentSimulator.start(new AgentSimulator.Options(
                InstantSource.system(),
                settings.seed,
                settings.speed,
                SIGNING_SECRET,
                settings.journal("agent.journal")));
    }

    private static TwilioSimulator startTwilio(Settings settings) {
        return TwilioSimulator.start(new TwilioSimulator.Options(
                0,
                InstantSource.system(),
                settings.seed,
                CallPopulation.ordinary(),
                settings.speed,
                settings.journal("twilio.journal"),
                ACCOUNT_SID,
                AUTH_TOKEN,
                AccountLimits.none(),
                true));
    }

    private static WhatsAppSimulator startWhatsApp(Settings settings, WebhookOfAttempt webhooks) {
        return WhatsAppSimulator.start(new WhatsAppSimulator.Options(
                0,
                InstantSource.system(),
                settings.seed,
                MessagePopulation.ordinary(),
                CallbackFaults.ordinary(),
                settings.speed,
                settings.journal("whatsapp.journal"),
                settings.messagesPerSecond,
                META,
                webhooks));
    }

    private static String secretOfWhatsApp(URI simulator) {
        return new ObjectMapper()
                .createObjectNode()
                .put("access_token", META.accessToken())
                .put("phone_number_id", META.phoneNumberId())
                .put("waba_id", META.wabaId())
                .put("app_secret", META.appSecret())
                .put("verify_token", META.verifyToken())
                .put("signing_secret", SIGNING_SECRET)
                .put("base_url", simulator.toString())
                .toString();
    }

    private static String sped(Duration life, Duration least, double speed) {
        long seconds = Math.round(life.toSeconds() / speed);
        return String.valueOf(Math.max(least.toSeconds(), seconds));
    }

    private static String secret(URI simulator) {
        return new ObjectMapper()
                .createObjectNode()
                .put("account_sid", ACCOUNT_SID)
                .put("auth_token", AUTH_TOKEN)
                .put("base_url", simulator.toString())
                .toString();
    }

    private static String agentSecret(URI calls) {
        return new ObjectMapper()
                .createObjectNode()
                .put("signing_secret", SIGNING_SECRET)
                .put("base_url", calls.toString())
                .toString();
    }

    private static String text(String field, String value) {
        return new ObjectMapper().createObjectNode().put(field, value).toString();
    }

    private static String table(SystemModel system) {
        return Objects.requireNonNull(system.physicalNames().get(TABLE));
    }

    public URI baseUrl() {
        return runtime.baseUrl();
    }

    /** The console's address with the API key. The key is behind a #, so browsers do not send it to the server. */
    public URI consoleUrl() {
        return URI.create(baseUrl() + "/console/#key=" + API_KEY);
    }

    public LocalRuntime runtime() {
        return runtime;
    }

    /** Every call that the simulator has placed. */
    public List<LoggedCall> calls() {
        return twilio.calls();
    }

    /** Makes Twilio's simulator forget the calls that ended before an instant, see {@link TwilioSimulator#forget}. */
    public void forgetCalls(Instant endedBefore) {
        twilio.forget(endedBefore);
    }

    /** Every message that WhatsApp's simulator has accepted. */
    public List<LoggedMessage> messages() {
        return whatsApp.messages();
    }

    /** Every call that the generic agent's runtime has accepted. */
    public List<TakenCall> agentCalls() {
        return agent.calls();
    }

    /** Every call that a voice platform has accepted. */
    public List<PlatformCallRecord> platformCalls(Provider platform) {
        return platforms.calls(platform);
    }

    /** The reference agent, for lines of kind {@code stream} and {@code conversation_relay}. */
    public VoiceAgent voiceAgent() {
        return voiceAgent;
    }

    @Override
    public void close() {
        List<RuntimeException> failures = new ArrayList<>();
        for (AutoCloseable part : List.of(runtime, twilio, whatsApp, agent, platforms, voiceAgent)) {
            try {
                part.close();
            } catch (Exception e) {
                failures.add(new IllegalStateException("did not stop cleanly", e));
            }
        }
        Optional<RuntimeException> first = failures.stream().findFirst();
        if (first.isPresent()) {
            throw first.get();
        }
    }
}
