package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.attempt.OptOut;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.contact.People.Part;
import io.vuelta.domain.contact.People.Person;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.testkit.examples.Examples;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of a scan over people with their attempts and conversations. */
public abstract class PeopleContract extends StoreContract {
    private static final Comparator<Person> BY_HASH =
            Comparator.comparing(person -> person.contact().id().hash());

    private static final Set<Part> ALL = EnumSet.allOf(Part.class);

    /** Scans to the end; {@code between} is called after each page. */
    private List<Person> walk(int limit, Set<Part> parts, Consumer<Integer> between) {
        List<Person> seen = new ArrayList<>();
        ScanCursor at = ScanCursor.START;
        for (int pages = 0; !at.ended(); pages++) {
            assertThat(pages).as("pages of a walk that must end").isLessThan(10_000);
            People.Page page = store().people().after(campaign, at, limit, parts);
            assertThat(page.people()).hasSizeLessThanOrEqualTo(limit);
            seen.addAll(page.people());
            at = page.next();
            between.accept(pages);
        }
        return seen;
    }

    /** Scans backwards from the end to the beginning. */
    private List<Person> walkBack(int limit, Set<Part> parts) {
        List<Person> seen = new ArrayList<>();
        ScanCursor at = ScanCursor.END;
        for (int pages = 0; !at.begins(); pages++) {
            assertThat(pages).as("pages of a walk that must end").isLessThan(10_000);
            People.Page page = store().people().upTo(campaign, at, limit, parts);
            assertThat(page.people()).hasSizeLessThanOrEqualTo(limit);
            seen.addAll(page.people());
            at = page.next();
        }
        return seen;
    }

    @Test
    void a_backward_scan_returns_the_same_people_in_reverse_order() {
        people(20);
        List<Person> forward = walk(7, ALL);

        for (int limit : new int[] {1, 3, 100}) {
            assertThat(walkBack(limit, ALL).reversed()).as("pages of " + limit).isEqualTo(forward);
            assertThat(store().people()
                            .upTo(campaign, ScanCursor.START, limit, ALL)
                            .people())
                    .isEmpty();
        }
    }

    @Test
    void a_backward_scan_begins_with_the_person_at_its_position() {
        people(20);
        List<Person> all = walk(100, Set.of());
        Person one = all.get(11);
        int shard = Character.digit(one.contact().id().shard(), 16);
        ScanCursor at = new ScanCursor(shard, one.contact().id().hash());

        assertThat(store().people().upTo(campaign, at, 1, Set.of()).people()).containsExactly(one);
        assertThat(store().people()
                        .after(campaign, at.before(one.contact().id()), 1, Set.of())
                        .people())
                .containsExactly(one);
    }

    private List<Person> walk(int limit, Set<Part> parts) {
        return walk(limit, parts, _ -> {});
    }

    /**
     * People with short and with long data, with every number of attempts from none to three, and with conversations.
     */
    private List<Person> people(int count) {
        return Stream.iterate(0, n -> n < count, n -> n + 1).map(this::person).toList();
    }

    private Person person(int n) {
        Contact plain = Examples.contact(campaign, n);
        ContactData data =
                n % 2 == 0 ? plain.data() : new ContactData("", "P" + n, "x".repeat(2_000 + n), "", "", Map.of());
        Contact contact = done(
                store().contacts().create(Contact.loaded(plain.id(), plain.number(), data, "up/0/" + (n + 1), NOW)));
        Map<Integer, Conversation> conversations = new java.util.HashMap<>();
        List<Attempt> attempts = new ArrayList<>();
        for (int number = 1; number <= n % 4; number++) {
            contact = begun(claimed(number == 1 ? contact : write(contact, waiting(contact)), number));
            AttemptId id = next(contact);
            if ((n + number) % 3 == 0) {
                Conversation conversation = new Conversation(
                        List.of("tag"),
                        Map.of("n", "" + n),
                        false,
                        new OptOut(null, null),
                        null,
                        null,
                        "s" + n,
                        null,
                        null,
                        0);
                store().conversations().write(id, conversation);
                conversations.put(number, store().conversations().find(id).orElseThrow());
            }
        }
        for (int number = 1; number <= n % 4; number++) {
            attempts.add(read(new AttemptId(contact.id(), number)));
        }
        return new Person(read(contact.id()).withData(data), attempts, conversations);
    }

    @Test
    void every_person_is_returned_once_with_only_the_requested_parts() {
        List<Person> people = people(20);

        for (Set<Part> parts : List.of(
                Set.<Part>of(),
                Set.of(Part.DATA),
                Set.of(Part.EARLIER_ATTEMPTS),
                Set.of(Part.CONVERSATIONS),
                Set.of(Part.DATA, Part.CONVERSATIONS),
                ALL)) {
            List<Person> expected = people.stream()
                    .map(person -> asked(person, parts))
                    .sorted(BY_HASH)
                    .toList();
            for (int limit : new int[] {1, 2, 3, 7, 100}) {
                assertThat(walk(limit, parts))
                        .as("%s, pages of %d", parts, limit)
                        .containsExactlyElementsOf(expected);
            }
        }
    }

    private Person asked(Person person, Set<Part> parts) {
        Contact contact = person.contact();
        List<Attempt> attempts = person.attempts();
        return new Person(
                parts.contains(Part.DATA) ? contact : read(contact.id()),
                parts.contains(Part.EARLIER_ATTEMPTS) || attempts.isEmpty()
                        ? attempts
                        : attempts.subList(attempts.size() - 1, attempts.size()),
                parts.contains(Part.CONVERSATIONS) ? person.conversations() : Map.of());
    }

    @Test
    void no_person_of_another_campaign_is_returned_and_an_empty_scan_ends() {
        loaded(new CampaignId(fresh + "-other"), 5);

        assertThat(walk(3, ALL)).isEmpty();
        assertThat(store().people().after(campaign, ScanCursor.END, 3, ALL))
                .isEqualTo(new People.Page(List.of(), ScanCursor.END));
    }

    /** A page with more attempts, data or conversations than contacts must not leave out any contact. */
    @Test
    void more_than_a_page_of_the_stores_own_is_read_too() {
        ContactData data = new ContactData("", "Ana", "ñ".repeat(20_000), "", "", Map.of());
        Set<String> hashes = new HashSet<>();
        for (int n = 0, found = 0; found < 40; n++) {
            Contact plain = Examples.contact(campaign, n);
            if (plain.id().shard() == '0') {
                found++;
                done(store().contacts().create(Contact.loaded(plain.id(), plain.number(), data, "up/0/" + n, NOW)));
                hashes.add(plain.id().hash());
            }
        }

        List<Person> seen = walk(100, ALL);

        assertThat(seen.stream().map(person -> person.contact().id().hash()))
                .containsExactlyElementsOf(hashes.stream().sorted().toList());
        assertThat(seen).allMatch(person -> person.contact().data().equals(data));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void no_attempt_is_missing_when_attempts_move_out_of_their_contacts_during_the_scan(int limit) {
        List<Contact> all =
                loaded(20).stream().map(contact -> begun(claimed(contact, 1))).toList();

        List<Person> seen = walk(limit, ALL, page -> {
            if (page < all.size()) {
                Contact contact = read(all.get(page).id());
                begun(claimed(write(contact, waiting(contact)), 2));
            }
        });

        assertThat(seen).hasSize(all.size());
        for (Person person : seen) {
            Contact contact = person.contact();
            assertThat(person.attempts().stream().map(attempt -> attempt.id().number()))
                    .as("consistent in itself")
                    .containsExactlyElementsOf(
                            Stream.of(1, 2).limit(contact.attempts()).toList());
            assertThat(person.attempts().getLast()).isEqualTo(contact.latest());
        }
    }
}
