package io.vuelta.adapters.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects are written by S3's rules on parts and checksums. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class S3ObjectsTest {
    private static final int PART = 8 * 1024 * 1024;

    private final StrictS3 s3 = new StrictS3();
    private final S3Objects objects = new S3Objects(s3.client(), "bucket");

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** Writes the bytes in pieces of this size. */
    private static Consumer<OutputStream> writing(byte[] bytes, int piece) {
        return to -> {
            try {
                for (int at = 0; at < bytes.length; at += piece) {
                    to.write(bytes, at, Math.min(piece, bytes.length - at));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"0, 8192", "1, 1", "16385, 8192", "8388608, 8192", "8388608, 8388608"})
    void an_object_up_to_one_part_is_put_in_one_request(int size, int piece) {
        byte[] bytes = bytes(size);

        objects.write("k", "text/csv", writing(bytes, piece));

        assertThat(s3.object("k")).isEqualTo(bytes);
        assertThat(s3.requests).containsExactly("PUT k");
    }

    @ParameterizedTest
    @CsvSource({"1, 8192", "8388608, 100000", "8388609, 20000000"})
    void a_larger_object_is_a_multipart_upload_with_a_checksum_per_part(int beyond, int piece) {
        byte[] bytes = bytes(PART + beyond);

        objects.write("k", "text/csv", writing(bytes, piece));

        assertThat(Arrays.equals(s3.object("k"), bytes)).isTrue();
        assertThat(s3.unfinished()).isEmpty();
        assertThat(s3.requests)
                .startsWith("POST k?uploads", "PUT k?part=1", "PUT k?part=2")
                .endsWith("POST k?upload");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, PART + 1})
    void a_failing_writer_leaves_no_object_and_no_parts(int written) {
        assertThatThrownBy(() -> objects.write(
                        "k", "text/csv", writing(bytes(written), written).andThen(_ -> {
                            throw new IllegalStateException("the table does not answer");
                        })))
                .hasMessage("the table does not answer");

        assertThat(s3.objects).isEmpty();
        assertThat(s3.unfinished()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST k.uploads", "PUT k.part=1", "PUT k.part=2", "POST k.upload"})
    void a_failing_store_leaves_no_object_and_no_parts(String request) {
        s3.fail(request);

        assertThatThrownBy(() -> objects.write("k", "text/csv", writing(bytes(PART + 1), PART)))
                .isInstanceOf(S3Exception.class);

        assertThat(s3.objects).isEmpty();
        assertThat(s3.unfinished()).isEmpty();
    }

    @Test
    void only_parts_left_by_a_dead_process_are_removed() {
        s3.fail("DELETE .*");
        for (String key : List.of("exports/1/a", "exports/10/a")) {
            assertThatThrownBy(() -> objects.write(
                            key, "text/csv", writing(bytes(PART + 1), PART).andThen(_ -> {
                                throw new IllegalStateException("the process ends here");
                            })))
                    .hasMessage("the process ends here");
        }
        assertThat(s3.unfinished()).hasSize(2);
        s3.fail("nothing");

        objects.removeUnder("exports/1/");

        assertThat(s3.unfinished()).containsExactly("exports/10/a");
    }

    @Test
    void only_the_objects_under_the_prefix_are_removed() {
        List.of("exports/1/a", "exports/1/b", "exports/10/a").forEach(key -> objects.put(key, "text/csv", bytes(3)));

        objects.removeUnder("exports/1/");
        objects.removeUnder("exports/1/");

        assertThat(s3.objects).containsOnlyKeys("exports/10/a");
    }
}
