package io.vuelta.handlers.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.claim.Report;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.settle.ProviderEvents.ProviderEvent;
import io.vuelta.domain.settle.Settle;
import io.vuelta.domain.settle.Settlement;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SettleAtOnceTest {
    private static final CampaignId CAMPAIGN = new CampaignId("C1");
    private static final LineId LINE = new LineId("iwa_1");
    private static final LineId OTHER = new LineId("iwa_2");
    private static final Instant NOW = Examples.MONDAY;

    private final InMemoryStore store = new InMemoryStore();
    private final RecordingWakes wakes = new RecordingWakes();
    private final List<ProviderEvent> queued = new ArrayList<>();
    private final Settle settle = UseCases.settle(store, wakes, new VirtualTime(NOW), Duration.ofMinutes(1));
    private final SettleAtOnce outcomes = new SettleAtOnce(settle, wakes, queued::add);

    @BeforeEach
    void a_campaign_with_three_messages_on_their_way() {
        store.lines().put(Examples.line(LINE, Channel.WHATSAPP));
        store.campaigns()
                .create(Examples.campaign(
                        CAMPAIGN,
                        LINE,
                        CampaignStatus.ACTIVE,
                        Examples.with().template("promo_june", null).build()));
        for (int n = 0; n < 3; n++) {
            Contact contact = Examples.contact(CAMPAIGN, n);
            Place place = new Place(1, n);
            Message message = Message.created(
                    attempt(n), LINE, contact.number(), "Person " + n, "promo_june", null, "begun", place, NOW);
            Contact sending = contact.claimed(
                            place, NOW, NOW.atZone(Examples.MEXICO_CITY).toLocalDate(), NOW)
                    .begun(message, NOW);
            assertThat(store.contacts().create(sending)).isNotNull();
        }
    }

    private static AttemptId attempt(int n) {
        return new AttemptId(Examples.contact(CAMPAIGN, n).id(), 1);
    }

    private static ProviderEvent outcome(LineId line, int n, MessageStatus status) {
        return new ProviderEvent(line, attempt(n), new MessageEvent.Reported("wamid." + n, status, NOW));
    }

    private MessageStatus status(int n) {
        return ((Message) store.attempts().find(attempt(n)).orElseThrow()).status();
    }

    private ContactStatus contact(int n) {
        return store.contacts().find(attempt(n).contact()).orElseThrow().status();
    }

    @Test
    void events_of_messages_are_settled() {
        outcomes.sendAll(List.of(outcome(LINE, 0, MessageStatus.DELIVERED), outcome(LINE, 1, MessageStatus.SENT)));

        assertThat(status(0)).isEqualTo(MessageStatus.DELIVERED);
        assertThat(contact(0)).isEqualTo(ContactStatus.DELIVERED);
        assertThat(status(1)).isEqualTo(MessageStatus.SENT);
        assertThat(queued).isEmpty();
    }

    @Test
    void a_single_event_is_settled_too() {
        outcomes.send(outcome(LINE, 0, MessageStatus.READ));

        assertThat(status(0)).isEqualTo(MessageStatus.READ);
        assertThat(queued).isEmpty();
    }

    @Test
    void the_claims_that_end_are_reported_to_their_line_in_one_wake() {
        outcomes.sendAll(List.of(outcome(LINE, 0, MessageStatus.DELIVERED), outcome(LINE, 1, MessageStatus.DELIVERED)));

        assertThat(wakes.woken()).containsExactly(LINE);
        assertThat(wakes.reports())
                .containsExactlyInAnyOrder(
                        new Report(CAMPAIGN, new Place(1, 0), Report.What.ENDED, null, NOW),
                        new Report(CAMPAIGN, new Place(1, 1), Report.What.ENDED, null, NOW));
    }

    @Test
    void an_event_after_the_end_of_a_claim_wakes_no_line() {
        outcomes.send(outcome(LINE, 0, MessageStatus.DELIVERED));
        wakes.takeAll();

        outcomes.send(outcome(LINE, 0, MessageStatus.READ));

        assertThat(contact(0)).isEqualTo(ContactStatus.READ);
        assertThat(wakes.sent()).isEmpty();
    }

    @Test
    void events_of_calls_are_queued_untouched() {
        ProviderEvent call = new ProviderEvent(
                LINE, attempt(0), new CallEvent.Reported("CA0", CallStatus.ENDED, Duration.ofSeconds(9), null, NOW));
        List<String> operations = new ArrayList<>();
        store.faults(Faults.beforeEach(operations::add));

        outcomes.send(call);

        assertThat(queued).containsExactly(call);
        assertThat(operations).isEmpty();
    }

    @Test
    void the_same_event_twice_in_one_batch_is_settled_once() {
        AtomicInteger writes = new AtomicInteger();
        store.faults(Faults.beforeEach("contacts.write", writes::incrementAndGet));

        outcomes.sendAll(List.of(outcome(LINE, 0, MessageStatus.DELIVERED), outcome(LINE, 0, MessageStatus.DELIVERED)));

        assertThat(writes).hasValue(1);
        assertThat(queued).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"contacts.find", "campaigns.find", "contacts.write"})
    void events_are_queued_while_the_store_is_busy(String busy) {
        store.faults(Faults.busyAtEach(busy));
        List<ProviderEvent> both =
                List.of(outcome(LINE, 0, MessageStatus.DELIVERED), outcome(LINE, 1, MessageStatus.READ));

        outcomes.sendAll(both);
        store.faults(Faults.NONE);

        assertThat(queued).containsExactlyInAnyOrderElementsOf(both);
        assertThat(wakes.sent()).isEmpty();
        assertThat(status(0)).isEqualTo(MessageStatus.CREATED);
    }

    @Test
    void an_event_whose_write_had_no_answer_is_queued_and_settled_again_without_effect() {
        store.faults(FailAt.afterNext("contacts.write"));
        outcomes.send(outcome(LINE, 0, MessageStatus.DELIVERED));
        store.faults(Faults.NONE);

        assertThat(queued).containsExactly(outcome(LINE, 0, MessageStatus.DELIVERED));
        assertThat(wakes.sent()).isEmpty();
        Settlement again = settle.apply(queued.getFirst());
        assertThat(again.result()).isEqualTo(Settlement.Result.IGNORED);
        assertThat(again.report())
                .as("whoever wrote it has not reported it")
                .map(Report::what)
                .contains(Report.What.ENDED);
    }

    /** The store answers only after the webhook has stopped waiting. */
    @Test
    void an_event_that_takes_longer_than_a_second_is_queued_and_settled_too() throws InterruptedException {
        CountDownLatch answers = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        store.faults(new Faults() {
            @Override
            public void before(String operation) {
                if (operation.equals("contacts.find")) {
                    await(answers);
                }
            }

            @Override
            public void after(String operation) {
                if (operation.equals("contacts.write")) {
                    written.countDown();
                }
            }
        });

        outcomes.send(outcome(LINE, 0, MessageStatus.DELIVERED));
        assertThat(queued).containsExactly(outcome(LINE, 0, MessageStatus.DELIVERED));
        answers.countDown();
        written.await();
        store.faults(Faults.NONE);

        assertThat(status(0)).isEqualTo(MessageStatus.DELIVERED);
        assertThat(settle.apply(queued.getFirst()).result()).isEqualTo(Settlement.Result.IGNORED);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void an_event_of_another_lines_attempt_is_queued_and_changes_nothing() {
        ProviderEvent forged = outcome(OTHER, 0, MessageStatus.DELIVERED);

        outcomes.sendAll(List.of(forged, outcome(LINE, 1, MessageStatus.DELIVERED)));

        assertThat(queued).containsExactly(forged);
        assertThat(status(0)).isEqualTo(MessageStatus.CREATED);
        assertThat(status(1)).isEqualTo(MessageStatus.DELIVERED);
        assertThat(wakes.reports()).extracting(Report::place).containsExactly(new Place(1, 1));
    }

    @Test
    void an_event_of_no_attempt_is_dropped() {
        outcomes.send(outcome(LINE, 9, MessageStatus.DELIVERED));

        assertThat(queued).isEmpty();
        assertThat(wakes.sent()).isEmpty();
    }

    /** The provider then reports it again, and the same report is sent again. */
    @Test
    void a_wake_that_fails_fails_the_webhook() {
        wakes.faults(FailAt.beforeNext("wakes.send"));

        assertThatThrownBy(() -> outcomes.send(outcome(LINE, 0, MessageStatus.DELIVERED)))
                .isInstanceOf(FailAt.Crash.class);
        wakes.faults(Faults.NONE);
        outcomes.send(outcome(LINE, 0, MessageStatus.DELIVERED));

        assertThat(wakes.reports()).extracting(Report::what).containsExactly(Report.What.ENDED);
    }
}
