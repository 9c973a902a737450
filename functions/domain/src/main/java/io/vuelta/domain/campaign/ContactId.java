package io.vuelta.domain.campaign;

import io.vuelta.domain.phone.IdentityKey;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.text.Sha256;
import java.util.regex.Pattern;

/**
 * The id of a person in a campaign. The hash is a function of the campaign and the number's {@link IdentityKey}, so a
 * person has the same id with every form of the number.
 *
 * @param hash 32 lower-case hex digits
 */
public record ContactId(CampaignId campaign, String hash) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{32}");

    public ContactId {
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("not a contact id: " + hash);
        }
    }

    public static ContactId of(CampaignId campaign, PhoneNumber number) {
        return new ContactId(
                campaign,
                Sha256.hex(campaign.value() + "/" + IdentityKey.of(number).e164(), 16));
    }

    /** The first hex digit: contacts of a campaign are spread evenly over 16 partitions. */
    public char shard() {
        return hash.charAt(0);
    }
}
