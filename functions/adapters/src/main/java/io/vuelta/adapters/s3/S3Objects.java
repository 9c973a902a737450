package io.vuelta.adapters.s3;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The bucket's objects, read and written as streams in bounded memory. */
public final class S3Objects {
    /** S3 takes parts from 5 MiB; an object up to one part is put whole. */
    private static final int PART = 8 * 1024 * 1024;

    private final S3Client s3;
    private final String bucket;

    public S3Objects(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** The object's bytes; the caller closes them. Reading fails where they end before the object does. */
    public InputStream open(String key) {
        ResponseInputStream<GetObjectResponse> object =
                s3.getObject(get -> get.bucket(bucket).key(key));
        return new Whole(object, object.response().contentLength());
    }

    /** A connection that broke must not look like the object's end. */
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
     * Opens an object for writing. It comes to be when the stream is closed; the parts of one
     * that never is are removed by the bucket's lifecycle rule.
     */
    public OutputStream create(String key, String contentType) {
        return new Upload(key, contentType);
    }

    /** An object that is being written. */
    private final class Upload extends OutputStream {
        private final String key;
        private final String contentType;
        private final ByteArrayOutputStream part = new ByteArrayOutputStream();
        private final List<CompletedPart> parts = new ArrayList<>();
        private @Nullable String multipart;
        private boolean over;

        private Upload(String key, String contentType) {
            this.key = key;
            this.contentType = contentType;
        }

        @Override
        public void write(int b) {
            part.write(b);
            sendIfFull();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            part.write(bytes, offset, length);
            sendIfFull();
        }

        private void sendIfFull() {
            if (part.size() >= PART) {
                sendPart();
            }
        }

        private void sendPart() {
            if (multipart == null) {
                multipart = s3.createMultipartUpload(
                                create -> create.bucket(bucket).key(key).contentType(contentType))
                        .uploadId();
            }
            String id = multipart;
            int number = parts.size() + 1;
            String etag = s3.uploadPart(
                            upload ->
                                    upload.bucket(bucket).key(key).uploadId(id).partNumber(number),
                            RequestBody.fromBytes(part.toByteArray()))
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
            part.reset();
        }

        @Override
        public void close() throws IOException {
            if (over) {
                return;
            }
            over = true;
            if (multipart == null) {
                s3.putObject(
                        put -> put.bucket(bucket).key(key).contentType(contentType),
                        RequestBody.fromBytes(part.toByteArray()));
                return;
            }
            if (part.size() > 0) {
                sendPart();
            }
            String id = multipart;
            s3.completeMultipartUpload(complete ->
                    complete.bucket(bucket).key(key).uploadId(id).multipartUpload(whole -> whole.parts(parts)));
        }
    }
}
