package vuelta.domain.attempt;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.contact.Sweep;
import vuelta.domain.line.LineId;
import vuelta.domain.phone.PhoneNumber;

/** Reading attempts; they are written through the ledger. */
public interface Attempts {
    /** Strongly consistent. */
    Optional<Attempt> find(AttemptId id);

    /**
     * The message that a person answers: the one that the provider knows by this id, or where none is given the latest one
     * that was sent to them over the line. Any form of the person's number finds it, see {@code IdentityKey}. A message is found from the moment at which the provider's id is recorded.
     */
    Optional<Sent> sent(LineId line, PhoneNumber to, @Nullable String providerId);

    /**
     * A message that was sent.
     *
     * @param providerId the provider's id of it
     */
    record Sent(AttemptId attempt, String providerId) {}

    /** The attempts of one partition beyond {@code from}: by contact, then number. */
    Page after(CampaignId campaign, Sweep from, String afterKey, int limit);

    /**
     * A piece of a walk.
     *
     * @param nextKey where the walk goes on in this partition; empty when it is through
     */
    record Page(List<Attempt> attempts, String nextKey) {
        public Page {
            attempts = List.copyOf(attempts);
        }
    }
}
