package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts.Written;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.phone.UserId;
import io.vuelta.domain.phone.UserIds;
import io.vuelta.domain.retention.RemovalCursor;
import io.vuelta.domain.retention.Removals;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of the stores for contacts that expire. */
public abstract class RemovalsContract extends StoreContract {
    private static final int LIMIT = 3;

    protected abstract Removals removals();

    protected abstract UserIds userIds();

    private void expireAll() {
        RemovalCursor at = RemovalCursor.START;
        for (int i = 0; !at.ended(); i++) {
            assertThat(i).as("pieces of a removal that must end").isLessThan(1_000);
            at = removals().expire(campaign, at, LIMIT, NOW);
        }
    }

    @Test
    void removed_contacts_and_their_attempts_are_not_found() {
        active();
        List<Contact> contacts = loaded(20);
        Contact twice = begunTwice(contacts.getFirst());

        expireAll();

        assertThat(store().contacts().find(twice.id())).isEmpty();
        assertThat(store().contacts().findEventually(twice.id())).isEmpty();
        assertThat(store().contacts().findAll(contacts.stream().map(Contact::id).toList()))
                .isEmpty();
        assertThat(walk(LIMIT)).isEmpty();
        assertThat(backwards()).isEmpty();
        assertThat(store().attempts().find(new AttemptId(twice.id(), 1))).isEmpty();
        assertThat(store().attempts().findEarlier(new AttemptId(twice.id(), 1))).isEmpty();
        assertThat(store().attempts().find(new AttemptId(twice.id(), 2))).isEmpty();
        assertThat(store().attempts().sent(line, twice.number(), null)).isEmpty();
    }

    @Test
    void the_user_ids_that_their_messages_keep_are_forgotten() {
        active();
        UserId user = new UserId("MX." + fresh);
        Contact claimed = claimed(loaded(), 1);
        Message message = Message.created(
                        new AttemptId(claimed.id(), 1),
                        line,
                        claimed.number(),
                        "Ana",
                        "hello",
                        null,
                        "i1",
                        place(1),
                        NOW)
                .withUser(user);
        begun(claimed, message);
        userIds().put(user, claimed.number());

        expireAll();

        assertThat(userIds().find(user)).isEmpty();
    }

    private List<People.Person> backwards() {
        People.Page page = store().people().upTo(campaign, ScanCursor.END, LIMIT, Set.of());
        for (int i = 0; page.people().isEmpty() && !page.next().begins(); i++) {
            assertThat(i).as("pages of a walk that must end").isLessThan(1_000);
            page = store().people().upTo(campaign, page.next(), LIMIT, Set.of());
        }
        return page.people();
    }

    /** A write by a process that read the contact before the removal. */
    @Test
    void an_expired_contact_is_not_written_and_not_restored() {
        active();
        Contact read = loaded();

        expireAll();

        assertThat(store().contacts().write(read, ContactEdit.of(read).due(NOW).done()))
                .isEqualTo(new Written.Lost(Optional.empty()));
        Contact claimed = read.claimed(place(1), NOW.plusSeconds(1), TODAY, NOW);
        assertThat(store().contacts().write(read, claimed)).isEqualTo(new Written.Lost(Optional.empty()));
        assertThat(store().contacts().find(read.id())).isEmpty();
    }

    @Test
    void contacts_of_other_campaigns_and_the_campaign_itself_stay() {
        active();
        loaded(2);
        CampaignId other = new CampaignId(fresh + "-2");
        store().campaigns().create(Examples.campaign(other, line, CampaignStatus.ACTIVE, Examples.settings()));
        Contact kept = loaded(other, 1).getFirst();

        expireAll();
        expireAll();

        assertThat(read(kept.id())).isEqualTo(kept);
        assertThat(read().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(store().contacts().withNumber(kept.number(), 1_000)).contains(kept.id());
    }
}
