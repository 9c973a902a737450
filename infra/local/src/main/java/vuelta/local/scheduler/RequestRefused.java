package vuelta.local.scheduler;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request the API answers with one of EventBridge Scheduler's error types. */
final class RequestRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The error types of the API that this server answers. */
    enum Kind {
        VALIDATION(400, "ValidationException"),
        RESOURCE_NOT_FOUND(404, "ResourceNotFoundException"),
        CONFLICT(409, "ConflictException");

        private final int status;
        private final String type;

        Kind(int status, String type) {
            this.status = status;
            this.type = type;
        }

        int status() {
            return status;
        }

        String type() {
            return type;
        }
    }

    private final Kind kind;

    private RequestRefused(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** @param field the request's field as the API spells it, for example {@code Target.RoleArn} */
    static RequestRefused invalid(String field, String rule) {
        return new RequestRefused(Kind.VALIDATION, field + " " + rule);
    }

    static RequestRefused unsupported(String feature) {
        return new RequestRefused(Kind.VALIDATION, feature + " is not supported by the local scheduler");
    }

    static RequestRefused missing(String thing, String name) {
        return new RequestRefused(Kind.RESOURCE_NOT_FOUND, thing + " " + name + " does not exist.");
    }

    static RequestRefused taken(String thing, String name) {
        return new RequestRefused(Kind.CONFLICT, thing + " " + name + " already exists.");
    }

    static <T> T given(@Nullable T value, String field) {
        if (value == null) {
            throw invalid(field, "must be given");
        }
        return value;
    }

    static void unlessIn(int least, int value, int most, String field) {
        if (value < least || value > most) {
            throw invalid(field, String.format(Locale.ROOT, "must be %d to %d, not %d", least, most, value));
        }
    }

    static String notLonger(String text, int most, String field) {
        if (text.length() > most) {
            throw invalid(field, "must be at most " + most + " characters long");
        }
        return text;
    }
}
