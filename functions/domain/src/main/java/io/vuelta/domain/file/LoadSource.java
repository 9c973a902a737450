package io.vuelta.domain.file;

import io.vuelta.domain.upload.UploadId;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The source of a contact, or of its data, as a text: {@code <upload>/<batch>/<line>} for a row of a file, {@code
 * <upload>/form/<line>} for a row of which only the form of the number is used, {@code api-<time>/<index>} for a
 * request. If older data is delivered again, it does not overwrite newer data.
 */
final class LoadSource {
    private static final String REQUEST = "api-";
    private static final String OTHER_FORM = "/form/";
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** The number of characters of an id that contain its creation time. */
    private static final int TIME_DIGITS = 10;

    private LoadSource() {}

    static String ofRow(UploadId upload, int batch, long line) {
        return upload.value() + "/" + batch + "/" + line;
    }

    /** The source of a row of which only the form of the number is used, see {@link Batch#otherForms}. */
    static String ofOtherForm(UploadId upload, long line) {
        return upload.value() + OTHER_FORM + line;
    }

    /** Whether an {@link #ofOtherForm other form} in the file of this row added it. */
    static boolean isOtherFormBeside(String source, String row) {
        return source.startsWith(first(row) + OTHER_FORM);
    }

    /** The line of a row of this upload's file; empty for other sources. */
    static OptionalLong lineIn(UploadId upload, String source) {
        return first(source).equals(upload.value())
                ? OptionalLong.of(Long.parseLong(source.substring(source.lastIndexOf('/') + 1)))
                : OptionalLong.empty();
    }

    static String ofRequest(Instant at, int index) {
        return REQUEST + at.toEpochMilli() + "/" + index;
    }

    /** Whether {@code known} is newer than {@code given}. */
    static boolean isNewer(String known, String given) {
        long one = millis(first(known));
        long other = millis(first(given));
        return one == other ? first(known).compareTo(first(given)) > 0 : one > other;
    }

    private static String first(String source) {
        int end = source.indexOf('/');
        return end < 0 ? source : source.substring(0, end);
    }

    /** When the id was created, in milliseconds; 0 if the id does not contain the time. */
    private static long millis(String id) {
        if (id.startsWith(REQUEST)) {
            return Long.parseLong(id.substring(REQUEST.length()));
        }
        if (id.length() < TIME_DIGITS) {
            return 0;
        }
        long millis = 0;
        for (char letter : id.substring(0, TIME_DIGITS).toCharArray()) {
            int digit = DIGITS.indexOf(Character.toUpperCase(letter));
            if (digit < 0) {
                return 0;
            }
            millis = millis * DIGITS.length() + digit;
        }
        return millis;
    }
}
