package io.vuelta.providers.voice;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * WebSockets for text messages on 127.0.0.1 (RFC 6455), as far as Twilio uses them. It supports no fragments that are
 * larger than a message, no extensions and no TLS.
 */
final class WebSocketServer implements AutoCloseable {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int MAX_MESSAGE = 1 << 20;
    private static final int MAX_HEAD = 16_384;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final ServerSocket server;
    private final Handler handler;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Handles the messages of a WebSocket. */
    interface Handler {
        /** Called with each text, in order. */
        void text(Connection from, String text) throws IOException;
    }

    private WebSocketServer(ServerSocket server, Handler handler) {
        this.server = server;
        this.handler = handler;
    }

    /** Listens on any free port. */
    static WebSocketServer start(Handler handler) throws IOException {
        WebSocketServer started =
                new WebSocketServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), handler);
        var _ = started.threads.submit(started::accept);
        return started;
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                var _ = threads.submit(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            Connection connection = new Connection(head(in), socket.getOutputStream());
            connection.handshake();
            while (connection.read(in)) {
                // Each frame is answered while it is read.
            }
        } catch (IOException _) {
            // The other side has closed the connection.
        }
    }

    /** The first line under an empty name, and the headers in lower case. */
    private static Map<String, String> head(DataInputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
            if (head.size() > MAX_HEAD) {
                throw new IOException("the head of the request is too large");
            }
        }
        Map<String, String> fields = new HashMap<>();
        for (String line : head.toString(ISO_8859_1).split("\r\n", -1)) {
            int colon = fields.isEmpty() ? -1 : line.indexOf(':');
            if (colon < 0) {
                fields.putIfAbsent("", line);
            } else {
                fields.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    /** One WebSocket. */
    final class Connection {
        private final Map<String, String> head;
        private final OutputStream out;
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();

        private Connection(Map<String, String> head, OutputStream out) {
            this.head = head;
            this.out = out;
        }

        /** A header of the handshake; empty if it was not sent. */
        String header(String name) {
            return head.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        private void handshake() throws IOException {
            String key = header("Sec-WebSocket-Key");
            if (key.isEmpty()) {
                out.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
                throw new IOException("the request does not ask for a WebSocket");
            }
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accepted(key) + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
            out.flush();
        }

        private static String accepted(String key) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(ISO_8859_1));
                return Base64.getEncoder().encodeToString(hash);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has SHA-1", e);
            }
        }

        /** False once the WebSocket is closed. */
        private boolean read(DataInputStream in) throws IOException {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            byte[] payload = payload(in, second);
            switch (first & 0x0F) {
                case CLOSE -> {
                    frame(CLOSE, payload);
                    return false;
                }
                case PING -> frame(PONG, payload);
                case PONG -> {
                    // Nothing was asked.
                }
                default -> {
                    message.write(payload);
                    if ((first & 0x80) != 0) {
                        String text = message.toString(UTF_8);
                        message.reset();
                        handler.text(this, text);
                    }
                }
            }
            return true;
        }

        private byte[] payload(DataInputStream in, int second) throws IOException {
            long length = second & 0x7F;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            if (length < 0 || length + message.size() > MAX_MESSAGE || (second & 0x80) == 0) {
                throw new IOException("a frame that is too large, or not masked");
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes((int) length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return payload;
        }

        void send(String text) throws IOException {
            frame(TEXT, text.getBytes(UTF_8));
        }

        void close() throws IOException {
            // 1000: the purpose is fulfilled.
            frame(CLOSE, new byte[] {3, (byte) 0xE8});
        }

        private synchronized void frame(int kind, byte[] payload) throws IOException {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(0x80 | kind);
            if (payload.length < 126) {
                frame.write(payload.length);
            } else {
                frame.write(payload.length < 65_536 ? 126 : 127);
                for (int shift = payload.length < 65_536 ? 8 : 56; shift >= 0; shift -= 8) {
                    frame.write((int) ((long) payload.length >>> shift));
                }
            }
            frame.write(payload);
            out.write(frame.toByteArray());
            out.flush();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException _) {
            // The socket is closed in any case.
        }
        threads.shutdownNow();
    }
}
