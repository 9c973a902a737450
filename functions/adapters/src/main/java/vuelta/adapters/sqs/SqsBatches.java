package vuelta.adapters.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.ContactStatus;
import vuelta.domain.contact.ContactData;
import vuelta.domain.contact.Sweep;
import vuelta.domain.file.Batch;
import vuelta.domain.file.Batches;
import vuelta.domain.file.CopyPage;
import vuelta.domain.phone.PhoneNumber;
import vuelta.domain.upload.RowProblem;
import vuelta.domain.upload.UploadId;

/** The contacts queue: batches of a file, and pages of contacts to be copied. */
public final class SqsBatches implements Batches {
    private final SqsClient sqs;
    private final String queueUrl;

    public SqsBatches(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    /** One message of the queue. */
    public sealed interface Work {
        /** To be loaded. */
        record Load(Batch batch) implements Work {}

        /** To be copied. */
        record Copy(CopyPage page) implements Work {}
    }

    @Override
    public void send(Batch batch) {
        send(write(batch));
    }

    @Override
    public void send(CopyPage page) {
        send(write(page));
    }

    private void send(String body) {
        sqs.sendMessage(send -> send.queueUrl(queueUrl).messageBody(body));
    }

    static String write(CopyPage page) {
        ObjectNode json = Json.object()
                .put("copy_of", page.from().value())
                .put("campaign", page.to().campaign().value())
                .put("upload", page.to().value())
                .put("number", page.number())
                .put("shard", page.at().shard())
                .put("after", page.at().after());
        ArrayNode statuses = json.putArray("statuses");
        page.statuses().stream().map(ContactStatus::wire).sorted().forEach(statuses::add);
        ArrayNode tags = json.putArray("tags");
        page.tags().stream().sorted().forEach(tags::add);
        return json.toString();
    }

    static String write(Batch batch) {
        ObjectNode json = Json.object()
                .put("campaign", batch.upload().campaign().value())
                .put("upload", batch.upload().value())
                .put("number", batch.number())
                .put("repaired", batch.repaired())
                .put("duplicates", batch.duplicates())
                .put("refused", batch.refused());
        ArrayNode rows = json.putArray("rows");
        for (Batch.Row row : batch.rows()) {
            ContactData data = row.data();
            ObjectNode entry = rows.addObject()
                    .put("line", row.line())
                    .put("number", row.number().e164())
                    .put("f_id", data.externalId())
                    .put("name", data.name())
                    .put("context", data.context())
                    .put("agent_name", data.agentName())
                    .put("agent_voice", data.agentVoice());
            ObjectNode variables = entry.putObject("variables");
            data.variables().forEach(variables::put);
        }
        ArrayNode problems = json.putArray("problems");
        for (RowProblem problem : batch.problems()) {
            problems.addObject()
                    .put("line", problem.line())
                    .put("column", problem.column())
                    .put("value", problem.value())
                    .put("reason", problem.reason())
                    .put("action", problem.action().wire());
        }
        return json.toString();
    }

    /** Throws IllegalArgumentException for what is none. */
    public static Work read(String body) {
        JsonNode json = Json.read(body);
        return json.has("copy_of") ? new Work.Copy(page(json)) : new Work.Load(batch(json));
    }

    private static CopyPage page(JsonNode json) {
        Set<ContactStatus> statuses = new HashSet<>();
        json.path("statuses").forEach(wire -> statuses.add(status(wire.asText())));
        Set<String> tags = new HashSet<>();
        json.path("tags").forEach(tag -> tags.add(tag.asText()));
        return new CopyPage(
                new CampaignId(Json.text(json, "copy_of")),
                upload(json),
                json.path("number").intValue(),
                new Sweep(json.path("shard").intValue(), Json.text(json, "after")),
                statuses,
                tags);
    }

    private static ContactStatus status(String wire) {
        return ContactStatus.ofWire(wire)
                .orElseThrow(() -> new IllegalArgumentException("no such contact status: " + wire));
    }

    private static UploadId upload(JsonNode json) {
        return new UploadId(new CampaignId(Json.text(json, "campaign")), Json.text(json, "upload"));
    }

    private static Batch batch(JsonNode json) {
        List<Batch.Row> rows = new ArrayList<>();
        json.path("rows").forEach(row -> rows.add(row(row)));
        List<RowProblem> problems = new ArrayList<>();
        json.path("problems").forEach(problem -> problems.add(problem(problem)));
        return new Batch(
                upload(json),
                json.path("number").intValue(),
                rows,
                json.path("repaired").intValue(),
                json.path("duplicates").intValue(),
                json.path("refused").intValue(),
                problems);
    }

    private static Batch.Row row(JsonNode row) {
        Map<String, String> variables = new HashMap<>();
        row.path("variables")
                .properties()
                .forEach(entry -> variables.put(entry.getKey(), entry.getValue().textValue()));
        ContactData data = new ContactData(
                Json.text(row, "f_id"),
                Json.text(row, "name"),
                Json.text(row, "context"),
                Json.text(row, "agent_name"),
                Json.text(row, "agent_voice"),
                variables);
        return new Batch.Row(row.path("line").longValue(), new PhoneNumber(Json.text(row, "number")), data);
    }

    private static RowProblem problem(JsonNode problem) {
        return new RowProblem(
                problem.path("line").longValue(),
                Json.text(problem, "column"),
                Json.text(problem, "value"),
                Json.text(problem, "reason"),
                RowProblem.Action.valueOf(Json.text(problem, "action").toUpperCase(Locale.ROOT)));
    }
}
