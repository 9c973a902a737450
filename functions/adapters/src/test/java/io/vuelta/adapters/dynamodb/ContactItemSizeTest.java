package io.vuelta.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.contact.ContactData;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Up to 1,024 bytes of a contact are one write unit, so a contact stays within them from load to the end of its attempt. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContactItemSizeTest {
    private static final int UNIT = 1_024;

    private static Journey contact() {
        return Journey.of(Journey.data(DataItem.MAX_INLINE));
    }

    static Stream<Arguments> journeys() {
        return Stream.of(
                Arguments.of("a call", contact().claimed().answered().result()),
                Arguments.of("a message", contact().claimed().read().result()),
                Arguments.of(
                        "a second call",
                        contact().claimed().calling().placed().ended().result()),
                Arguments.of(
                        "a call at the 40th decision",
                        contact().decisions(38).claimed().answered()),
                Arguments.of(
                        "a message at the 40th decision",
                        contact().decisions(38).claimed().read()),
                Arguments.of(
                        "a call after being held 20 times",
                        contact().heldTimes(20).claimed().answered()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("journeys")
    void a_contact_item_is_one_write_unit_at_every_step(String name, Journey journey) {
        Map<String, Integer> sizes = new TreeMap<>();
        journey.steps()
                .forEach((step, contact) -> sizes.put(step, ItemSize.of(ContactItem.of(contact, contact.version()))));

        assertThat(sizes.values()).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(UNIT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("journeys")
    void a_contact_is_read_as_it_was_written(String name, Journey journey) {
        assertThat(journey.steps().values())
                .allSatisfy(contact -> assertThat(
                                ContactItem.read(new ItemReader(ContactItem.of(contact, contact.version()))))
                        .isEqualTo(contact));
    }

    @Test
    void data_up_to_400_bytes_is_in_the_contact_and_longer_data_is_in_its_own_item() {
        assertThat(DataItem.isLong(Journey.data(400))).isFalse();
        assertThat(DataItem.isLong(Journey.data(401))).isTrue();

        Map<String, AttributeValue> item =
                ContactItem.of(Journey.of(Journey.data(401)).contact(), 1);
        assertThat(ContactItem.read(new ItemReader(item)).data()).isEqualTo(ContactData.ELSEWHERE);
        assertThat(ItemSize.of(item)).isLessThan(200);
    }

    @Test
    void a_contact_with_its_data_in_another_item_keeps_the_flag() {
        Journey journey = Journey.of(Journey.data(3_000));
        Map<String, AttributeValue> item =
                ContactItem.of(ContactItem.read(new ItemReader(ContactItem.of(journey.contact(), 1))), 2);

        assertThat(ContactItem.read(new ItemReader(item)).data()).isEqualTo(ContactData.ELSEWHERE);
    }
}
