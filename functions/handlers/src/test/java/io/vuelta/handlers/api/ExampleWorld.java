package io.vuelta.handlers.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.access.ApiKey;
import io.vuelta.domain.access.Scope;
import io.vuelta.domain.action.ActOnContact;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.bulk.Job;
import io.vuelta.domain.bulk.JobId;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.dispatch.MessageImages;
import io.vuelta.domain.dispatch.MessageTemplate;
import io.vuelta.domain.dispatch.TemplateLists;
import io.vuelta.domain.erasure.Erasure;
import io.vuelta.domain.erasure.ErasureId;
import io.vuelta.domain.event.Endpoint;
import io.vuelta.domain.event.EndpointId;
import io.vuelta.domain.event.Event;
import io.vuelta.domain.event.EventType;
import io.vuelta.domain.event.LoggedDelivery;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportFilter;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.ExportedFile;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.MachineDetection;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.price.Price;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.upload.ColumnMapping;
import io.vuelta.domain.upload.FoundColumns;
import io.vuelta.domain.upload.IfDuplicate;
import io.vuelta.domain.upload.LoadedBatch;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.domain.upload.Uploads;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state in which each example of the API's description succeeds: the resources of its ids exist in the required
 * status.
 */
final class ExampleWorld {
    static final PhoneNumber NUMBER = new PhoneNumber("+525555551234");

    /** The ids of the description, and the ids here. */
    static final Map<String, String> IDS = Map.of(
            "2b8f1a3e-5c0d-4f27-9a6b-7e8d9c0b1a2f", Examples.AGENT.value(),
            "iph_01KJQ3P5M8D2T4V6X8Z0B1C3E5", Client.LINE.value(),
            "iwa_01KJQ3P5M8F2G4H6J8K0M1N3P5", Client.WHATSAPP.value(),
            "01KJQ3P5M8Q7R9S1T3V5W7X9Y1", Client.CAMPAIGN.value());

    static final EndpointId ENDPOINT = new EndpointId("we_01KJQ3P5M8T1V2W3X4Y5Z6A7B8");
    private static final Instant NOW = Examples.MONDAY;
    private static final String UPLOAD = "01KJQ3P5M8A1B2C3D4E5F6G7H8";
    private static final long TWO_PARTS = 100_000_000;
    private static final Set<String> OF_MESSAGES = Set.of("listMessages", "keepImage", "keepImageById", "reply");
    private static final Map<String, CampaignStatus> STATUSES = Map.of(
            "pauseCampaign", CampaignStatus.ACTIVE,
            "cancelCampaign", CampaignStatus.ACTIVE,
            "resumeCampaign", CampaignStatus.INACTIVE,
            "deleteAgent", CampaignStatus.FINISHED,
            "deleteIntegration", CampaignStatus.FINISHED,
            "deleteIntegrationOfAgent", CampaignStatus.FINISHED);

    /** The price of a minute of a call, in millionths. */
    private static final long PER_MINUTE = 850_000;

    private final Client client = Client.withLine();
    private final String operation;
    private final String example;

    private ExampleWorld(String operation, String example) {
        this.operation = operation;
        this.example = example;
    }

    /** The world of an example of this operation. */
    static Client of(String operation, String example) {
        ExampleWorld world = new ExampleWorld(operation, example);
        world.campaign();
        world.attempts();
        world.files();
        world.events();
        world.jobs();
        world.templates();
        ApiKey key = new ApiKey("0123456789abcdef", "reports", Scope.READ, "0".repeat(64), NOW, null);
        assertThat(world.client.keys.create(key)).isTrue();
        if (!operation.equals("reply")) {
            world.listed();
        }
        if (operation.equals("deleteAgent")) {
            List.of(Client.LINE, Client.WHATSAPP)
                    .forEach(line -> world.client.store.lines().change(line, there -> there.removed(true)));
        }
        return world.client;
    }

    private void listed() {
        client.store
                .doNotContact()
                .putAll(List.of(
                        new Suppression(NUMBER, Channel.WHATSAPP, "asked to stop", "reply", NOW, null),
                        new Suppression(NUMBER, Channel.PHONE_CALL, "not given", "api", NOW, null)));
    }

    /** The path with the line of the example: examples of messages need a WhatsApp line. */
    static String pathOf(String path, String example) {
        return example.equals("messages")
                ? path.replace("iph_01KJQ3P5M8D2T4V6X8Z0B1C3E5", "iwa_01KJQ3P5M8F2G4H6J8K0M1N3P5")
                : path;
    }

    private void campaign() {
        Line.Details priced = new Line.Details(
                "Sales", null, null, null, Price.ofCalls("MXN", PER_MINUTE, 0), null, MachineDetection.FAST, false);
        client.store.lines().put(Examples.line(Client.LINE).with(priced));
        client.store.lines().put(Examples.line(Client.WHATSAPP, Channel.WHATSAPP));
        client.images = (_, _, _) -> new MessageImages.Kept.Taken("1037543291543636");
        boolean messages = OF_MESSAGES.contains(operation) || example.equals("template");
        Examples.SettingsBuilder calls = Examples.with().firstMessage("Hi, am I speaking with {name}?");
        CampaignSettings settings = messages
                ? Examples.with().template("promo_june", "promo_june_again").build()
                : (example.equals("cycles") ? calls.cycles(Given.dailyCooldown()) : calls).build();
        Campaign campaign = Examples.campaign(
                Client.CAMPAIGN,
                messages ? Client.WHATSAPP : Client.LINE,
                STATUSES.getOrDefault(operation, CampaignStatus.READY),
                settings);
        client.store.campaigns().create(campaign);
        client.load(contact(NUMBER, operation.equals("retryContact") ? ContactStatus.FAILED : ContactStatus.QUEUE));
        client.load(contact(new PhoneNumber("+525555551242"), ContactStatus.QUEUE));
    }

    private static Contact contact(PhoneNumber number, ContactStatus status) {
        return Given.contact(ContactId.of(Client.CAMPAIGN, number), number, status);
    }

    private void attempts() {
        AttemptId id = new AttemptId(ContactId.of(Client.CAMPAIGN, NUMBER), 1);
        if (OF_MESSAGES.contains(operation) || example.equals("template")) {
            boolean answered = operation.equals("reply");
            Message message =
                    answered ? Given.messageTo(NUMBER, MessageStatus.READ) : Given.message(0, MessageStatus.DELIVERED);
            client.load(message);
            if (answered) {
                client.received.put(new ReceivedMessage(id, "wamid.1", "text", "¿Cuándo?", null, NOW));
            }
            return;
        }
        if (operation.equals("removeContact") || operation.equals("retryContact") || operation.equals("skipContact")) {
            return;
        }
        Call call = Given.callTo(NUMBER, CallStatus.ENDED, AnsweredBy.HUMAN);
        client.load(call);
        Conversation brought = new Conversation(
                List.of("vip"),
                Map.of("email", "ana@example.com"),
                false,
                null,
                null,
                "positive",
                "She asks for an offer.",
                "transcripts/1.txt",
                NOW,
                0);
        assertThat(client.store.conversations().write(id, brought)).isTrue();
    }

    private void files() {
        boolean parts = operation.equals("completeUpload");
        UploadId upload = new UploadId(Client.CAMPAIGN, UPLOAD);
        String key = "uploads/C1/" + UPLOAD;
        String sent = parts ? client.parts.begin(key, "text/csv", TWO_PARTS).id() : null;
        if (sent != null) {
            client.parts.send(sent, 1);
            client.parts.send(sent, 2);
        }
        client.store.uploads().create(Upload.waiting(upload, "contacts.csv", 2_048, key, sent, IfDuplicate.SKIP, NOW));
        if (!parts) {
            loaded(upload);
        }
        ExportId export = new ExportId(Client.CAMPAIGN, "01KJQ3P5M8J1K2M3N4P5Q6R7S8");
        Export requested = Export.requested(export, Export.Kind.CONTACTS, ExportFilter.NONE, false, false, NOW);
        client.store.exports().create(requested);
        ExportedFile file = new ExportedFile("exports/C1/1.csv", "exports/C1/1.json", 2, 512, "9f86d081".repeat(8));
        client.store
                .exports()
                .save(new Export(
                        export,
                        Export.Kind.CONTACTS,
                        ExportFilter.NONE,
                        false,
                        false,
                        Export.Status.DONE,
                        file,
                        null,
                        NOW,
                        1));
    }

    private void loaded(UploadId upload) {
        Uploads uploads = client.store.uploads();
        RowProblem repaired =
                new RowProblem(7, "phone", "+5215555551234", "RETIRED_PREFIX", RowProblem.Action.REPAIRED);
        assertThat(uploads.startReading(upload)).isTrue();
        uploads.columns(
                upload,
                new FoundColumns(
                        new ColumnMapping(Map.of(ColumnMapping.PHONE_NUMBER, List.of("phone"))),
                        List.of("city"),
                        List.of(new FoundColumns.Dropped("", "COLUMN_WITHOUT_NAME"))));
        uploads.loaded(new LoadedBatch(upload, 1, 2, 1, 0, 0, 0, List.of(repaired)));
        uploads.allRead(upload, 1);
        assertThat(uploads.finish(upload, List.of(repaired), "reports/C1/1.csv"))
                .isTrue();
    }

    private void events() {
        client.endpoints.save(Endpoint.created(
                ENDPOINT,
                "https://crm.example.com/vuelta",
                Set.of(EventType.CALL_ENDED),
                Endpoint.Format.VUELTA,
                "s".repeat(44),
                NOW));
        Event event = new Event(
                "evt_3f6c1e9a0b7d4c25", EventType.CALL_ENDED, NOW, Client.CAMPAIGN, Map.of("status", "ended"));
        client.undelivered.keep(event, ENDPOINT, NOW.plus(Duration.ofDays(14)));
        client.deliveryLog.add(new LoggedDelivery(
                ENDPOINT,
                event.id(),
                event.type(),
                NOW,
                Client.CAMPAIGN,
                1,
                NOW.plusSeconds(5),
                Duration.ofMillis(87),
                LoggedDelivery.Outcome.FAILED,
                "HTTP_500",
                NOW.plusMillis(15_087)));
    }

    private void jobs() {
        // Of another person: a request for the same person would continue this erasure.
        PhoneNumber other = new PhoneNumber("+525555559876");
        client.store
                .erasures()
                .create(Erasure.requested(new ErasureId("01KJQ3P5M8K1B2C3D4E5F6G7H8"), other, List.of(), NOW));
        JobId id = new JobId(Client.CAMPAIGN, "01KJQ3P5M8K1B2C3D4E5F6G7H8");
        Set<ContactStatus> failed = Set.of(ContactStatus.FAILED);
        client.store.jobs().create(Job.requested(id, ActOnContact.Action.RETRY, failed, Set.of(), List.of(), 2, NOW));
    }

    private void templates() {
        MessageTemplate template = Examples.template("promo_june", "es_MX", List.of("name"));
        TemplateLists.Button button = new TemplateLists.Button("URL", "Ver", "https://shop.example.com/june");
        TemplateLists.Listed listed = new TemplateLists.Listed(
                template, "1037543291543636", "MARKETING", "TEXT", "Junio", "Hola {{name}}", null, List.of(button));
        client.templateLists =
                (_, _, _) -> new TemplateLists.Listing.Page(List.of(listed), Optional.empty(), Optional.empty());
    }
}
