package io.vuelta.cloud.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** The log of a function; each line begins with the function's name. */
final class FunctionLog implements LambdaLogger {
    private final String function;
    private final PrintStream out;

    FunctionLog(String function, PrintStream out) {
        this.function = function;
        this.out = out;
    }

    @Override
    public void log(String message) {
        var text = new StringBuilder();
        message.lines()
                .forEach(line -> text.append(function).append(": ").append(line).append('\n'));
        out.print(text);
        out.flush();
    }

    @Override
    public void log(byte[] message) {
        log(new String(message, StandardCharsets.UTF_8));
    }

    void failure(String requestId, Throwable cause) {
        var trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        log("Request " + requestId + " failed: " + trace);
    }
}
