package vuelta.domain.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.Call;
import vuelta.domain.contact.Contact;
import vuelta.domain.ledger.AttemptChange;
import vuelta.domain.ledger.Commit;

/** What reading attempts promises: walks that miss none and meet none twice. */
public abstract class AttemptsContract extends StoreContract {
    private static final Comparator<AttemptId> BY_NUMBER =
            Comparator.comparing((AttemptId id) -> id.contact().hash()).thenComparingInt(AttemptId::number);

    private List<AttemptId> written(List<Contact> contacts, int each) {
        List<AttemptChange> changes = new ArrayList<>();
        for (Contact contact : contacts) {
            for (int number = 1; number <= each; number++) {
                AttemptId id = new AttemptId(contact.id(), number);
                changes.add(new AttemptChange(null, Call.created(id, line, contact.number(), "Ana", true, NOW)));
            }
        }
        done(new Commit(read(), List.of(), changes, null, null, null));
        return changes.stream().map(change -> change.after().id()).toList();
    }

    @Test
    void an_attempt_is_found_by_its_id_and_another_is_not() {
        active();
        Contact contact = loaded(1).getFirst();
        AttemptId id = written(List.of(contact), 1).getFirst();

        assertThat(store().attempts().find(id)).map(Attempt::id).contains(id);
        assertThat(store().attempts().find(new AttemptId(contact.id(), 2))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 1_000})
    void a_walk_meets_every_attempt_once_by_contact_and_number_whatever_its_pages(int limit) {
        active();
        List<AttemptId> ids = written(loaded(6), 12);

        assertThat(walkAttempts(limit).stream().map(Attempt::id))
                .containsExactlyElementsOf(ids.stream().sorted(BY_NUMBER).toList());
    }

    @Test
    void a_walk_does_not_meet_contacts() {
        active();
        loaded(3);

        assertThat(walkAttempts(1)).isEmpty();
    }
}
