package io.vuelta.adapters.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.event.Endpoint;
import io.vuelta.domain.event.EndpointId;
import io.vuelta.domain.event.EventType;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Checked by receivers that are written by the documents, not by our code. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventSignatureTest {
    private static final Instant NOW = Instant.parse("2030-06-03T15:00:00.250Z");
    private static final byte[] BODY = "{\"id\":\"evt_1\",\"text\":\"Sí\"}".getBytes(UTF_8);
    private static final String FIRST =
            Base64.getEncoder().encodeToString("first secret, of 32 bytes ......".getBytes(UTF_8));
    private static final String SECOND =
            Base64.getEncoder().encodeToString("second secret, of 32 bytes .....".getBytes(UTF_8));

    private static Endpoint endpoint(Endpoint.Format format) {
        return Endpoint.created(
                new EndpointId("we_1"), "https://a.example.com", Set.of(EventType.CALL_ENDED), format, FIRST, NOW);
    }

    /** The receiver's side of {@code Vuelta-Signature}: any of the v1 values is enough. */
    private static boolean accepts(String secret, String header, byte[] body) throws GeneralSecurityException {
        assertThat(header).startsWith("Vuelta-Signature: ");
        String[] parts = header.substring("Vuelta-Signature: ".length()).split(",", -1);
        assertThat(parts[0]).isEqualTo("t=1906729200");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        String signed = parts[0].substring(2) + "." + new String(body, UTF_8);
        String expected = String.format("v1=%064x", new BigInteger(1, mac.doFinal(signed.getBytes(UTF_8))));
        return Arrays.asList(parts).contains(expected);
    }

    @Test
    void only_a_receiver_with_the_secret_accepts_the_signature() throws GeneralSecurityException {
        String header = EventSignature.header(endpoint(Endpoint.Format.VUELTA), BODY, NOW);

        assertThat(accepts(FIRST, header, BODY)).isTrue();
        assertThat(accepts(SECOND, header, BODY)).isFalse();
        assertThat(accepts(FIRST, header, "{}".getBytes(UTF_8))).isFalse();
    }

    @Test
    void both_secrets_are_accepted_while_one_is_rolled_over() throws GeneralSecurityException {
        Endpoint rolled = endpoint(Endpoint.Format.VUELTA).rolled(SECOND, NOW);
        Endpoint before = endpoint(Endpoint.Format.VUELTA).rolled(SECOND, NOW.minus(Endpoint.ROLL_OVER));

        String both = EventSignature.header(rolled, BODY, NOW);
        assertThat(accepts(FIRST, both, BODY)).isTrue();
        assertThat(accepts(SECOND, both, BODY)).isTrue();
        assertThat(accepts(FIRST, EventSignature.header(before, BODY, NOW), BODY))
                .isFalse();
    }

    @Test
    void alturs_signature_is_base64_over_the_body_with_the_secrets_bytes() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("first secret, of 32 bytes ......".getBytes(UTF_8), "HmacSHA256"));

        assertThat(EventSignature.header(endpoint(Endpoint.Format.ALTUR), BODY, NOW))
                .isEqualTo("X-Altur-Signature: " + Base64.getEncoder().encodeToString(mac.doFinal(BODY)));
    }
}
