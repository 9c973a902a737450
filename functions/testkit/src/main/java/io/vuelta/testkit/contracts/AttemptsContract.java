package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.EarlierAttempt;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of the attempts' store: each is found in its contact or separately, and earlier ones are written on
 * condition of the version that was read.
 */
public abstract class AttemptsContract extends StoreContract {
    private Attempts attempts() {
        return store().attempts();
    }

    /** The contact after that many attempts, the latest of which has begun. */
    private Contact tried(int times) {
        Contact contact = begun(claimed(loaded(), 1));
        for (int n = 2; n <= times; n++) {
            contact = begun(claimed(write(contact, waiting(contact)), n));
        }
        return contact;
    }

    @Test
    void an_attempt_is_found_in_its_contact_and_later_in_its_own_item() {
        Contact contact = tried(3);
        List<AttemptId> ids = Stream.of(1, 2, 3)
                .map(number -> new AttemptId(contact.id(), number))
                .toList();

        for (AttemptId id : ids) {
            assertThat(attempts().find(id)).map(Attempt::id).contains(id);
        }
        assertThat(attempts().find(new AttemptId(contact.id(), 4))).isEmpty();
        assertThat(attempts().findEarlier(ids.get(1))).map(Attempt::id).contains(ids.get(1));
        assertThat(attempts().findEarlier(ids.get(2))).isEmpty();
    }

    @Test
    void an_attempt_of_an_unknown_contact_is_not_found() {
        Contact unknown = claimed(loaded(), 1);

        assertThat(attempts().find(next(unknown))).as("claimed, not begun").isEmpty();
        assertThat(attempts().findEarlier(next(unknown))).isEmpty();
        assertThat(attempts().earlier(unknown.id(), 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 11, 100})
    void the_latest_of_the_earlier_ones_are_listed_in_the_order_of_their_numbers(int limit) {
        Contact contact = tried(13);

        List<EarlierAttempt> listed = attempts().earlier(contact.id(), limit);

        assertThat(listed.stream().map(earlier -> earlier.attempt().id().number()))
                .containsExactlyElementsOf(Stream.iterate(1, number -> number < 13, number -> number + 1)
                        .skip(Math.max(0, 12 - limit))
                        .toList());
    }

    @Test
    void the_decisions_of_an_earlier_attempt_are_kept_with_it() {
        Contact first = begun(claimed(loaded(), 1));
        Contact second = claimed(write(first, waiting(first)), 2);
        EarlierAttempt left =
                second.leftBehind(second.begun(created(second), NOW)).orElseThrow();

        begun(second);

        assertThat(attempts().earlier(second.id(), 10))
                .containsExactly(new EarlierAttempt(left.attempt().inVersion(1), left.history()));
        assertThat(left.history()).isNotEmpty();
    }

    @Test
    void an_earlier_attempt_is_written_on_what_was_read_and_keeps_its_decisions() {
        Contact contact = tried(2);
        AttemptId id = new AttemptId(contact.id(), 1);
        EarlierAttempt before = attempts().earlier(contact.id(), 1).getFirst();
        Attempt updated = before.attempt().withEvent("RINGING", NOW).asSettled();

        assertThat(attempts().writeEarlier(updated)).isTrue();

        Attempt written = updated.inVersion(2);
        assertThat(attempts().find(id)).contains(written);
        assertThat(attempts().earlier(contact.id(), 10)).containsExactly(new EarlierAttempt(written, before.history()));
        assertThat(attempts().writeEarlier(before.attempt().withEvent("BUSY", NOW)))
                .as("on what was read before")
                .isFalse();
        assertThat(attempts().find(id)).contains(written);
    }

    @Test
    void an_attempt_that_is_still_part_of_its_contact_is_not_written_on_its_own() {
        Contact contact = tried(1);

        assertThat(attempts().writeEarlier(created(contact))).isFalse();

        assertThat(attempts().findEarlier(next(contact))).isEmpty();
        assertThat(read(contact.id())).isEqualTo(contact);
    }

    @Test
    void only_one_of_eight_concurrent_writes_of_an_earlier_attempt_succeeds() {
        Contact contact = tried(2);
        Attempt updated = read(new AttemptId(contact.id(), 1)).withEvent("RINGING", NOW);

        List<Boolean> written = atOnce(8, () -> unlessBusy(() -> attempts().writeEarlier(updated)));

        assertThat(written).contains(true);
        assertThat(read(updated.id())).isEqualTo(updated.inVersion(2));
    }
}
