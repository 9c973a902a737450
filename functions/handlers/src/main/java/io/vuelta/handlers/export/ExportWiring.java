package io.vuelta.handlers.export;

import io.vuelta.adapters.csv.CsvExports;
import io.vuelta.adapters.s3.S3Objects;
import io.vuelta.domain.export.RunExport;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.Redelivery;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsRedelivery;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.WallClock;
import software.amazon.awssdk.services.s3.S3Client;

/** The dependencies of the export function. */
public record ExportWiring(RunExport export, Redelivery redelivery) {
    static ExportWiring of(Settings settings) {
        return new ExportWiring(
                export(settings, Stores.of(settings), Aws.s3()),
                new SqsRedelivery(Aws.sqs(), settings.text("EXPORT_QUEUE_URL")));
    }

    /** The use case with these stores and this client. */
    public static RunExport export(Settings settings, Stores stores, S3Client s3) {
        S3Objects objects = new S3Objects(s3, settings.text("BUCKET"));
        return new RunExport(
                stores.exports(),
                stores.ofCampaigns().campaigns(),
                stores.agents(),
                stores.ofContacts().people(),
                new CsvExports(objects::write, objects::removeUnder),
                new WallClock());
    }
}
