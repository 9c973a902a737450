package io.vuelta.adapters.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.domain.access.ApiKeys;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The keys that may use the API: only their SHA-256 is stored. */
public final class DynamoApiKeys implements ApiKeys {
    private final DynamoTable table;

    public DynamoApiKeys(DynamoTable table) {
        this.table = table;
    }

    @Override
    public boolean known(String key) {
        return table.find(Keys.apiKey(sha256(key))).isPresent();
    }

    /** Admits a key. */
    public void admit(String key, String owner) {
        table.put(new ItemWriter(Keys.apiKey(sha256(key))).put("owner", owner).item());
    }

    private static String sha256(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
