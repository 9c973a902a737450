package io.vuelta.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.cloud.rude.Rudeness;
import io.vuelta.local.Client;
import io.vuelta.local.LocalVuelta;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The whole system with sample campaigns, and a browser that shows its console.
 *
 * @param origin the origin of the pages and the API
 * @param vuelta the system; null if it runs in another process
 * @param client a client with the system's first key; the browser has a key of its own, because each key has a limit
 * @param key the browser's key, with all permissions
 */
public record ConsoleStack(
        URI origin, @Nullable LocalVuelta vuelta, Client client, String key, Samples.Made samples, Browser browser)
        implements AutoCloseable {
    /** Tests act faster than a person, and prepare campaigns with the same API key. */
    private static final int REQUESTS_PER_SECOND = 10_000;

    private static final double SPEED = 30;
    private static final Pattern BUCKET = Pattern.compile("media-src (\\S+);");

    /**
     * Starts the system and the browser; with {@code -Dconsole.at=http://localhost:8080} only the browser, for the
     * system that runs at this address.
     *
     * @param project the directory of the project
     * @param log the file for the functions' log
     */
    public static ConsoleStack start(Path project, Path log) {
        String at = System.getProperty("console.at", "");
        if (!at.isBlank()) {
            return start(URI.create(at), null);
        }
        // The proxy refuses nothing: it counts reads.
        LocalVuelta vuelta = LocalVuelta.start(new LocalVuelta.Settings(project, 0, null, log, SPEED, 1)
                .withRequestsPerSecond(REQUESTS_PER_SECOND)
                .withRudeness(Rudeness.none()));
        try {
            return start(vuelta.baseUrl(), vuelta);
        } catch (RuntimeException | AssertionError e) {
            vuelta.close();
            throw e;
        }
    }

    private static ConsoleStack start(URI origin, @Nullable LocalVuelta vuelta) {
        Client client = new Client(origin, LocalVuelta.API_KEY);
        String key = client.post(
                        "/api-keys", Client.object().put("name", "browser").put("scope", "admin"))
                .ok()
                .at("/api_key/key")
                .asText();
        Samples.Made samples = Samples.found(client).orElse(null);
        if (samples == null) {
            samples = Samples.make(client);
        }
        return new ConsoleStack(origin, vuelta, client, key, samples, Browser.start());
    }

    /** Creates a campaign on the samples' line for calls. Returns its id. */
    public String phoneCampaign(String name) {
        return client.createCampaign(Client.object()
                .put("name", name)
                .put("agent_id", samples.agent())
                .put("integration_id", samples.phone())
                .put("integration_type", "phone_call"));
    }

    /** The address of a screen. */
    public URI at(String path) {
        return URI.create(origin + "/console/" + path);
    }

    /** The origin of the bucket for contact files and exports, read from the pages' content policy. */
    public URI bucket() {
        String policy = send(HttpRequest.newBuilder(at("campaigns")).build())
                .headers()
                .firstValue("Content-Security-Policy")
                .orElse("");
        Matcher bucket = BUCKET.matcher(policy);
        if (!bucket.find()) {
            throw new IllegalStateException("the policy names no bucket: " + policy);
        }
        return URI.create(bucket.group(1));
    }

    /** A key in addition to the browser's, with its id. */
    public JsonNode key(String name, String scope) {
        return client.post("/api-keys", Client.object().put("name", name).put("scope", scope))
                .ok()
                .path("api_key");
    }

    /** Revokes a key and waits until it is refused everywhere; the API's answer gives the time in seconds. */
    public void revoke(JsonNode key) {
        JsonNode revoked = client.delete("/api-keys/" + key.path("id").asText()).ok();
        Instant stopped =
                Instant.now().plusSeconds(revoked.path("stops_within_seconds").asInt());
        Client refused = new Client(origin, key.path("key").asText());
        browser.await(
                "the key is refused everywhere",
                () -> Instant.now().isAfter(stopped) && refused.get("/me").status() == 401);
    }

    private static HttpResponse<Void> send(HttpRequest request) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Opens a screen as a signed-in user, and waits until it is drawn. */
    public void open(String path) {
        open(path, key);
    }

    /** The same with another key. */
    public void open(String path, String with) {
        URI address = at(path + "#key=" + with);
        if (isOpen(address)) {
            // A change of only the fragment would not load the page again.
            browser.open(URI.create("about:blank"));
        }
        browser.open(address);
        awaitDrawn();
    }

    private boolean isOpen(URI address) {
        URI now = browser.address();
        return Objects.equals(now.getAuthority(), address.getAuthority())
                && Objects.equals(now.getPath(), address.getPath())
                && Objects.equals(now.getQuery(), address.getQuery());
    }

    /** Opens another screen like a link, without loading the page again; a screen must already be open. */
    public void go(String path) {
        browser.script("""
                history.pushState(null, '', arguments[0]);
                window.dispatchEvent(new PopStateEvent('popstate'));
                """, at(path).toString());
        browser.await(
                "the screen " + path,
                () -> path.split("\\?", 2)[0].equals(
                        browser.script("return document.querySelector('vu-app').view?.path")));
        awaitDrawn();
    }

    /** Waits until the page has a heading and no loading message. */
    public void awaitDrawn() {
        browser.await("a screen that is drawn", () -> Boolean.TRUE.equals(browser.script("""
                const heading = document.querySelector('main h1');
                return heading !== null && heading.innerText.trim() !== ''
                    && document.querySelector('main .busy') === null;
                """)));
    }

    @Override
    public void close() {
        browser.close();
        if (vuelta != null) {
            vuelta.close();
        }
    }
}
