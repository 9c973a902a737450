package io.vuelta.domain.campaign;

import java.util.regex.Pattern;

/**
 * The id of a campaign.
 *
 * @param value letters, digits, {@code _} and {@code -}; ids sort by the time of creation
 */
public record CampaignId(String value) {
    /** Prefix of the ids of campaigns that were created for one test, and of no other ids. */
    private static final String TEST = "test_";

    private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    public CampaignId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a campaign id: " + value);
        }
    }

    /**
     * The id of a campaign that has one contact and exists for one test attempt: it appears in no list and in no
     * figures.
     */
    public static CampaignId ofTest(String unique) {
        return new CampaignId(TEST + unique);
    }

    public boolean isTest() {
        return value.startsWith(TEST);
    }

    @Override
    public String toString() {
        return value;
    }
}
