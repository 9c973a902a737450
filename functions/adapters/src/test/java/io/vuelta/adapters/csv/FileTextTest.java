package io.vuelta.adapters.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.file.UnusableFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of the size of a file, and bytes that cannot be read. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FileTextTest {
    private static final int MAX_BYTES = 1_000_000;
    private static final FileText TEXT = new FileText(MAX_BYTES, 3L * MAX_BYTES);

    private static long characters(InputStream bytes) {
        try (Reader text = TEXT.of(bytes)) {
            long characters = 0;
            char[] some = new char[10_000];
            for (int read = text.read(some); read >= 0; read = text.read(some)) {
                characters += read;
            }
            return characters;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gzip(int size) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("y".repeat(size).getBytes(UTF_8));
        }
        return packed.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_file_with_too_many_bytes_is_refused(int more) {
        InputStream bytes =
                new ByteArrayInputStream("y".repeat(MAX_BYTES + more).getBytes(UTF_8));

        if (more == 0) {
            assertThat(characters(bytes)).isEqualTo(MAX_BYTES);
        } else {
            assertTooLarge(bytes);
        }
    }

    /** Three megabytes, and then three megabytes and one, packed into three kilobytes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_file_with_too_many_unpacked_bytes_is_refused(int more) throws IOException {
        InputStream bytes = new ByteArrayInputStream(gzip(3 * MAX_BYTES + more));

        if (more == 0) {
            assertThat(characters(bytes)).isEqualTo(3L * MAX_BYTES);
        } else {
            assertTooLarge(bytes);
        }
    }

    private static void assertTooLarge(InputStream bytes) {
        assertThatThrownBy(() -> characters(bytes))
                .isInstanceOfSatisfying(
                        UnusableFile.class, e -> assertThat(e.code()).isEqualTo("TOO_LARGE"));
    }

    /** A network stream does not know how many bytes follow: the next gzip member must be found nevertheless. */
    @Test
    void all_members_of_a_gzip_file_are_read_though_none_is_available_yet() throws IOException {
        InputStream members =
                new SequenceInputStream(new ByteArrayInputStream(gzip(70_000)), new ByteArrayInputStream(gzip(80_000)));
        InputStream slow = new FilterInputStream(members) {
            @Override
            public int available() {
                return 0;
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                return in.read(to, offset, Math.min(length, 10));
            }
        };

        assertThat(characters(slow)).isEqualTo(150_000);
    }

    /** Otherwise the upload would fail because of an error of the network. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_read_error_is_not_reported_as_an_error_of_the_file(boolean packed) throws IOException {
        byte[] file = packed ? gzip(200_000) : "y".repeat(200).getBytes(UTF_8);
        InputStream breaks = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new EOFException("the peer is gone");
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                return read();
            }
        };
        InputStream bytes = new SequenceInputStream(new ByteArrayInputStream(file, 0, file.length / 2), breaks);

        assertThatThrownBy(() -> characters(bytes)).isInstanceOf(UncheckedIOException.class);
    }
}
