package io.vuelta.handlers.api.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportId;
import io.vuelta.handlers.api.Client;
import io.vuelta.testkit.examples.Examples;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExportsApiTest {
    private final Client client = Client.withCampaign(CampaignStatus.FINISHED);

    @Test
    void an_export_is_kept_and_then_asked_for() {
        Client.Reply created = client.post(
                "/campaigns/C1/exports", "{'kind':'contacts','status':['failed','voicemail'],'bom':true,'raw':true}");
        ExportId id = new ExportId(Client.CAMPAIGN, created.text("/export/id"));

        assertThat(created.status()).isEqualTo(202);
        assertThat(created.text("/export/status")).isEqualTo("running");
        assertThat(client.exportRequests).containsExactly(id);
        Export export = client.store.exports().find(id).orElseThrow();
        assertThat(export.kind()).isEqualTo(Export.Kind.CONTACTS);
        assertThat(export.statuses()).containsExactly(ContactStatus.FAILED, ContactStatus.VOICEMAIL);
        assertThat(export.bom()).isTrue();
        assertThat(export.raw()).isTrue();
        assertThat(client.get("/campaigns/C1/exports/" + id.value()).at("/export"))
                .hasToString(("{'id':'" + id.value() + "','kind':'contacts','status':'running','rows':0,'sha256':null,"
                                + "'url':null,'error':null}")
                        .replace('\'', '"'));
    }

    @Test
    void a_done_export_can_be_downloaded() {
        client.store
                .exports()
                .put(new Export(
                        new ExportId(Client.CAMPAIGN, "E1"),
                        Export.Kind.CALLS,
                        List.of(),
                        false,
                        false,
                        Export.Status.DONE,
                        7,
                        "exports/C1/E1.csv",
                        "abc",
                        null,
                        Examples.MONDAY));

        assertThat(client.get("/campaigns/C1/exports/E1").at("/export"))
                .hasToString(("{'id':'E1','kind':'calls','status':'done','rows':7,'sha256':'abc',"
                                + "'url':'https://bucket.example/exports/C1/E1.csv?signed','error':null}")
                        .replace('\'', '"'));
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
                "{'kind':'contacts','status':['busy']}      | status",
                "{'kind':'contacts','status':['delivered']} | status",
                "{'kind':'results','status':['read']}       | status",
                "{'kind':'calls','status':['failed']}       | status",
                "{'kind':'messages','status':['failed']}    | status",
                "{'kind':'recordings','status':['failed']}  | status",
                "{'kind':'contacts','tags':['vip']}         | tags",
                "{'kind':'contacts','bom':1}                | bom",
                "{'kind':'contacts','raw':'no'}             | raw",
                "{'kind':'contacts','format':'xlsx'}        | format",
            })
    void what_cannot_be_used_is_named(String body, String field) {
        assertThat(client.post("/campaigns/C1/exports", body).error()).isEqualTo("400 INVALID_REQUEST " + field);
        assertThat(client.exportRequests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"voicemail, 400", "answered, 400", "delivered, 202", "failed, 202", "suppressed, 202"})
    void a_whatsapp_campaign_has_no_statuses_of_calls(String status, int answer) {
        Client.Reply reply = Client.withTemplate(CampaignStatus.READY)
                .post("/campaigns/C1/exports", "{'kind':'contacts','status':['" + status + "']}");

        assertThat(reply.error()).isEqualTo(answer == 400 ? "400 INVALID_REQUEST status" : "202 ");
    }

    @Test
    void the_kinds_that_there_are_are_told() {
        assertThat(client.post("/campaigns/C1/exports", "{'kind':'tags'}").text("/message"))
                .contains("contacts, calls, messages, results, recordings");
    }

    @ParameterizedTest
    @EnumSource(Export.Kind.class)
    void every_kind_can_be_asked_for(Export.Kind kind) {
        Client.Reply created = client.post("/campaigns/C1/exports", "{'kind':'" + kind.wire() + "'}");

        assertThat(created.status()).isEqualTo(202);
        assertThat(client.exportRequests).hasSize(1);
    }
}
