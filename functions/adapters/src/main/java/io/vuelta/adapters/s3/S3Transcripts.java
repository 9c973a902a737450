package io.vuelta.adapters.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Transcripts;
import io.vuelta.domain.campaign.ContactId;

/** Transcripts as objects, {@code transcripts/<campaign>/<contact>/<number>.txt}. */
public final class S3Transcripts implements Transcripts {
    private final S3Objects objects;

    public S3Transcripts(S3Objects objects) {
        this.objects = objects;
    }

    @Override
    public String write(AttemptId attempt, String text) {
        String key = folder(attempt.contact()) + attempt.number() + ".txt";
        objects.put(key, "text/plain; charset=utf-8", text.getBytes(UTF_8));
        return key;
    }

    @Override
    public void removeAll(ContactId contact) {
        objects.removeObjects(folder(contact));
    }

    private static String folder(ContactId contact) {
        return "transcripts/" + contact.campaign() + "/" + contact.hash() + "/";
    }
}
