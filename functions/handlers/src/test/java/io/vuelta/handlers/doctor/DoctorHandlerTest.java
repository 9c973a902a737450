package io.vuelta.handlers.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.adapters.sqs.SqsRecounts;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.count.CountChanges;
import io.vuelta.domain.count.RecountCampaign;
import io.vuelta.domain.line.LineId;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.TestContext;
import io.vuelta.testkit.fakes.VirtualTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DoctorHandlerTest {
    private static final CampaignId CAMPAIGN = new CampaignId("C1");
    private static final LineId LINE = new LineId("iph_1");

    private final InMemoryStore store = new InMemoryStore();
    private final RecordingWakes wakes = new RecordingWakes();
    private final VirtualTime clock = new VirtualTime(Examples.MONDAY);
    private final TestContext context = new TestContext();
    private final DoctorHandler handler = new DoctorHandler(new DoctorWiring(new RecountCampaign(
            store.campaigns(), store.people(), store.books(), store.counts(), store.lines(), wakes, clock)));

    DoctorHandlerTest() {
        store.lines().put(Examples.line(LINE));
        Campaign campaign = Examples.campaign(CAMPAIGN, LINE, CampaignStatus.ACTIVE, Examples.settings());
        store.campaigns().create(campaign);
        List<Contacts.Change> added = IntStream.range(0, 3)
                .mapToObj(n -> new Contacts.Change(null, Examples.contact(CAMPAIGN, n)))
                .toList();
        Campaign read = store.campaigns().find(CAMPAIGN).orElseThrow();
        assertThat(store.contacts().edit(read, added, added.size(), 0)).isTrue();
    }

    private void count() {
        CountChanges counts = new CountChanges(store.counts(), store.campaigns(), new RecordingWakes(), clock);
        store.changes().drain(counts::count);
    }

    private Map<String, Object> run(boolean mend) {
        return handler.handleRequest(Map.of("campaign", "C1", "mend", mend), context);
    }

    private long counted() {
        return store.counts().sums(CAMPAIGN, 0).counters().contacts();
    }

    @Test
    void a_campaign_whose_counts_are_right_is_healthy() {
        count();

        assertThat(run(true))
                .containsEntry("campaign", "C1")
                .containsEntry("healthy", true)
                .containsEntry("differences", Map.of())
                .containsEntry("in_flight", Map.of("kept", 0, "found", 0L))
                .containsEntry("to_be_recounted", false)
                .containsEntry("line_alarm_passed", false)
                .containsEntry("mended", "nothing");
        assertThat(context.lines())
                .containsExactly(
                        "{\"event\":\"doctor\",\"level\":\"INFO\",\"function\":\"function\",\"request\":\"request\","
                                + "\"campaign\":\"C1\",\"healthy\":true,\"mended\":\"NOTHING\"}");
    }

    @Test
    void differences_are_reported_and_not_repaired_without_the_option() {
        Map<String, Object> answer = run(false);

        assertThat(answer).containsEntry("healthy", false).containsEntry("mended", "nothing");
        assertThat(answer.get("differences")).asString().contains("added=-3");
        assertThat(counted()).isZero();
        assertThat(wakes.sent()).isEmpty();
    }

    @Test
    void an_absent_mend_option_means_no_repair() {
        assertThat(handler.handleRequest(Map.of("campaign", "C1"), context)).containsEntry("mended", "nothing");
        assertThat(counted()).isZero();
    }

    @Test
    void with_the_option_the_counts_are_repaired_and_the_line_is_woken() {
        assertThat(run(true)).containsEntry("healthy", false).containsEntry("mended", "counts");

        assertThat(store.counts().sums(CAMPAIGN, 0).counters()).isEqualTo(store.recount(CAMPAIGN));
        assertThat(counted()).isEqualTo(3);
        assertThat(wakes.woken()).containsExactly(LINE);
        assertThat(run(false)).containsEntry("healthy", true);
    }

    @Test
    void a_recount_that_the_pacer_ordered_through_the_queue_is_done() {
        Map<String, Object> answer = handler.handleRequest(
                Map.of("Records", List.of(Map.of("messageId", "m", "body", SqsRecounts.write(CAMPAIGN)))), context);

        assertThat(answer).isEmpty();
        assertThat(counted()).isEqualTo(3);
        assertThat(context.lines())
                .containsExactly(
                        "{\"event\":\"doctor\",\"level\":\"INFO\",\"function\":\"function\",\"request\":\"request\","
                                + "\"campaign\":\"C1\",\"healthy\":false,\"mended\":\"COUNTS\"}");
    }

    @Test
    void the_error_of_an_invalid_request_names_what_is_missing() {
        assertThatThrownBy(() -> handler.handleRequest(Map.of("mend", true), context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"campaign\"");
        assertThatThrownBy(() -> handler.handleRequest(Map.of("campaign", "none"), context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no campaign none");
        assertThatThrownBy(() -> handler.handleRequest(Map.of("Records", List.of(Map.of())), context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no body");
    }
}
