package io.vuelta.handlers.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.StringJoiner;

/**
 * One line an outcome, {@code event=… name=value …}; Lambda puts it into its own JSON. Ids, never a number, a name or a
 * text of a person.
 */
public final class LogLine {
    private final Context context;
    private final StringJoiner line;

    private LogLine(Context context, String event) {
        this.context = context;
        this.line = new StringJoiner(" ").add("event=" + event);
    }

    public static LogLine of(Context context, String event) {
        return new LogLine(context, event);
    }

    public LogLine with(String name, Object value) {
        line.add(name + "=" + value);
        return this;
    }

    public void info() {
        context.getLogger().log(line.toString(), LogLevel.INFO);
    }

    public void warn() {
        context.getLogger().log(line.toString(), LogLevel.WARN);
    }

    /** With where it happened, and its causes. */
    public void error(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            line.add("cause=" + cause.getClass().getName())
                    .add("said=\"" + String.valueOf(cause.getMessage()).replace('"', '\'') + "\"");
            if (cause.getStackTrace().length > 0) {
                line.add("at=" + cause.getStackTrace()[0]);
            }
        }
        context.getLogger().log(line.toString(), LogLevel.ERROR);
    }
}
