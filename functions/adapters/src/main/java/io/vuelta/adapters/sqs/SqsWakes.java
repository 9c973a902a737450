package io.vuelta.adapters.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.claim.Report;
import io.vuelta.domain.line.Answers;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.wake.Wake;
import io.vuelta.domain.wake.Wakes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The pace queue, FIFO, with one group for each line. Each message has its own deduplication id: if a message were
 * dropped because of an equal one that was already read, a wake-up would be lost.
 */
public final class SqsWakes implements Wakes {
    /** Maximum number of reports in one message; each has about 100 bytes. */
    private static final int MAX_REPORTS = 500;

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsWakes(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    @Override
    public void send(Wake wake) {
        if (wake.reports().size() > MAX_REPORTS) {
            List<Report> reports = wake.reports();
            sendOne(new Wake(wake.line(), null, reports.subList(0, MAX_REPORTS), 0, Duration.ZERO, Answers.NONE));
            send(new Wake(
                    wake.line(),
                    wake.campaign(),
                    reports.subList(MAX_REPORTS, reports.size()),
                    wake.late(),
                    wake.lead(),
                    wake.answers()));
            return;
        }
        sendOne(wake);
    }

    private void sendOne(Wake wake) {
        String body = write(wake);
        sqs.sendMessage(send -> send.queueUrl(queueUrl)
                .messageGroupId(wake.line().value())
                .messageDeduplicationId(UUID.randomUUID().toString())
                .messageBody(body));
    }

    /**
     * Writes a wake-up: {@code {"line", "campaign"?, "late"?, "lead_ms"?, "answered"?, "unanswered"?: [instant],
     * "code"?, "reports"?: [{"c", "n", "i", "what", "day"?, "at"}]}}: campaign, number and index of the claim.
     */
    public static String write(Wake wake) {
        ObjectNode json = SqsJson.object().put("line", wake.line().value());
        CampaignId campaign = wake.campaign();
        if (campaign != null) {
            json.put("campaign", campaign.value());
        }
        if (wake.late() > 0) {
            json.put("late", wake.late());
        }
        if (!wake.lead().isZero()) {
            json.put("lead_ms", wake.lead().toMillis());
        }
        write(wake.answers(), json);
        if (!wake.reports().isEmpty()) {
            ArrayNode reports = json.putArray("reports");
            wake.reports().forEach(report -> write(report, reports.addObject()));
        }
        return json.toString();
    }

    private static void write(Answers answers, ObjectNode json) {
        if (answers.answered() != null) {
            json.put("answered", answers.answered().toString());
        }
        if (!answers.unanswered().isEmpty()) {
            ArrayNode unanswered = json.put("code", answers.code()).putArray("unanswered");
            answers.unanswered().forEach(begun -> unanswered.add(begun.toString()));
        }
    }

    private static void write(Report report, ObjectNode json) {
        json.put("c", report.campaign().value())
                .put("n", report.place().batch())
                .put("i", report.place().index())
                .put("what", report.what().name())
                .put("at", report.at().toString());
        LocalDate day = report.day();
        if (day != null) {
            json.put("day", day.toString());
        }
    }

    /** Reads a wake-up. Throws IllegalArgumentException if the body is not a wake-up. */
    public static Wake read(String body) {
        JsonNode json = SqsJson.read(body);
        return new Wake(
                new LineId(SqsJson.text(json, "line")),
                json.has("campaign") ? new CampaignId(SqsJson.text(json, "campaign")) : null,
                json.path("reports").valueStream().map(SqsWakes::report).toList(),
                json.path("late").intValue(),
                Duration.ofMillis(json.path("lead_ms").longValue()),
                answers(json));
    }

    private static Answers answers(JsonNode json) {
        @Nullable String answered = json.path("answered").textValue();
        return new Answers(
                answered == null ? null : Instant.parse(answered),
                json.path("unanswered")
                        .valueStream()
                        .map(begun -> Instant.parse(begun.asText()))
                        .toList(),
                json.path("code").textValue());
    }

    private static Report report(JsonNode json) {
        @Nullable String day = json.path("day").textValue();
        return new Report(
                new CampaignId(SqsJson.text(json, "c")),
                new Place(json.path("n").longValue(), json.path("i").intValue()),
                Report.What.valueOf(SqsJson.text(json, "what")),
                day == null ? null : LocalDate.parse(day),
                Instant.parse(SqsJson.text(json, "at")));
    }
}
