package io.vuelta.handlers.keys;

import io.vuelta.domain.access.ApiKey;
import io.vuelta.domain.access.ApiKeys;
import io.vuelta.domain.access.IssueApiKey;
import io.vuelta.domain.access.Scope;
import io.vuelta.handlers.runtime.WallClock;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Commands on API keys for callers that may invoke the function. */
final class KeyCommands {
    private static final String USAGE =
            "the event must be {\"action\": \"create\", \"name\": \"…\", \"scope\": \"read\", \"write\" or \"admin\"}, "
                    + "{\"action\": \"list\"} or {\"action\": \"revoke\", \"id\": \"…\"}";

    private final ApiKeys keys;
    private final IssueApiKey issue;

    KeyCommands(ApiKeys keys) {
        this.keys = keys;
        this.issue = new IssueApiKey(keys, new WallClock());
    }

    /**
     * Executes a command. Throws IllegalArgumentException for an invalid event; its message describes the valid form.
     */
    Map<String, Object> carryOut(Map<String, Object> event) {
        return switch (text(event, "action")) {
            case "create" -> create(text(event, "name"), text(event, "scope"));
            case "list" -> list();
            case "revoke" -> revoke(text(event, "id"));
            default -> throw new IllegalArgumentException(USAGE);
        };
    }

    private Map<String, Object> create(String name, String wire) {
        Scope scope = Scope.of(wire).orElseThrow(() -> new IllegalArgumentException(USAGE));
        byte[] random = new byte[IssueApiKey.RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        IssueApiKey.Issued issued = issue.apply(random, name, scope)
                .orElseThrow(() ->
                        new IllegalStateException("there are " + ApiKeys.MAX_KEYS + " keys already: revoke one first"));
        Map<String, Object> shown = shown(issued.key());
        shown.put("key", issued.text());
        return shown;
    }

    private Map<String, Object> list() {
        return Map.of(
                "api_keys",
                keys.all().stream()
                        .sorted(Comparator.comparing(ApiKey::createdAt))
                        .map(KeyCommands::shown)
                        .toList());
    }

    private Map<String, Object> revoke(String id) {
        return Map.of("id", id, "revoked", keys.revoke(id));
    }

    private static Map<String, Object> shown(ApiKey key) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", key.id());
        shown.put("name", key.name());
        shown.put("scope", key.scope().wire());
        shown.put("created_at", key.createdAt().toString());
        shown.put(
                "last_used_at", key.lastUsedAt() == null ? "" : key.lastUsedAt().toString());
        return shown;
    }

    private static String text(Map<String, Object> event, String name) {
        if (event.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(USAGE);
    }
}
