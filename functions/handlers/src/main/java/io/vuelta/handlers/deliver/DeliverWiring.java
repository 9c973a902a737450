package io.vuelta.handlers.deliver;

import io.vuelta.adapters.dynamodb.DynamoDeliveryLog;
import io.vuelta.adapters.dynamodb.DynamoEndpoints;
import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.adapters.dynamodb.DynamoUndeliveredEvents;
import io.vuelta.adapters.dynamodb.RetryingClient;
import io.vuelta.adapters.provider.agent.SignedRuntimeReceiver;
import io.vuelta.adapters.receiver.HttpsEventReceiver;
import io.vuelta.adapters.secrets.CachedSecrets;
import io.vuelta.adapters.sqs.SqsDeliveries;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.event.DeliverEvent;
import io.vuelta.domain.event.EventBodies;
import io.vuelta.domain.event.HandToRuntime;
import io.vuelta.domain.event.RuntimeReceiver;
import io.vuelta.domain.line.Secrets;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.Redelivery;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsRedelivery;
import io.vuelta.handlers.runtime.StackSecret;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.WallClock;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The dependencies of the function that delivers events. */
public record DeliverWiring(DeliverEvent deliverEvent, Redelivery redelivery) {
    static DeliverWiring of(Settings settings) {
        WallClock clock = new WallClock();
        DynamoTable table = new DynamoTable(RetryingClient.create(), settings.text("TABLE"));
        Stores stores = Stores.of(table);
        SqsClient sqs = Aws.sqs();
        String queue = settings.text("DELIVERIES_QUEUE_URL");
        Secrets secrets = new CachedSecrets(Aws.secretsManager(), clock);
        HttpsEventReceiver https =
                new HttpsEventReceiver(HttpsEventReceiver.Targets.of(settings.text("WEBHOOK_TARGETS")), clock);
        RuntimeReceiver runtimes = new SignedRuntimeReceiver(
                https::post,
                secrets,
                settings.text("PUBLIC_URL"),
                new AttemptTokens(new StackSecret(secrets, settings.text("TOKEN_SECRET"), "secret")::text),
                clock);
        DeliverEvent deliverEvent = new DeliverEvent(
                new DynamoEndpoints(table),
                https,
                new EventBodies(
                        stores.ofCampaigns().campaigns(),
                        stores.agents(),
                        stores.lines(),
                        stores.ofContacts().contacts(),
                        stores.ofContacts().attempts(),
                        stores.ofContacts().conversations()),
                new SqsDeliveries(sqs, queue, clock),
                new DynamoUndeliveredEvents(table),
                new DynamoDeliveryLog(table),
                new HandToRuntime(
                        stores.ofCampaigns().campaigns(),
                        stores.agents(),
                        stores.lines(),
                        stores.ofContacts().attempts(),
                        runtimes),
                clock);
        return new DeliverWiring(deliverEvent, new SqsRedelivery(sqs, queue));
    }
}
