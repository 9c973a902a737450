package vuelta.domain.ledger;

import org.jspecify.annotations.Nullable;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.contact.Contact;

/**
 * A contact before and after. It is written only if the store still has it in the version of {@code before}.
 *
 * @param before null for a contact that must not exist yet
 */
public record ContactChange(@Nullable Contact before, Contact after) {
    public ContactChange {
        if (before != null && !before.id().equals(after.id())) {
            throw new IllegalArgumentException("a change is of one contact: " + before.id() + ", " + after.id());
        }
    }

    /** As it is read and counted in its campaign's cycle. */
    ContactChange countedIn(Campaign campaign) {
        return new ContactChange(before == null ? null : before.in(campaign.cycle()), after.countedIn(campaign));
    }
}
