package io.vuelta.handlers.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.claim.Report;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.settle.ProviderEvents;
import io.vuelta.domain.settle.Settle;
import io.vuelta.domain.settle.SettleEarlyReply;
import io.vuelta.handlers.runtime.SqsEvents;
import io.vuelta.handlers.runtime.VirtualThreads;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.InMemoryReceivedMessages;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.RecordingTranscripts;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.TestContext;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SettleHandlerTest {
    private static final LineId ONE = new LineId("iph_1");
    private static final LineId TWO = new LineId("iph_2");
    private static final CampaignId OF_ONE = new CampaignId("C1");
    private static final CampaignId OF_TWO = new CampaignId("C2");
    private static final Instant NOW = Examples.MONDAY;

    private final InMemoryStore store = new InMemoryStore();
    private final VirtualTime clock = new VirtualTime(NOW);
    private final RecordingWakes wakes = new RecordingWakes();
    private final TestContext context = new TestContext();
    private final Map<String, Duration> again = new TreeMap<>();
    private final InMemoryReceivedMessages received = new InMemoryReceivedMessages();
    private final Settle settle = UseCases.settle(store, wakes, clock, Duration.ofMinutes(1));
    private final SettleHandler handler = new SettleHandler(new SettleWiring(
            settle,
            new SettleEarlyReply(store.attempts(), received, settle),
            UseCases.recordResult(store, new RecordingTranscripts(), clock),
            wakes,
            (message, wait) -> again.put(message.getMessageId(), wait),
            new VirtualThreads()));

    @BeforeEach
    void two_lines_with_three_calls_each() {
        calls(OF_ONE, ONE);
        calls(OF_TWO, TWO);
    }

    private void calls(CampaignId campaign, LineId line) {
        store.lines().put(Examples.line(line));
        store.campaigns().create(Examples.campaign(campaign, line, CampaignStatus.ACTIVE, Examples.settings()));
        for (int n = 0; n < 3; n++) {
            Contact contact = Examples.contact(campaign, n);
            Place place = new Place(1, n);
            Call call = Call.created(attempt(campaign, n), line, contact.number(), "Ana", true, "begun", place, NOW);
            assertThat(store.contacts()
                            .create(contact.claimed(
                                            place,
                                            NOW,
                                            NOW.atZone(Examples.MEXICO_CITY).toLocalDate(),
                                            NOW)
                                    .begun(call, NOW)))
                    .isNotNull();
        }
    }

    private static AttemptId attempt(CampaignId campaign, int n) {
        return new AttemptId(Examples.contact(campaign, n).id(), 1);
    }

    private static String answered(LineId line, CampaignId campaign, int n) {
        return ("{'attempt':'%s','at':'%s','line':'%s','told':'call','provider_id':'CA%d','status':'ended',"
                        + "'duration_ms':40000,'answered_by':'human'}")
                .formatted(attempt(campaign, n), NOW, line, n)
                .replace('\'', '"');
    }

    private ContactStatus status(CampaignId campaign, int n) {
        return store.contacts()
                .find(attempt(campaign, n).contact())
                .orElseThrow()
                .status();
    }

    @Test
    void the_ends_of_a_batch_go_to_each_line_in_one_message() {
        assertThat(failed(
                        answered(ONE, OF_ONE, 0),
                        answered(TWO, OF_TWO, 0),
                        answered(ONE, OF_ONE, 1),
                        answered(TWO, OF_TWO, 1)))
                .isEmpty();

        assertThat(status(OF_ONE, 0)).isEqualTo(ContactStatus.ANSWERED);
        assertThat(wakes.woken()).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(wakes.reports()).hasSize(4).extracting(Report::what).containsOnly(Report.What.ENDED);
    }

    @Test
    void a_reply_before_the_record_of_its_message_is_settled_once_the_record_exists() {
        CampaignId campaign = new CampaignId("C3");
        LineId line = new LineId("iwa_1");
        store.lines().put(Examples.line(line, Channel.WHATSAPP));
        store.campaigns()
                .create(Examples.campaign(
                        campaign,
                        line,
                        CampaignStatus.ACTIVE,
                        Examples.with()
                                .template("recordatorio", null)
                                .concurrency(CampaignSettings.MAX_CONCURRENCY)
                                .messageLimit(CampaignSettings.DEFAULT_MESSAGE_LIMIT)
                                .build()));
        Contact contact = Examples.contact(campaign, 0);
        Place place = new Place(1, 0);
        Contact claimed =
                contact.claimed(place, NOW, NOW.atZone(Examples.MEXICO_CITY).toLocalDate(), NOW);
        AttemptId attempt = attempt(campaign, 0);
        Message message =
                Message.created(attempt, line, contact.number(), "Ana", "recordatorio", null, "begun", place, NOW);
        assertThat(store.contacts().create(claimed.begun(message, NOW))).isNotNull();
        String reply = ("{'early_reply':{'line':'iwa_1','from':'%s','quoted':'wamid.1','kind':'text','text':'Si',"
                        + "'id':'wamid.2','event':{'told':'message','provider_id':'wamid.1','status':'accepted','at':'%s'}}}")
                .formatted(contact.number().e164(), NOW)
                .replace('\'', '"');

        assertThat(failed(reply)).isEmpty();
        assertThat(received.of(attempt)).isEmpty();

        settle.apply(new ProviderEvents.ProviderEvent(line, attempt, new MessageEvent.Taken("wamid.1", NOW)));
        assertThat(failed(reply)).isEmpty();

        assertThat(status(campaign, 0)).isEqualTo(ContactStatus.ACCEPTED);
        assertThat(received.of(attempt))
                .containsExactly(new ReceivedMessage(attempt, "wamid.2", "text", "Si", null, NOW));
    }

    @Test
    void messages_that_cannot_be_read_or_settled_are_delivered_again_and_the_others_are_reported() {
        store.faults(FailAt.beforeNext("contacts.write"));

        // Contacts are settled in parallel: the write of either may be the one that fails.
        List<String> failed = failed(answered(ONE, OF_ONE, 0), "{}", answered(ONE, OF_ONE, 1));

        assertThat(failed).hasSize(2).contains("m1");
        int settled = failed.contains("m0") ? 1 : 0;
        assertThat(wakes.reports()).extracting(Report::place).containsExactly(new Place(1, settled));
        assertThat(again).containsOnlyKeys(failed);
    }

    @Test
    void messages_whose_report_was_not_sent_are_delivered_again_soon_and_report_it_then() {
        wakes.faults(FailAt.beforeNext("wakes.send"));

        List<String> failed = failed(answered(ONE, OF_ONE, 0), answered(TWO, OF_TWO, 0), answered(ONE, OF_ONE, 1));

        assertThat(List.copyOf(failed)).isIn(List.of("m0", "m2"), List.of("m1"));
        assertThat(again.keySet()).containsExactlyInAnyOrderElementsOf(failed);
        assertThat(again.values()).containsOnly(Duration.ofSeconds(1));
        assertThat(context.lines())
                .anyMatch(line -> line.startsWith("{\"event\":\"report_failed\"") && line.contains("\"line\":\"iph_"));
        assertThat(status(OF_ONE, 0)).isEqualTo(ContactStatus.ANSWERED);

        assertThat(failed(answered(ONE, OF_ONE, 0), answered(TWO, OF_TWO, 0), answered(ONE, OF_ONE, 1)))
                .isEmpty();
        assertThat(wakes.reports())
                .contains(
                        new Report(OF_ONE, new Place(1, 0), Report.What.ENDED, null, NOW),
                        new Report(OF_ONE, new Place(1, 1), Report.What.ENDED, null, NOW),
                        new Report(OF_TWO, new Place(1, 0), Report.What.ENDED, null, NOW));
    }

    @Test
    void an_event_of_another_lines_attempt_changes_nothing_and_is_counted_by_its_log_line() {
        assertThat(failed(answered(TWO, OF_ONE, 0))).isEmpty();

        assertThat(status(OF_ONE, 0)).isEqualTo(ContactStatus.SENDING);
        assertThat(wakes.sent()).isEmpty();
        assertThat(context.lines())
                .singleElement()
                .asString()
                .startsWith("{\"event\":\"webhook_forged\"")
                .contains("\"attempt\":");
    }

    private List<String> failed(String... bodies) {
        return SqsEvents.failed(handler.handleRequest(SqsEvents.of(List.of(bodies)), context));
    }
}
