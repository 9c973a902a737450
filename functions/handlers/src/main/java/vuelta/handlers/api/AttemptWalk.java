package vuelta.handlers.api;

import java.util.function.Predicate;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.Attempts;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.contact.Sweep;

/** Pages through a campaign's attempts of one kind. */
final class AttemptWalk {
    private AttemptWalk() {}

    static <T extends Attempt> Walk.Page<T> page(
            Attempts attempts, CampaignId campaign, Class<T> kind, Predicate<T> wanted, Sweep from, int limit) {
        Walk<Attempt> walk = new Walk<>((at, most) -> read(attempts, campaign, at, most));
        Walk.Page<Attempt> page =
                walk.page(from, limit, attempt -> kind.isInstance(attempt) && wanted.test(kind.cast(attempt)));
        return new Walk.Page<>(page.entries().stream().map(kind::cast).toList(), page.next());
    }

    private static Walk.Piece<Attempt> read(Attempts attempts, CampaignId campaign, Sweep at, int most) {
        Attempts.Page page = attempts.after(campaign, new Sweep(at.shard(), ""), at.after(), most);
        Sweep next = page.nextKey().isEmpty() ? at.nextShard() : new Sweep(at.shard(), page.nextKey());
        return new Walk.Piece<>(page.attempts(), next);
    }
}
