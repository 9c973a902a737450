package io.vuelta.domain.upload;

import io.vuelta.domain.campaign.CampaignId;
import java.util.regex.Pattern;

/**
 * The id of a contact file of a campaign.
 *
 * @param value letters, digits, {@code _} and {@code -}: it is part of an object's key
 */
public record UploadId(CampaignId campaign, String value) {
    private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    public UploadId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not an upload id: " + value);
        }
    }

    @Override
    public String toString() {
        return campaign + "/" + value;
    }
}
