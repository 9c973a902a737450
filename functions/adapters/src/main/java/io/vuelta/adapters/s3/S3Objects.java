package io.vuelta.adapters.s3;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/** The bucket's objects, read and written as streams in bounded memory. */
public final class S3Objects {
    private static final System.Logger LOG = System.getLogger(S3Objects.class.getName());

    /** Size of a part, in bytes. S3 accepts parts from 5 MiB; an object up to one part is sent in one request. */
    private static final int PART = 8 * 1024 * 1024;

    /** First size of the buffer, in bytes. Most objects are small. */
    private static final int FIRST_BUFFER = 16 * 1024;

    private final S3Client s3;
    private final String bucket;

    public S3Objects(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /**
     * The object's bytes; the caller closes the stream. Reading fails if the stream ends before the end of the object.
     */
    public InputStream open(String key) {
        ResponseInputStream<GetObjectResponse> object =
                s3.getObject(get -> get.bucket(bucket).key(key));
        return new Whole(object, object.response().contentLength());
    }

    /** A stream that fails if it ends early: a lost connection must not be read as the end of the object. */
    private static final class Whole extends FilterInputStream {
        private long left;

        Whole(InputStream bytes, long size) {
            super(bytes);
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            count(one < 0 ? -1 : 1);
            return one;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int some = in.read(to, offset, length);
            count(some);
            return some;
        }

        private void count(int some) throws IOException {
            if (some < 0 && left > 0) {
                throw new IOException("the connection ended " + left + " bytes before the object");
            }
            left -= Math.max(0, some);
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = in.skip(bytes);
            left -= skipped;
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }

    /**
     * Writes or overwrites an object. It exists after {@code body} has written all of it; if {@code body} fails, there
     * is no object, and parts that were sent are removed.
     *
     * @param body writes the bytes, in any pieces
     */
    public void write(String key, String contentType, Consumer<OutputStream> body) {
        Upload upload = new Upload(key, contentType);
        boolean isWhole = false;
        try {
            body.accept(upload);
            upload.complete();
            isWhole = true;
        } finally {
            if (!isWhole) {
                upload.abort();
            }
        }
    }

    /** Writes or overwrites a small object. */
    public void put(String key, String contentType, byte[] bytes) {
        s3.putObject(
                put -> put.bucket(bucket).key(key).contentType(contentType).checksumCRC32(crc32(bytes, bytes.length)),
                RequestBody.fromBytes(bytes));
    }

    /** The checksum in the form of S3: the four bytes in Base64. */
    private static String crc32(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) crc.getValue())
                        .array());
    }

    /** Removes every object whose key has this prefix, and the parts of uncompleted uploads with such keys. */
    public void removeUnder(String prefix) {
        removeObjects(prefix);
        s3.listMultipartUploadsPaginator(list -> list.bucket(bucket).prefix(prefix)).uploads().stream()
                .filter(upload -> upload.key().startsWith(prefix))
                .forEach(upload -> abort(upload.key(), upload.uploadId()));
    }

    /** Removes every object whose key has this prefix. */
    public void removeObjects(String prefix) {
        s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
                .contents()
                .forEach(object ->
                        s3.deleteObject(delete -> delete.bucket(bucket).key(object.key())));
    }

    private void abort(String key, String multipart) {
        try {
            s3.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(multipart));
        } catch (NoSuchUploadException _) {
            LOG.log(Level.DEBUG, "{0} is aborted already", key);
        }
    }

    /** An object that is being written, in memory for one part. */
    private final class Upload extends OutputStream {
        private final String key;
        private final String contentType;
        private byte[] part = new byte[FIRST_BUFFER];
        private final List<CompletedPart> parts = new ArrayList<>();
        private int length;
        private @Nullable String multipart;

        private Upload(String key, String contentType) {
            this.key = key;
            this.contentType = contentType;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            for (int done = 0; done < count; ) {
                if (length == PART) {
                    sendPart();
                }
                int fitting = Math.min(count - done, PART - length);
                if (length + fitting > part.length) {
                    part = Arrays.copyOf(part, Math.clamp(2L * (length + fitting), 0, PART));
                }
                System.arraycopy(bytes, offset + done, part, length, fitting);
                length += fitting;
                done += fitting;
            }
        }

        private void sendPart() {
            String id = begun();
            int number = parts.size() + 1;
            String checksum = crc32(part, length);
            String etag = s3.uploadPart(
                            upload -> upload.bucket(bucket)
                                    .key(key)
                                    .uploadId(id)
                                    .partNumber(number)
                                    .checksumCRC32(checksum),
                            body())
                    .eTag();
            parts.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(etag)
                    .checksumCRC32(checksum)
                    .build());
            length = 0;
        }

        /**
         * Begins the upload. The checksum algorithm must be specified here: otherwise S3 refuses parts with a checksum
         * at the end.
         */
        private String begun() {
            if (multipart == null) {
                multipart = s3.createMultipartUpload(create -> create.bucket(bucket)
                                .key(key)
                                .contentType(contentType)
                                .checksumAlgorithm(ChecksumAlgorithm.CRC32)
                                .checksumType(ChecksumType.COMPOSITE))
                        .uploadId();
            }
            return multipart;
        }

        /** The bytes of the part: they do not change until S3 has answered. */
        private RequestBody body() {
            byte[] bytes = part;
            int size = length;
            return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(bytes, 0, size), size, contentType);
        }

        private void complete() {
            if (multipart == null) {
                put(key, contentType, Arrays.copyOf(part, length));
                return;
            }
            if (length > 0) {
                sendPart();
            }
            String id = multipart;
            s3.completeMultipartUpload(complete -> complete.bucket(bucket)
                    .key(key)
                    .uploadId(id)
                    .checksumType(ChecksumType.COMPOSITE)
                    .multipartUpload(whole -> whole.parts(parts)));
        }

        /** Aborts the upload. If that fails, the bucket's lifecycle rule removes its parts. */
        private void abort() {
            if (multipart == null) {
                return;
            }
            try {
                S3Objects.this.abort(key, multipart);
            } catch (SdkException e) {
                LOG.log(Level.WARNING, "the parts of " + key + " stay until the bucket removes them", e);
            }
        }
    }
}
