package io.vuelta.providers.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SimulatedMessageTest {
    @ParameterizedTest(name = "{0} answers from {1}")
    @CsvSource({
        "+525555551234,  5215555551234",
        "+541123459105,  5491123459105",
        "+5491123459105, 5491123459105",
        "+5531978129105, 553178129105",
        "+553178129105,  553178129105",
        "+5511978129105, 5511978129105",
        "+553133334444,  553133334444",
        "+14155552671,   14155552671"
    })
    void the_whatsapp_id_has_the_format_of_meta_for_its_country(String to, String id) {
        SimulatedMessage message = new SimulatedMessage(
                "wamid.1",
                JsonNodeFactory.instance.objectNode().put("to", to),
                MessageEnding.ACCEPTED,
                Instant.EPOCH,
                null,
                List.of());

        assertThat(message.waId()).isEqualTo(id);
    }
}
