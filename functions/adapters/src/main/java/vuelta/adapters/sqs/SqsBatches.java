package vuelta.adapters.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.contact.ContactData;
import vuelta.domain.file.Batch;
import vuelta.domain.file.Batches;
import vuelta.domain.phone.PhoneNumber;
import vuelta.domain.upload.RowProblem;
import vuelta.domain.upload.UploadId;

/** The contacts queue. */
public final class SqsBatches implements Batches {
    private final SqsClient sqs;
    private final String queueUrl;

    public SqsBatches(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    @Override
    public void send(Batch batch) {
        String body = write(batch);
        sqs.sendMessage(send -> send.queueUrl(queueUrl).messageBody(body));
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
    public static Batch read(String body) {
        JsonNode json = Json.read(body);
        List<Batch.Row> rows = new ArrayList<>();
        json.path("rows").forEach(row -> rows.add(row(row)));
        List<RowProblem> problems = new ArrayList<>();
        json.path("problems").forEach(problem -> problems.add(problem(problem)));
        return new Batch(
                new UploadId(new CampaignId(Json.text(json, "campaign")), Json.text(json, "upload")),
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
