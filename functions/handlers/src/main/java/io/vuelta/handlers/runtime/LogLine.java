package io.vuelta.handlers.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/**
 * One line of JSON for each outcome: {@code {"event", "level", "function", "request", …}}. It contains ids, never the
 * phone number, the name or a text of a person. Its figures may be metrics, which CloudWatch extracts from the line
 * (embedded metric format).
 */
public final class LogLine {
    /** The namespace of all metrics in log lines; their only dimension is the function's name. */
    static final String NAMESPACE = "Vuelta";

    private static final String FUNCTION = "function";

    /** Personal data that the message of an error may quote. */
    private static final Pattern NUMBER = Pattern.compile("\\+[0-9]{6,}");

    private final Context context;
    private final ObjectNode line = JsonNodeFactory.instance.objectNode();
    private final ArrayNode metrics = JsonNodeFactory.instance.arrayNode();

    private LogLine(Context context, String event) {
        this.context = context;
        line.put("event", event);
        line.put("level", "INFO");
        line.put(FUNCTION, context.getFunctionName());
        line.put("request", context.getAwsRequestId());
    }

    public static LogLine of(Context context, String event) {
        return new LogLine(context, event);
    }

    public LogLine with(String name, Object value) {
        switch (value) {
            case Long number -> line.put(name, number);
            case Integer number -> line.put(name, number);
            case Boolean flag -> line.put(name, flag);
            default -> line.put(name, value.toString());
        }
        return this;
    }

    /** Adds a metric that is a count; CloudWatch sums its values. */
    public LogLine count(String metric, long number) {
        return metric(metric, number, "Count");
    }

    /** Adds a metric that is a duration in milliseconds. */
    public LogLine milliseconds(String metric, long millis) {
        return metric(metric, millis, "Milliseconds");
    }

    /** Adds a metric with the event's name that counts these lines. */
    public LogLine counted() {
        return count(line.path("event").textValue(), 1);
    }

    private LogLine metric(String name, long value, String unit) {
        line.put(name, value);
        metrics.addObject().put("Name", name).put("Unit", unit);
        return this;
    }

    public void info() {
        write("INFO");
    }

    public void warn() {
        write("WARN");
    }

    /** Logs an error with its place and its causes. */
    public void error(Throwable thrown) {
        ArrayNode causes = line.putArray("causes");
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            ObjectNode said = causes.addObject()
                    .put("type", cause.getClass().getName())
                    .put(
                            "said",
                            NUMBER.matcher(String.valueOf(cause.getMessage())).replaceAll("+…"));
            if (cause.getStackTrace().length > 0) {
                said.put("at", cause.getStackTrace()[0].toString());
            }
        }
        write("ERROR");
    }

    private void write(String level) {
        line.put("level", level);
        if (!metrics.isEmpty()) {
            ObjectNode embedded = line.putObject("_aws").put("Timestamp", new WallClock().millis());
            ObjectNode directive = embedded.putArray("CloudWatchMetrics").addObject();
            directive.put("Namespace", NAMESPACE);
            directive.putArray("Dimensions").addArray().add(FUNCTION);
            directive.set("Metrics", metrics);
        }
        context.getLogger().log(line.toString());
    }
}
