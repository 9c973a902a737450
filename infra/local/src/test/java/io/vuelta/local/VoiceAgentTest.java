package io.vuelta.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.campaign.OnMachine;
import io.vuelta.domain.campaign.PhoneSettings;
import io.vuelta.domain.line.AgentConnection;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.MachineDetection;
import io.vuelta.providers.twilio.LoggedCall;
import io.vuelta.providers.twilio.SpokenText;
import io.vuelta.providers.voice.VoiceAgent;
import io.vuelta.testkit.Await;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A whole conversation: the campaign dials, Twilio connects the reference agent, and the result is stored. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class VoiceAgentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HUMAN = "+525555559001";
    private static final String MACHINE = "+525555559002";

    /** A machine that rings for 2.3 s and is detected after 2.4 s of speech. */
    private static final String SOON_FOUND_OUT = "+525552099002";

    private static final double SPEED = 2;

    private static TwilioCampaign campaign(AgentConnection connection, Map<String, String> variables, String number)
            throws Exception {
        return campaign(SPEED, connection, variables, number);
    }

    private static TwilioCampaign campaign(
            double speed, AgentConnection connection, Map<String, String> variables, String number) throws Exception {
        return new TwilioCampaign(
                InstantSource.system(),
                speed,
                false,
                Map.of(),
                variables,
                new Line.Details(null, null, null, null, null, connection, MachineDetection.FAST, false),
                number);
    }

    private static Call over(TwilioCampaign campaign, String number) throws InterruptedException {
        campaign.tick();
        Await.until(PATIENCE, "the call is over", () -> {
            campaign.tick();
            return campaign.call(number).outcome().isPresent();
        });
        return campaign.call(number);
    }

    @Test
    void a_media_streams_agent_reads_its_contact_and_posts_the_result() throws Exception {
        try (VoiceAgent agent = VoiceAgent.start();
                TwilioCampaign campaign = campaign(new AgentConnection.Stream(agent.url()), Map.of(), HUMAN)) {
            Call call = over(campaign, HUMAN);

            assertThat(agent.conversations()).hasSize(1);
            assertThat(agent.conversations().getFirst().name()).isEqualTo("Ana");
            assertThat(agent.conversations().getFirst().signature()).isNotEmpty();
            assertThat(agent.conversations().getFirst().parameters())
                    .containsEntry("attempt", call.id().toString())
                    .containsEntry("name", "Ana");
            assertThat(campaign.results.get(call.id())).contains("heard silence");
            assertThat(call.status()).isEqualTo(CallStatus.ENDED);
            assertThat(campaign.contact(HUMAN).status()).isEqualTo(ContactStatus.ANSWERED);
        }
    }

    @Test
    void a_conversation_relay_agent_hears_and_speaks_text() throws Exception {
        try (VoiceAgent agent = VoiceAgent.start();
                TwilioCampaign campaign =
                        campaign(new AgentConnection.ConversationRelay(agent.url(), null), Map.of(), HUMAN)) {
            Call call = over(campaign, HUMAN);

            assertThat(agent.conversations()).hasSize(1);
            assertThat(campaign.results.get(call.id())).contains("talked");
            assertThat(call.status()).isEqualTo(CallStatus.ENDED);
        }
    }

    @Test
    void an_agent_transfers_to_a_person_and_the_call_is_forwarding_until_it_ends() throws Exception {
        try (VoiceAgent agent = VoiceAgent.start();
                TwilioCampaign campaign = campaign(
                        new AgentConnection.ConversationRelay(agent.url(), null),
                        Map.of("transfer_to", "+525544443333"),
                        HUMAN)) {
            Call call = over(campaign, HUMAN);

            assertThat(campaign.results.get(call.id())).contains("transferred");
            assertThat(call.eventTimes()).containsKeys("FORWARDING", "ENDED");
            assertThat(call.status()).isEqualTo(CallStatus.ENDED);
        }
    }

    @Test
    void a_call_without_its_agent_fails_and_has_no_result() throws Exception {
        for (AgentConnection unreachable : new AgentConnection[] {
            new AgentConnection.Stream("wss://127.0.0.1:1/talk"),
            new AgentConnection.ConversationRelay("wss://127.0.0.1:1/talk", null),
            new AgentConnection.Sip("sip:agent@nowhere.invalid")
        }) {
            try (TwilioCampaign campaign = campaign(unreachable, Map.of(), HUMAN)) {
                Call call = over(campaign, HUMAN);

                assertThat(call.status()).as("%s", unreachable).isEqualTo(CallStatus.FAILED);
                assertThat(call.state().error())
                        .as("%s", unreachable)
                        .isIn("TWILIO_31920", "TWILIO_64102", "AGENT_SIP_404");
                assertThat(campaign.results).isEmpty();
            }
        }
    }

    private static void makesItsCalls(TwilioCampaign campaign, PhoneSettings phone) {
        campaign.save(campaign.campaign()
                .changed(Examples.with()
                        .opening(new MessageContent.FirstMessage("Hi", phone))
                        .build()));
    }

    private static Call withMachine(TwilioCampaign campaign, PhoneSettings phone) throws InterruptedException {
        makesItsCalls(campaign, phone);
        return over(campaign, MACHINE);
    }

    /** Runs at real speed and without the pacer, which would check the call some seconds later. */
    @Test
    void a_call_answered_by_a_machine_lasts_at_most_four_seconds_if_machines_are_hung_up_on() throws Exception {
        try (TwilioCampaign campaign = campaign(1, new AgentConnection.Say(), Map.of(), SOON_FOUND_OUT)) {
            makesItsCalls(campaign, new PhoneSettings(OnMachine.HANG_UP, null, 30, 900));
            Await.until(PATIENCE, "the call is placed", () -> {
                campaign.tick();
                return !campaign.simulator.calls().isEmpty();
            });
            Await.until(
                    PATIENCE,
                    "the call is over",
                    () -> campaign.call(SOON_FOUND_OUT).isOver());

            Call call = campaign.call(SOON_FOUND_OUT);
            assertThat(call.state().answeredBy()).isEqualTo(AnsweredBy.MACHINE);
            assertThat(call.status()).isEqualTo(CallStatus.ENDED);
            assertThat(call.state().duration()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(4));
        }
    }

    @Test
    void a_message_is_left_after_the_greeting_of_the_machine_and_then_the_call_ends() throws Exception {
        try (TwilioCampaign campaign = campaign(new AgentConnection.Say(), Map.of(), MACHINE)) {
            Call call =
                    withMachine(campaign, new PhoneSettings(OnMachine.MESSAGE, "{name}, llámenos por favor.", 30, 900));

            assertThat(call.state().answeredBy()).isEqualTo(AnsweredBy.MACHINE);
            assertThat(call.eventTimes()).containsKey("MESSAGE_LEFT");
            assertThat(campaign.simulator.spokenTexts())
                    .extracting(SpokenText::text)
                    .containsExactly("Hi", "Ana, llámenos por favor.");
            LoggedCall logged = campaign.simulator.calls().getFirst();
            Instant began = campaign.simulator.spokenTexts().getLast().at();
            assertThat(began).isAfterOrEqualTo(call.eventTimes().get("DETECTED_MACHINE"));
            assertThat(logged.endedAt()).isAfter(began);
        }
    }

    @Test
    void nothing_is_said_to_a_machine_after_the_hang_up() throws Exception {
        try (TwilioCampaign campaign = campaign(new AgentConnection.Say(), Map.of(), MACHINE)) {
            Call call = withMachine(campaign, new PhoneSettings(OnMachine.HANG_UP, null, 30, 900));

            assertThat(call.state().answeredBy()).isEqualTo(AnsweredBy.MACHINE);
            assertThat(call.eventTimes()).doesNotContainKey("MESSAGE_LEFT");
            assertThat(campaign.simulator.spokenTexts())
                    .extracting(SpokenText::text)
                    .containsExactly("Hi");
        }
    }
}
