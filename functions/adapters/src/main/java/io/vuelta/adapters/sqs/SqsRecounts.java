package io.vuelta.adapters.sqs;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.count.Recounts;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The doctor's queue. */
public final class SqsRecounts implements Recounts {
    private final SqsClient sqs;
    private final String queueUrl;

    public SqsRecounts(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    @Override
    public void order(CampaignId campaign) {
        sqs.sendMessage(send -> send.queueUrl(queueUrl).messageBody(write(campaign)));
    }

    /** Writes a request: {@code {"campaign": …}}. */
    public static String write(CampaignId campaign) {
        return SqsJson.object().put("campaign", campaign.value()).toString();
    }

    /** Reads a request. Throws IllegalArgumentException if the body is not such a request. */
    public static CampaignId read(String body) {
        return new CampaignId(SqsJson.text(SqsJson.read(body), "campaign"));
    }
}
