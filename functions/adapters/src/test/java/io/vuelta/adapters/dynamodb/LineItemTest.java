package io.vuelta.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.testkit.examples.Examples;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LineItemTest {
    private static final Line LINE = Examples.line(new LineId("iph_1"));

    private static Line read(String provider) {
        Map<String, AttributeValue> item = new HashMap<>(LineItem.of(LINE).item());
        item.put("provider", AttributeValue.fromS(provider));
        return LineItem.read(LINE.id(), new ItemReader(item));
    }

    @Test
    void the_provider_and_its_channel_are_stored_by_their_names() {
        assertThat(LineItem.of(LINE).item())
                .containsEntry("provider", AttributeValue.fromS("twilio"))
                .containsEntry("channel", AttributeValue.fromS("phone_call"));
        assertThat(read("twilio")).isEqualTo(LINE);
    }

    @Test
    void the_error_of_a_provider_of_a_newer_version_names_it_and_its_line() {
        assertThatThrownBy(() -> read("fax"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("line iph_1 names a provider that this version does not know: fax; deploy the version that"
                        + " created the line");
    }
}
