package io.vuelta.handlers.api.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.upload.BatchProgress;
import io.vuelta.domain.upload.ColumnMapping;
import io.vuelta.domain.upload.FoundColumns;
import io.vuelta.domain.upload.IfDuplicate;
import io.vuelta.domain.upload.RowCounts;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.SentFile;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.handlers.api.Client;
import io.vuelta.testkit.examples.Examples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UploadsApiTest {
    private static final String HEX = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String BASE64 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    private final Client client = Client.withCampaign(CampaignStatus.PENDING);

    @Test
    void a_file_is_sent_to_a_signed_address_under_the_campaigns_key() {
        Client.Reply created = client.post("/campaigns/C1/uploads", "{'file_name':'march.csv','size':12}");
        String id = created.text("/upload/id");

        assertThat(created.status()).isEqualTo(201);
        assertThat(id).matches("[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(created.text("/upload/method")).isEqualTo("PUT");
        assertThat(created.text("/upload/url")).isEqualTo("https://bucket.example/uploads/C1/" + id);
        assertThat(created.text("/upload/headers/content-length")).isEqualTo("12");
        assertThat(created.text("/upload/headers/content-type")).isEqualTo("text/csv");
        assertThat(created.text("/upload/headers/sha256")).isEqualTo("none");
        assertThat(created.text("/upload/expires_at")).isEqualTo("2026-03-02T16:00:00Z");
        assertThat(client.get("/campaigns/C1/uploads/" + id).at("/upload"))
                .hasToString(("{'id':'" + id + "','status':'waiting','file_name':'march.csv','rows':0,'accepted':0,"
                                + "'repaired':0,'duplicates':0,'updated':0,'refused':0,'error':null,'columns':{},'dropped_columns':[],'problems':[],'report_url':null,'report_expires_at':null}")
                        .replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({HEX, "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", BASE64})
    void a_checksum_in_hex_or_base64_is_signed(String sha256) {
        Client.Reply created =
                client.post("/campaigns/C1/uploads", "{'file_name':'a.CSV.GZ','size':1,'sha256':'" + sha256 + "'}");

        assertThat(created.text("/upload/headers/sha256")).isEqualTo(HEX);
        assertThat(created.text("/upload/headers/content-type")).isEqualTo("application/gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"post", "POST"})
    void a_browser_gets_a_form(String method) {
        Client.Reply created = client.post(
                "/campaigns/C1/uploads",
                "{'file_name':'march.csv','size':12,'sha256':'" + HEX + "','method':'" + method + "'}");
        String id = created.text("/upload/id");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/upload/method")).isEqualTo("POST");
        assertThat(created.text("/upload/url")).isEqualTo("https://bucket.example/");
        assertThat(created.text("/upload/fields/key")).isEqualTo("uploads/C1/" + id);
        assertThat(created.text("/upload/fields/Content-Type")).isEqualTo("text/csv");
        assertThat(created.text("/upload/fields/size")).isEqualTo("12");
        assertThat(created.text("/upload/fields/sha256")).isEqualTo(HEX);
        assertThat(created.at("/upload").has("headers")).isFalse();
        assertThat(client.get("/campaigns/C1/uploads/" + id).text("/upload/status"))
                .isEqualTo("waiting");
    }

    private Client.Reply inParts(long size) {
        return client.post(
                "/campaigns/C1/uploads", "{'file_name':'march.csv','size':" + size + ",'method':'multipart'}");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "67108864, 1, 67108864", "67108865, 2, 1", "2147483648, 32, 67108864"})
    void a_large_file_is_sent_in_parts(long size, int count, long last) {
        Client.Reply created = inParts(size);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/upload/method")).isEqualTo("MULTIPART");
        assertThat(created.at("/upload/parts")).hasSize(count);
        assertThat(created.text("/upload/parts/0/number")).isEqualTo("1");
        assertThat(created.text("/upload/parts/0/method")).isEqualTo("PUT");
        assertThat(created.text("/upload/parts/0/url")).endsWith("?part=1");
        assertThat(created.at("/upload/parts/" + (count - 1) + "/size").asLong())
                .isEqualTo(last);
    }

    @Test
    void an_upload_completes_once_all_parts_are_there_and_completing_again_is_harmless() {
        String path = "/campaigns/C1/uploads/" + inParts(67_108_865).text("/upload/id") + "/complete";
        client.parts.send("parts-0", 2);

        Client.Reply early = client.post(path, "");
        client.parts.send("parts-0", 1);

        assertThat(early.error()).isEqualTo("409 PARTS_MISSING");
        assertThat(early.at("/missing")).hasToString("[1]");
        assertThat(client.post(path, "").text("/upload/status")).isEqualTo("waiting");
        assertThat(client.post(path, "").status()).isEqualTo(200);
    }

    @Test
    void an_upload_that_cannot_be_completed_has_an_error() {
        String path = "/campaigns/C1/uploads/" + inParts(1).text("/upload/id") + "/complete";
        client.parts.remove("parts-0");
        String whole = client.post("/campaigns/C1/uploads", "{'file_name':'a.csv','size':1}")
                .text("/upload/id");

        assertThat(client.post(path, "").error()).isEqualTo("409 UPLOAD_EXPIRED");
        assertThat(client.post("/campaigns/C1/uploads/" + whole + "/complete", "")
                        .error())
                .isEqualTo("409 NOT_IN_PARTS");
        assertThat(client.post("/campaigns/C1/uploads/none/complete", "").error())
                .isEqualTo("404 NOT_FOUND");
    }

    @Test
    void a_done_upload_shows_its_problems_and_where_its_report_is() {
        UploadId id = new UploadId(Client.CAMPAIGN, "U1");
        RowProblem problem = new RowProblem(3, "contact", "12", "INVALID_PHONE_NUMBER", RowProblem.Action.REFUSED);
        client.store
                .uploads()
                .create(new Upload(
                        id,
                        new SentFile("march.csv", 12, "uploads/C1/U1", null),
                        IfDuplicate.UPDATE,
                        ColumnMapping.NONE,
                        new FoundColumns(
                                new ColumnMapping(Map.of(
                                        "phone_number", List.of("Mobile", "Phone"), "contact_name", List.of("Nombre"))),
                                List.of("Nombre", "saldo"),
                                List.of(new FoundColumns.Dropped("status", "COLUMN_OF_OUR_EXPORT"))),
                        Upload.Status.DONE,
                        new BatchProgress(1, 1),
                        new RowCounts(9, 6, 2, 1, 1, 2),
                        List.of(problem),
                        null,
                        "reports/C1/U1.csv",
                        Examples.MONDAY));

        assertThat(client.get("/campaigns/C1/uploads/U1").at("/upload"))
                .hasToString(("{'id':'U1','status':'done','file_name':'march.csv','rows':9,'accepted':6,'repaired':2,"
                                + "'duplicates':1,'updated':1,'refused':2,'error':null,'columns':{'phone_number':['Mobile','Phone'],'contact_name':'Nombre',"
                                + "'variables':['Nombre','saldo']},'dropped_columns':[{'column':'status',"
                                + "'reason':'COLUMN_OF_OUR_EXPORT'}],'problems':[{'line':3,'column':'contact',"
                                + "'value':'12','reason':'INVALID_PHONE_NUMBER','action':'refused'}],"
                                + "'report_url':'https://bucket.example/reports/C1/U1.csv?signed',"
                                + "'report_expires_at':'2026-03-02T16:00:00Z'}")
                        .replace('\'', '"'));
        assertThat(client.get("/campaigns/C2/uploads/U1").error()).isEqualTo("404 NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\", SKIP",
                "\",'if_duplicate':null\", SKIP",
                "\",'if_duplicate':'skip'\", SKIP",
                "\",'if_duplicate':'update'\", UPDATE"
            })
    void the_choice_for_duplicates_is_stored_with_the_upload(String field, IfDuplicate expected) {
        String id = client.post("/campaigns/C1/uploads", "{'file_name':'a.csv','size':1" + field + "}")
                .text("/upload/id");

        assertThat(client.store
                        .uploads()
                        .find(new UploadId(Client.CAMPAIGN, id))
                        .orElseThrow()
                        .ifDuplicate())
                .isEqualTo(expected);
    }

    @Test
    void the_given_columns_are_stored_and_shown() {
        Client.Reply created = client.post(
                "/campaigns/C1/uploads",
                "{'file_name':'a.csv','size':1,'columns':{'phone_number':['Mobile','Phone'],'contact_name':'Nombre'}}");
        Client.Reply shown = client.get("/campaigns/C1/uploads/" + created.text("/upload/id"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(shown.at("/upload/columns"))
                .hasToString("{\"phone_number\":[\"Mobile\",\"Phone\"],\"contact_name\":\"Nombre\"}");
    }

    @ParameterizedTest
    @EnumSource(CampaignStatus.class)
    void a_cancelled_campaign_accepts_no_file(CampaignStatus status) {
        Client.Reply reply =
                Client.withCampaign(status).post("/campaigns/C1/uploads", "{'file_name':'a.csv','size':1}");

        assertThat(reply.error()).isEqualTo(status == CampaignStatus.CANCELLED ? "409 CAMPAIGN_FINISHED" : "201 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'size':1}                                             | file_name",
                "{'file_name':'','size':1}                              | file_name",
                "{'file_name':'a'}                                      | size",
                "{'file_name':'a','size':0}                             | size",
                "{'file_name':'a','size':2147483649}                    | size",
                "{'file_name':'a','size':1.5}                           | size",
                "{'file_name':'a','size':'1'}                           | size",
                "{'file_name':'a','size':1,'sha256':'abc'}              | sha256",
                "{'file_name':'a','size':1,'sha256':'?'}                | sha256",
                "{'file_name':'a','size':1,'sha256':7}                  | sha256",
                "{'file_name':'a','size':1,'if_duplicate':'replace'}    | if_duplicate",
                "{'file_name':'a','size':1,'method':'ftp'}              | method",
                "{'file_name':'a','size':1,'method':'multipart','sha256':'" + HEX + "'} | sha256",
                "{'file_name':'a','size':1,'rows':7}                    | rows",
                "{'file_name':'a','size':1,'columns':'Mobile'}          | columns",
                "{'file_name':'a','size':1,'columns':{'phone':'x'}}     | columns.phone",
                "{'file_name':'a','size':1,'columns':{'phone_number':7}} | columns.phone_number",
                "{'file_name':'a','size':1,'columns':{'phone_number':[]}} | columns.phone_number",
                "{'file_name':'a','size':1,'columns':{'phone_number':' '}} | columns.phone_number",
                "{'file_name':'a','size':1,'columns':{'name':'x','contact_name':'y'}} | columns.contact_name",
            })
    void an_invalid_field_is_named(String body, String field) {
        assertThat(client.post("/campaigns/C1/uploads", body).error()).isEqualTo("400 INVALID_REQUEST " + field);
    }

    @ParameterizedTest
    @CsvSource({"1, 201", "2147483647, 201", "2147483648, 201", "2147483649, 400"})
    void a_file_has_at_most_2_gib(long size, int status) {
        assertThat(client.post("/campaigns/C1/uploads", "{'file_name':'a','size':" + size + "}")
                        .status())
                .isEqualTo(status);
    }
}
