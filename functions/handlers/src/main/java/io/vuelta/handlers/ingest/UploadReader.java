package io.vuelta.handlers.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.file.IngestUpload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.handlers.runtime.LogLine;
import io.vuelta.handlers.runtime.Tries;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the file of one request as far as the time allows, and ends the upload when reading keeps failing. */
final class UploadReader {
    /**
     * The queue's maxReceiveCount: after it the message goes to the dead-letter queue, and the upload is marked as
     * failed.
     */
    static final int LAST_RECEIVE = 12;

    /** Time to finish sending the current batches, with all retries of AWS calls, and to order the continuation. */
    private static final long RESERVE_MILLIS = Duration.ofSeconds(60).toMillis();

    private static final Pattern KEY = Pattern.compile("uploads/([0-9A-Za-z_-]{1,64})/([0-9A-Za-z_-]{1,64})");

    private final IngestUpload ingest;

    UploadReader(IngestUpload ingest) {
        this.ingest = ingest;
    }

    /**
     * Reads the file at this key of the bucket; a key that does not belong to an upload is ignored.
     *
     * @param receives how many times the message has been received, including this time
     */
    void read(String key, int receives, Context context) {
        Matcher parts = KEY.matcher(key);
        if (!parts.matches()) {
            LogLine.of(context, "ingest_ignored").with("key", key).warn();
            return;
        }
        UploadId id = new UploadId(new CampaignId(parts.group(1)), parts.group(2));
        try {
            Tries.run(
                    context,
                    () -> read(id, context),
                    failure -> ingest.fail(
                            id,
                            "INTERNAL_ERROR: reading the file failed because of an internal error ("
                                    + failure.getClass().getSimpleName()
                                    + "); upload it again: contacts that are loaded already are skipped"));
        } catch (RuntimeException e) {
            if (receives >= LAST_RECEIVE) {
                ingest.fail(
                        id,
                        "INTERNAL_ERROR: reading the file failed " + LAST_RECEIVE
                                + " times; upload it again: contacts that are loaded already are skipped");
            }
            throw e;
        }
    }

    private void read(UploadId id, Context context) {
        IngestUpload.Result result = ingest.handle(id, () -> context.getRemainingTimeInMillis() < RESERVE_MILLIS);
        LogLine.of(context, "ingest").with("upload", id).with("result", result).info();
    }
}
