package vuelta.domain.fakes;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.Attempts;
import vuelta.domain.attempt.Message;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.contact.Sweep;
import vuelta.domain.line.LineId;
import vuelta.domain.phone.IdentityKey;
import vuelta.domain.phone.PhoneNumber;

final class InMemoryAttempts implements Attempts {
    static final Comparator<Attempt> BY_NUMBER = Comparator.comparing(
                    (Attempt attempt) -> attempt.id().contact().hash())
            .thenComparingInt(attempt -> attempt.id().number());

    private final Tables tables;

    InMemoryAttempts(Tables tables) {
        this.tables = tables;
    }

    @Override
    public Optional<Attempt> find(AttemptId id) {
        return tables.run("attempts.find", () -> Optional.ofNullable(tables.attempts.get(id)));
    }

    @Override
    public Optional<Sent> sent(LineId line, PhoneNumber to, @Nullable String providerId) {
        return tables.run("attempts.sent", () -> tables.attempts.values().stream()
                .filter(Message.class::isInstance)
                .map(Message.class::cast)
                .filter(message -> message.line().equals(line) && isSamePerson(message.to(), to))
                .filter(message -> message.providerId() != null)
                .filter(message -> providerId == null || providerId.equals(message.providerId()))
                .max(Comparator.comparing(Message::createdAt))
                .map(message -> new Sent(message.id(), requireNonNull(message.providerId()))));
    }

    private static boolean isSamePerson(PhoneNumber some, PhoneNumber other) {
        return IdentityKey.of(some).equals(IdentityKey.of(other));
    }

    @Override
    public Page after(CampaignId campaign, Sweep from, String afterKey, int limit) {
        return tables.run("attempts.after", () -> {
            // Beyond all of a contact's attempts: its hash, followed by what sorts after every number.
            String contact = from.after().isEmpty() ? "" : from.after() + "~";
            String beyondKey = afterKey.isEmpty() ? contact : afterKey;
            List<Attempt> beyond = tables.attempts.values().stream()
                    .filter(attempt -> attempt.id().campaign().equals(campaign))
                    .filter(attempt -> attempt.id().contact().shard() == from.digit())
                    .filter(attempt -> key(attempt.id()).compareTo(beyondKey) > 0)
                    .sorted(BY_NUMBER)
                    .toList();
            List<Attempt> page = beyond.stream().limit(limit).toList();
            boolean through = page.size() == beyond.size();
            return new Page(page, through ? "" : key(page.getLast().id()));
        });
    }

    private static String key(AttemptId id) {
        return "%s#%06d".formatted(id.contact().hash(), id.number());
    }
}
