package io.vuelta.adapters.provider.twilio;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The meanings of Twilio's values. (Twilio API 2010-04-01: call status values, AnsweredBy values, RFC 2822 dates.) */
final class TwilioVocabulary {
    private TwilioVocabulary() {}

    /** The status of a call. {@code completed} means that the call was connected, also to voicemail. */
    static Optional<CallStatus> status(String value) {
        return switch (value) {
            case "queued", "initiated" -> Optional.of(CallStatus.QUEUED);
            case "ringing" -> Optional.of(CallStatus.RINGING);
            case "in-progress" -> Optional.of(CallStatus.IN_PROGRESS);
            case "completed" -> Optional.of(CallStatus.ENDED);
            case "busy" -> Optional.of(CallStatus.BUSY);
            case "no-answer" -> Optional.of(CallStatus.NO_ANSWER);
            case "failed", "canceled" -> Optional.of(CallStatus.FAILED);
            default -> Optional.empty();
        };
    }

    /** The error of a call that was cancelled before it was answered; null for any other status. */
    static @Nullable String canceled(String value) {
        return value.equals("canceled") ? Call.CANCELED : null;
    }

    /** Who answered; null if not reported. A fax counts as a machine. */
    static @Nullable AnsweredBy answeredBy(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        return switch (value) {
            case "human" -> AnsweredBy.HUMAN;
            case "fax" -> AnsweredBy.MACHINE;
            default -> value.startsWith("machine") ? AnsweredBy.MACHINE : AnsweredBy.UNKNOWN;
        };
    }

    static Optional<Instant> instant(@Nullable String rfc2822) {
        if (rfc2822 == null || rfc2822.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZonedDateTime.parse(rfc2822, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /** A duration in whole seconds; null if not reported. */
    static @Nullable Duration seconds(@Nullable String text) {
        return text == null || !text.matches("[0-9]{1,9}") ? null : Duration.ofSeconds(Long.parseLong(text));
    }
}
