package io.vuelta.cloud.objects;

import java.time.Instant;

/** An object of a bucket in one of its versions; eTag without quotation marks, size in bytes. */
record StoredObject(String bucket, String key, String eTag, long size, Instant modified) {
    static String unquoted(String eTag) {
        return eTag.replace("\"", "");
    }
}
