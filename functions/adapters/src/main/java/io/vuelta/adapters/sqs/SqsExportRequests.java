package io.vuelta.adapters.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.ExportRequests;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The export queue. */
public final class SqsExportRequests implements ExportRequests {
    private final SqsClient sqs;
    private final String queueUrl;

    public SqsExportRequests(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    @Override
    public void send(ExportId export) {
        String body = SqsJson.object()
                .put("campaign", export.campaign().value())
                .put("export", export.value())
                .toString();
        sqs.sendMessage(send -> send.queueUrl(queueUrl).messageBody(body));
    }

    /** Reads a request. Throws IllegalArgumentException if the body is not such a request. */
    public static ExportId read(String body) {
        JsonNode json = SqsJson.read(body);
        return new ExportId(new CampaignId(SqsJson.text(json, "campaign")), SqsJson.text(json, "export"));
    }
}
