package io.vuelta.providers.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.server.Journal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/**
 * Sends callbacks: those of one subject one after the other in the given order, those of different subjects in
 * parallel. A callback that was answered, or has failed, is journaled and not sent again; only a refused connection is
 * tried again for a while, because the receiver may be about to start. After a crash between the sending and the
 * journaling it is sent twice.
 */
public final class CallbackDelivery implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CallbackDelivery.class.getName());
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final long REFUSED_FOR_NANOS = Duration.ofSeconds(10).toNanos();
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
    private static final int AT_ONCE = 200;
    private static final String KIND = "called_back";

    private final Journal journal;
    private final Set<String> settled = ConcurrentHashMap.newKeySet();
    private final Map<String, CompletableFuture<Void>> lastOfSubject = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private volatile boolean closed;

    /**
     * A callback.
     *
     * @param subject the call or message to which it belongs
     * @param key identifies it as sent
     * @param again for how long the callback is sent again while the answer has a status of 500 or above
     */
    public record Sending(String subject, String key, HttpRequest request, Duration again) {}

    public CallbackDelivery(Journal journal) {
        this.journal = journal;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .executor(threads)
                .build();
    }

    public static boolean wrote(JsonNode line) {
        return line.path("kind").asText().equals(KIND);
    }

    /** Records a callback that an earlier process has sent. */
    public void restore(JsonNode line) {
        settled.add(line.path("callback").asText());
    }

    /**
     * Sends a callback after all earlier callbacks of the same subject.
     *
     * @param pause to wait just before the sending
     */
    public void send(Sending sending, Duration pause) {
        if (closed || settled.contains(sending.key())) {
            return;
        }
        long triesEnd = System.nanoTime() + REFUSED_FOR_NANOS;
        lastOfSubject.compute(
                sending.subject(),
                (_, last) -> (last == null ? CompletableFuture.<Void>completedFuture(null) : last)
                        .thenRunAsync(() -> deliver(sending, pause, triesEnd), threads));
    }

    /** Frees the memory of a subject's order. Call it after the last callback of the subject. */
    public void finish(String subject) {
        lastOfSubject.remove(subject);
    }

    /** Forgets the sent callbacks with these keys. They must not be sent again. */
    public void forget(Predicate<String> keys) {
        settled.removeIf(keys);
    }

    private void deliver(Sending sending, Duration pause, long triesEnd) {
        try {
            Thread.sleep(pause);
            places.acquire();
            try {
                sendUntilTaken(sending, triesEnd);
            } finally {
                places.release();
            }
            settle(sending.key());
        } catch (InterruptedException _) {
            // The simulator is closing: this callback stays unsent for the next one to send.
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            if (!closed) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "callback " + sending.key() + " failed and is not repeated",
                        failure);
                settle(sending.key());
            }
        }
    }

    private void settle(String key) {
        settled.add(key);
        journal.append(SimulatorJson.object().put("kind", KIND).put("callback", key));
    }

    private void sendUntilTaken(Sending sending, long triesEnd) throws IOException, InterruptedException {
        long againEnd = System.nanoTime() + sending.again().toNanos();
        while (true) {
            try {
                int status = client.send(sending.request(), BodyHandlers.discarding())
                        .statusCode();
                if (status >= 500 && System.nanoTime() < againEnd) {
                    Thread.sleep(BETWEEN_TRIES);
                    continue;
                }
                if (status >= 400) {
                    LOG.log(System.Logger.Level.WARNING, "callback {0} got HTTP {1}", sending.key(), status);
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
