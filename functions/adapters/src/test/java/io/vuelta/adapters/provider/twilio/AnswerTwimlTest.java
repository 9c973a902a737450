package io.vuelta.adapters.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.testkit.examples.Examples;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The TwiML that Twilio runs when a call is answered. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AnswerTwimlTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final AgentId AGENT = new AgentId("5e0d2f0a-8f0e-4a52-9a63-0f8b0f1f6a01");
    private static final Line LINE =
            Examples.lineOf(Provider.TWILIO, new LineId("iph_1"), "secret", "https://agent.example/v");

    private static CallRequest request(String number, ContactData data, @Nullable String firstMessage) {
        PhoneNumber to = new PhoneNumber(number);
        Contact contact = Contact.loaded(ContactId.of(new CampaignId("c1"), to), to, data, "up/0/1", NOW);
        return new CallRequest(new AttemptId(contact.id(), 1), LINE, AGENT, contact, firstMessage, Examples.LIMITS);
    }

    private static String url(String address, CallRequest request) {
        Hooks hooks = new Hooks(
                "https://us.example", LINE.id(), request.attempt(), "https://us.example/r", "https://us.example/c");
        return AnswerTwiml.url(address, CallData.of(request, hooks));
    }

    private static ContactData data(String context, Map<String, String> variables) {
        return new ContactData("", "Ana", context, "", "", variables);
    }

    @Test
    void the_address_of_the_agent_has_the_data_of_the_contact() {
        CallRequest request = request("+525555551234", data("debe 3 %", Map.of("saldo", "12.5", "b", "ñ")), "Hola");

        assertThat(url("https://agent.example/v", request))
                .isEqualTo("https://agent.example/v?attempt=" + request.attempt() + "&campaign_id=c1&agent_id="
                        + AGENT + "&contact_id=" + request.contact().id().hash()
                        + "&result_url=https%3A%2F%2Fus.example%2Fr&context_url=https%3A%2F%2Fus.example%2Fc"
                        + "&name=Ana&first_message=Hola&context=debe+3+%25&var_b=%C3%B1&var_saldo=12.5");
        assertThat(url("https://agent.example/v?a=1", request)).startsWith("https://agent.example/v?a=1&attempt=");
    }

    @Test
    void an_address_has_at_most_4000_characters_and_says_if_data_was_left_out() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Map<String, String> variables = new HashMap<>();
            for (int i = random.nextInt(30); i > 0; i--) {
                variables.put("v" + i, "ñ ".repeat(random.nextInt(300)));
            }
            CallRequest request =
                    request("+525555551234", data("x".repeat(random.nextInt(5_000)), variables), "y".repeat(100));

            String url = url("https://agent.example/v", request);

            assertThat(url).as("seed %s", seed).hasSizeLessThanOrEqualTo(4_000);
            assertThat(URI.create(url).getRawQuery())
                    .as("seed %s", seed)
                    .contains("attempt=" + request.attempt())
                    .contains("contact_id=" + request.contact().id().hash());
            boolean whole = url.contains("context=")
                            == !request.contact().data().context().isEmpty()
                    && variables.entrySet().stream()
                            .allMatch(one -> one.getValue().isEmpty() || url.contains("var_" + one.getKey() + "="));
            assertThat(url.endsWith("&more=true")).as("seed %s", seed).isEqualTo(!whole);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "+525555551234, es-MX, Polly.Mia-Neural",
        "+5511987654321, pt-BR, Polly.Camila-Neural",
        "+541123459105, es-US, Polly.Lupe-Neural",
        "+573001234567, es-US, Polly.Lupe-Neural",
        "+50212345678, es-US, Polly.Lupe-Neural",
        "+34612345678, es-ES, Polly.Lucia-Neural",
        "+351912345678, pt-PT, Polly.Ines-Neural",
        "+17875551234, es-US, Polly.Lupe-Neural",
        "+12025550123, en-US, Polly.Joanna-Neural",
        "+447700900123, en-US, Polly.Joanna-Neural"
    })
    void the_first_message_is_read_out_in_the_language_of_the_country(String number, String language, String voice) {
        assertThat(AnswerTwiml.say(request(number, data("", Map.of()), "Hola & adiós")))
                .isEqualTo("<Response><Say language=\"" + language + "\" voice=\"" + voice
                        + "\">Hola &amp; adiós</Say></Response>");
    }

    @Test
    void twiml_has_at_most_4000_characters() {
        assertThat(AnswerTwiml.say(request("+525555551234", data("", Map.of()), "<".repeat(5_000))))
                .hasSizeLessThanOrEqualTo(4_000);
        assertThat(AnswerTwiml.say(request("+525555551234", data("", Map.of()), null)))
                .isEqualTo("<Response><Pause length=\"1\"/></Response>");
    }
}
