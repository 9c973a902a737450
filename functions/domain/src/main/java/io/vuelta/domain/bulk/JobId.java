package io.vuelta.domain.bulk;

import io.vuelta.domain.campaign.CampaignId;
import java.util.regex.Pattern;

/** The id of a job of a campaign. */
public record JobId(CampaignId campaign, String value) {
    private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    public JobId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a job id: " + value);
        }
    }

    @Override
    public String toString() {
        return campaign + "/" + value;
    }
}
