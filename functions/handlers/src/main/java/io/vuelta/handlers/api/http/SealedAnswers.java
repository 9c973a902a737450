package io.vuelta.handlers.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts responses that are stored for repeated requests, because a response may contain a secret that is shown once.
 * The encryption key is derived from the request's API key, which is not in the table. AES-256-GCM; the result begins
 * with a random nonce.
 */
final class SealedAnswers {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private SealedAnswers() {}

    static byte[] seal(String apiKey, String body) {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, apiKey, nonce, body.getBytes(UTF_8));
        byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
        return whole;
    }

    static String open(String apiKey, byte[] whole) {
        byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
        byte[] sealed = Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
        return new String(run(Cipher.DECRYPT_MODE, apiKey, nonce, sealed), UTF_8);
    }

    private static byte[] run(int mode, String apiKey, byte[] nonce, byte[] text) {
        try {
            byte[] key = MessageDigest.getInstance("SHA-256").digest(("answers\n" + apiKey).getBytes(UTF_8));
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a kept answer cannot be read or written", e);
        }
    }
}
