package io.vuelta.handlers.api.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportFilter;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.ExportedFile;
import io.vuelta.handlers.api.Client;
import io.vuelta.testkit.examples.Examples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExportsApiTest {
    private static final String SHA_256 = "ab".repeat(32);
    private final Client client = Client.withCampaign(CampaignStatus.FINISHED);

    @Test
    void an_export_is_stored_and_then_requested() {
        Client.Reply created = client.post(
                "/campaigns/C1/exports", "{'kind':'contacts','status':['failed','voicemail'],'bom':true,'raw':true}");
        ExportId id = new ExportId(Client.CAMPAIGN, created.text("/export/id"));

        assertThat(created.status()).isEqualTo(202);
        assertThat(created.text("/export/status")).isEqualTo("running");
        assertThat(client.exportRequests).containsExactly(id);
        Export export = client.store.exports().find(id).orElseThrow();
        assertThat(export.kind()).isEqualTo(Export.Kind.CONTACTS);
        assertThat(export.filter().statuses()).containsExactly("failed", "voicemail");
        assertThat(export.bom()).isTrue();
        assertThat(export.raw()).isTrue();
        assertThat(client.get("/campaigns/C1/exports/" + id.value()).at("/export"))
                .hasToString(("{'id':'" + id.value() + "','kind':'contacts','status':'running',"
                                + "'filters':{'status':['failed','voicemail']},'rows':0,'bytes':null,'sha256':null,"
                                + "'url':null,'manifest_url':null,'expires_at':null,'error':null,"
                                + "'created_at':'2026-03-02T15:00:00Z'}")
                        .replace('\'', '"'));
    }

    @Test
    void a_done_export_can_be_downloaded() {
        Export requested = Export.requested(
                new ExportId(Client.CAMPAIGN, "E1"),
                Export.Kind.CALLS,
                ExportFilter.NONE,
                false,
                false,
                Examples.MONDAY);
        client.store.exports().create(requested);
        ExportedFile file =
                new ExportedFile("exports/C1/E1/1/calls.csv", "exports/C1/E1/1/manifest.json", 7, 9, SHA_256);
        assertThat(client.store
                        .exports()
                        .save(new Export(
                                requested.id(),
                                requested.kind(),
                                requested.filter(),
                                false,
                                false,
                                Export.Status.DONE,
                                file,
                                null,
                                requested.createdAt(),
                                1)))
                .isTrue();

        assertThat(client.get("/campaigns/C1/exports/E1").at("/export"))
                .hasToString(("{'id':'E1','kind':'calls','status':'done','filters':{},'rows':7,'bytes':9,'sha256':'"
                                + SHA_256 + "',"
                                + "'url':'https://bucket.example/exports/C1/E1/1/calls.csv?signed',"
                                + "'manifest_url':'https://bucket.example/exports/C1/E1/1/manifest.json?signed',"
                                + "'expires_at':'2026-03-02T16:00:00Z','error':null,"
                                + "'created_at':'2026-03-02T15:00:00Z'}")
                        .replace('\'', '"'));
    }

    @Test
    void every_filter_is_stored_with_days_in_the_campaigns_zone() {
        Client.Reply created = client.post(
                "/campaigns/C1/exports",
                "{'kind':'calls','status':['ended','busy'],'tags':['vip'],'converted':false,'answered_by':'machine',"
                        + "'startDate':'2026-03-01','endDate':'2026-03-02'}");
        ExportId id = new ExportId(Client.CAMPAIGN, created.text("/export/id"));

        assertThat(client.store.exports().find(id).orElseThrow().filter())
                .isEqualTo(new ExportFilter(
                        List.of("ended", "busy"),
                        List.of("vip"),
                        false,
                        null,
                        AnsweredBy.MACHINE,
                        Instant.parse("2026-03-01T06:00:00Z"),
                        Instant.parse("2026-03-03T06:00:00Z")));
        assertThat(client.get("/campaigns/C1/exports/" + id.value()).at("/export/filters"))
                .hasToString(("{'status':['ended','busy'],'tags':['vip'],'converted':false,'answered_by':'machine',"
                                + "'startDate':'2026-03-01T06:00:00Z','endDate':'2026-03-03T05:59:59.999999999Z'}")
                        .replace('\'', '"'));
    }

    @Test
    void a_campaigns_exports_are_listed_the_newest_first_page_by_page() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            client.clock.set(Examples.MONDAY.plusSeconds(i));
            ids.addFirst(
                    client.post("/campaigns/C1/exports", "{'kind':'calls'}").text("/export/id"));
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";

        do {
            Client.Reply page = client.get("/campaigns/C1/exports?limit=2" + cursor);
            assertThat(page.at("/has_previous").asBoolean()).isEqualTo(!cursor.isEmpty());
            page.at("/exports").forEach(export -> seen.add(export.get("id").asText()));
            cursor = page.at("/has_next").asBoolean() ? "&cursor=" + page.text("/next_cursor") : "";
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(ids);
        assertThat(client.get("/campaigns/none/exports").status()).isEqualTo(404);
        assertThat(client.get("/campaigns/C1/exports?page=x").error()).isEqualTo("400 INVALID_REQUEST page");
        assertThat(client.get("/campaigns/C1/exports?cursor=x").error()).isEqualTo("400 INVALID_REQUEST cursor");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}                                         | kind",
                "{'kind':'tags'}                            | kind",
                "{'kind':7}                                 | kind",
                "{'kind':'contacts','status':'failed'}      | status",
                "{'kind':'contacts','status':['busy']}      | status[0]",
                "{'kind':'contacts','status':['delivered']} | status[0]",
                "{'kind':'results','status':['read']}       | status[0]",
                "{'kind':'calls','status':['delivered']}    | status[0]",
                "{'kind':'calls','status':['answered']}     | status[0]",
                "{'kind':'messages','status':['ended']}     | status[0]",
                "{'kind':'contacts','tags':['none']}        | tags[0]",
                "{'kind':'contacts','tags':'vip'}           | tags",
                "{'kind':'contacts','converted':'yes'}      | converted",
                "{'kind':'contacts','not_contacted':1}      | not_contacted",
                "{'kind':'calls','not_contacted':true}      | not_contacted",
                "{'kind':'messages','not_contacted':false}  | not_contacted",
                "{'kind':'messages','answered_by':'human'}  | answered_by",
                "{'kind':'calls','answered_by':'nobody'}    | answered_by",
                "{'kind':'calls','startDate':'yesterday'}   | startDate",
                "{'kind':'calls','endDate':'2026-02-30'}    | endDate",
                "{'kind':'calls','startDate':'2026-03-02','endDate':'2026-03-01'} | endDate",
                "{'kind':'contacts','bom':1}                | bom",
                "{'kind':'contacts','raw':'no'}             | raw",
                "{'kind':'contacts','format':'xlsx'}        | format",
            })
    void an_invalid_field_is_named(String body, String field) {
        assertThat(client.post("/campaigns/C1/exports", body).error()).isEqualTo("400 INVALID_REQUEST " + field);
        assertThat(client.exportRequests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"voicemail, 400", "answered, 400", "delivered, 202", "failed, 202", "suppressed, 202"})
    void an_export_of_a_whatsapp_campaign_refuses_call_statuses(String status, int answer) {
        Client.Reply reply = Client.withTemplate(CampaignStatus.READY)
                .post("/campaigns/C1/exports", "{'kind':'contacts','status':['" + status + "']}");

        assertThat(reply.error()).isEqualTo(answer == 400 ? "400 INVALID_REQUEST status[0]" : "202 ");
    }

    @Test
    void the_error_names_the_known_kinds() {
        assertThat(client.post("/campaigns/C1/exports", "{'kind':'tags'}").text("/message"))
                .contains("contacts, calls, messages, results, recordings");
    }

    @ParameterizedTest
    @EnumSource(Export.Kind.class)
    void every_kind_can_be_requested(Export.Kind kind) {
        Client.Reply created = client.post("/campaigns/C1/exports", "{'kind':'" + kind.wire() + "'}");

        assertThat(created.status()).isEqualTo(202);
        assertThat(client.exportRequests).hasSize(1);
    }
}
