package io.vuelta.domain.attempt;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of an attempt: its contact and its number. Its text is sent to the provider, and every event contains it. So
 * an event can be assigned to its attempt even if our record of the provider's answer was lost.
 *
 * @param number from 1; it counts all attempts of the contact, over all cycles
 */
public record AttemptId(ContactId contact, int number) {
    private static final Pattern TEXT = Pattern.compile("([0-9A-Za-z_-]{1,64})\\.([0-9a-f]{32})\\.([1-9][0-9]{0,5})");

    public AttemptId {
        if (number < 1) {
            throw new IllegalArgumentException("attempts are numbered from 1, not " + number);
        }
    }

    public static Optional<AttemptId> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new AttemptId(
                        new ContactId(new CampaignId(parts.group(1)), parts.group(2)),
                        Integer.parseInt(parts.group(3))))
                : Optional.empty();
    }

    public CampaignId campaign() {
        return contact.campaign();
    }

    /** The id as text: {@code <campaign>.<contact>.<number>} */
    @Override
    public String toString() {
        return contact.campaign() + "." + contact.hash() + "." + number;
    }
}
