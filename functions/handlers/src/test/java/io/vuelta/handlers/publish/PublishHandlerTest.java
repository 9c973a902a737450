package io.vuelta.handlers.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import io.vuelta.adapters.dynamodb.DynamoAgents;
import io.vuelta.adapters.dynamodb.DynamoCampaigns;
import io.vuelta.adapters.dynamodb.DynamoContacts;
import io.vuelta.adapters.dynamodb.DynamoEndpoints;
import io.vuelta.adapters.dynamodb.DynamoExports;
import io.vuelta.adapters.dynamodb.DynamoReceivedMessages;
import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.event.Delivery;
import io.vuelta.domain.event.Endpoint;
import io.vuelta.domain.event.EndpointId;
import io.vuelta.domain.event.Event;
import io.vuelta.domain.event.EventType;
import io.vuelta.domain.event.PublishEvents;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportFilter;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.ExportedFile;
import io.vuelta.handlers.runtime.StreamedTable;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.InMemoryDeliveries;
import io.vuelta.testkit.fakes.InMemoryEndpoints;
import io.vuelta.testkit.fakes.TestContext;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Records of the change stream whose images are the items that the table's own adapters write. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PublishHandlerTest {
    private static final CampaignId CAMPAIGN = new CampaignId("C1");
    private static final EndpointId ENDPOINT = new EndpointId("we_1");

    private final VirtualTime clock = new VirtualTime(Examples.MONDAY);
    private final InMemoryEndpoints endpoints = new InMemoryEndpoints();
    private final InMemoryDeliveries deliveries = new InMemoryDeliveries(clock);
    private final StreamedTable streamed = new StreamedTable();
    private final DynamoTable table = new DynamoTable(streamed, "vuelta");
    private final TestContext context = new TestContext();
    private final PublishHandler handler = new PublishHandler(new PublishWiring(
            new PublishEvents(endpoints, new DynamoCampaigns(table), new DynamoAgents(table), deliveries, clock)));

    private Endpoint endpoint(EndpointId id) {
        return Endpoint.created(
                id,
                "https://hooks.example.com",
                Set.copyOf(EventType.forSubscribers()),
                Endpoint.Format.VUELTA,
                "secret",
                clock.instant());
    }

    private void handle(List<DynamodbStreamRecord> records) {
        DynamodbEvent event = new DynamodbEvent();
        event.setRecords(records);
        assertThat(handler.handleRequest(event, context).getBatchItemFailures()).isEmpty();
    }

    private List<String> deliveredTypes() {
        return deliveries.all().stream()
                .map(Delivery::event)
                .map(Event::type)
                .map(EventType::wire)
                .toList();
    }

    private void somethingOfEverything() {
        Contacts contacts = new DynamoContacts(table);
        Contact loaded = ((Contacts.Written.Done) contacts.create(Examples.contact(CAMPAIGN, 1))).contact();
        assertThat(contacts.write(loaded, loaded.skipped(clock.instant()))).isInstanceOf(Contacts.Written.Done.class);
        DynamoExports exports = new DynamoExports(table);
        exports.create(export(Export.Status.RUNNING, 0));
        assertThat(exports.save(export(Export.Status.DONE, 1))).isTrue();
        new DynamoReceivedMessages(table)
                .put(new ReceivedMessage(
                        new AttemptId(loaded.id(), 1), "wamid.2#x", "text", "Sí", null, clock.instant()));
        DynamoEndpoints ofTable = new DynamoEndpoints(table);
        Endpoint other = endpoint(new EndpointId("we_2"));
        assertThat(ofTable.save(other)).isTrue();
        assertThat(ofTable.save(other.inVersion(1).changed(other.url(), other.events(), other.format(), true)))
                .isTrue();
    }

    private Export export(Export.Status status, long version) {
        boolean done = status == Export.Status.DONE;
        return new Export(
                new ExportId(CAMPAIGN, "e1"),
                Export.Kind.CALLS,
                ExportFilter.NONE,
                false,
                false,
                status,
                done ? new ExportedFile("k", "m", 7, 70, "ab") : null,
                null,
                clock.instant(),
                version);
    }

    @Test
    void written_changes_are_sent_as_events() {
        assertThat(endpoints.save(endpoint(ENDPOINT))).isTrue();
        somethingOfEverything();

        handle(streamed.take());

        assertThat(deliveredTypes())
                .containsExactly(
                        "contact.status_changed", "export.finished", "message.received", "webhook_endpoint.disabled");
        assertThat(deliveries.all())
                .allSatisfy(delivery -> assertThat(delivery.endpoint()).isEqualTo(ENDPOINT));
    }

    @Test
    void a_repeated_batch_is_sent_again_with_the_same_ids() {
        assertThat(endpoints.save(endpoint(ENDPOINT))).isTrue();
        somethingOfEverything();
        List<DynamodbStreamRecord> records = streamed.take();

        handle(records);
        List<Delivery> first = deliveries.all();
        handle(records);

        assertThat(deliveries.all()).hasSize(2 * first.size());
        assertThat(deliveries.all().subList(first.size(), 2 * first.size())).isEqualTo(first);
    }

    @Test
    void without_endpoints_nothing_is_sent_and_a_new_endpoint_is_used_after_a_minute() {
        somethingOfEverything();
        List<DynamodbStreamRecord> records = streamed.take();

        handle(records);
        assertThat(endpoints.save(endpoint(ENDPOINT))).isTrue();
        handle(records);
        assertThat(deliveries.all()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        handle(records);

        assertThat(deliveries.all()).isNotEmpty();
    }

    @Test
    void an_unreadable_item_is_skipped_and_logged() {
        assertThat(endpoints.save(endpoint(ENDPOINT))).isTrue();
        somethingOfEverything();
        for (Map<String, AttributeValue> item : streamed.items()) {
            Map<String, AttributeValue> broken = new HashMap<>();
            broken.put("pk", item.get("pk"));
            broken.put("sk", item.get("sk"));
            streamed.put(broken);
        }

        handle(streamed.take());

        assertThat(deliveredTypes()).hasSize(4);
        assertThat(context.lines())
                .anyMatch(line -> line.contains("\"event\":\"change_unpublished\"")
                        && line.contains("\"changes_unpublished\":4"));
    }

    @Test
    void if_the_queue_refuses_events_the_batch_is_delivered_again() {
        assertThat(endpoints.save(endpoint(ENDPOINT))).isTrue();
        somethingOfEverything();
        List<DynamodbStreamRecord> records = streamed.take();
        deliveries.faults(FailAt.beforeNext("deliveries.send"));

        assertThatThrownBy(() -> handle(records)).isInstanceOf(FailAt.Crash.class);
        handle(records);

        assertThat(deliveredTypes()).hasSize(4);
    }
}
