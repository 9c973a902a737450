package io.vuelta.cloud.queues;

import io.vuelta.cloud.template.LocalAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** An emulator of SQS with its JSON protocol: ElasticMQ, LocalStack or moto. */
final class EmulatedQueues implements QueueEngine {
    /** SQS's longest wait, 20 s, and time to answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration CONNECTING = Duration.ofSeconds(5);

    /** Emulators of several AWS services read the service from this header; they do not check the signature. */
    private static final String CREDENTIAL = "AWS4-HMAC-SHA256 Credential=" + LocalAccount.ACCESS_KEY_ID + "/20260101/"
            + LocalAccount.REGION + "/sqs/aws4_request, SignedHeaders=host, Signature=0";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTING)
            .build();
    private final URI address;

    EmulatedQueues(URI address) {
        this.address = address;
    }

    @Override
    public Answer call(String action, byte[] request) {
        try {
            HttpResponse<byte[]> response = http.send(
                    HttpRequest.newBuilder(address)
                            .header("Content-Type", "application/x-amz-json-1.0")
                            .header("X-Amz-Target", "AmazonSQS." + action)
                            .header("Authorization", CREDENTIAL)
                            .timeout(PATIENCE)
                            .POST(BodyPublishers.ofByteArray(request))
                            .build(),
                    BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("The emulator of SQS does not answer " + action, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(action + " was interrupted", e));
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
