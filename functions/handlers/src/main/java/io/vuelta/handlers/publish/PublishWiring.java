package io.vuelta.handlers.publish;

import io.vuelta.adapters.dynamodb.DynamoAgents;
import io.vuelta.adapters.dynamodb.DynamoCampaigns;
import io.vuelta.adapters.dynamodb.DynamoEndpoints;
import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.adapters.dynamodb.RetryingClient;
import io.vuelta.adapters.sqs.SqsDeliveries;
import io.vuelta.domain.event.PublishEvents;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.WallClock;

/** The dependencies of the function that derives events. */
public record PublishWiring(PublishEvents publishEvents) {
    static PublishWiring of(Settings settings) {
        WallClock clock = new WallClock();
        DynamoTable table = new DynamoTable(RetryingClient.create(), settings.text("TABLE"));
        return new PublishWiring(new PublishEvents(
                new DynamoEndpoints(table),
                new DynamoCampaigns(table),
                new DynamoAgents(table),
                new SqsDeliveries(Aws.sqs(), settings.text("DELIVERIES_QUEUE_URL"), clock),
                clock));
    }
}
