package io.vuelta.testkit.contracts;

import io.vuelta.domain.export.Sheets;
import io.vuelta.domain.file.UploadReports;
import io.vuelta.domain.upload.PartUploads;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.testkit.fakes.InMemoryPartUploads;
import io.vuelta.testkit.fakes.RecordingReports;
import io.vuelta.testkit.fakes.RecordingSheets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** The contracts of the objects in the bucket, on the fakes. */
class InMemoryObjectsTest {
    @Nested
    class RecordingReportsTest extends ReportsContract {
        private final RecordingReports reports = new RecordingReports();

        @Override
        protected UploadReports reports() {
            return reports;
        }

        @Override
        protected List<RowProblem> read(UploadId upload, String key) {
            return reports.of(upload);
        }
    }

    @Nested
    class RecordingSheetsTest extends SheetsContract {
        private final RecordingSheets sheets = new RecordingSheets();

        @Override
        protected Sheets sheets() {
            return sheets;
        }

        @Override
        protected Optional<List<List<String>>> read(String key) {
            return Optional.ofNullable(sheets.files().get(key));
        }

        @Override
        protected boolean hasManifest(String key) {
            return sheets.manifests().containsKey(key);
        }
    }

    @Nested
    class InMemoryPartUploadsTest extends PartUploadsContract {
        private final InMemoryPartUploads parts = new InMemoryPartUploads();

        @Override
        protected PartUploads parts() {
            return parts;
        }

        @Override
        protected void send(PartUploads.Begun begun, PartUploads.Part part) {
            parts.send(begun.id(), part.number());
        }

        @Override
        protected void remove(String key, PartUploads.Begun begun) {
            parts.remove(begun.id());
        }
    }
}
