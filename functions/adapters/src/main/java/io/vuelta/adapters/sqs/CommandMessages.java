package io.vuelta.adapters.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.pace.Command;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Commands as messages: {@code {"do": "begin|ask|wake", "line", "not_before", …}}. To begin: {@code "campaign", "epoch",
 * "line_epoch", "planned", "starts": [{"h", "a", "n", "i", "at", "day"}]} with the contact's hash, the attempt's number, and
 * number and index of the claim. To ask: {@code "attempt", "n", "i"}.
 */
public final class CommandMessages {
    private static final String BEGIN = "begin";
    private static final String ASK = "ask";
    private static final String WAKE = "wake";

    private static final String KEPT = "kept_s";

    private CommandMessages() {}

    /**
     * Writes a command.
     *
     * @param kept the delay that is requested from the queue
     */
    public static String write(Command command, Duration kept) {
        ObjectNode json = SqsJson.object()
                .put("line", command.line().value())
                .put("not_before", command.notBefore().toString())
                .put(KEPT, kept.toSeconds());
        switch (command) {
            case Command.Begin begin -> {
                json.put("do", BEGIN)
                        .put("campaign", begin.campaign().value())
                        .put("epoch", begin.epoch())
                        .put("line_epoch", begin.lineEpoch())
                        .put("planned", begin.planned().toString());
                ArrayNode starts = json.putArray("starts");
                begin.starts().forEach(start -> write(start, starts.addObject()));
            }
            case Command.Ask ask ->
                write(
                        ask.place(),
                        json.put("do", ASK).put("attempt", ask.attempt().toString()));
            case Command.Wake _ -> json.put("do", WAKE);
        }
        return json.toString();
    }

    private static void write(Command.Start start, ObjectNode json) {
        json.put("h", start.contact().hash())
                .put("a", start.attempt())
                .put("at", start.slot().toString())
                .put("day", start.day().toString());
        write(start.place(), json);
    }

    private static void write(Place place, ObjectNode json) {
        json.put("n", place.batch()).put("i", place.index());
    }

    /** Reads a command. Throws IllegalArgumentException if the body is not a command. */
    public static Command read(String body) {
        JsonNode json = SqsJson.read(body);
        LineId line = new LineId(SqsJson.text(json, "line"));
        Instant notBefore = Instant.parse(SqsJson.text(json, "not_before"));
        return switch (SqsJson.text(json, "do")) {
            case BEGIN -> {
                CampaignId campaign = new CampaignId(SqsJson.text(json, "campaign"));
                yield new Command.Begin(
                        campaign,
                        line,
                        json.path("epoch").longValue(),
                        json.path("line_epoch").longValue(),
                        Instant.parse(SqsJson.text(json, "planned")),
                        json.path("starts")
                                .valueStream()
                                .map(start -> start(campaign, start))
                                .toList());
            }
            case ASK -> new Command.Ask(attempt(json), line, place(json), notBefore);
            case WAKE -> new Command.Wake(line, notBefore);
            default -> throw new IllegalArgumentException("no such command: " + body);
        };
    }

    /** The delay with which the queue got the command of this body. */
    public static Duration kept(String body) {
        return Duration.ofSeconds(SqsJson.read(body).path(KEPT).longValue());
    }

    private static Command.Start start(CampaignId campaign, JsonNode json) {
        return new Command.Start(
                new ContactId(campaign, SqsJson.text(json, "h")),
                json.path("a").intValue(),
                place(json),
                Instant.parse(SqsJson.text(json, "at")),
                LocalDate.parse(SqsJson.text(json, "day")));
    }

    private static Place place(JsonNode json) {
        return new Place(json.path("n").longValue(), json.path("i").intValue());
    }

    private static AttemptId attempt(JsonNode json) {
        String text = SqsJson.text(json, "attempt");
        return AttemptId.parse(text).orElseThrow(() -> new IllegalArgumentException("not an attempt id: " + text));
    }
}
