package vuelta.local.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpHandler;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import vuelta.adapters.dynamodb.DynamoApiKeys;
import vuelta.adapters.dynamodb.DynamoTable;
import vuelta.adapters.dynamodb.PatientClient;
import vuelta.local.LocalRuntime;
import vuelta.local.LocalRuntimeOptions;
import vuelta.local.agent.AgentSimulator;
import vuelta.local.agent.TakenCall;
import vuelta.local.rude.Rudeness;
import vuelta.local.streams.StreamSettings;
import vuelta.local.template.SystemModel;
import vuelta.local.twilio.BookedCall;
import vuelta.local.twilio.Limits;
import vuelta.local.twilio.Population;
import vuelta.local.twilio.TwilioSimulator;
import vuelta.local.whatsapp.BookedMessage;
import vuelta.local.whatsapp.Faults;
import vuelta.local.whatsapp.WhatsAppSimulator;

/** The system of template.yaml on this machine, with simulators in the providers' places and a key for its API. */
public final class LocalVuelta implements AutoCloseable {
    /** The key that the API takes here. */
    public static final String API_KEY = "local-key";

    /** The secret by which a line uses the simulator. */
    public static final String TWILIO_SECRET = "local/twilio";

    /** The secret by which a line uses WhatsApp's simulator. */
    public static final String WHATSAPP_SECRET = "local/whatsapp";

    private static final WhatsAppSimulator.Account META = new WhatsAppSimulator.Account(
            "local-access-token", "100000000000001", "100000000000002", "local-app-secret", "local-verify-token");

    /** What a number may send by Meta's standard. */
    private static final int MESSAGES_PER_SECOND = 80;

    /** The secret by which a line uses the reference runtime of the generic agent's contract. */
    public static final String AGENT_SECRET = "local/agent";

    private static final String TABLE = "Table";
    private static final String ACCOUNT_SID = "AC" + "0123456789abcdef".repeat(2);
    private static final String AUTH_TOKEN = "local-auth-token";
    private static final String SIGNING_SECRET = "local-signing-secret";

    /** As after 90 s of life, but never before a request to the provider has had its time. */
    private static final Duration ASK_AFTER = Duration.ofSeconds(90);

    private static final Duration ASK_AFTER_LEAST = Duration.ofSeconds(20);
    private static final Duration BACKOFF = Duration.ofSeconds(60);
    private static final Duration BACKOFF_LEAST = Duration.ofSeconds(2);

    private final LocalRuntime runtime;
    private final TwilioSimulator twilio;
    private final WhatsAppSimulator whatsApp;
    private final AgentSimulator agent;

    private LocalVuelta(
            LocalRuntime runtime, TwilioSimulator twilio, WhatsAppSimulator whatsApp, AgentSimulator agent) {
        this.runtime = runtime;
        this.twilio = twilio;
        this.whatsApp = whatsApp;
        this.agent = agent;
    }

    /**
     * How to run it.
     *
     * @param project the checkout, where template.yaml is
     * @param port of the API; 0 for any
     * @param data where everything is kept for the next start; null for nowhere
     * @param log where the functions' log lines go
     * @param speed simulated calls run this many times faster than life
     * @param seed of the simulated population
     * @param secrets name to secret, besides the simulators'
     * @param streams how the table's stream is presented to the functions that read it
     * @param rudeness of the proxy before DynamoDB Local; null for no proxy
     * @param messagesPerSecond what WhatsApp's simulator takes of a number
     */
    public record Settings(
            Path project,
            int port,
            @Nullable Path data,
            Path log,
            double speed,
            long seed,
            Map<String, String> secrets,
            StreamSettings streams,
            @Nullable Rudeness rudeness,
            int messagesPerSecond) {
        public Settings {
            secrets = Map.copyOf(secrets);
        }

        /** With as many messages a second as a number may send by Meta's standard. */
        public Settings(
                Path project,
                int port,
                @Nullable Path data,
                Path log,
                double speed,
                long seed,
                Map<String, String> secrets,
                StreamSettings streams,
                @Nullable Rudeness rudeness) {
            this(project, port, data, log, speed, seed, secrets, streams, rudeness, MESSAGES_PER_SECOND);
        }

        /** With no secrets but the simulators', as many shards as a new table has, and no proxy. */
        public Settings(Path project, int port, @Nullable Path data, Path log, double speed, long seed) {
            this(project, port, data, log, speed, seed, Map.of(), StreamSettings.DEFAULT, null);
        }

        public Settings withRudeness(@Nullable Rudeness rude) {
            return new Settings(project, port, data, log, speed, seed, secrets, streams, rude, messagesPerSecond);
        }

        public Settings withShards(int shards) {
            return new Settings(
                    project,
                    port,
                    data,
                    log,
                    speed,
                    seed,
                    secrets,
                    streams.withShards(shards),
                    rudeness,
                    messagesPerSecond);
        }

        public Settings withMessagesPerSecond(int most) {
            return new Settings(project, port, data, log, speed, seed, secrets, streams, rudeness, most);
        }
    }

    public static LocalVuelta start(Settings settings) {
        TwilioSimulator twilio = startTwilio(settings);
        WebhookOfAttempt webhooks = new WebhookOfAttempt();
        DoctorPage doctor = new DoctorPage();
        WhatsAppSimulator whatsApp = startWhatsApp(settings, webhooks);
        AgentSimulator agent = AgentSimulator.start(
                new AgentSimulator.Options(InstantSource.system(), settings.seed(), settings.speed(), SIGNING_SECRET));
        try {
            LocalRuntimeOptions options = LocalRuntimeOptions.of(
                            settings.project().resolve("template.yaml"),
                            settings.project().resolve("infra/dynamodb/target/classpath"))
                    .withHttpPort(settings.port())
                    .withLog(settings.log())
                    .withStreams(settings.streams())
                    .withRudeness(settings.rudeness())
                    .withParameter("SecretPrefix", "local")
                    .withParameter("AskAfterSeconds", sped(ASK_AFTER, ASK_AFTER_LEAST, settings.speed()))
                    .withParameter("TechnicalBackoffSeconds", sped(BACKOFF, BACKOFF_LEAST, settings.speed()))
                    .withSecret(TWILIO_SECRET, secret(twilio.baseUrl()))
                    .withSecret(AGENT_SECRET, agentSecret(agent.callsUrl()))
                    .withMount(AgentSimulator.BOOK, agent.book())
                    .withMount(DoctorPage.PATH, doctor)
                    .withSecret(WHATSAPP_SECRET, secretOfWhatsApp(whatsApp.baseUrl()))
                    .withBeforeServing(system -> {
                        admitKey(system);
                        webhooks.table(table(system));
                    });
            Map<String, HttpHandler> mounts = new HashMap<>(twilio.handlers());
            mounts.putAll(whatsApp.handlers());
            for (Map.Entry<String, HttpHandler> mount : mounts.entrySet()) {
                options = options.withMount(mount.getKey(), mount.getValue());
            }
            for (Map.Entry<String, String> secret : settings.secrets().entrySet()) {
                options = options.withSecret(secret.getKey(), secret.getValue());
            }
            Path data = settings.data();
            LocalRuntime runtime = LocalRuntime.start(data == null ? options : options.withDataDirectory(data));
            webhooks.origin(runtime.baseUrl());
            doctor.serve(runtime);
            return new LocalVuelta(runtime, twilio, whatsApp, agent);
        } catch (RuntimeException e) {
            twilio.close();
            whatsApp.close();
            agent.close();
            throw e;
        }
    }

    private static TwilioSimulator startTwilio(Settings settings) {
        Path data = settings.data();
        return TwilioSimulator.start(new TwilioSimulator.Options(
                0,
                InstantSource.system(),
                settings.seed(),
                Population.ordinary(),
                settings.speed(),
                data == null ? null : data.resolve("twilio.journal"),
                ACCOUNT_SID,
                AUTH_TOKEN,
                Limits.none(),
                true));
    }

    private static WhatsAppSimulator startWhatsApp(Settings settings, WebhookOfAttempt webhooks) {
        Path data = settings.data();
        return WhatsAppSimulator.start(new WhatsAppSimulator.Options(
                0,
                InstantSource.system(),
                settings.seed(),
                vuelta.local.whatsapp.Population.ordinary(),
                Faults.ordinary(),
                settings.speed(),
                data == null ? null : data.resolve("whatsapp.journal"),
                settings.messagesPerSecond(),
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

    private static void admitKey(SystemModel system) {
        try (DynamoDbClient client = PatientClient.create()) {
            new DynamoApiKeys(new DynamoTable(client, table(system))).admit(API_KEY, "local");
        }
    }

    private static String table(SystemModel system) {
        return Objects.requireNonNull(system.physicalNames().get(TABLE));
    }

    public URI baseUrl() {
        return runtime.baseUrl();
    }

    public LocalRuntime runtime() {
        return runtime;
    }

    /** Every call that the simulator has placed. */
    public List<BookedCall> calls() {
        return twilio.calls();
    }

    /** Every message that WhatsApp's simulator has accepted. */
    public List<BookedMessage> messages() {
        return whatsApp.messages();
    }

    /** Every call that the generic agent's runtime has taken. */
    public List<TakenCall> agentCalls() {
        return agent.calls();
    }

    @Override
    public void close() {
        List<RuntimeException> failures = new ArrayList<>();
        for (AutoCloseable part : List.of(runtime, twilio, whatsApp, agent)) {
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
