package io.vuelta.handlers.api.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.count.RecountCampaign;
import io.vuelta.domain.retention.RemovalCursor;
import io.vuelta.domain.retention.RemoveContacts;
import io.vuelta.handlers.api.Client;
import io.vuelta.handlers.api.Given;
import io.vuelta.testkit.fakes.InMemoryUserIds;
import io.vuelta.testkit.fakes.RecordingRemovals;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A campaign whose contacts' retention period is over. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RetentionApiTest {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final String REMOVED = "/contacts_removed_at";

    private final Client client = Client.withCampaign(CampaignStatus.ACTIVE);
    private final Call call = Given.call(1, CallStatus.ENDED, AnsweredBy.HUMAN, null);

    @BeforeEach
    void removed() {
        client.load(call);
        client.finish();
        assertThat(client.get("/campaigns/C1/contacts").at("/contacts")).hasSize(1);
        client.clock.advance(KEPT);
        RecordingRemovals requests = new RecordingRemovals();
        RemoveContacts remove = new RemoveContacts(
                client.store.campaigns(),
                client.store.books(),
                client.store.removals(new InMemoryUserIds()),
                requests,
                KEPT,
                client.clock);
        remove.look(Optional.empty());
        remove.remove(Client.CAMPAIGN, RemovalCursor.START);
        client.clock.advance(Duration.ofMinutes(15));
        remove.remove(Client.CAMPAIGN, RemovalCursor.START);
    }

    @ParameterizedTest
    @CsvSource({"contacts, contacts", "calls, calls", "'contacts?q=Ana', contacts"})
    void lists_are_empty_and_have_the_reason(String path, String entries) {
        Client.Reply list = client.get("/campaigns/C1/" + path);

        assertThat(list.at("/" + entries)).isEmpty();
        assertThat(list.text(REMOVED)).isEqualTo("2026-04-01T15:00:00Z");
    }

    @Test
    void the_campaign_shows_when_its_contacts_were_removed_and_keeps_its_figures() {
        Client.Reply campaign = client.get("/campaigns/C1");

        assertThat(campaign.text("/campaign" + REMOVED)).isEqualTo("2026-04-01T15:00:00Z");
        assertThat(campaign.text("/campaign/status")).isEqualTo("finished");
        assertThat(campaign.at("/campaign/analytics/calls").intValue()).isEqualTo(1);
        assertThat(campaign.at("/campaign/analytics/contacts").intValue()).isEqualTo(1);
    }

    @Test
    void a_removed_contact_is_not_found_with_the_reason() {
        Client.Reply contact =
                client.get("/campaigns/C1/contacts/" + call.id().contact().hash());

        assertThat(contact.status()).isEqualTo(404);
        assertThat(contact.text("/message")).contains("removed at 2026-04-01T15:00:00Z", "retention time had ended");
        assertThat(client.get("/calls/" + call.id()).status()).isEqualTo(404);
    }

    @Test
    void the_campaign_accepts_no_contacts_and_cannot_be_repeated() {
        assertThat(client.post("/campaigns/C1/contacts", "{'contacts':[{'contact':'+525511112222'}]}")
                        .error())
                .isEqualTo("409 CAMPAIGN_FINISHED");
        assertThat(client.post("/campaigns/C1/uploads", "{'file_name':'a.csv','size':10}")
                        .error())
                .isEqualTo("409 CAMPAIGN_FINISHED");
        assertThat(client.post("/campaigns/C1/activate", "").error()).isEqualTo("409 INVALID_STATUS_TRANSITION");
    }

    @Test
    void the_doctor_does_not_compare_removed_contacts() {
        RecountCampaign.Diagnosis diagnosis = new RecountCampaign(
                        client.store.campaigns(),
                        client.store.people(),
                        client.store.books(),
                        client.store.counts(),
                        client.store.lines(),
                        client.wakes,
                        client.clock)
                .examine(Client.CAMPAIGN, true)
                .orElseThrow();

        assertThat(diagnosis.isHealthy()).isTrue();
        assertThat(diagnosis.contactsRemoved()).hasToString("2026-04-01T15:00:00Z");
        assertThat(diagnosis.correction()).isEqualTo(RecountCampaign.Correction.NOTHING);
        assertThat(client.counted().contacts()).isEqualTo(1);
    }
}
