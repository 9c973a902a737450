package io.vuelta.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Secrets for lines that use other servers than the simulators: a JSON object, name → secret; each secret is an object
 * of texts.
 */
final class SecretsFile {
    private SecretsFile() {}

    /**
     * The secrets by name; none without a file.
     *
     * @throws IllegalArgumentException if the file cannot be used; the message never contains a part of a secret
     */
    static Map<String, String> read(String file) {
        if (file.isEmpty()) {
            return Map.of();
        }
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(Files.readString(Path.of(file)));
        } catch (IOException _) {
            // The parser's message might contain a secret.
            throw new IllegalArgumentException("-Dsecrets=" + file + " is not a file with JSON");
        }
        Map<String, String> secrets = new TreeMap<>();
        json.properties().forEach(entry -> secrets.put(entry.getKey(), secret(entry.getKey(), entry.getValue())));
        if (!json.isObject()) {
            throw new IllegalArgumentException(
                    "-Dsecrets=" + file + " must contain one JSON object: the name of each secret and the secret");
        }
        return secrets;
    }

    private static String secret(String name, JsonNode secret) {
        boolean texts = secret.isObject() && secret.valueStream().allMatch(JsonNode::isTextual);
        if (!name.startsWith("local/") || !texts) {
            throw new IllegalArgumentException(
                    "the secret " + name + " must be an object of texts, and its name must start with local/");
        }
        return secret.toString();
    }
}
