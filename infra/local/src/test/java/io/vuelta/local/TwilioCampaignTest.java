package io.vuelta.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.LifeCycle;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.campaign.OnMachine;
import io.vuelta.domain.campaign.PhoneSettings;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportFilter;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.RunExport;
import io.vuelta.providers.twilio.LoggedCall;
import io.vuelta.testkit.Await;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.RecordingSheets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls from the request to the stored data: recordings, and the effects of a hang-up. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("slow")
class TwilioCampaignTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** 9001 sends all callbacks, 9010 sends each twice and shuffled, 9002 is a machine, and 9003 is busy. */
    private static final String[] PEOPLE = {"+525555559001", "+525555559010", "+525555559002", "+525555559003"};

    private static TwilioCampaign campaign(double speed, boolean records, String... numbers) throws Exception {
        return new TwilioCampaign(InstantSource.system(), speed, records, Map.of(), numbers);
    }

    private static Optional<String> recording(TwilioCampaign campaign, String number) {
        return Optional.ofNullable(campaign.call(number).recordingUrl());
    }

    @Test
    void every_answered_call_keeps_its_recording_and_recordings_of_humans_are_exported() throws Exception {
        try (TwilioCampaign campaign = campaign(500, true, PEOPLE)) {
            campaign.tick();
            Await.until(
                    PATIENCE,
                    "every answered call has its recording",
                    () -> List.of(PEOPLE).subList(0, 3).stream()
                                    .allMatch(number ->
                                            recording(campaign, number).isPresent())
                            && campaign.call(PEOPLE[3]).isOver());

            assertThat(recording(campaign, PEOPLE[3])).isEmpty();
            List<List<String>> rows = exported(campaign);
            int number = rows.getFirst().indexOf("number_to");
            int url = rows.getFirst().indexOf("recording_url");
            assertThat(rows.subList(1, rows.size()))
                    .extracting(row -> row.get(number) + " " + row.get(url))
                    .containsExactlyInAnyOrder(
                            PEOPLE[0] + " " + recording(campaign, PEOPLE[0]).orElseThrow(),
                            PEOPLE[1] + " " + recording(campaign, PEOPLE[1]).orElseThrow());
        }
    }

    private static List<List<String>> exported(TwilioCampaign campaign) {
        ExportId id = new ExportId(TwilioCampaign.CAMPAIGN, "e1");
        RecordingSheets sheets = new RecordingSheets();
        campaign.store
                .exports()
                .create(Export.requested(id, Export.Kind.RECORDINGS, ExportFilter.NONE, false, false, Instant.now()));
        new RunExport(
                        campaign.store.exports(),
                        campaign.store.campaigns(),
                        campaign.store.agents(),
                        campaign.store.people(),
                        sheets,
                        InstantSource.system())
                .handle(id, () -> false, false);
        return sheets.of(id);
    }

    @Test
    void without_callbacks_a_look_up_finds_the_end_and_the_recording() throws Exception {
        String silent = "+525555559009";
        try (TwilioCampaign campaign = campaign(500, true, silent)) {
            campaign.tick();
            ended(campaign);
            overdue(campaign, silent);

            campaign.tick();

            assertThat(campaign.call(silent).status()).isEqualTo(CallStatus.ENDED);
            assertThat(campaign.call(silent).state().answeredBy()).isEqualTo(AnsweredBy.HUMAN);
            assertThat(recording(campaign, silent))
                    .hasValueSatisfying(url -> assertThat(url)
                            .startsWith(campaign.simulator.baseUrl() + "/2010-04-01/Accounts/" + TwilioCampaign.SID));
        }
    }

    @Test
    void nothing_is_recorded_unless_requested() throws Exception {
        try (TwilioCampaign campaign = campaign(500, false, PEOPLE[0])) {
            campaign.tick();
            Await.until(
                    PATIENCE,
                    "the end is reported",
                    () -> campaign.call(PEOPLE[0]).isOver());

            assertThat(recording(campaign, PEOPLE[0])).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+525555559001", "+525555559007", "+525555559009"})
    void cancelling_with_hang_up_ends_a_call_in_progress_at_twilio(String number) throws Exception {
        try (TwilioCampaign campaign = campaign(1, false, number)) {
            campaign.tick();
            Await.until(
                    PATIENCE,
                    "it rings",
                    () -> campaign.simulator.calls().getFirst().beganAt() != null);

            cancel(campaign, CampaignAction.HANG_UP);
            // A call whose answer was lost is found, and hung up, only after the request timeout.
            Await.until(PATIENCE, "the call has ended", () -> {
                overdue(campaign, number);
                campaign.tick();
                return campaign.simulator.calls().getFirst().endedAt() != null;
            });

            assertThat(campaign.simulator.calls()).hasSize(1);
            assertThat(lifetime(campaign.simulator.calls().getFirst())).isLessThan(PATIENCE);
        }
    }

    @ParameterizedTest
    @CsvSource({"CANCEL, false", "HANG_UP, true"})
    void the_outcome_of_a_call_that_was_hung_up_is_recorded_as_usual(CampaignAction action, boolean hungUp)
            throws Exception {
        try (TwilioCampaign campaign = campaign(1, false, PEOPLE[0])) {
            campaign.tick();
            Await.until(
                    PATIENCE,
                    "it rings",
                    () -> campaign.simulator.calls().getFirst().beganAt() != null);

            cancel(campaign, action);
            campaign.tick();

            if (hungUp) {
                Await.until(
                        PATIENCE,
                        "the call is over",
                        () -> campaign.call(PEOPLE[0]).isOver());
                assertThat(campaign.contact(PEOPLE[0]).isUnderWay()).isFalse();
                campaign.tick();
                assertThat(campaign.store.books().find(TwilioCampaign.CAMPAIGN).inFlight())
                        .isZero();
            } else {
                assertThat(campaign.simulator.calls().getFirst().endedAt()).isNull();
                assertThat(campaign.call(PEOPLE[0]).isOver()).isFalse();
            }
        }
    }

    @Test
    void a_hang_up_that_twilio_refuses_is_requested_again() throws Exception {
        try (TwilioCampaign campaign = campaign(1, false, PEOPLE[0])) {
            campaign.tick();
            campaign.order("{\"request\":\"change\",\"status\":503}");
            cancel(campaign, CampaignAction.HANG_UP);
            campaign.tick();
            assertThat(campaign.simulator.calls().getFirst().endedAt()).isNull();

            overdue(campaign, PEOPLE[0]);
            campaign.tick();

            ended(campaign);
        }
    }

    /** The same call in a campaign that lets the agent talk to voicemail and in one that does not. */
    @Test
    void a_call_answered_by_a_machine_is_ended_at_twilio_if_the_campaign_says_so() throws Exception {
        assertThat(talkedToMachine(OnMachine.HANG_UP)).isLessThan(talkedToMachine(OnMachine.CONTINUE));
    }

    private static Duration talkedToMachine(OnMachine onMachine) throws Exception {
        String voicemail = PEOPLE[2];
        try (TwilioCampaign campaign = campaign(5, false, voicemail)) {
            campaign.save(campaign.campaign()
                    .changed(Examples.with()
                            .opening(new MessageContent.FirstMessage("Hi", new PhoneSettings(onMachine, null, 30, 900)))
                            .build()));
            campaign.tick();
            Await.until(PATIENCE.multipliedBy(4), "the call is over", () -> {
                campaign.tick();
                return campaign.call(voicemail).isOver();
            });

            assertThat(campaign.call(voicemail).state().answeredBy()).isEqualTo(AnsweredBy.MACHINE);
            return campaign.call(voicemail).state().duration();
        }
    }

    private static void cancel(TwilioCampaign campaign, CampaignAction action) {
        LifeCycle.Decision decision = LifeCycle.decide(campaign.campaign(), action, Instant.now());
        campaign.save(((LifeCycle.Decision.Moved) decision).to());
    }

    /** Sets the contact as if its lease had ended. */
    private static void overdue(TwilioCampaign campaign, String number) {
        Contact contact = campaign.contact(number);
        if (contact.isUnderWay()) {
            campaign.lookAgain(contact, Instant.now());
        }
    }

    private static void ended(TwilioCampaign campaign) throws InterruptedException {
        Await.until(
                PATIENCE,
                "every call has ended",
                () -> campaign.simulator.calls().stream().allMatch(call -> call.endedAt() != null));
    }

    private static Duration lifetime(LoggedCall call) {
        Instant ended = call.endedAt();
        return ended == null ? Duration.ofDays(1) : Duration.between(call.placedAt(), ended);
    }
}
