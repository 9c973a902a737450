package io.vuelta.testkit.fakes;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Transcripts;
import io.vuelta.domain.campaign.ContactId;
import java.util.HashMap;
import java.util.Map;

/** Transcripts, by key. */
public final class RecordingTranscripts implements Transcripts {
    private final Map<String, String> texts = new HashMap<>();

    @Override
    public String write(AttemptId attempt, String text) {
        String key = "transcripts/" + attempt + ".txt";
        texts.put(key, text);
        return key;
    }

    @Override
    public void removeAll(ContactId contact) {
        texts.keySet()
                .removeIf(key -> key.startsWith("transcripts/" + contact.campaign() + "." + contact.hash() + "."));
    }

    public Map<String, String> texts() {
        return Map.copyOf(texts);
    }
}
