package vuelta.domain.ledger;

import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.Attempt;

/**
 * An attempt before and after. It is written only if the store still has it in the version of {@code before}.
 *
 * @param before null for the write-ahead record, which must not exist yet: whoever loses that race does nothing
 */
public record AttemptChange(@Nullable Attempt before, Attempt after) {
    public AttemptChange {
        if (before != null && !before.id().equals(after.id())) {
            throw new IllegalArgumentException("a change is of one attempt: " + before.id() + ", " + after.id());
        }
    }
}
