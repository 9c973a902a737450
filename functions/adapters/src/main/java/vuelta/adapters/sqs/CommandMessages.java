package vuelta.adapters.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.line.LineId;
import vuelta.domain.pace.Command;

/** Commands as messages: {@code {"do": "begin|ask|wake", "line", "not_before", "attempt"?, "epoch"?, "line_epoch"?}}. */
public final class CommandMessages {
    private static final String BEGIN = "begin";
    private static final String ASK = "ask";
    private static final String WAKE = "wake";

    private CommandMessages() {}

    public static String write(Command command) {
        ObjectNode json = Json.object()
                .put("line", command.line().value())
                .put("not_before", command.notBefore().toString());
        switch (command) {
            case Command.Begin begin ->
                json.put("do", BEGIN)
                        .put("attempt", begin.attempt().toString())
                        .put("epoch", begin.epoch())
                        .put("line_epoch", begin.lineEpoch());
            case Command.Ask ask ->
                json.put("do", ASK).put("attempt", ask.attempt().toString());
            case Command.Wake wake -> json.put("do", WAKE);
        }
        return json.toString();
    }

    /** Throws IllegalArgumentException for what is none. */
    public static Command read(String body) {
        JsonNode json = Json.read(body);
        LineId line = new LineId(Json.text(json, "line"));
        Instant notBefore = Instant.parse(Json.text(json, "not_before"));
        return switch (Json.text(json, "do")) {
            case BEGIN ->
                new Command.Begin(
                        attempt(json),
                        line,
                        json.path("epoch").longValue(),
                        json.path("line_epoch").longValue(),
                        notBefore);
            case ASK -> new Command.Ask(attempt(json), line, notBefore);
            case WAKE -> new Command.Wake(line, notBefore);
            default -> throw new IllegalArgumentException("no such command: " + body);
        };
    }

    private static AttemptId attempt(JsonNode json) {
        String text = Json.text(json, "attempt");
        return AttemptId.parse(text).orElseThrow(() -> new IllegalArgumentException("not an attempt id: " + text));
    }
}
