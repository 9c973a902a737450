package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.UserId;
import io.vuelta.domain.phone.UserIds;
import io.vuelta.testkit.examples.Examples;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The contract of the store of user ids. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public abstract class UserIdsContract {
    private final UserId eva = new UserId("MX." + UUID.randomUUID());

    /** The port under test. */
    protected abstract UserIds userIds();

    @Test
    void the_last_number_put_is_found_and_none_if_none_was_put() {
        UserIds ids = userIds();
        assertThat(ids.find(eva)).isEmpty();

        ids.put(eva, Examples.number(1));
        ids.put(eva, Examples.number(1));
        assertThat(ids.find(eva)).contains(Examples.number(1));

        ids.put(eva, Examples.number(2));
        ids.put(new UserId(eva.value() + "0"), Examples.number(3));
        assertThat(ids.find(eva)).contains(Examples.number(2));
    }

    @Test
    void a_deleted_user_id_is_not_found_until_it_is_put_again() {
        UserIds ids = userIds();
        ids.putListed(Map.of(eva, Examples.number(1)));

        ids.forget(eva);
        assertThat(ids.find(eva)).isEmpty();

        ids.putListed(Map.of(eva, Examples.number(1)));
        assertThat(ids.find(eva)).contains(Examples.number(1));
    }

    @Test
    void many_are_put_at_once() {
        Map<UserId, PhoneNumber> numbers = IntStream.range(0, 100)
                .boxed()
                .collect(Collectors.toMap(n -> new UserId(eva + "." + n), Examples::number));
        UserIds ids = userIds();

        ids.putListed(numbers);

        numbers.forEach((id, number) -> assertThat(ids.find(id)).contains(number));
    }

    @Test
    void another_store_over_the_same_data_finds_it_and_replaces_it() {
        UserIds one = userIds();
        UserIds other = userIds();
        one.putListed(Map.of(eva, Examples.number(1)));
        other.putListed(Map.of(eva, Examples.number(2)));

        one.putListed(Map.of(eva, Examples.number(2)));

        assertThat(one.find(eva)).contains(Examples.number(2));
    }
}
