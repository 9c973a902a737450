package vuelta.domain.contracts;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import vuelta.domain.export.ExportId;
import vuelta.domain.export.Sheets;
import vuelta.domain.fakes.InMemoryPartUploads;
import vuelta.domain.fakes.RecordingReports;
import vuelta.domain.fakes.RecordingSheets;
import vuelta.domain.file.Reports;
import vuelta.domain.upload.PartUploads;
import vuelta.domain.upload.RowProblem;
import vuelta.domain.upload.UploadId;

/** The contracts of what lies in the bucket, on the fakes. */
class InMemoryObjectsTest {
    @Nested
    class RecordingReportsTest extends ReportsContract {
        private final RecordingReports reports = new RecordingReports();

        @Override
        protected Reports reports() {
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
        protected Optional<List<List<String>>> read(ExportId export) {
            return Optional.of(sheets.of(export)).filter(rows -> !rows.isEmpty());
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
