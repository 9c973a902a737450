package vuelta.local.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Sends callbacks: those of one call one after the other in the order given, those of different calls side by side.
 * What has been answered, or has failed, is journaled and not sent again; only a refused connection is tried again for
 * a while, because the receiver may be about to start. A death between the sending and the journaling sends it twice.
 */
final class CallbackDelivery implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CallbackDelivery.class.getName());
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final long REFUSED_FOR_NANOS = Duration.ofSeconds(10).toNanos();
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
    private static final int AT_ONCE = 200;
    private static final String KIND = "called_back";

    private final String authToken;
    private final Journal journal;
    private final Set<String> settled = ConcurrentHashMap.newKeySet();
    private final Map<String, CompletableFuture<Void>> lastOfCall = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private volatile boolean closed;

    CallbackDelivery(String authToken, Journal journal) {
        this.authToken = authToken;
        this.journal = journal;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .executor(threads)
                .build();
    }

    static boolean wrote(JsonNode line) {
        return line.path("kind").asText().equals(KIND);
    }

    /** Takes note of what an earlier process has sent. */
    void restore(JsonNode line) {
        settled.add(line.path("callback").asText());
    }

    /**
     * Sends after everything that was given before for the same call.
     *
     * @param copy which copy of the same callback it is, from 1
     * @param pause to wait just before the sending
     */
    void send(Callback callback, int copy, Duration pause) {
        String key = callback.sid() + "/" + callback.event() + "/" + copy;
        if (closed || settled.contains(key)) {
            return;
        }
        long triesEnd = System.nanoTime() + REFUSED_FOR_NANOS;
        lastOfCall.compute(
                callback.sid(), (sid, last) -> (last == null ? CompletableFuture.<Void>completedFuture(null) : last)
                        .thenRunAsync(() -> deliver(callback, key, pause, triesEnd), threads));
    }

    /** Frees the memory of the order; to be called when everything of a call has been given. */
    void finish(String sid) {
        lastOfCall.remove(sid);
    }

    private void deliver(Callback callback, String key, Duration pause, long triesEnd) {
        try {
            Thread.sleep(pause);
            places.acquire();
            try {
                sendUntilConnected(callback, triesEnd);
            } finally {
                places.release();
            }
            settle(key);
        } catch (InterruptedException ignored) {
            // The simulator is closing: this callback stays unsent for the next one to send.
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            if (!closed) {
                LOG.log(System.Logger.Level.WARNING, "callback " + key + " failed and is not repeated", failure);
                settle(key);
            }
        }
    }

    private void settle(String key) {
        settled.add(key);
        journal.append(Json.object().put("kind", KIND).put("callback", key));
    }

    private void sendUntilConnected(Callback callback, long triesEnd) throws IOException, InterruptedException {
        while (true) {
            try {
                int status = client.send(callback.signed(authToken), BodyHandlers.discarding())
                        .statusCode();
                if (status >= 400) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "callback {0} of {1} got HTTP {2}",
                            callback.event(),
                            callback.sid(),
                            status);
                }
                return;
            } catch (ConnectException refused) {
                if (System.nanoTime() > triesEnd) {
                    throw refused;
                }
                Thread.sleep(BETWEEN_TRIES);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        client.shutdownNow();
        threads.shutdownNow();
    }
}
