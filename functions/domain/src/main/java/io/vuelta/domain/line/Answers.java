package io.vuelta.domain.line;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a line's provider answers, according to the attempts of one command.
 *
 * @param answered when the latest answered attempt began; null if none was answered
 * @param unanswered when the later attempts without an answer began, in order
 * @param code the error code of the last unanswered attempt; null if there are none
 */
public record Answers(
        @Nullable Instant answered,
        List<Instant> unanswered,
        @Nullable String code) {
    /** No attempt was made. */
    public static final Answers NONE = new Answers(null, List.of(), null);

    public Answers {
        unanswered = List.copyOf(unanswered);
        if (unanswered.isEmpty() != (code == null)) {
            throw new IllegalArgumentException("there is a code if, and only if, something is unanswered: " + code);
        }
    }

    /** The answers with one more attempt that was answered. */
    public Answers answered(Instant begun) {
        return answered != null && begun.isBefore(answered) ? this : new Answers(begun, after(begun), codeAfter(begun));
    }

    /** The answers with one more attempt that was not answered. */
    public Answers unanswered(Instant begun, String why) {
        if (answered != null && begun.isBefore(answered)) {
            return this;
        }
        return new Answers(
                answered,
                Stream.concat(unanswered.stream(), Stream.of(begun)).sorted().toList(),
                why);
    }

    /** These answers combined with those of another command. */
    public Answers and(Answers other) {
        Answers both = other.answered == null ? this : answered(other.answered);
        for (Instant begun : other.unanswered) {
            both = both.unanswered(begun, String.valueOf(other.code));
        }
        return both;
    }

    private List<Instant> after(Instant instant) {
        return unanswered.stream().filter(instant::isBefore).toList();
    }

    private @Nullable String codeAfter(Instant instant) {
        return after(instant).isEmpty() ? null : code;
    }
}
