package vuelta.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vuelta.domain.attempt.AnsweredBy;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.Call;
import vuelta.domain.attempt.CallStatus;
import vuelta.domain.attempt.Conversation;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.CampaignStatus;
import vuelta.domain.campaign.ContactStatus;
import vuelta.domain.contact.Claim;
import vuelta.domain.contact.Contact;
import vuelta.domain.fakes.ContactEdit;
import vuelta.domain.fakes.Examples;
import vuelta.domain.line.LineId;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CountersTest {
    private static final CampaignId CAMPAIGN = new CampaignId("c1");
    private static final Instant T = Examples.MONDAY;
    private static final Campaign CAMPAIGN_READ =
            Examples.campaign(CAMPAIGN, new LineId("line"), CampaignStatus.ACTIVE, Examples.settings());

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void the_sum_of_all_changes_is_a_recount_of_what_there_is(long seed) {
        Random random = new Random(seed);
        Map<Integer, Contact> contacts = new HashMap<>();
        Map<Integer, Attempt> attempts = new HashMap<>();
        Counters counters = Counters.NONE;
        int inFlight = 0;
        for (int i = 0; i < 60; i++) {
            List<ContactChange> contactChanges = new ArrayList<>();
            List<AttemptChange> attemptChanges = new ArrayList<>();
            int n = random.nextInt(8);
            Contact contact = contact(random, n);
            contactChanges.add(new ContactChange(contacts.put(n, contact), contact));
            if (random.nextBoolean()) {
                Attempt attempt = attempt(random, n);
                attemptChanges.add(new AttemptChange(attempts.put(n, attempt), attempt));
            }
            Commit commit = new Commit(CAMPAIGN_READ, contactChanges, attemptChanges, null, null, null);
            counters = counters.plus(commit.counterChange());
            inFlight += commit.inFlightChange();
        }

        Counters recount = Counters.NONE;
        for (Contact contact : contacts.values()) {
            recount = recount.plus(Counters.of(contact));
        }
        for (Attempt attempt : attempts.values()) {
            recount = recount.plus(Counters.of(attempt));
        }
        assertThat(counters).isEqualTo(recount);
        assertThat(counters.contacts())
                .isEqualTo(contacts.values().stream()
                        .filter(contact -> contact.status() != ContactStatus.REMOVED)
                        .count());
        assertThat(inFlight)
                .isEqualTo(
                        contacts.values().stream().filter(Contact::isUnderWay).count());
        assertThat(counters.calls()).isGreaterThanOrEqualTo(counters.callsOver());
        assertThat(counters.waiting()).isGreaterThanOrEqualTo(counters.fresh());
    }

    private static Contact contact(Random random, int n) {
        Contact plain = Examples.contact(CAMPAIGN, n);
        ContactStatus status = List.of(ContactStatus.values()).get(random.nextInt(ContactStatus.values().length));
        Claim claim = status == ContactStatus.SENDING
                ? new Claim(1, T, LocalDate.of(2026, 3, 2), ContactStatus.QUEUE, null, random.nextBoolean())
                : null;
        return ContactEdit.of(plain)
                .status(status)
                .attempts(1, 1)
                .retries(random.nextInt(3), random.nextInt(2))
                .due(random.nextBoolean() ? T : null)
                .claim(claim)
                .done();
    }

    private static Attempt attempt(Random random, int n) {
        CallStatus status = List.of(CallStatus.values()).get(random.nextInt(CallStatus.values().length));
        return attempt(
                n,
                status,
                random.nextBoolean() ? List.of(AnsweredBy.values()).get(random.nextInt(3)) : null,
                status == CallStatus.FAILED && random.nextBoolean() ? T : null);
    }

    private static Attempt attempt(
            int n, CallStatus status, @Nullable AnsweredBy by, @Nullable Instant notPlacedUntil) {
        return new Call(
                new AttemptId(Examples.contact(CAMPAIGN, n).id(), 1),
                new LineId("line"),
                Examples.number(n),
                "Ana",
                true,
                status,
                "CA1",
                by,
                T,
                null,
                null,
                Duration.ZERO,
                null,
                notPlacedUntil,
                false,
                Conversation.NONE,
                new TreeMap<>(),
                1);
    }

    @Test
    void an_attempt_counts_once_the_provider_may_have_been_asked() {
        assertThat(Counters.of(attempt(1, CallStatus.CREATED, null, null))).isEqualTo(Counters.NONE);
        assertThat(Counters.of(attempt(1, CallStatus.FAILED, null, T))).isEqualTo(Counters.NONE);
        assertThat(Counters.of(attempt(1, CallStatus.UNKNOWN, null, null)).calls())
                .isEqualTo(1);
        assertThat(Counters.of(attempt(1, CallStatus.UNKNOWN, null, null)).callsOver())
                .isZero();
        assertThat(Counters.of(attempt(1, CallStatus.BUSY, null, null)).callsOver())
                .isEqualTo(1);
    }

    @Test
    void who_answered_counts_when_the_call_has_ended() {
        assertThat(Counters.of(attempt(1, CallStatus.IN_PROGRESS, AnsweredBy.HUMAN, null))
                        .answeredBy(AnsweredBy.HUMAN))
                .isZero();
        assertThat(Counters.of(attempt(1, CallStatus.ENDED, AnsweredBy.HUMAN, null))
                        .answeredBy(AnsweredBy.HUMAN))
                .isEqualTo(1);
    }
}
