package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.upload.BatchProgress;
import io.vuelta.domain.upload.ColumnMapping;
import io.vuelta.domain.upload.CopiedPage;
import io.vuelta.domain.upload.FoundColumns;
import io.vuelta.domain.upload.IfDuplicate;
import io.vuelta.domain.upload.LoadedBatch;
import io.vuelta.domain.upload.RowCounts;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.SentFile;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.domain.upload.Uploads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Uploads and the outcomes of their batches, beside their campaigns. */
public final class DynamoUploads implements Uploads {
    private static final int TRIES = 5;
    private static final int HASH_DIGITS = 32;
    private static final Map<String, String> STATUS = Map.of("#status", "status");

    private final DynamoTable table;

    public DynamoUploads(DynamoTable table) {
        this.table = table;
    }

    @Override
    public void create(Upload upload) {
        table.put(new ItemWriter(Keys.upload(upload.id()))
                .put("file_name", upload.file().name())
                .put("size", upload.file().size())
                .put("key", upload.file().key())
                .put("parts", upload.file().parts())
                .put("if_duplicate", upload.ifDuplicate().wire())
                .putAll("mapping", mapping(upload.mapping()))
                .put("status", upload.status().wire())
                .put("created_at", upload.createdAt())
                .item());
    }

    @Override
    public Optional<Upload> find(UploadId id) {
        return table.find(Keys.upload(id)).map(item -> read(id, item));
    }

    @Override
    public List<Upload> list(CampaignId campaign, Optional<UploadId> after, int limit) {
        return table.newestFirst(Keys.campaign(campaign).pk(), Keys.UPLOAD, after.map(Keys::upload), limit).stream()
                .map(item -> read(new UploadId(campaign, item.text("sk").substring(Keys.UPLOAD.length())), item))
                .toList();
    }

    @Override
    public List<Upload> newer(UploadId from, int limit) {
        CampaignId campaign = from.campaign();
        return table.newestLast(Keys.upload(from), Keys.UPLOAD, limit).stream()
                .map(item -> read(new UploadId(campaign, item.text("sk").substring(Keys.UPLOAD.length())), item))
                .toList();
    }

    static Upload read(UploadId id, ItemReader item) {
        return new Upload(
                id,
                new SentFile(item.text("file_name"), item.number("size"), item.text("key"), item.textOrNull("parts")),
                IfDuplicate.ofWire(item.text("if_duplicate")).orElseThrow(),
                mapping(item, "mapping"),
                columns(item),
                Upload.Status.valueOf(item.text("status").toUpperCase(Locale.ROOT)),
                new BatchProgress(item.integerOrNull("batches"), item.integer("batches_loaded")),
                new RowCounts(
                        item.integer("rows_read"),
                        item.integer("accepted"),
                        item.integer("repaired"),
                        item.integer("duplicates"),
                        item.integer("updated"),
                        item.integer("refused")),
                problems(item),
                item.textOrNull("failure"),
                item.textOrNull("report_key"),
                item.instant("created_at"));
    }

    @Override
    public boolean startReading(UploadId id) {
        Update reading = move(id, Upload.Status.WAITING, Upload.Status.READING, "", Map.of());
        return table.transact(List.of(DynamoTable.in(reading), loading(id, 1))).written()
                || find(id).map(upload -> !upload.status().isOver()).orElse(false);
    }

    @Override
    public void sent(UploadId id, int batches) {
        Map<String, AttributeValue> values =
                expressionValues(":sent", batches, ":reading", Upload.Status.READING.wire());
        Update further = table.updateOf(Keys.upload(id))
                .updateExpression("SET batches_sent = :sent")
                .conditionExpression(
                        "#status = :reading AND (attribute_not_exists(batches_sent) OR batches_sent < :sent)")
                .expressionAttributeNames(STATUS)
                .expressionAttributeValues(values)
                .build();
        var _ = table.update(further);
    }

    @Override
    public int sent(UploadId id) {
        return table.find(Keys.upload(id))
                .map(item -> item.integerOrNull("batches_sent"))
                .orElse(0);
    }

    @Override
    public void columns(UploadId id, FoundColumns columns) {
        Map<String, AttributeValue> values = new HashMap<>(
                expressionValues(":reading", Upload.Status.READING.wire(), ":loading", Upload.Status.LOADING.wire()));
        values.put(
                ":columns",
                AttributeValue.fromM(new ItemWriter()
                        .putAll("mapping", mapping(columns.mapping()))
                        .put("variables", columns.variables())
                        .putAll(
                                "dropped",
                                columns.dropped().stream()
                                        .map(dropped -> new ItemWriter()
                                                .put("column", dropped.column())
                                                .put("reason", dropped.reason())
                                                .item())
                                        .toList())
                        .item()));
        Update found = table.updateOf(Keys.upload(id))
                .updateExpression("SET #columns = :columns")
                .conditionExpression("#status IN (:reading, :loading)")
                .expressionAttributeNames(Map.of("#status", "status", "#columns", "columns"))
                .expressionAttributeValues(values)
                .build();
        var _ = table.update(found);
    }

    private static List<Map<String, AttributeValue>> mapping(ColumnMapping mapping) {
        return mapping.columns().entrySet().stream()
                .map(field -> new ItemWriter()
                        .put("field", field.getKey())
                        .put("columns", field.getValue())
                        .item())
                .toList();
    }

    private static ColumnMapping mapping(ItemReader item, String name) {
        return new ColumnMapping(item.items(name).stream()
                .collect(Collectors.toMap(field -> field.text("field"), field -> field.texts("columns"))));
    }

    private static @Nullable FoundColumns columns(ItemReader item) {
        AttributeValue columns = item.item().get("columns");
        if (columns == null) {
            return null;
        }
        ItemReader found = new ItemReader(columns.m());
        return new FoundColumns(
                mapping(found, "mapping"),
                found.texts("variables"),
                found.items("dropped").stream()
                        .map(dropped -> new FoundColumns.Dropped(dropped.text("column"), dropped.text("reason")))
                        .toList());
    }

    @Override
    public void allRead(UploadId id, int batches) {
        // If the upload is already loading, the same file has been read before, into the same batches.
        Update read = move(
                id,
                Upload.Status.READING,
                Upload.Status.LOADING,
                ", batches = :batches",
                expressionValues(":batches", batches));
        var _ = table.update(read);
    }

    @Override
    public void loaded(LoadedBatch batch) {
        UploadId id = batch.upload();
        Map<String, AttributeValue> item = new ItemWriter(Keys.batch(id, batch.number()))
                .put("accepted", (long) batch.accepted())
                .put("duplicates", (long) batch.duplicates())
                .put("refused", (long) batch.refused())
                .putAll("problems", items(batch.problems()))
                .item();
        List<TransactWriteItem> items = new ArrayList<>(List.of(
                DynamoTable.in(table.putIfAbsent(item)),
                DynamoTable.in(new ItemUpdate(table, Keys.upload(id))
                        .whenItExists()
                        .add("batches_loaded", 1)
                        .add("rows_read", batch.rows())
                        .add("accepted", batch.accepted())
                        .add("repaired", batch.repaired())
                        .add("duplicates", batch.duplicates())
                        .add("updated", batch.updated())
                        .add("refused", batch.refused())
                        .done())));
        if (batch.accepted() > 0) {
            items.add(DynamoTable.in(new ItemUpdate(table, Keys.intake(id.campaign()))
                    .whenItExists()
                    .add(DynamoCampaigns.ADDED, batch.accepted())
                    .done()));
        }
        DynamoTable.Transacted answer = table.transact(items);
        if (!answer.written() && !answer.isRefused(0)) {
            throw new IllegalStateException("there is no upload " + id + ", or no campaign of it");
        }
    }

    @Override
    public boolean isLoaded(UploadId id, int batch) {
        return table.find(Keys.batch(id, batch)).isPresent();
    }

    @Override
    public CopiedPage keepCopied(UploadId id, int number, CopiedPage page) {
        Keys keys = Keys.copiedPage(id, number);
        boolean isFirst = table.putOnce(table.putIfAbsent(new ItemWriter(keys)
                .put(
                        "hashes",
                        AttributeValue.fromB(
                                SdkBytes.fromByteArray(HexFormat.of().parseHex(String.join("", page.hashes())))))
                .put("shard", page.next().shard())
                .put("after", page.next().after())
                .item()));
        return isFirst ? page : table.find(keys).map(DynamoUploads::copiedPage).orElseThrow();
    }

    private static CopiedPage copiedPage(ItemReader item) {
        AttributeValue digests = Objects.requireNonNull(item.item().get("hashes"), "hashes");
        String hashes = HexFormat.of().formatHex(digests.b().asByteArrayUnsafe());
        return new CopiedPage(
                IntStream.range(0, hashes.length() / HASH_DIGITS)
                        .mapToObj(i -> hashes.substring(i * HASH_DIGITS, (i + 1) * HASH_DIGITS))
                        .toList(),
                new ScanCursor(item.integer("shard"), item.textOrEmpty("after")));
    }

    @Override
    public Stream<BatchProblems> problems(UploadId id) {
        return Stream.iterate(
                        page(id, 0),
                        page -> !page.isEmpty(),
                        page -> page(id, page.getLast().number() + 1))
                .flatMap(List::stream);
    }

    private List<BatchProblems> page(UploadId id, int from) {
        return table
                .page(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :last")
                        .expressionAttributeValues(expressionValues(
                                ":pk",
                                Keys.upload(id).pk(),
                                ":from",
                                Keys.batch(id, from).sk(),
                                ":last",
                                Keys.batch(id, Keys.LAST_BATCH).sk()))
                        .consistentRead(true))
                .items()
                .stream()
                .map(item -> new BatchProblems(
                        Integer.parseInt(
                                item.text("sk").substring(Keys.batches(id).length())),
                        problems(item)))
                .toList();
    }

    @Override
    public void rewrite(UploadId id, BatchProblems batch) {
        var _ = table.updateOnce(new ItemUpdate(table, Keys.batch(id, batch.number()))
                .whenItExists()
                .set("problems", list(batch.problems())));
    }

    @Override
    public void rewriteShown(UploadId id, List<RowProblem> shown) {
        var _ = table.updateOnce(
                new ItemUpdate(table, Keys.upload(id)).whenItExists().set("problems", list(shown)));
    }

    private static AttributeValue list(List<RowProblem> problems) {
        return AttributeValue.fromL(
                items(problems).stream().map(AttributeValue::fromM).toList());
    }

    @Override
    public boolean finish(UploadId id, List<RowProblem> shown, String reportKey) {
        Map<String, AttributeValue> values = expressionValues(":report", reportKey);
        values.put(
                ":problems", new ItemWriter().putAll("p", items(shown)).item().get("p"));
        Update done = move(
                id, Upload.Status.LOADING, Upload.Status.DONE, ", report_key = :report, problems = :problems", values);
        return table.transact(List.of(DynamoTable.in(done), loading(id, -1))).written();
    }

    @Override
    public void fail(UploadId id, String error) {
        for (int i = 0; i < TRIES; i++) {
            Upload upload = find(id).orElseThrow(() -> new IllegalStateException("no upload " + id));
            if (upload.status().isOver()) {
                return;
            }
            Update failed = move(
                    id,
                    upload.status(),
                    Upload.Status.FAILED,
                    ", failure = :failure",
                    expressionValues(":failure", error));
            List<TransactWriteItem> items = upload.status() == Upload.Status.WAITING
                    ? List.of(DynamoTable.in(failed))
                    : List.of(DynamoTable.in(failed), loading(id, -1));
            if (table.transact(items).written()) {
                return;
            }
        }
        throw StoreBusy.conflict("upload " + id);
    }

    private Update move(
            UploadId id, Upload.Status from, Upload.Status to, String also, Map<String, AttributeValue> more) {
        Map<String, AttributeValue> values = expressionValues(":from", from.wire(), ":to", to.wire());
        values.putAll(more);
        return table.updateOf(Keys.upload(id))
                .updateExpression("SET #status = :to" + also)
                .conditionExpression("#status = :from")
                .expressionAttributeNames(STATUS)
                .expressionAttributeValues(values)
                .build();
    }

    /** The change of the number of loading uploads in the campaign's intake. */
    private TransactWriteItem loading(UploadId id, int change) {
        return DynamoTable.in(new ItemUpdate(table, Keys.intake(id.campaign()))
                .whenItExists()
                .add(DynamoCampaigns.LOADING, change)
                .done());
    }

    private static List<Map<String, AttributeValue>> items(List<RowProblem> problems) {
        return problems.stream()
                .map(problem -> new ItemWriter()
                        .put("line", problem.line())
                        .put("column", problem.column())
                        .put("value", problem.value())
                        .put("reason", problem.reason())
                        .put("action", problem.action().wire())
                        .item())
                .toList();
    }

    private static List<RowProblem> problems(ItemReader item) {
        return item.items("problems").stream()
                .map(problem -> new RowProblem(
                        problem.number("line"),
                        problem.text("column"),
                        problem.text("value"),
                        problem.text("reason"),
                        RowProblem.Action.valueOf(problem.text("action").toUpperCase(Locale.ROOT))))
                .toList();
    }
}
