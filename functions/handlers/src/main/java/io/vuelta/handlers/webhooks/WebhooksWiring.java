package io.vuelta.handlers.webhooks;

import io.vuelta.adapters.dynamodb.DynamoAgentReplies;
import io.vuelta.adapters.dynamodb.DynamoReceivedMessages;
import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.adapters.dynamodb.RetryingClient;
import io.vuelta.adapters.libphonenumber.CanonicalNumbers;
import io.vuelta.adapters.provider.agent.AgentWebhooks;
import io.vuelta.adapters.provider.elevenlabs.ElevenLabs;
import io.vuelta.adapters.provider.http.ProviderHttp;
import io.vuelta.adapters.provider.platform.Platform;
import io.vuelta.adapters.provider.platform.PlatformWebhooks;
import io.vuelta.adapters.provider.retell.Retell;
import io.vuelta.adapters.provider.twilio.TwilioWebhooks;
import io.vuelta.adapters.provider.vapi.Vapi;
import io.vuelta.adapters.provider.whatsapp.WhatsAppWebhooks;
import io.vuelta.adapters.secrets.CachedSecrets;
import io.vuelta.adapters.sqs.SqsConversationReports;
import io.vuelta.adapters.sqs.SqsEarlyReplies;
import io.vuelta.adapters.sqs.SqsProviderEvents;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.dispatch.CallProvider;
import io.vuelta.domain.dispatch.HangUpOnMachines;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.phone.UserIds;
import io.vuelta.domain.settle.CheckReport;
import io.vuelta.domain.settle.ReactToTrouble;
import io.vuelta.domain.settle.TakeWebhook;
import io.vuelta.domain.settle.Webhooks;
import io.vuelta.domain.suppression.ApplyConsent;
import io.vuelta.domain.wake.Wakes;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.CallsWiring;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.WallClock;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The parts of the function of the webhooks.
 *
 * @param providers the webhooks of all providers
 * @param publicUrl the base URL that providers call, without a slash at its end; empty: taken from the request
 */
public record WebhooksWiring(Map<Provider, Webhooks> providers, TakeWebhook take, String publicUrl) {
    public WebhooksWiring {
        providers = Map.copyOf(providers);
    }

    static WebhooksWiring of(Settings settings) {
        WallClock clock = new WallClock();
        DynamoTable table = new DynamoTable(RetryingClient.create(), settings.text("TABLE"));
        Stores stores = Stores.of(table);
        SqsClient sqs = Aws.sqs();
        Wakes wakes = new SqsWakes(sqs, settings.text("PACE_QUEUE_URL"));
        ReactToTrouble trouble = stores.reactToTrouble(wakes);
        String queue = settings.text("OUTCOME_QUEUE_URL");
        Secrets secrets = new CachedSecrets(Aws.secretsManager(), clock);
        TakeWebhook take = new TakeWebhook(
                new HangUpOnMachines(
                        new SettleAtOnce(
                                stores.settle(trouble, settings.seconds("TECHNICAL_BACKOFF_SECONDS")),
                                wakes,
                                new SqsProviderEvents(sqs, queue)),
                        stores.ofCampaigns().campaigns(),
                        stores.ofContacts().attempts(),
                        stores.lines(),
                        new FirstUse<>(() -> calls(secrets, stores.agents(), clock))),
                new SqsConversationReports(sqs, queue),
                new CheckReport(stores.ofCampaigns().campaigns(), stores.agents()),
                new ApplyConsent(stores.ofPeople().doNotContact()),
                new DynamoReceivedMessages(table),
                new DynamoAgentReplies(table),
                new SqsEarlyReplies(sqs, queue),
                trouble);
        return new WebhooksWiring(
                providers(
                        stores.lines(),
                        stores.agents(),
                        stores.ofContacts().attempts(),
                        stores.ofPeople().userIds(),
                        secrets,
                        clock),
                take,
                settings.textOrEmpty("PUBLIC_URL"));
    }

    /** The provider that hangs up calls; this function places no calls. */
    private static CallProvider calls(Secrets secrets, Agents agents, InstantSource clock) {
        AttemptTokens none = new AttemptTokens(() -> {
            throw new IllegalStateException("the webhooks' function places no call");
        });
        return CallsWiring.of(ProviderHttp.client(clock), secrets, agents, "", none, clock);
    }

    /** A value that is created at its first use: most invocations hang up no call, and a client is slow to start. */
    private static final class FirstUse<T> implements Supplier<T> {
        private final Supplier<T> make;
        private @Nullable T made;

        FirstUse(Supplier<T> make) {
            this.make = make;
        }

        @Override
        public synchronized T get() {
            T there = made == null ? make.get() : made;
            made = there;
            return there;
        }
    }

    /** The webhooks of the provider with this name in the path; empty if there is no such provider. */
    Optional<Webhooks> find(String provider) {
        return Provider.ofWire(provider).flatMap(known -> Optional.ofNullable(providers.get(known)));
    }

    /** The webhooks of all providers. */
    public static Map<Provider, Webhooks> providers(
            Lines lines, Agents agents, Attempts attempts, UserIds userIds, Secrets secrets, InstantSource clock) {
        Function<Platform, Webhooks> of =
                platform -> new PlatformWebhooks(platform, lines, agents, attempts, secrets, clock);
        Map<Provider, Webhooks> providers = new EnumMap<>(Provider.class);
        for (Provider provider : Provider.values()) {
            providers.put(
                    provider,
                    switch (provider) {
                        case TWILIO -> new TwilioWebhooks(lines, secrets, clock);
                        case AGENT -> new AgentWebhooks(lines, secrets, clock);
                        case RETELL -> of.apply(new Retell());
                        case VAPI -> of.apply(new Vapi());
                        case ELEVENLABS -> of.apply(new ElevenLabs());
                        case WHATSAPP ->
                            new WhatsAppWebhooks(lines, attempts, userIds, secrets, new CanonicalNumbers(), clock);
                    });
        }
        return providers;
    }
}
