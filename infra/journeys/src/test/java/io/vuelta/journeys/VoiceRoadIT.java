package io.vuelta.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.local.Client;
import io.vuelta.local.LocalVuelta;
import io.vuelta.providers.voice.VoiceAgent;
import io.vuelta.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The path from a contact file to an exported result through an agent: the campaign calls through Twilio, which
 * connects the call with the reference agent's WebSocket. The agent reads the contact's data and posts the result, and
 * uses only the addresses that it has received.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("journeys")
@ExtendWith(SharedVuelta.class)
@Execution(ExecutionMode.CONCURRENT)
class VoiceRoadIT {
    private static final String HUMAN = "+525555519001";

    @TempDir
    static Path work;

    @ParameterizedTest
    @CsvSource({"stream, heard silence", "conversation_relay, talked"})
    void an_agent_behind_a_websocket_converts_a_contact_and_its_summary_is_exported(String kind, String summary)
            throws Exception {
        VoiceAgent agent = SharedVuelta.vuelta().voiceAgent();
        Script script = new Script(SharedVuelta.vuelta().baseUrl());
        String campaign = campaign(script.client(), kind, agent.url());
        assertThat(script.upload(campaign, "contact,name,city\n" + HUMAN + ",Ana,Mérida\n")
                        .path("accepted")
                        .asInt())
                .isEqualTo(1);

        script.act(campaign, "activate");
        script.awaitStatus(campaign, "finished", Duration.ofMinutes(2));
        Await.until(
                Duration.ofMinutes(1),
                "the contact is converted",
                () -> contact(script, campaign).path("status").asText().equals("converted"));

        List<VoiceAgent.VoiceConversation> conversations = agent.conversations().stream()
                .filter(talk ->
                        talk.parameters().getOrDefault("campaign_id", "").equals(campaign))
                .toList();
        assertThat(conversations).hasSize(1);
        VoiceAgent.VoiceConversation talk = conversations.getFirst();
        assertThat(talk.name()).isEqualTo("Ana");
        assertThat(talk.context().at("/variables/city").asText()).isEqualTo("Mérida");
        assertThat(talk.parameters()).containsEntry("first_message", "Hi, Ana?").containsKey("result_url");
        assertThat(talk.signature()).isNotEmpty();
        List<CSVRecord> calls = script.export(campaign, "calls", work.resolve(kind + ".csv"));
        assertThat(calls).hasSize(1);
        assertThat(calls.getFirst().get("summary")).isEqualTo(summary);
    }

    private static JsonNode contact(Script script, String campaign) {
        return script.contacts(campaign).getFirst();
    }

    private static String campaign(Client client, String kind, String url) {
        ObjectNode line = Client.line("twilio", 20, LocalVuelta.TWILIO_SECRET);
        line.putObject("voice").put("kind", kind).put("url", url);
        ObjectNode campaign = Client.object()
                .put("name", "Voice")
                .put("first_message", "Hi, {name}?")
                .put("retries", 0);
        return client.createCampaign(Client.object().put("name", "Inés"), line, campaign);
    }
}
