package io.vuelta.adapters.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.bulk.JobId;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.erasure.ErasureId;
import io.vuelta.domain.file.Batch;
import io.vuelta.domain.file.Batches;
import io.vuelta.domain.file.CopyPage;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.retention.RemovalCursor;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.UploadId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * The contacts queue: batches of a file, pages of contacts to copy, jobs, erasures and removals. Batches are sent in
 * requests of the maximum size, and those that SQS did not accept are sent again.
 */
public final class SqsBatches implements Batches {
    /** Maximum messages that SQS accepts in one request. */
    private static final int MAX_TOGETHER = 10;

    /** Maximum bytes of all messages of one request together. */
    private static final int MAX_BYTES = 1024 * 1024;

    /** Number of tries for messages that SQS did not accept, which is rare according to AWS. */
    private static final int TRIES = 5;

    /** First size of the buffer for a batch's message, in bytes. */
    private static final int FIRST_BYTES = 32 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

    private final SqsClient sqs;
    private final String queueUrl;
    private final Executor senders;

    /** Sends requests one after another. */
    public SqsBatches(SqsClient sqs, String queueUrl) {
        this(sqs, queueUrl, Runnable::run);
    }

    /**
     * Sends requests in parallel.
     *
     * @param senders run the requests, each with a tenth of the batches of one call
     */
    public SqsBatches(SqsClient sqs, String queueUrl, Executor senders) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.senders = senders;
    }

    /** One message of the queue. */
    public sealed interface Work {
        /** A batch to load. */
        record Load(Batch batch) implements Work {}

        /** A page to copy. */
        record Copy(CopyPage page) implements Work {}

        /** A job to continue, see {@link SqsJobRequests}. */
        record Go(JobId job) implements Work {}

        /** An erasure to continue, see {@link SqsErasureRequests}. */
        record Erase(ErasureId erasure) implements Work {}

        /** Campaigns to check, see {@link SqsRemovalRequests}. */
        record Look(Optional<CampaignId> after) implements Work {}

        /** Contacts to remove. */
        record Remove(CampaignId campaign, RemovalCursor from) implements Work {}
    }

    @Override
    public void send(List<Batch> batches) {
        List<CompletableFuture<Void>> sending = new ArrayList<>();
        for (int from = 0; from < batches.size(); from += MAX_TOGETHER) {
            List<Batch> together = batches.subList(from, Math.min(from + MAX_TOGETHER, batches.size()));
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendTogether(together), senders);
            sending.add(sent);
            if (sent.isCompletedExceptionally()) {
                break;
            }
        }
        try {
            CompletableFuture.allOf(sending.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void sendTogether(List<Batch> batches) {
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        int bytes = 0;
        for (Batch batch : batches) {
            byte[] body = bytes(batch);
            if (bytes + body.length > MAX_BYTES) {
                deliver(entries);
                entries = new ArrayList<>();
                bytes = 0;
            }
            bytes += body.length;
            entries.add(SendMessageBatchRequestEntry.builder()
                    .id(String.valueOf(batch.number()))
                    .messageBody(new String(body, UTF_8))
                    .build());
        }
        deliver(entries);
    }

    private void deliver(List<SendMessageBatchRequestEntry> entries) {
        List<SendMessageBatchRequestEntry> left = entries;
        for (int i = 0; i < TRIES && !left.isEmpty(); i++) {
            List<SendMessageBatchRequestEntry> now = left;
            Map<String, BatchResultErrorEntry> failed =
                    sqs.sendMessageBatch(send -> send.queueUrl(queueUrl).entries(now)).failed().stream()
                            .collect(Collectors.toMap(BatchResultErrorEntry::id, failure -> failure));
            failed.values().stream()
                    .filter(failure -> "InvalidMessageContents".equals(failure.code()))
                    .findFirst()
                    .ifPresent(failure -> {
                        throw new IllegalStateException(
                                "SQS refuses batch " + failure.id() + ": " + failure.code() + " " + failure.message());
                    });
            left = now.stream().filter(entry -> failed.containsKey(entry.id())).toList();
        }
        if (!left.isEmpty()) {
            String message = "SQS did not accept batch " + left.getFirst().id() + " and " + (left.size() - 1)
                    + " others; read the file again";
            throw new UncheckedIOException(message, new IOException(message));
        }
    }

    @Override
    public void send(CopyPage page) {
        sqs.sendMessage(send -> send.queueUrl(queueUrl).messageBody(write(page)));
    }

    static String write(CopyPage page) {
        ObjectNode json = SqsJson.object()
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
        return new String(bytes(batch), UTF_8);
    }

    /** The message of a batch; the same batch always has the same bytes. */
    private static byte[] bytes(Batch batch) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BYTES);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("campaign", batch.upload().campaign().value());
            json.writeStringField("upload", batch.upload().value());
            json.writeNumberField("number", batch.number());
            json.writeNumberField("repaired", batch.repaired());
            json.writeNumberField("duplicates", batch.duplicates());
            json.writeNumberField("refused", batch.refused());
            json.writeArrayFieldStart("rows");
            for (Batch.Row row : batch.rows()) {
                write(json, row);
            }
            json.writeEndArray();
            if (!batch.otherForms().isEmpty()) {
                json.writeArrayFieldStart("other_forms");
                for (Batch.Row row : batch.otherForms()) {
                    write(json, row);
                }
                json.writeEndArray();
            }
            json.writeArrayFieldStart("problems");
            for (RowProblem problem : batch.problems()) {
                write(json, problem);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            // Writing to memory fails only because of the content, so a repetition would also fail.
            throw new IllegalStateException("batch " + batch.number() + " cannot be written as JSON", e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Batch.Row row) throws IOException {
        ContactData data = row.data();
        json.writeStartObject();
        json.writeNumberField("line", row.line());
        json.writeStringField("number", row.number().e164());
        json.writeStringField("f_id", data.externalId());
        json.writeStringField("name", data.name());
        json.writeStringField("context", data.context());
        json.writeStringField("agent_name", data.agentName());
        json.writeStringField("agent_voice", data.agentVoice());
        json.writeObjectFieldStart("variables");
        List<String> names = new ArrayList<>(data.variables().keySet());
        Collections.sort(names);
        for (String name : names) {
            json.writeStringField(name, data.variables().get(name));
        }
        json.writeEndObject();
        if (!row.tags().isEmpty()) {
            json.writeArrayFieldStart("tags");
            for (String tag : row.tags()) {
                json.writeString(tag);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, RowProblem problem) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", problem.line());
        json.writeStringField("column", problem.column());
        json.writeStringField("value", problem.value());
        json.writeStringField("reason", problem.reason());
        json.writeStringField("action", problem.action().wire());
        json.writeEndObject();
    }

    /** Reads a message. Throws IllegalArgumentException if the body has none of these kinds. */
    public static Work read(String body) {
        JsonNode json = SqsJson.read(body);
        if (json.has(SqsJobRequests.JOB)) {
            return new Work.Go(SqsJobRequests.read(json));
        }
        if (json.has(SqsErasureRequests.ERASURE)) {
            return new Work.Erase(SqsErasureRequests.read(json));
        }
        if (json.has(SqsRemovalRequests.LOOK) || json.has(SqsRemovalRequests.REMOVE)) {
            return SqsRemovalRequests.read(json);
        }
        return json.has("copy_of") ? new Work.Copy(page(json)) : new Work.Load(batch(json));
    }

    private static CopyPage page(JsonNode json) {
        Set<ContactStatus> statuses = new HashSet<>();
        json.path("statuses").forEach(wire -> statuses.add(status(wire.asText())));
        Set<String> tags = new HashSet<>();
        json.path("tags").forEach(tag -> tags.add(tag.asText()));
        return new CopyPage(
                new CampaignId(SqsJson.text(json, "copy_of")),
                upload(json),
                json.path("number").intValue(),
                new ScanCursor(json.path("shard").intValue(), SqsJson.text(json, "after")),
                statuses,
                tags);
    }

    private static ContactStatus status(String wire) {
        return ContactStatus.ofWire(wire)
                .orElseThrow(() -> new IllegalArgumentException("no such contact status: " + wire));
    }

    private static UploadId upload(JsonNode json) {
        return new UploadId(new CampaignId(SqsJson.text(json, "campaign")), SqsJson.text(json, "upload"));
    }

    private static Batch batch(JsonNode json) {
        List<RowProblem> problems = new ArrayList<>();
        json.path("problems").forEach(problem -> problems.add(problem(problem)));
        return new Batch(
                upload(json),
                json.path("number").intValue(),
                rows(json.path("rows")),
                rows(json.path("other_forms")),
                json.path("repaired").intValue(),
                json.path("duplicates").intValue(),
                json.path("refused").intValue(),
                problems);
    }

    private static List<Batch.Row> rows(JsonNode json) {
        List<Batch.Row> rows = new ArrayList<>();
        json.forEach(row -> rows.add(row(row)));
        return rows;
    }

    private static Batch.Row row(JsonNode row) {
        Map<String, String> variables = new HashMap<>();
        row.path("variables")
                .properties()
                .forEach(entry -> variables.put(entry.getKey(), entry.getValue().textValue()));
        ContactData data = new ContactData(
                SqsJson.text(row, "f_id"),
                SqsJson.text(row, "name"),
                SqsJson.text(row, "context"),
                SqsJson.text(row, "agent_name"),
                SqsJson.text(row, "agent_voice"),
                variables);
        List<String> tags = new ArrayList<>();
        row.path("tags").forEach(tag -> tags.add(tag.asText()));
        return new Batch.Row(row.path("line").longValue(), new PhoneNumber(SqsJson.text(row, "number")), data, tags);
    }

    private static RowProblem problem(JsonNode problem) {
        return new RowProblem(
                problem.path("line").longValue(),
                SqsJson.text(problem, "column"),
                SqsJson.text(problem, "value"),
                SqsJson.text(problem, "reason"),
                RowProblem.Action.valueOf(SqsJson.text(problem, "action").toUpperCase(Locale.ROOT)));
    }
}
