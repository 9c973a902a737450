package io.vuelta.cloud.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The text of a secret: the text in the template, or a generated one as by Secrets Manager, of letters and digits only.
 */
final class SecretText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int DEFAULT_LENGTH = 32;
    private static final int MAX_LENGTH = 4_096;

    private SecretText() {}

    static Optional<String> of(Section secret) {
        if (!secret.has("GenerateSecretString")) {
            return secret.text("SecretString");
        }
        if (secret.has("SecretString")) {
            throw secret.place().in("GenerateSecretString").wrong("cannot stand beside SecretString");
        }
        Section generate = secret.section("GenerateSecretString");
        generate.allow("SecretStringTemplate", "GenerateStringKey", "PasswordLength", "ExcludePunctuation");
        if (!generate.flag("ExcludePunctuation")) {
            throw generate.place().in("ExcludePunctuation").unsupported("a secret with punctuation");
        }
        String password = password(generate.number("PasswordLength", DEFAULT_LENGTH, 1, MAX_LENGTH));
        if (!generate.has("SecretStringTemplate")) {
            return Optional.of(password);
        }
        return Optional.of(template(generate)
                .put(generate.requiredText("GenerateStringKey"), password)
                .toString());
    }

    private static ObjectNode template(Section generate) {
        String text = generate.requiredText("SecretStringTemplate");
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException _) {
            // The check below reports it.
        }
        throw generate.place().in("SecretStringTemplate").wrong("must be a JSON object");
    }

    private static String password(int length) {
        var random = new SecureRandom();
        var password = new StringBuilder();
        for (int at = 0; at < length; at++) {
            password.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return password.toString();
    }
}
