package vuelta.handlers.dispatch;

import java.net.http.HttpClient;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import vuelta.adapters.agent.AgentCalls;
import vuelta.adapters.libphonenumber.NumberZones;
import vuelta.adapters.secrets.CachedSecrets;
import vuelta.adapters.sqs.SqsWakes;
import vuelta.adapters.twilio.TwilioCalls;
import vuelta.adapters.whatsapp.WhatsAppMessages;
import vuelta.adapters.whatsapp.WhatsAppTemplates;
import vuelta.domain.dispatch.AskProvider;
import vuelta.domain.dispatch.BeginAttempt;
import vuelta.domain.dispatch.CallProvider;
import vuelta.domain.dispatch.CallsByLine;
import vuelta.domain.dispatch.LastChecks;
import vuelta.domain.dispatch.MessageProvider;
import vuelta.domain.dispatch.Providers;
import vuelta.domain.line.Secrets;
import vuelta.domain.settle.Settle;
import vuelta.domain.wake.Wakes;
import vuelta.handlers.runtime.Aws;
import vuelta.handlers.runtime.Settings;
import vuelta.handlers.runtime.Stores;
import vuelta.handlers.runtime.VirtualThreads;
import vuelta.handlers.runtime.WallClock;

/** Puts the dispatch function together. */
final class Wiring {
    private final BeginAttempt begin;
    private final AskProvider ask;
    private final Wakes wakes;

    Wiring(Settings settings, SqsClient sqs) {
        WallClock clock = new WallClock();
        Stores stores = Stores.of(settings);
        this.wakes = new SqsWakes(sqs, settings.text("PACE_QUEUE_URL"));
        HttpClient http = TwilioCalls.client();
        Secrets secrets = new CachedSecrets(Aws.secretsManager(), clock);
        String publicUrl = settings.text("PUBLIC_URL");
        CallProvider calls = new CallsByLine(Map.of(
                "twilio",
                new TwilioCalls(http, secrets, publicUrl, clock),
                AgentCalls.NAME,
                new AgentCalls(http, secrets, publicUrl, clock)));
        HttpClient meta = WhatsAppMessages.client();
        MessageProvider messages =
                new WhatsAppMessages(meta, secrets, new WhatsAppTemplates(meta, secrets, clock), clock);
        Settle settle = new Settle(
                stores.campaigns(),
                stores.contacts(),
                stores.attempts(),
                stores.doNotContact(),
                stores.userIds(),
                clock,
                settings.seconds("TECHNICAL_BACKOFF_SECONDS"));
        this.begin = new BeginAttempt(
                stores.campaigns(),
                stores.contacts(),
                stores.lines(),
                new Providers(calls, messages),
                new LastChecks(stores.doNotContact(), new NumberZones()),
                settle,
                wakes,
                new VirtualThreads(),
                clock,
                clock);
        this.ask = new AskProvider(
                stores.campaigns(),
                stores.contacts(),
                stores.attempts(),
                stores.lines(),
                calls,
                settle,
                wakes,
                new NumberZones(),
                clock);
    }

    BeginAttempt begin() {
        return begin;
    }

    AskProvider ask() {
        return ask;
    }

    Wakes wakes() {
        return wakes;
    }
}
