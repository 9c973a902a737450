package io.vuelta.cloud.queues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.cloud.template.LocalAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Answers SQS's calls, in its JSON protocol. */
interface SqsCalls {
    ObjectMapper JSON = new ObjectMapper();

    /** An answer in the wire format. */
    final class Answer {
        private final int status;
        private final Map<String, List<String>> headers;
        private final byte[] body;

        Answer(int status, Map<String, List<String>> headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        int status() {
            return status;
        }

        Map<String, List<String>> headers() {
            return headers;
        }

        byte[] body() {
            return body;
        }

        boolean isSuccess() {
            return status == 200;
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException("An answer is not JSON", e);
            }
        }
    }

    /**
     * Makes a call and waits for its answer.
     *
     * @param action as SQS names it: SendMessage
     * @throws UncheckedIOException if there is no answer
     */
    Answer call(String action, byte[] request);

    /**
     * Makes a call from this process.
     *
     * @throws IllegalStateException if it is refused
     */
    default JsonNode ask(String action, ObjectNode request) {
        Answer answer = call(action, request.toString().getBytes(StandardCharsets.UTF_8));
        if (!answer.isSuccess()) {
            throw new IllegalStateException(
                    action + " is refused: " + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return answer.json();
    }

    /** A new request about a queue, for further fields. */
    static ObjectNode about(String queueName) {
        return JSON.createObjectNode().put("QueueUrl", "http://127.0.0.1/" + LocalAccount.ID + "/" + queueName);
    }

    /** The name of the queue in a request. */
    static String queueIn(JsonNode request) {
        String url = request.path("QueueUrl").asText();
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
