package io.vuelta.testkit.fakes;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.upload.BatchProgress;
import io.vuelta.domain.upload.CopiedPage;
import io.vuelta.domain.upload.FoundColumns;
import io.vuelta.domain.upload.LoadedBatch;
import io.vuelta.domain.upload.RowCounts;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.Upload.Status;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.domain.upload.Uploads;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class InMemoryUploads implements Uploads {
    private final Tables tables;

    InMemoryUploads(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void create(Upload upload) {
        tables.write("uploads.create", () -> tables.uploads.put(upload.id(), upload));
    }

    @Override
    public Optional<Upload> find(UploadId id) {
        return tables.run("uploads.find", () -> Optional.ofNullable(tables.uploads.get(id)));
    }

    @Override
    public List<Upload> newer(UploadId from, int limit) {
        return tables.run(
                "uploads.newer",
                () -> tables.uploads.values().stream()
                        .filter(upload -> upload.id().campaign().equals(from.campaign()))
                        .filter(upload -> upload.id().value().compareTo(from.value()) >= 0)
                        .sorted(Comparator.comparing(upload -> upload.id().value()))
                        .limit(limit)
                        .toList());
    }

    @Override
    public List<Upload> list(CampaignId campaign, Optional<UploadId> after, int limit) {
        return tables.run(
                "uploads.list",
                () -> tables.uploads.values().stream()
                        .filter(upload -> upload.id().campaign().equals(campaign))
                        .filter(upload -> after.isEmpty()
                                || upload.id().value().compareTo(after.get().value()) < 0)
                        .sorted(Comparator.comparing(
                                        (Upload upload) -> upload.id().value())
                                .reversed())
                        .limit(limit)
                        .toList());
    }

    @Override
    public boolean startReading(UploadId id) {
        return tables.run("uploads.startReading", () -> {
            Upload upload = tables.uploads.get(id);
            if (upload == null || upload.status().isOver()) {
                return false;
            }
            if (upload.status() == Status.WAITING) {
                tables.uploads.put(
                        id, moved(upload, Status.READING, upload.batches().all()));
                tables.raise(id.campaign(), 1, 0, 0);
            }
            return true;
        });
    }

    @Override
    public void sent(UploadId id, int batches) {
        tables.write("uploads.sent", () -> {
            if (present(id).status() == Status.READING) {
                tables.sent.merge(id, batches, Math::max);
            }
        });
    }

    @Override
    public int sent(UploadId id) {
        return tables.run("uploads.sentSoFar", () -> tables.sent.getOrDefault(id, 0));
    }

    @Override
    public void columns(UploadId id, FoundColumns columns) {
        tables.write("uploads.columns", () -> {
            Upload upload = present(id);
            if (upload.status() == Status.READING || upload.status() == Status.LOADING) {
                tables.uploads.put(
                        id,
                        with(
                                upload,
                                columns,
                                upload.status(),
                                upload.batches(),
                                upload.rows(),
                                upload.problems(),
                                upload.error(),
                                upload.reportKey()));
            }
        });
    }

    @Override
    public void allRead(UploadId id, int batches) {
        tables.write("uploads.allRead", () -> {
            Upload upload = present(id);
            if (upload.status() == Status.READING) {
                tables.uploads.put(id, moved(upload, Status.LOADING, batches));
            }
        });
    }

    @Override
    public void loaded(LoadedBatch batch) {
        tables.write("uploads.loaded", () -> {
            UploadId id = batch.upload();
            Upload upload = present(id);
            if (tables.batches.computeIfAbsent(id, _ -> new TreeMap<>()).putIfAbsent(batch.number(), batch) == null) {
                tables.uploads.put(id, raised(upload, batch));
                tables.raise(id.campaign(), 0, batch.accepted(), 0);
            }
        });
    }

    @Override
    public boolean isLoaded(UploadId id, int batch) {
        return tables.run(
                "uploads.isLoaded",
                () -> tables.batches.getOrDefault(id, new TreeMap<>()).containsKey(batch));
    }

    @Override
    public CopiedPage keepCopied(UploadId id, int number, CopiedPage page) {
        return tables.run(
                "uploads.keepCopied",
                () -> tables.copiedPages
                        .computeIfAbsent(id, _ -> new TreeMap<>())
                        .computeIfAbsent(number, _ -> page));
    }

    @Override
    public Stream<BatchProblems> problems(UploadId id) {
        return tables
                .run(
                        "uploads.problems",
                        () -> tables.batches.getOrDefault(id, new TreeMap<>()).values().stream()
                                .map(batch -> new BatchProblems(batch.number(), batch.problems()))
                                .toList())
                .stream();
    }

    @Override
    public void rewrite(UploadId id, BatchProblems problems) {
        tables.write("uploads.rewrite", () -> {
            TreeMap<Integer, LoadedBatch> batches = tables.batches.getOrDefault(id, new TreeMap<>());
            batches.computeIfPresent(
                    problems.number(),
                    (number, batch) -> new LoadedBatch(
                            id,
                            number,
                            batch.accepted(),
                            batch.repaired(),
                            batch.duplicates(),
                            batch.updated(),
                            batch.refused(),
                            problems.problems()));
        });
    }

    @Override
    public void rewriteShown(UploadId id, List<RowProblem> shown) {
        tables.write("uploads.rewriteShown", () -> {
            Upload upload = present(id);
            tables.uploads.put(id, ended(upload, upload.status(), shown, upload.error(), upload.reportKey()));
        });
    }

    @Override
    public boolean finish(UploadId id, List<RowProblem> shown, String reportKey) {
        return tables.run("uploads.finish", () -> {
            Upload upload = present(id);
            if (upload.status() != Status.LOADING) {
                return false;
            }
            tables.uploads.put(id, ended(upload, Status.DONE, shown, null, reportKey));
            tables.raise(id.campaign(), -1, 0, 0);
            return true;
        });
    }

    @Override
    public void fail(UploadId id, String error) {
        tables.write("uploads.fail", () -> {
            Upload upload = present(id);
            if (upload.status().isOver()) {
                return;
            }
            tables.uploads.put(id, ended(upload, Status.FAILED, upload.problems(), error, null));
            if (upload.status() != Status.WAITING) {
                tables.raise(id.campaign(), -1, 0, 0);
            }
        });
    }

    private Upload present(UploadId id) {
        Upload upload = tables.uploads.get(id);
        if (upload == null) {
            throw new IllegalStateException("no upload " + id);
        }
        return upload;
    }

    private static RowCounts sum(RowCounts rows, LoadedBatch batch) {
        return new RowCounts(
                rows.all() + batch.rows(),
                rows.accepted() + batch.accepted(),
                rows.repaired() + batch.repaired(),
                rows.duplicates() + batch.duplicates(),
                rows.updated() + batch.updated(),
                rows.refused() + batch.refused());
    }

    private static Upload raised(Upload upload, LoadedBatch batch) {
        return with(
                upload,
                upload.columns(),
                upload.status(),
                new BatchProgress(upload.batches().all(), upload.batches().loaded() + 1),
                sum(upload.rows(), batch),
                upload.problems(),
                upload.error(),
                upload.reportKey());
    }

    private static Upload moved(Upload upload, Status status, @Nullable Integer batches) {
        return with(
                upload,
                upload.columns(),
                status,
                new BatchProgress(batches, upload.batches().loaded()),
                upload.rows(),
                upload.problems(),
                upload.error(),
                upload.reportKey());
    }

    private static Upload ended(
            Upload upload, Status status, List<RowProblem> shown, @Nullable String error, @Nullable String reportKey) {
        return with(upload, upload.columns(), status, upload.batches(), upload.rows(), shown, error, reportKey);
    }

    private static Upload with(
            Upload upload,
            @Nullable FoundColumns columns,
            Status status,
            BatchProgress batches,
            RowCounts rows,
            List<RowProblem> shown,
            @Nullable String error,
            @Nullable String reportKey) {
        return new Upload(
                upload.id(),
                upload.file(),
                upload.ifDuplicate(),
                upload.mapping(),
                columns,
                status,
                batches,
                rows,
                shown,
                error,
                reportKey,
                upload.createdAt());
    }
}
