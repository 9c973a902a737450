package io.vuelta.adapters.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.attempt.OptOut;
import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.settle.ConversationReports;
import io.vuelta.domain.settle.OutcomeMessage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Reports of conversations, on the outcome queue beside the providers' events: {@code {"attempt", "line", "report":
 * {…}}}.
 */
public final class SqsConversationReports implements ConversationReports {
    private static final String REPORT = "report";
    private static final String OPT_OUT = "opt_out";

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsConversationReports(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    @Override
    public void send(LineId line, AttemptId attempt, ConversationReport report) {
        String body = write(line, attempt, report);
        sqs.sendMessage(send -> send.queueUrl(queueUrl).messageBody(body));
    }

    static String write(LineId line, AttemptId attempt, ConversationReport report) {
        Result result = report.result();
        ObjectNode json = SqsJson.object().put("attempt", attempt.toString()).put("line", line.value());
        ObjectNode reportJson = json.putObject(REPORT).put("converted", result.converted());
        result.tags().forEach(reportJson.putArray("tags")::add);
        result.extracted().forEach(reportJson.putObject("extracted")::put);
        Instant followUp = result.followUpAt();
        put(reportJson, "follow_up_at", followUp == null ? null : followUp.toString());
        put(reportJson, "recording_url", report.recordingUrl());
        put(reportJson, "sentiment", report.sentiment());
        put(reportJson, "summary", report.summary());
        put(reportJson, "transcript", report.transcript());
        OptOut optOut = result.optOut();
        if (optOut != null) {
            ObjectNode optOutJson = reportJson.putObject(OPT_OUT);
            Channel channel = optOut.channel();
            put(optOutJson, "channel", channel == null ? null : channel.wire());
            put(optOutJson, "reason", optOut.reason());
        }
        return SqsJson.body(json);
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    /** Reads a report; empty if the message is not one. Throws IllegalArgumentException for an invalid one. */
    static Optional<OutcomeMessage.Report> read(String body) {
        JsonNode json = SqsJson.read(body);
        if (!json.path(REPORT).isObject()) {
            return Optional.empty();
        }
        String id = SqsJson.text(json, "attempt");
        AttemptId attempt =
                AttemptId.parse(id).orElseThrow(() -> new IllegalArgumentException("not an attempt id: " + id));
        JsonNode reportJson = json.get(REPORT);
        List<String> tags =
                reportJson.path("tags").valueStream().map(JsonNode::textValue).toList();
        Map<String, String> extracted = new HashMap<>();
        reportJson
                .path("extracted")
                .properties()
                .forEach(value -> extracted.put(value.getKey(), value.getValue().textValue()));
        String followUp = text(reportJson, "follow_up_at");
        Result result = new Result(
                tags,
                extracted,
                reportJson.path("converted").booleanValue(),
                followUp == null ? null : Instant.parse(followUp),
                optOut(reportJson.path(OPT_OUT)));
        return Optional.of(new OutcomeMessage.Report(
                json.has("line") ? new LineId(SqsJson.text(json, "line")) : null,
                attempt,
                new ConversationReport(
                        result,
                        text(reportJson, "recording_url"),
                        text(reportJson, "sentiment"),
                        text(reportJson, "summary"),
                        text(reportJson, "transcript"))));
    }

    private static @Nullable OptOut optOut(JsonNode optOutJson) {
        String channel = text(optOutJson, "channel");
        return optOutJson.isObject()
                ? new OptOut(channel == null ? null : Channel.ofWire(channel).orElseThrow(), text(optOutJson, "reason"))
                : null;
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.path(name).textValue();
    }
}
