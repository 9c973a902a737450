package io.vuelta.domain.attempt;

/** Where the transcripts of conversations are kept, which are too long for an attempt's record. */
public interface Transcripts {
    /**
     * Writes or overwrites an attempt's transcript.
     *
     * @return its key in the bucket, always the same for the attempt
     */
    String write(AttemptId attempt, String text);
}
