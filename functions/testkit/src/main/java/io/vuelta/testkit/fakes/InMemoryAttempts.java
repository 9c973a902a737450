package io.vuelta.testkit.fakes;

import static java.util.Objects.requireNonNull;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.EarlierAttempt;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
        return tables.run(
                "attempts.find",
                () -> Optional.ofNullable(tables.whole(id.contact()))
                        .flatMap(contact -> contact.attempt(id.number()))
                        .or(() -> earlier(id).map(EarlierAttempt::attempt)));
    }

    @Override
    public Optional<Attempt> findEarlier(AttemptId id) {
        return tables.run("attempts.findEarlier", () -> earlier(id).map(EarlierAttempt::attempt));
    }

    private Optional<EarlierAttempt> earlier(AttemptId id) {
        return Optional.ofNullable(tables.earlier(id.contact()).get(id.number()));
    }

    @Override
    public List<EarlierAttempt> earlier(ContactId contact, int limit) {
        return tables.run("attempts.earlier", () -> {
            List<EarlierAttempt> all = List.copyOf(tables.earlier(contact).values());
            return all.subList(Math.max(0, all.size() - limit), all.size());
        });
    }

    @Override
    public boolean writeEarlier(Attempt next) {
        return tables.run("attempts.writeEarlier", () -> {
            EarlierAttempt stored = earlier(next.id()).orElse(null);
            if (stored == null || stored.attempt().version() != next.version()) {
                return false;
            }
            tables.put(new EarlierAttempt(next.inVersion(next.version() + 1), stored.history()));
            return true;
        });
    }

    @Override
    public Optional<Sent> sent(LineId line, PhoneNumber to, @Nullable String providerId) {
        return tables.run(
                "attempts.sent",
                () -> all(tables)
                        .filter(Message.class::isInstance)
                        .map(Message.class::cast)
                        .filter(message ->
                                message.line().equals(line) && InMemoryContacts.isSamePerson(message.to(), to))
                        .filter(message -> message.state().providerId() != null)
                        .filter(message -> providerId == null
                                || providerId.equals(message.state().providerId()))
                        .max(Comparator.comparing(Message::createdAt))
                        .map(message -> new Sent(
                                message.id(), requireNonNull(message.state().providerId()))));
    }

    /** Every attempt, in its contact or separate. */
    static Stream<Attempt> all(Tables tables) {
        Stream<Attempt> latest = tables.whole().stream().map(Contact::latest).flatMap(Stream::ofNullable);
        Stream<Attempt> earlier = tables.earlier.values().stream()
                .map(TreeMap::values)
                .flatMap(attempts -> attempts.stream().map(EarlierAttempt::attempt));
        return Stream.concat(latest, earlier);
    }
}
