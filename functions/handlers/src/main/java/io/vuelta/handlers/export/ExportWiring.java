package io.vuelta.handlers.export;

import io.vuelta.adapters.csv.CsvExports;
import io.vuelta.adapters.s3.S3Objects;
import io.vuelta.domain.export.RunExport;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.WallClock;
import software.amazon.awssdk.services.s3.S3Client;

/** How the export function is put together. */
public final class ExportWiring {
    private ExportWiring() {}

    public static RunExport of(Settings settings, Stores stores, S3Client s3) {
        S3Objects objects = new S3Objects(s3, settings.text("BUCKET"));
        return new RunExport(
                stores.exports(),
                stores.campaigns(),
                stores.agents(),
                stores.people(),
                new CsvExports(objects::write, objects::removeUnder),
                new WallClock());
    }
}
