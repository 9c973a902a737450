package io.vuelta.handlers.api.agents;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.dispatch.MessageImages.Kept;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.LineId;
import io.vuelta.handlers.api.Client;
import io.vuelta.testkit.examples.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Images for template headers: a body that is not an image, or that is for an unknown line, is not sent to the
 * provider.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ImagesApiTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0};
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0};

    private final Client client = new Client();
    private final List<String> kept = new ArrayList<>();

    ImagesApiTest() {
        client.store.agents().put(Examples.agent());
        client.store.lines().put(Examples.line(Client.WHATSAPP, Channel.WHATSAPP));
        client.store.lines().put(Examples.line(new LineId("iph_1"), Channel.PHONE_CALL));
        answer(new Kept.Taken("4711"));
    }

    private void answer(Kept with) {
        client.images = (line, type, image) -> {
            kept.add(line.id() + " " + type + " " + image.length);
            return with;
        };
    }

    private Client.Reply send(String line, byte[] image) {
        String path = "/api/v1.0/agents/" + Examples.AGENT + "/integrations/" + line + "/images";
        return client.raw("POST", path, Base64.getEncoder().encodeToString(image), true);
    }

    @Test
    void an_image_is_kept_by_the_lines_provider_and_named_by_its_id() {
        Client.Reply png = send("iwa_1", PNG);

        assertThat(png.status()).isEqualTo(201);
        assertThat(png.at("/image")).hasToString("{\"id\":\"4711\",\"type\":\"image/png\"}");
        assertThat(send("iwa_1", JPEG).text("/image/type")).isEqualTo("image/jpeg");
        assertThat(kept).containsExactly("iwa_1 PNG 9", "iwa_1 JPEG 5");
    }

    @Test
    void a_body_that_is_no_image_is_refused_without_asking_the_provider() {
        assertThat(send("iwa_1", "GIF89a".getBytes(US_ASCII)).error()).isEqualTo("400 INVALID_REQUEST body");
        assertThat(send("iwa_1", new byte[0]).error()).isEqualTo("400 INVALID_REQUEST body");
        assertThat(kept).isEmpty();
    }

    @Test
    void an_image_has_at_most_four_mebibytes() {
        byte[] most = Arrays.copyOf(PNG, 4 * 1024 * 1024);
        byte[] more = Arrays.copyOf(PNG, 4 * 1024 * 1024 + 1);

        assertThat(send("iwa_1", most).status()).isEqualTo(201);
        assertThat(send("iwa_1", more).error()).isEqualTo("413 IMAGE_TOO_LARGE body");
        assertThat(kept).hasSize(1);
    }

    @Test
    void a_line_for_calls_and_an_unknown_line_have_no_images() {
        assertThat(send("iph_1", PNG).error()).isEqualTo("409 NO_IMAGES_HERE");
        assertThat(send("iwa_2", PNG).error()).isEqualTo("404 NOT_FOUND");
        assertThat(kept).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, 409 PROVIDER_REFUSED", "false, 503 PROVIDER_UNAVAILABLE"})
    void the_error_of_the_provider_is_passed_on(boolean refuses, String error) {
        answer(refuses ? new Kept.Refused("WHATSAPP_100") : new Kept.Unavailable("WHATSAPP_100"));

        Client.Reply reply = send("iwa_1", PNG);

        assertThat(reply.error()).isEqualTo(error);
        assertThat(reply.text("/reason")).isEqualTo("WHATSAPP_100");
    }
}
