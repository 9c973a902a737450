package io.vuelta.domain.campaign;

import java.util.regex.Pattern;

/**
 * A campaign's name in the API and in the table.
 *
 * @param value letters, digits, {@code _} and {@code -}; later campaigns sort after earlier ones
 */
public record CampaignId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    public CampaignId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a campaign id: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
