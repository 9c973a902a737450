package io.vuelta.adapters.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.domain.bulk.JobId;
import io.vuelta.domain.bulk.JobRequests;
import io.vuelta.domain.campaign.CampaignId;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Jobs to continue, in the contacts queue; see {@link SqsBatches}. */
public final class SqsJobRequests implements JobRequests {
    static final String JOB = "job";

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsJobRequests(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    @Override
    public void send(JobId job) {
        sqs.sendMessage(send -> send.queueUrl(queueUrl).messageBody(write(job)));
    }

    static String write(JobId job) {
        return SqsJson.object()
                .put("campaign", job.campaign().value())
                .put(JOB, job.value())
                .toString();
    }

    static JobId read(JsonNode json) {
        return new JobId(new CampaignId(SqsJson.text(json, "campaign")), SqsJson.text(json, JOB));
    }
}
