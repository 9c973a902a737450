package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.suppression.Suppression;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of the do-not-contact list: entries are independent, are found while they are in force, and are all
 * listed.
 */
public abstract class DoNotContactContract extends StoreContract {
    private static final Instant LATER = NOW.plusSeconds(60);

    /** Numbers that only this test uses: the store may have those of other tests. */
    private final String prefix = "+52%08d".formatted(Math.floorMod(fresh.hashCode(), 100_000_000));

    private DoNotContact list() {
        return store().doNotContact();
    }

    private PhoneNumber number(int n) {
        return new PhoneNumber(prefix + "%03d".formatted(n));
    }

    private Suppression entry(int n, @Nullable Channel channel, @Nullable Instant expires) {
        return new Suppression(number(n), channel, "asked to stop", "api", NOW, expires);
    }

    private Suppression put(int n, @Nullable Channel channel, @Nullable Instant expires) {
        Suppression entry = entry(n, channel, expires);
        list().put(entry);
        return entry;
    }

    private Optional<Suppression> found(int n, Channel channel) {
        return list().find(number(n), channel, NOW);
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void a_number_without_an_entry_may_be_contacted(Channel channel) {
        assertThat(found(1, channel)).isEmpty();
        assertThat(list().ofNumber(number(1))).isEmpty();
    }

    @Test
    void an_entry_is_found_as_it_was_put() {
        Suppression plain = put(1, null, null);
        Suppression rich = new Suppression(
                number(2), Channel.WHATSAPP, "pidió «no más» 🙏", "reply", NOW.plusNanos(1), NOW.plusNanos(2));
        list().put(rich);

        assertThat(found(1, Channel.PHONE_CALL)).contains(plain);
        assertThat(found(2, Channel.WHATSAPP)).contains(rich);
        assertThat(list().ofNumber(number(2))).containsExactly(rich);
    }

    @Test
    void an_entry_covers_every_channel_or_only_its_own() {
        Suppression every = put(1, null, null);
        Suppression one = put(2, Channel.WHATSAPP, null);

        assertThat(found(1, Channel.PHONE_CALL)).contains(every);
        assertThat(found(1, Channel.WHATSAPP)).contains(every);
        assertThat(found(2, Channel.PHONE_CALL)).isEmpty();
        assertThat(found(2, Channel.WHATSAPP)).contains(one);
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, false", "1, false"})
    void an_entry_is_in_force_until_just_before_it_expires(long nanos, boolean inForce) {
        put(1, null, LATER);
        Instant now = LATER.plusNanos(nanos);

        assertThat(list().find(number(1), Channel.PHONE_CALL, now).isPresent()).isEqualTo(inForce);
        assertThat(list().among(List.of(number(1)), Channel.PHONE_CALL, now).isEmpty())
                .isEqualTo(!inForce);
        assertThat(list().ofNumber(number(1))).hasSize(1);
    }

    @Test
    void an_entry_of_the_same_number_and_channel_is_replaced_and_no_other_changes() {
        Suppression every = put(1, null, null);
        put(1, Channel.WHATSAPP, null);
        Suppression replaced = new Suppression(number(1), Channel.WHATSAPP, "again", "csv", LATER, null);
        list().put(replaced);

        assertThat(list().ofNumber(number(1))).containsExactly(every, replaced);
    }

    @Test
    void an_entry_is_replaced_only_if_it_is_the_one_that_was_read() {
        String digits = "11%08d".formatted(Math.floorMod(fresh.hashCode(), 100_000_000));
        PhoneNumber plain = new PhoneNumber("+54" + digits);
        PhoneNumber mobile = new PhoneNumber("+549" + digits);
        Suppression read = new Suppression(
                mobile, Channel.WHATSAPP, "asked to stop", "reply", NOW.plusNanos(1), LATER, NOW.plusNanos(2));
        Suppression next = new Suppression(plain, Channel.WHATSAPP, "again", "whatsapp_menu", LATER, null, LATER);
        Suppression every = new Suppression(plain, null, "asked to stop", "api", NOW, null);
        list().put(every);

        assertThat(list().replace(Optional.of(read), next)).as("there is none").isFalse();
        assertThat(list().replace(Optional.empty(), read)).isTrue();
        assertThat(list().ofNumber(plain)).containsExactly(every, read);
        assertThat(list().replace(Optional.empty(), next)).as("there is one").isFalse();
        assertThat(list().replace(Optional.of(every), next))
                .as("another was read")
                .isFalse();
        assertThat(list().ofNumber(plain)).containsExactly(every, read);

        assertThat(list().replace(list().ofNumber(plain).stream().skip(1).findFirst(), next))
                .isTrue();
        assertThat(list().replace(Optional.of(read), next))
                .as("the same write again")
                .isTrue();
        assertThat(list().ofNumber(plain)).containsExactly(every, next);
    }

    @Test
    void of_several_replacements_of_what_was_read_one_wins() {
        AtomicInteger turn = new AtomicInteger();
        AtomicInteger won = new AtomicInteger();

        atOnce(8, () -> {
            Suppression entry = new Suppression(
                    number(1), Channel.WHATSAPP, "writer " + turn.getAndIncrement(), "whatsapp_menu", NOW, null);
            unlessBusy(() -> list().replace(Optional.empty(), entry) && won.incrementAndGet() > 0);
            return true;
        });

        assertThat(won).hasValue(1);
        assertThat(list().ofNumber(number(1))).hasSize(1);
    }

    @Test
    void of_two_valid_entries_the_one_for_every_channel_is_found() {
        Suppression whatsapp = put(1, Channel.WHATSAPP, null);
        Suppression every = put(1, null, LATER);

        assertThat(found(1, Channel.WHATSAPP)).contains(every);
        assertThat(list().find(number(1), Channel.WHATSAPP, LATER)).contains(whatsapp);
        assertThat(list().find(number(1), Channel.PHONE_CALL, LATER)).isEmpty();
    }

    @Test
    void removing_one_channel_keeps_the_other_entries() {
        Suppression every = put(1, null, null);
        Suppression call = put(1, Channel.PHONE_CALL, null);
        put(1, Channel.WHATSAPP, null);

        assertThat(list().remove(number(1), Channel.WHATSAPP)).isTrue();
        assertThat(list().ofNumber(number(1))).containsExactly(every, call);

        assertThat(list().remove(number(1), null)).isTrue();
        assertThat(list().ofNumber(number(1))).containsExactly(call);
        assertThat(found(1, Channel.WHATSAPP)).isEmpty();
    }

    @Test
    void an_entry_of_another_scope_is_not_removed() {
        assertThat(list().remove(number(1), null)).isFalse();
        Suppression every = put(1, null, null);
        Suppression call = put(2, Channel.PHONE_CALL, null);

        assertThat(list().remove(number(1), Channel.PHONE_CALL)).isFalse();
        assertThat(list().remove(number(2), Channel.WHATSAPP)).isFalse();
        assertThat(list().remove(number(2), null)).isFalse();
        assertThat(list().ofNumber(number(1))).containsExactly(every);
        assertThat(list().ofNumber(number(2))).containsExactly(call);
    }

    @Test
    void a_removed_entry_is_gone_and_may_be_added_again() {
        put(1, null, LATER);
        assertThat(list().remove(number(1), null)).isTrue();
        assertThat(list().remove(number(1), null)).isFalse();
        assertThat(list().ofNumber(number(1))).isEmpty();
        assertThat(listed(10)).isEmpty();

        Suppression again = put(1, null, null);

        assertThat(list().ofNumber(number(1))).containsExactly(again);
    }

    @Test
    void valid_entries_of_many_numbers_are_found() {
        Map<PhoneNumber, Suppression> expected = new HashMap<>();
        List<PhoneNumber> asked = new ArrayList<>();
        for (int n = 0; n < 250; n++) {
            asked.add(number(n));
            switch (n % 5) {
                case 0 -> expected.put(number(n), entry(n, null, null));
                case 1 -> expected.put(number(n), entry(n, Channel.WHATSAPP, LATER));
                case 2 -> list().put(entry(n, Channel.PHONE_CALL, null));
                case 3 -> list().put(entry(n, null, NOW));
                default -> {
                    // Not listed at all.
                }
            }
        }
        list().putAll(expected.values());
        asked.addAll(asked.subList(0, 120));

        assertThat(list().among(asked, Channel.WHATSAPP, NOW)).isEqualTo(expected);
        assertThat(list().among(List.of(), Channel.WHATSAPP, NOW)).isEmpty();
    }

    @Test
    void an_entry_for_one_form_of_a_number_holds_for_every_form_and_shows_the_one_that_was_entered() {
        String digits = "11%08d".formatted(Math.floorMod(fresh.hashCode(), 100_000_000));
        PhoneNumber plain = new PhoneNumber("+54" + digits);
        PhoneNumber mobile = new PhoneNumber("+549" + digits);
        Suppression calls = new Suppression(mobile, Channel.PHONE_CALL, "asked to stop", "api", NOW, null);
        Suppression messages = new Suppression(plain, Channel.WHATSAPP, "BAJA", "reply", NOW, null);
        list().put(calls);
        list().putAll(List.of(messages));

        assertThat(list().find(plain, Channel.PHONE_CALL, NOW)).contains(calls);
        assertThat(list().find(mobile, Channel.WHATSAPP, NOW)).contains(messages);
        assertThat(list().among(List.of(plain, mobile), Channel.PHONE_CALL, NOW))
                .isEqualTo(Map.of(plain, calls, mobile, calls));
        assertThat(list().ofNumber(plain)).containsExactly(calls, messages).isEqualTo(list().ofNumber(mobile));

        Suppression again = new Suppression(plain, Channel.PHONE_CALL, "again", "csv", LATER, null);
        list().put(again);
        assertThat(list().ofNumber(mobile)).containsExactly(again, messages);
        assertThat(list().list(Optional.of(again.key()), 1_000).entries()).doesNotContain(again);
        assertThat(list().remove(mobile, Channel.PHONE_CALL)).isTrue();
        assertThat(list().remove(mobile, Channel.WHATSAPP)).isTrue();
        assertThat(list().ofNumber(plain)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 101, 230})
    void many_are_put_at_once(int count) {
        List<Suppression> entries =
                IntStream.range(0, count).mapToObj(n -> entry(n, null, null)).toList();

        list().putAll(entries);

        assertThat(listed(1_000)).containsExactlyInAnyOrderElementsOf(entries);
    }

    @Test
    void of_many_entries_put_at_once_a_later_one_replaces_an_earlier_one_of_the_same_scope() {
        Suppression call = put(1, Channel.PHONE_CALL, null);
        Suppression first = entry(1, null, null);
        Suppression whatsapp = entry(1, Channel.WHATSAPP, null);
        Suppression last = entry(1, null, LATER);

        list().putAll(List.of(first, whatsapp, last));

        assertThat(list().ofNumber(number(1))).containsExactly(last, call, whatsapp);
    }

    @Test
    void the_list_has_every_entry_once_including_expired_ones_at_any_page_size() {
        List<Suppression> all = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            all.add(entry(n, null, n % 3 == 0 ? NOW.minusSeconds(1) : null));
            if (n % 2 == 0) {
                all.add(entry(n, Channel.PHONE_CALL, null));
                all.add(entry(n, Channel.WHATSAPP, LATER));
            }
        }
        Collections.shuffle(all, new Random(1));
        list().putAll(all);

        List<Suppression> seen = listed(13);

        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
        assertThat(seen.stream()
                        .map(Suppression::number)
                        .distinct()
                        .flatMap(number -> list().ofNumber(number).stream()))
                .as("a number's entries stand together, the one for every channel first")
                .containsExactlyElementsOf(seen);
        for (int limit : new int[] {1, 2, 3, 7, 100, 1_000}) {
            assertThat(listed(limit)).as("pages of " + limit).isEqualTo(seen);
            assertThat(listedBack(limit).reversed())
                    .as("backwards, pages of " + limit)
                    .isEqualTo(seen);
        }
    }

    @Test
    void the_list_continues_after_a_removed_entry() {
        IntStream.range(0, 9).forEach(n -> put(n, null, null));
        List<Suppression> before = listed(100);
        Suppression removed = before.get(4);
        assertThat(list().remove(removed.number(), null)).isTrue();

        assertThat(mine(list().list(Optional.of(removed.key()), 1_000))).isEqualTo(before.subList(5, 9));
    }

    @Test
    void entries_of_one_number_put_and_removed_at_once_do_not_disturb_each_other() {
        AtomicInteger turn = new AtomicInteger();
        put(1, Channel.PHONE_CALL, null);

        atOnce(8, () -> {
            int mine = turn.getAndIncrement();
            unlessBusy(() -> {
                switch (mine % 4) {
                    case 0 -> list().put(entry(1, null, null));
                    case 1 -> list().put(entry(1, Channel.WHATSAPP, null));
                    case 2 -> list().putAll(List.of(entry(2, null, null), entry(1, Channel.WHATSAPP, null)));
                    default ->
                        assertThat(list().remove(number(1), Channel.PHONE_CALL)).isIn(true, false);
                }
                return true;
            });
            return true;
        });

        assertThat(list().ofNumber(number(1))).containsExactly(entry(1, null, null), entry(1, Channel.WHATSAPP, null));
    }

    /** This test's entries, by a scan of the whole list. */
    private List<Suppression> listed(int limit) {
        List<Suppression> seen = new ArrayList<>();
        Optional<Suppression.Key> at = Optional.empty();
        int pages = 0;
        do {
            assertThat(pages++).as("pages of a list that must end").isLessThan(10_000);
            DoNotContact.Page page = list().list(at, limit);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
            seen.addAll(mine(page));
            at = page.next();
            if (at.isPresent()) {
                assertThat(page.entries()).hasSize(limit);
            }
        } while (at.isPresent());
        return seen;
    }

    /** This test's entries, by a scan of the whole list from its end to its beginning. */
    private List<Suppression> listedBack(int limit) {
        List<Suppression> seen = new ArrayList<>();
        Optional<Suppression.Key> at = last();
        while (at.isPresent()) {
            DoNotContact.Page page = list().upTo(at.get(), limit);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
            assertThat(page.entries().getFirst().key()).isEqualTo(at.get());
            seen.addAll(mine(page));
            at = page.next();
            if (at.isPresent()) {
                assertThat(page.entries()).hasSize(limit);
            }
        }
        return seen;
    }

    private Optional<Suppression.Key> last() {
        Optional<Suppression.Key> last = Optional.empty();
        DoNotContact.Page page = list().list(last, 1_000);
        while (page.next().isPresent()) {
            page = list().list(page.next(), 1_000);
        }
        return page.entries().stream().map(Suppression::key).reduce((_, other) -> other);
    }

    private List<Suppression> mine(DoNotContact.Page page) {
        return page.entries().stream()
                .filter(entry -> entry.number().e164().startsWith(prefix))
                .toList();
    }
}
