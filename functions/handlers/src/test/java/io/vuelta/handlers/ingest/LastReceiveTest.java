package io.vuelta.handlers.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * The upload is marked as failed with the last delivery of its message: with an earlier one, a file would be given up
 * too early; with a later one, never.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LastReceiveTest {
    private static final Pattern QUEUE = Pattern.compile("(?s)\n  UploadsQueue:\n.*?\n\n");
    private static final Pattern RECEIVES = Pattern.compile("\n {8}maxReceiveCount: (\\d+)\n");

    @Test
    void the_last_delivery_is_that_of_the_queue_in_the_template() throws IOException {
        String template = Files.readString(Path.of("../../template.yaml"));

        assertThat(QUEUE.matcher(template).results())
                .flatMap(queue -> RECEIVES.matcher(queue.group()).results().toList())
                .extracting(found -> Integer.parseInt(found.group(1)))
                .containsExactly(UploadReader.LAST_RECEIVE);
    }
}
