package io.vuelta.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.EarlierAttempt;
import io.vuelta.domain.count.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChangeReaderTest {
    private static final String SEQUENCE = "4421584500000000017450439091";
    private static final String PADDED = "000000000000" + SEQUENCE;
    private static final Map<String, AttributeValue> NONE = Map.of();

    private static final Contact LOADED = Journey.of(Journey.data(200)).contact();
    private static final Contact CLAIMED =
            Journey.of(Journey.data(200)).claimed().contact();
    private static final Attempt ATTEMPT = java.util.Objects.requireNonNull(
            Journey.of(Journey.data(200)).claimed().answered().contact().latest());

    private static Map<String, AttributeValue> item(Contact contact) {
        return ContactItem.of(contact, contact.version());
    }

    private static Map<String, AttributeValue> item(Attempt attempt, long version) {
        return AttemptItem.of(new EarlierAttempt(attempt, List.of()), version);
    }

    private static Map<String, AttributeValue> keys(Map<String, AttributeValue> item) {
        return Map.of("pk", item.get("pk"), "sk", item.get("sk"));
    }

    private static List<Change> read(
            Map<String, AttributeValue> before, Map<String, AttributeValue> after, boolean expired) {
        Map<String, AttributeValue> keys = keys(after.isEmpty() ? before : after);
        return ChangeReader.read(new ChangeReader.Images(SEQUENCE, keys, before, after, expired)).stream()
                .toList();
    }

    @Test
    void the_write_of_a_contact_is_read() {
        assertThat(read(NONE, item(LOADED), false)).containsExactly(new Change.OfContact(PADDED, null, LOADED));
        assertThat(read(item(LOADED), item(CLAIMED), false))
                .containsExactly(new Change.OfContact(PADDED, LOADED, CLAIMED));
    }

    @Test
    void the_write_of_an_earlier_attempt_is_read() {
        assertThat(read(NONE, item(ATTEMPT, 1), false))
                .containsExactly(new Change.OfEarlierAttempt(PADDED, null, ATTEMPT.inVersion(1)));
        assertThat(read(item(ATTEMPT, 1), item(ATTEMPT, 2), false))
                .containsExactly(new Change.OfEarlierAttempt(PADDED, ATTEMPT.inVersion(1), ATTEMPT.inVersion(2)));
    }

    @Test
    void a_delete_by_time_to_live_is_expired_and_any_other_delete_is_unreadable() {
        assertThat(read(item(LOADED), NONE, true)).containsExactly(new Change.Expired(Journey.CAMPAIGN, PADDED));
        assertThat(read(item(LOADED), NONE, false)).containsExactly(new Change.Unreadable(Journey.CAMPAIGN, PADDED));
    }

    @Test
    void an_item_in_an_unknown_form_is_unreadable() {
        Map<String, AttributeValue> broken = new HashMap<>(item(LOADED));
        broken.put("s", AttributeValue.fromS("no status"));
        Map<String, AttributeValue> empty = keys(item(LOADED));

        assertThat(read(NONE, broken, false)).containsExactly(new Change.Unreadable(Journey.CAMPAIGN, PADDED));
        assertThat(read(broken, item(LOADED), false)).containsExactly(new Change.Unreadable(Journey.CAMPAIGN, PADDED));
        assertThat(read(NONE, empty, false)).containsExactly(new Change.Unreadable(Journey.CAMPAIGN, PADDED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAMPAIGN", "PACING", "CLAIM#7", "COUNT#a", "INTAKE", "UPLOAD#1", "D#1", "R#1", "M#1"})
    void items_of_other_kinds_yield_no_change(String sk) {
        Map<String, AttributeValue> item = new ItemWriter(new Keys("C#c1", sk)).item();

        assertThat(read(NONE, item, false)).isEmpty();
        assertThat(read(item, NONE, false)).isEmpty();
    }
}
