package io.vuelta.adapters.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.retention.RemovalCursor;
import io.vuelta.domain.retention.RemovalRequests;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Removals of contacts, in the contacts queue; see {@link SqsBatches}. */
public final class SqsRemovalRequests implements RemovalRequests {
    static final String LOOK = "look_for_removals";
    static final String REMOVE = "remove_contacts_of";

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsRemovalRequests(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    @Override
    public void look(Optional<CampaignId> after) {
        send(write(after), Duration.ZERO);
    }

    @Override
    public void remove(CampaignId campaign, RemovalCursor from, Duration delay) {
        send(write(campaign, from), delay);
    }

    private void send(String body, Duration delay) {
        // The delay is rounded up, because a message that is too early is sent again.
        int seconds = Math.toIntExact(delay.plusMillis(999).toSeconds());
        sqs.sendMessage(send -> send.queueUrl(queueUrl).messageBody(body).delaySeconds(seconds));
    }

    static String write(Optional<CampaignId> after) {
        return SqsJson.object()
                .put(LOOK, true)
                .put("after", after.map(CampaignId::value).orElse(""))
                .toString();
    }

    static String write(CampaignId campaign, RemovalCursor from) {
        return SqsJson.object()
                .put(REMOVE, campaign.value())
                .put("partition", from.partition())
                .put("after", from.after())
                .toString();
    }

    static SqsBatches.Work read(JsonNode json) {
        String after = SqsJson.text(json, "after");
        return json.has(LOOK)
                ? new SqsBatches.Work.Look(after.isEmpty() ? Optional.empty() : Optional.of(new CampaignId(after)))
                : new SqsBatches.Work.Remove(
                        new CampaignId(SqsJson.text(json, REMOVE)),
                        new RemovalCursor(json.path("partition").intValue(), after));
    }
}
