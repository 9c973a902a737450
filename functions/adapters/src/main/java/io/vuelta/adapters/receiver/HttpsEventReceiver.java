package io.vuelta.adapters.receiver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.adapters.EventJson;
import io.vuelta.domain.event.DeliveryReason;
import io.vuelta.domain.event.Endpoint;
import io.vuelta.domain.event.EventReceiver;
import io.vuelta.domain.event.PublicAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Posts over a new connection. The host is resolved once, each of its addresses is checked, and the connection goes to
 * a checked address: the JDK's HTTP clients resolve the host again, so a name server could return another address than
 * the checked one. The certificate is checked against the host's name, which is sent as the server name. Only the
 * status of the response is read: no redirect is followed, and no body is awaited.
 */
public final class HttpsEventReceiver implements EventReceiver {
    /** Maximum time for connection, handshake, request and response together. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MAX_URL_LENGTH = 2_000;
    private static final int MAX_HEAD_BYTES = 16 * 1024;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");
    private static final int TOO_MANY_REQUESTS = 429;

    private final Targets targets;
    private final NameServer names;
    private final SSLSocketFactory tls;
    private final Duration patience;
    private final InstantSource clock;

    /** The permitted targets of posts. */
    public enum Targets {
        /** Only public addresses, over https. */
        PUBLIC,
        /** Also the machine's own addresses, and also over http: for a local system and its tests. */
        LOOPBACK;

        /**
         * Parses the setting. Throws IllegalArgumentException for values other than {@code public} and {@code
         * loopback}.
         */
        public static Targets of(String setting) {
            return valueOf(setting.toUpperCase(Locale.ROOT));
        }
    }

    public HttpsEventReceiver(Targets targets, InstantSource clock) {
        this(targets, InetAddress::getAllByName, (SSLSocketFactory) SSLSocketFactory.getDefault(), PATIENCE, clock);
    }

    HttpsEventReceiver(
            Targets targets, NameServer names, SSLSocketFactory tls, Duration patience, InstantSource clock) {
        this.targets = targets;
        this.names = names;
        this.tls = tls;
        this.patience = patience;
        this.clock = clock;
    }

    /** Finds the addresses of a host; an IP address is returned unchanged. */
    interface NameServer {
        InetAddress[] find(String host) throws UnknownHostException;
    }

    /** An address that is refused, with the reason for people. */
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        private Refused(String reason) {
            super(reason);
        }
    }

    @Override
    public Optional<String> refusal(String url) {
        try {
            URI target = target(url);
            var _ = bounded(() -> addresses(target), new AtomicReference<>());
            return Optional.empty();
        } catch (Refused e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (UnknownHostException _) {
            return Optional.of("has a host that cannot be found");
        } catch (TimeoutException _) {
            return Optional.of("has a host that could not be looked up in time");
        } catch (IOException e) {
            return Optional.of("cannot be used: " + e.getMessage());
        }
    }

    @Override
    public Reply post(Endpoint endpoint, Map<String, @Nullable Object> body) {
        byte[] bytes = EventJson.write(body).getBytes(UTF_8);
        return post(endpoint.url(), bytes, List.of(EventSignature.header(endpoint, bytes, clock.instant())));
    }

    /**
     * Posts a body that is already signed, with the same checks.
     *
     * @param headers the headers, each as {@code Name: value}
     */
    public Reply post(String url, byte[] body, List<String> headers) {
        AtomicReference<@Nullable Socket> open = new AtomicReference<>();
        try {
            int status = bounded(() -> exchange(target(url), headers, body, open), open);
            return status / 100 == 2
                    ? new Reply.Accepted(status)
                    : new Reply.Failed(
                            DeliveryReason.HTTP.name() + "_" + status,
                            status / 100 == 5 || status == TOO_MANY_REQUESTS);
        } catch (Refused _) {
            return new Reply.Failed(DeliveryReason.ADDRESS_REFUSED.name(), true);
        } catch (TimeoutException _) {
            return new Reply.Failed(DeliveryReason.TIMEOUT.name(), true);
        } catch (UnknownHostException _) {
            return new Reply.Failed(DeliveryReason.HOST_UNKNOWN.name(), true);
        } catch (SSLException _) {
            return new Reply.Failed(DeliveryReason.TLS.name(), true);
        } catch (IOException _) {
            return new Reply.Failed(DeliveryReason.CONNECTION.name(), true);
        }
    }

    private URI target(String url) throws Refused {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException _) {
            throw new Refused("must be an absolute https URL");
        }
        boolean scheme = "https".equalsIgnoreCase(uri.getScheme())
                || (targets == Targets.LOOPBACK && "http".equalsIgnoreCase(uri.getScheme()));
        if (!scheme || uri.getHost() == null || uri.getHost().isEmpty()) {
            throw new Refused("must be an absolute https URL");
        }
        if (url.length() > MAX_URL_LENGTH || uri.getUserInfo() != null || uri.getFragment() != null) {
            throw new Refused("must have at most " + MAX_URL_LENGTH + " characters, no user and no fragment");
        }
        return uri;
    }

    /** All addresses of the host. If one of them is not permitted, the host is refused. */
    private List<InetAddress> addresses(URI target) throws IOException {
        List<InetAddress> all = Arrays.asList(names.find(host(target)));
        for (InetAddress address : all) {
            boolean allowed = PublicAddress.is(address) || (targets == Targets.LOOPBACK && address.isLoopbackAddress());
            if (!allowed) {
                throw new Refused("has a host whose address is not public: " + address.getHostAddress());
            }
        }
        return all;
    }

    /** The host, without the brackets of an IPv6 address. */
    private static String host(URI target) {
        String host = target.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private int exchange(URI target, List<String> headers, byte[] body, AtomicReference<@Nullable Socket> open)
            throws IOException {
        boolean secure = "https".equalsIgnoreCase(target.getScheme());
        int port = target.getPort() == -1 ? (secure ? HTTPS_PORT : HTTP_PORT) : target.getPort();
        try (Socket plain = connected(addresses(target), port, open);
                Socket socket = secure ? secured(plain, host(target), port) : plain) {
            OutputStream out = socket.getOutputStream();
            out.write(head(target, headers, body).getBytes(ISO_8859_1));
            out.write(body);
            out.flush();
            return status(socket.getInputStream());
        }
    }

    /** Connects to the first of the addresses that accepts the connection. */
    private Socket connected(List<InetAddress> addresses, int port, AtomicReference<@Nullable Socket> open)
            throws IOException {
        IOException last = new IOException("no address");
        for (InetAddress address : addresses) {
            Socket socket = new Socket();
            open.set(socket);
            try {
                socket.setTcpNoDelay(true);
                // The time-out of an unreachable address leaves time for the next one.
                socket.connect(new InetSocketAddress(address, port), Math.toIntExact(patience.toMillis() / 2));
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    private Socket secured(Socket plain, String host, int port) throws IOException {
        // The socket is created for the host, so that the handshake contains its name.
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String head(URI target, List<String> headers, byte[] body) {
        String path = target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        return String.join(
                "\r\n",
                "POST " + URI.create(path + query).toASCIIString() + " HTTP/1.1",
                "Host: " + target.getRawAuthority(),
                "User-Agent: Vuelta",
                "Content-Type: application/json",
                "Content-Length: " + body.length,
                String.join("\r\n", headers),
                "Connection: close",
                "",
                "");
    }

    /** The first status that is not 1xx, because another status follows a 1xx. */
    private static int status(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int status = 0;
        for (int bytes = 0; bytes < MAX_HEAD_BYTES; bytes++) {
            int next = in.read();
            if (next == -1) {
                throw new IOException("the connection ended before the answer");
            }
            if (next != '\n') {
                line.append((char) next);
                continue;
            }
            String text = line.toString().stripTrailing();
            line.setLength(0);
            if (status == 0) {
                status = statusOf(text);
                if (status >= 200) {
                    return status;
                }
            } else if (text.isEmpty()) {
                status = 0;
            }
        }
        throw new IOException("the answer is too long");
    }

    private static int statusOf(String line) throws IOException {
        Matcher status = STATUS_LINE.matcher(line);
        if (!status.matches()) {
            throw new IOException("the answer is not HTTP/1.1");
        }
        return Integer.parseInt(status.group(1));
    }

    /** Work that waits for the network. */
    private interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Does the work on a separate thread, because neither resolving a host nor reading bytes has a total time-out.
     * After the time limit, the socket is closed.
     */
    private <T> T bounded(Work<T> work, AtomicReference<@Nullable Socket> open) throws IOException, TimeoutException {
        CompletableFuture<T> done = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                done.complete(work.run());
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            if (!done.isDone()) {
                close(open.get());
                thread.interrupt();
            }
        }
    }

    private static void close(@Nullable Socket socket) throws IOException {
        if (socket != null) {
            socket.close();
        }
    }
}
