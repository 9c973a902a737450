package io.vuelta.handlers.dispatch;

import io.vuelta.adapters.libphonenumber.NumberZones;
import io.vuelta.adapters.provider.http.ProviderHttp;
import io.vuelta.adapters.provider.whatsapp.WhatsAppMessages;
import io.vuelta.adapters.provider.whatsapp.WhatsAppTemplates;
import io.vuelta.adapters.secrets.CachedSecrets;
import io.vuelta.adapters.sqs.SqsConversationReports;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.dispatch.AskProvider;
import io.vuelta.domain.dispatch.BeginAttempt;
import io.vuelta.domain.dispatch.CallProvider;
import io.vuelta.domain.dispatch.LastChecks;
import io.vuelta.domain.dispatch.MessageProvider;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.settle.Settle;
import io.vuelta.domain.store.Parallel;
import io.vuelta.domain.wake.Wakes;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.CallsWiring;
import io.vuelta.handlers.runtime.Redelivery;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsRedelivery;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.VirtualThreads;
import io.vuelta.handlers.runtime.WallClock;
import java.net.http.HttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The dependencies of the dispatch function. */
public record DispatchWiring(
        BeginAttempt begin,
        AskProvider ask,
        Wakes wakes,
        Redelivery redelivery,
        Parallel parallel,
        ProviderTimes times) {
    static DispatchWiring of(Settings settings) {
        SqsClient sqs = Aws.sqs();
        WallClock clock = new WallClock();
        Stores stores = Stores.of(settings);
        Wakes wakes = new SqsWakes(sqs, settings.text("PACE_QUEUE_URL"));
        HttpClient http = ProviderHttp.client(clock);
        Secrets secrets = new CachedSecrets(Aws.secretsManager(), clock);
        CallProvider calls = CallsWiring.of(
                http, secrets, stores.agents(), settings.text("PUBLIC_URL"), tokens(settings, secrets), clock);
        ProviderTimes times = new ProviderTimes();
        Settle settle = stores.settle(stores.reactToTrouble(wakes), settings.seconds("TECHNICAL_BACKOFF_SECONDS"));
        BeginAttempt begin = new BeginAttempt(
                stores.ofCampaigns().campaigns(),
                stores.ofContacts().contacts(),
                stores.lines(),
                times.of(calls, messages(http, secrets, clock)),
                new LastChecks(stores.ofPeople().doNotContact(), new NumberZones()),
                settle,
                wakes,
                new VirtualThreads(),
                clock,
                clock);
        AskProvider ask = new AskProvider(
                stores.ofCampaigns().campaigns(),
                stores.ofContacts().contacts(),
                stores.ofContacts().attempts(),
                stores.lines(),
                calls,
                settle,
                new SqsConversationReports(sqs, settings.text("OUTCOME_QUEUE_URL")),
                wakes,
                new NumberZones(),
                clock);
        Redelivery redelivery = new SqsRedelivery(sqs, settings.text("DISPATCH_QUEUE_URL"));
        return new DispatchWiring(begin, ask, wakes, redelivery, new VirtualThreads(), times);
    }

    private static MessageProvider messages(HttpClient http, Secrets secrets, WallClock clock) {
        return new WhatsAppMessages(http, secrets, new WhatsAppTemplates(http, secrets, clock), clock);
    }

    private static AttemptTokens tokens(Settings settings, Secrets secrets) {
        String name = settings.text("TOKEN_SECRET");
        return new AttemptTokens(() -> secrets.find(name).getOrDefault("secret", ""));
    }
}
