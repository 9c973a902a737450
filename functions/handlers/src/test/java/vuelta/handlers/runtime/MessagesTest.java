package vuelta.handlers.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MessagesTest {
    private final TestContext context = new TestContext();

    @Test
    void one_that_fails_comes_again_and_the_others_are_done() {
        List<String> done = new ArrayList<>();

        SQSBatchResponse response =
                Messages.each(event("a", "bad", "c"), context, message -> handle(message.getBody(), done));

        assertThat(done).containsExactly("a", "c");
        assertThat(failed(response)).containsExactly("id-bad");
        assertThat(context.lines()).singleElement().asString().contains("event=message_failed", "message=id-bad");
    }

    @Test
    void together_does_all_and_names_those_that_fail() {
        List<String> done = java.util.Collections.synchronizedList(new ArrayList<>());

        SQSBatchResponse response =
                Messages.together(event("a", "bad", "c", "bad2"), context, message -> handle(message.getBody(), done));

        assertThat(done).containsExactlyInAnyOrder("a", "c");
        assertThat(failed(response)).containsExactlyInAnyOrder("id-bad", "id-bad2");
    }

    @Test
    void messages_of_one_meaning_are_handled_once_and_fail_together() {
        List<String> done = new ArrayList<>();

        SQSBatchResponse response = Messages.collapsed(
                event("a1", "bad1", "a2", "bad2"),
                context,
                body -> body.substring(0, 1),
                message -> handle(message.getBody(), done));

        assertThat(done).containsExactly("a1");
        assertThat(failed(response)).containsExactly("id-bad1", "id-bad2");
    }

    private static void handle(String body, List<String> done) {
        if (body.startsWith("bad")) {
            throw new IllegalArgumentException(body);
        }
        done.add(body);
    }

    private static List<String> failed(SQSBatchResponse response) {
        return response.getBatchItemFailures().stream()
                .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private static SQSEvent event(String... bodies) {
        SQSEvent event = new SQSEvent();
        event.setRecords(Stream.of(bodies)
                .map(body -> {
                    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
                    message.setMessageId("id-" + body);
                    message.setBody(body);
                    message.setAttributes(Map.of("ApproximateReceiveCount", "1"));
                    return message;
                })
                .toList());
        return event;
    }
}
