package io.vuelta.domain.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.domain.attempt.AttemptId;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks the tokens with which the runtime of an agent reports the result of one attempt, replies to its
 * person, and reads the contact's data, and nothing else. A token is a HMAC-SHA256 over the attempt's id, so none is stored; it is valid as long as the secret is the same.
 */
public final class AttemptTokens {
    private static final String ALGORITHM = "HmacSHA256";
    /** Prefix of the signed text, so that a token is never valid for another purpose of the same secret. */
    private static final String PURPOSE = "attempt:";

    private final Supplier<String> secret;

    /** Requests the secret at each use. */
    public AttemptTokens(Supplier<String> secret) {
        this.secret = secret;
    }

    /** The token of an attempt: 43 characters of Base64 for URLs. */
    public String of(AttemptId attempt) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.get().getBytes(UTF_8), ALGORITHM));
            byte[] code = mac.doFinal((PURPOSE + attempt).getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /**
     * Whether the text is the token of the attempt. The check takes the same time for a wrong token as for the right
     * one.
     */
    public boolean isOf(AttemptId attempt, String token) {
        return MessageDigest.isEqual(of(attempt).getBytes(UTF_8), token.getBytes(UTF_8));
    }

    /**
     * The address to which the runtime posts the attempt's result, with the token.
     *
     * @param publicUrl origin of the API, without a slash at its end
     */
    public String resultUrl(String publicUrl, AttemptId attempt) {
        return url(publicUrl, attempt, "result");
    }

    /**
     * The address to which the runtime posts its reply to the person's message, with the token.
     *
     * @param publicUrl origin of the API, without a slash at its end
     */
    public String replyUrl(String publicUrl, AttemptId attempt) {
        return url(publicUrl, attempt, "reply");
    }

    /**
     * The address at which the runtime reads the data of the contact, with the token.
     *
     * @param publicUrl origin of the API, without a slash at its end
     */
    public String contextUrl(String publicUrl, AttemptId attempt) {
        return url(publicUrl, attempt, "context");
    }

    private String url(String publicUrl, AttemptId attempt, String what) {
        return publicUrl + "/api/v1.0/attempts/" + attempt + "/" + what + "?token=" + of(attempt);
    }
}
