package io.vuelta.adapters.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportFilter;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.ExportRun;
import io.vuelta.domain.export.ExportedFile;
import io.vuelta.domain.export.Manifest;
import io.vuelta.domain.export.Sheets;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact bytes of the files. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CsvExportsTest {
    private static final List<List<String>> ROWS = List.of(
            List.of("id", "name", "context"),
            List.of("1", "Ana \"Ñ\" 🙂", "two\nlines, and a comma"),
            List.of("", "'=1+1", " "));
    private static final String TEXT =
            "id,name,context\r\n1,\"Ana \"\"Ñ\"\" 🙂\",\"two\nlines, and a comma\"\r\n\"\",'=1+1,\" \"\r\n";

    private final Map<String, byte[]> objects = new TreeMap<>();
    private final Sheets sheets = new CsvExports(
            (key, _, body) -> {
                ByteArrayOutputStream object = new ByteArrayOutputStream();
                body.accept(object);
                objects.put(key, object.toByteArray());
            },
            _ -> {});
    private final ExportRun run = new ExportRun(new ExportId(new CampaignId("C1"), "E1"), Export.Kind.CONTACTS, 2);

    private byte[] object(String key) {
        return requireNonNull(objects.get(key), key);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_export_is_csv_by_rfc_4180_and_the_result_has_its_size_and_checksum(boolean bom) throws Exception {
        Sheets.Written written = sheets.write(run, bom, writer -> ROWS.forEach(writer));

        byte[] file = object("exports/C1/E1/2/contacts.csv");
        assertThat(new String(file, UTF_8)).isEqualTo((bom ? "\ufeff" : "") + TEXT);
        assertThat(written.bytes()).isEqualTo(file.length);
        assertThat(written.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
    }

    private Manifest manifest(ExportFilter filter) {
        Instant from = Instant.parse("2026-03-02T15:00:00Z");
        Export export = Export.requested(run.export(), run.kind(), filter, true, false, from);
        ExportedFile file = new ExportedFile(run.key(), run.manifestKey(), 2, 77, "ab12");
        return new Manifest(
                export, ZoneId.of("America/Mexico_City"), ROWS.getFirst(), file, from, from.plusSeconds(5), null);
    }

    @Test
    void a_manifest_has_the_request_and_the_result() {
        sheets.write(
                run,
                manifest(new ExportFilter(
                        List.of("failed"),
                        List.of("vip"),
                        false,
                        null,
                        AnsweredBy.HUMAN,
                        Instant.parse("2026-03-01T06:00:00Z"),
                        Instant.parse("2026-03-02T06:00:00Z"))));

        assertThat(new String(object("exports/C1/E1/2/manifest.json"), UTF_8).replaceAll("\\s+", ""))
                .isEqualTo(("{'id':'E1','campaign_id':'C1','kind':'contacts',"
                                + "'filters':{'status':['failed'],'tags':['vip'],'converted':false,'not_contacted':null,"
                                + "'answered_by':'human','startDate':'2026-03-01T00:00:00-06:00',"
                                + "'endDate':'2026-03-01T23:59:59.999999999-06:00'},"
                                + "'bom':true,'raw':false,'rows':2,'bytes':77,'sha256':'ab12',"
                                + "'columns':['id','name','context'],"
                                + "'read_from':'2026-03-02T09:00:00-06:00','read_until':'2026-03-02T09:00:05-06:00'}")
                        .replace('\'', '"'));
    }
}
