package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.attempt.ReceivedMessages;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.erasure.Erasure;
import io.vuelta.domain.erasure.Erasure.Person;
import io.vuelta.domain.erasure.Erasure.Position;
import io.vuelta.domain.erasure.Erasure.Receipt;
import io.vuelta.domain.erasure.Erasure.State;
import io.vuelta.domain.erasure.Erasure.Status;
import io.vuelta.domain.erasure.Erasure.Step;
import io.vuelta.domain.erasure.ErasureId;
import io.vuelta.domain.erasure.Erasures;
import io.vuelta.domain.erasure.Traces;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.UserId;
import io.vuelta.domain.phone.UserIds;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract of the stores for a person who is erased. */
public abstract class ErasureContract extends StoreContract {
    private final ErasureId id = new ErasureId(fresh);

    protected abstract Erasures erasures();

    protected abstract Traces traces();

    protected abstract UserIds userIds();

    protected abstract ReceivedMessages replies();

    @Test
    void an_erasure_is_found_as_it_was_saved_and_the_second_save_of_a_version_is_refused() {
        Contact one = Examples.contact(campaign, 1);
        Erasure requested = Erasure.requested(id, one.number(), List.of(one.id()), NOW);
        Erasure further = new Erasure(
                id,
                new Person(
                        one.number(),
                        List.of(one.id()),
                        List.of(Examples.contact(campaign, 2).id())),
                new Position(Step.REPORTS, 0, new UploadId(campaign, "u1"), true),
                new Receipt(1, 2, 3, 4, 5, 6, 7),
                NOW,
                new State(Status.RUNNING, null),
                0);
        assertThat(erasures().find(id)).isEmpty();
        erasures().create(requested);
        assertThat(erasures().find(id)).contains(requested);

        assertThat(erasures().save(further)).isTrue();

        assertThat(erasures().find(id)).contains(further.inVersion(1));
        assertThat(erasures().save(requested.inVersion(7))).isFalse();
        Erasure done = further.inVersion(1).done(NOW);
        assertThat(erasures().save(done)).isTrue();
        assertThat(erasures().find(id)).contains(done.inVersion(2));
    }

    @Test
    void an_erasure_is_found_by_any_form_of_its_number_until_it_is_done() {
        String digits = "55" + (10_000_000 + Math.floorMod(fresh.hashCode(), 90_000_000));
        PhoneNumber number = new PhoneNumber("+52" + digits);
        PhoneNumber otherForm = new PhoneNumber("+521" + digits);
        Erasure requested = Erasure.requested(id, number, List.of(), NOW);
        erasures().create(requested);
        eventually(() -> assertThat(erasures().notDone(otherForm)).containsExactly(id));
        assertThat(erasures().notDone(Examples.number(9))).doesNotContain(id);
        assertThat(store().contacts().withNumber(number, 10)).isEmpty();
        assertThat(userIds().listed(number)).isEmpty();

        assertThat(erasures().save(requested.done(NOW))).isTrue();

        eventually(() -> assertThat(erasures().notDone(number)).isEmpty());
    }

    @Test
    void an_erased_contact_is_read_as_erased_and_not_found_by_its_number() {
        PhoneNumber number = Examples.number(1);
        Contact contact = done(store().contacts().create(Examples.contact(campaign, 1)));
        eventually(() -> assertThat(ofThisCampaign(number)).containsExactly(contact.id()));

        Contact erased = write(contact, contact.erased(NOW));

        assertThat(erased.isErased()).isTrue();
        assertThat(read(contact.id())).isEqualTo(erased);
        eventually(() -> assertThat(ofThisCampaign(number)).isEmpty());
    }

    private List<ContactId> ofThisCampaign(PhoneNumber number) {
        return store().contacts().withNumber(number, 1_000).stream()
                .filter(found -> found.campaign().equals(campaign))
                .toList();
    }

    @Test
    void the_other_items_of_a_contact_are_counted_and_erased_and_those_of_others_stay() {
        Contact contact = ContactEdit.of(begunTwice(loaded())).claim(null).done();
        Contact other = begunTwice(done(store().contacts().create(Examples.contact(campaign, 7))));
        Counters before = counters(contact.id());
        for (Contact one : List.of(contact, other)) {
            AttemptId first = new AttemptId(one.id(), 1);
            assertThat(store().conversations().write(first, brought("t.txt"))).isTrue();
            assertThat(store().conversations().write(new AttemptId(one.id(), 2), brought(null)))
                    .isTrue();
            replies().put(new ReceivedMessage(first, "wamid.1", "text", "hello", null, NOW));
        }
        assertThat(traces().beside(contact.id())).isEqualTo(new Traces.Found(2, 1, 1));

        traces().erase(contact.id());
        traces().erase(contact.id());

        assertThat(traces().beside(contact.id())).isEqualTo(new Traces.Found(0, 0, 0));
        assertThat(traces().beside(other.id())).isEqualTo(new Traces.Found(2, 1, 1));
        Attempt earlier = read(new AttemptId(contact.id(), 1));
        assertThat(earlier.to()).isEqualTo(PhoneNumber.ERASED);
        assertThat(earlier.contactName()).isEmpty();
        assertThat(counters(contact.id())).isEqualTo(before);
        assertThat(read(new AttemptId(other.id(), 1)).contactName()).isNotEmpty();
    }

    private Counters counters(ContactId contact) {
        return Counters.of(read(new AttemptId(contact, 1)));
    }

    private static Conversation brought(@Nullable String transcript) {
        return new Conversation(
                List.of(), Map.of("email", "ana@example.com"), false, null, null, null, null, transcript, NOW, 0);
    }

    @Test
    void the_listed_user_ids_of_a_number_are_found_and_forgotten() {
        PhoneNumber number = new PhoneNumber("+1" + Math.floorMod(fresh.hashCode(), 1_000_000_000));
        UserId one = new UserId("MX." + fresh);
        UserId other = new UserId("MX." + fresh + ".other");
        UserId kept = new UserId("MX." + fresh + ".kept");
        userIds().put(kept, number);
        userIds().putListed(Map.of(one, number, other, Examples.number(9)));
        eventually(() -> assertThat(userIds().listed(number)).containsExactly(one));
        assertThat(store().contacts().withNumber(number, 10)).isEmpty();

        userIds().forget(one);
        userIds().forget(one);

        assertThat(userIds().find(one)).isEmpty();
        eventually(() -> assertThat(userIds().listed(number)).isEmpty());
        assertThat(userIds().find(kept)).contains(number);
        assertThat(userIds().find(other)).isPresent();
    }
}
