package io.vuelta.console;

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

/**
 * The whole system with sample campaigns, and a browser before it.
 *
 * @param client of the key with which the system begins; the browser has one of its own, since each is limited
 * @param key of the browser, which may do everything
 */
public record ConsoleStack(LocalVuelta vuelta, Client client, String key, Samples.Made samples, Browser browser)
        implements AutoCloseable {
    private static final double SPEED = 30;

    /**
     * Starts them.
     *
     * @param project the checkout
     * @param log of the functions
     */
    public static ConsoleStack start(Path project, Path log) throws InterruptedException {
        // The proxy refuses nothing: it counts reads.
        LocalVuelta vuelta = LocalVuelta.start(
                new LocalVuelta.Settings(project, 0, null, log, SPEED, 1).withRudeness(Rudeness.none()));
        try {
            Client client = new Client(vuelta.baseUrl(), LocalVuelta.API_KEY);
            String key = client.post("/api-keys", Client.object().put("name", "browser").put("scope", "admin"))
                    .ok()
                    .at("/api_key/key")
                    .asText();
            Samples.Made samples = Samples.make(client);
            return new ConsoleStack(vuelta, client, key, samples, Browser.start());
        } catch (RuntimeException | InterruptedException e) {
            vuelta.close();
            throw e;
        }
    }

    /** The address of a screen. */
    public URI at(String path) {
        return URI.create(vuelta.baseUrl() + "/console/" + path);
    }

    /** Opens a screen as somebody who is signed in, and waits until it is drawn. */
    public void open(String path) {
        open(path, key);
    }

    /** The same with another key. */
    public void open(String path, String with) {
        // A fragment alone would load no page anew.
        browser.open(URI.create("about:blank"));
        browser.open(at(path + "#key=" + with));
        awaitDrawn();
    }

    /** Until there is a heading, and nothing says that it is loading. */
    public void awaitDrawn() {
        browser.await("a screen that is drawn at " + browser.address(), () -> Boolean.TRUE.equals(browser.script("""
                const heading = document.querySelector('main h1');
                return heading !== null && heading.innerText.trim() !== ''
                    && document.querySelector("main .busy") === null;
                """)));
    }

    /** Takes a key away, at once. */
    public void revoke(String keyId) {
        HttpRequest delete = HttpRequest.newBuilder(URI.create(vuelta.baseUrl() + "/api/v1.0/api-keys/" + keyId))
                .header("Authorization", "api-key " + LocalVuelta.API_KEY)
                .DELETE()
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            int status = http.send(delete, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                throw new IllegalStateException("the key was not revoked: HTTP " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        browser.close();
        vuelta.close();
    }
}
