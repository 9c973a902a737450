package io.vuelta.handlers.api.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.file.CopyPage;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.handlers.api.Client;
import io.vuelta.handlers.api.Given;
import io.vuelta.testkit.examples.Examples;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DuplicatesApiTest {
    private final Client client = Client.withCampaign(
            CampaignStatus.FINISHED,
            Examples.with().retries(4).cycles(Given.dailyCooldown()).build());

    @Test
    void a_copy_has_the_same_settings_and_an_upload_brings_its_contacts() {
        Client.Reply created = client.post(
                "/campaigns/C1/duplicate", "{'name':'April','status':['failed','voicemail'],'tags':['vip']}");
        CampaignId copy = new CampaignId(created.text("/campaign/id"));
        UploadId upload = new UploadId(copy, created.text("/upload/id"));

        assertThat(created.status()).isEqualTo(201);
        created.assertHas("/campaign", """
                'name':'April','status':'pending','retries':4,'cycles/max_iterations':3,'agent/name':'Inés'
                """);
        assertThat(created.text("/upload/status")).isEqualTo("waiting");
        assertThat(client.batches.pages())
                .containsExactly(new CopyPage(
                        Client.CAMPAIGN,
                        upload,
                        0,
                        ScanCursor.START,
                        Set.of(ContactStatus.FAILED, ContactStatus.VOICEMAIL),
                        Set.of("vip")));
        assertThat(client.get("/campaigns/" + copy + "/uploads/" + upload.value())
                        .at("/upload"))
                .hasToString(("{'id':'" + upload.value() + "','status':'waiting','file_name':'contacts of C1',"
                                + "'rows':0,'accepted':0,'repaired':0,'duplicates':0,'updated':0,'refused':0,'error':null,"
                                + "'columns':{},'dropped_columns':[],'problems':[],'report_url':null,'report_expires_at':null}")
                        .replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{'name':null,'status':null,'tags':[]}"})
    void every_field_is_optional(String body) {
        Client.Reply created = client.post("/campaigns/C1/duplicate", body);

        assertThat(created.text("/campaign/name")).isEqualTo("March campaign (copy)");
        assertThat(client.batches.pages()).hasSize(1);
        assertThat(client.batches.pages().getFirst().statuses()).isEmpty();
    }

    @Test
    void a_tag_that_the_agent_does_not_have_is_refused() {
        assertThat(client.post("/campaigns/C1/duplicate", "{'tags':['vip','no-such']}")
                        .error())
                .isEqualTo("400 INVALID_REQUEST tags[1]");
        assertThat(client.batches.pages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"248, 255", "249, 255", "255, 255"})
    void the_name_of_a_copy_keeps_its_suffix_when_it_is_cut(int length, int copied) {
        client.store
                .campaigns()
                .save(client.campaign()
                        .changed(client.campaign().settings().copied("n".repeat(length), Examples.MONDAY)));

        assertThat(client.post("/campaigns/C1/duplicate", "").text("/campaign/name"))
                .hasSize(copied)
                .endsWith("n (copy)");
    }

    @Test
    void a_name_is_never_cut_within_a_character() {
        String name = "n".repeat(247) + "😀";
        client.store
                .campaigns()
                .save(client.campaign().changed(client.campaign().settings().copied(name, Examples.MONDAY)));

        assertThat(client.post("/campaigns/C1/duplicate", "").text("/campaign/name"))
                .isEqualTo("n".repeat(247) + " (copy)");
    }

    @ParameterizedTest
    @EnumSource(CampaignStatus.class)
    void a_campaign_in_any_status_can_be_copied(CampaignStatus status) {
        assertThat(Client.withCampaign(status)
                        .post("/campaigns/C1/duplicate", "")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void the_same_request_makes_one_copy() {
        client.header("Idempotency-Key", "k1");
        Client.Reply first = client.post("/campaigns/C1/duplicate", "{}");
        Client.Reply second = client.post("/campaigns/C1/duplicate", "{}");

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(client.batches.pages()).hasSize(1);
        assertThat(client.post("/campaigns/C1/duplicate", "{'name':'x'}").error())
                .isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'name':' '}           | name",
                "{'name':7}             | name",
                "{'status':'failed'}    | status",
                "{'status':['busy']}    | status[0]",
                "{'status':['removed']} | status[0]",
                "{'status':['delivered']} | status[0]",
                "{'name':'A\\tB'}         | name",
                "{'tags':'vip'}         | tags",
                "{'retries':3}          | retries",
                "[]                     | body",
            })
    void an_invalid_field_is_named(String body, String field) {
        assertThat(client.post("/campaigns/C1/duplicate", body).error()).isEqualTo("400 INVALID_REQUEST " + field);
        assertThat(client.store.campaigns().list(Optional.empty(), 2)).hasSize(1);
    }

    @Test
    void an_unknown_campaign_is_not_copied() {
        assertThat(client.post("/campaigns/none/duplicate", "").error()).isEqualTo("404 NOT_FOUND");
    }
}
