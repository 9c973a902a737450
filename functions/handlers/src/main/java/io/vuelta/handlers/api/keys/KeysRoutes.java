package io.vuelta.handlers.api.keys;

import static io.vuelta.domain.access.Scope.ADMIN;
import static io.vuelta.domain.access.Scope.READ;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.access.ApiKey;
import io.vuelta.domain.access.ApiKeys;
import io.vuelta.domain.access.Caller;
import io.vuelta.domain.access.IssueApiKey;
import io.vuelta.domain.access.KeyRing;
import io.vuelta.domain.access.Scope;
import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiErrorCode;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Ids;
import io.vuelta.handlers.api.http.NewestFirst;
import io.vuelta.handlers.api.http.Request;
import io.vuelta.handlers.api.http.Router;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** API keys: create, list, revoke, and show the key of the request. */
public final class KeysRoutes {
    private static final Set<String> FIELDS = Set.of("name", "scope");
    private static final String SCOPES = "must be one of " + String.join(", ", wires(Scope.ADMIN));

    private final ApiKeys keys;
    private final IssueApiKey issue;
    private final Ids ids;

    public KeysRoutes(ApiDependencies ports) {
        this.keys = ports.access().keys();
        this.issue = new IssueApiKey(keys, ports.clock());
        this.ids = ports.ids();
    }

    public void addTo(Router router) {
        router.creating(ADMIN, "/api-keys", this::create)
                .on(ADMIN, "GET", "/api-keys", this::list)
                .on(ADMIN, "DELETE", "/api-keys/{key}", this::revoke)
                .on(READ, "GET", "/me", KeysRoutes::me);
    }

    private ApiResponse create(Request request) {
        Fields fields = request.fields();
        fields.allowOnly(FIELDS);
        String name = fields.requiredName("name", ApiKey.MAX_NAME_LENGTH);
        Scope scope = fields.requiredShortText("scope", Scope::of, SCOPES);
        IssueApiKey.Issued issued = issue.apply(ids.bytes(IssueApiKey.RANDOM_BYTES), name, scope)
                .orElseThrow(() -> ApiError.of(
                        409,
                        ApiErrorCode.TOO_MANY_API_KEYS,
                        "there are " + ApiKeys.MAX_KEYS + " keys already: revoke one first"));
        return ApiResponse.of(201, "api_key", json(issued.key()).put("key", issued.text()));
    }

    private ApiResponse list(Request request) {
        return NewestFirst.ofAll(request.query(), keys.all(), ApiKey::createdAt, ApiKey::id)
                .answer("api_keys", KeysRoutes::json);
    }

    private ApiResponse revoke(Request request) {
        String id = request.variable("key");
        if (!ApiKey.isId(id) || !keys.revoke(id)) {
            throw ApiError.notFound("API key", ApiJson.shown(id));
        }
        return ApiResponse.of(
                200, ApiResponse.success().put("id", id).put("stops_within_seconds", KeyRing.KEPT.toSeconds()));
    }

    private static ApiResponse me(Request request) {
        request.query().allowOnly(Set.of());
        Caller caller = request.caller();
        ObjectNode me = ApiJson.object()
                .put("key_id", caller.keyId())
                .put("name", caller.name())
                .put("scope", caller.scope().wire());
        me.set("scopes", ApiJson.texts(wires(caller.scope())));
        return ApiResponse.of(200, "me", me);
    }

    /** The names of a scope and of the scopes that it includes. */
    private static List<String> wires(Scope scope) {
        return Arrays.stream(Scope.values())
                .filter(scope::includes)
                .map(Scope::wire)
                .toList();
    }

    private static ObjectNode json(ApiKey key) {
        return ApiJson.object()
                .put("id", key.id())
                .put("name", key.name())
                .put("scope", key.scope().wire())
                .put("created_at", ApiJson.instant(key.createdAt()))
                .put("last_used_at", ApiJson.instant(key.lastUsedAt()));
    }
}
