package io.vuelta.domain.campaign;

import java.util.regex.Pattern;

/**
 * A campaign's name in the API and in the table.
 *
 * @param value letters, digits, {@code _} and {@code -}; later campaigns sort after earlier ones
 */
public record CampaignId(String value) {
    /** Ids of campaigns that were made for one test begin so; no other id does. */
    private static final String TEST = "test_";

    private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    public CampaignId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a campaign id: " + value);
        }
    }

    /** Whether the campaign has one contact and exists for one test attempt: it is in no list and in no figures. */
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
