package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.attempt.Conversations;
import io.vuelta.domain.attempt.OptOut;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.line.Channel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The contract of the conversations' store: each is a separate item, written on condition of the version that was read.
 */
public abstract class ConversationsContract extends StoreContract {
    private Conversations conversations() {
        return store().conversations();
    }

    private static Conversation conversation(String summary, long version) {
        return new Conversation(
                List.of("vip", "ñ"),
                Map.of("email", "a@b.c", "long", "ñ".repeat(1_000)),
                true,
                new OptOut(Channel.WHATSAPP, "no more messages"),
                "https://recordings.example/1.mp3",
                "positive",
                summary,
                "transcripts/1.txt",
                NOW,
                version);
    }

    private static Conversation bare(long version) {
        return new Conversation(List.of(), Map.of(), false, null, null, null, null, null, null, version);
    }

    @Test
    void a_conversation_is_found_as_it_was_written() {
        AttemptId id = next(begun(claimed(loaded(), 1)));
        assertThat(conversations().find(id)).isEmpty();

        assertThat(conversations().write(id, conversation("Pays on Monday.", 0)))
                .isTrue();
        assertThat(conversations().find(id)).contains(conversation("Pays on Monday.", 1));

        assertThat(conversations().write(id, bare(1))).isTrue();
        assertThat(conversations().find(id)).contains(bare(2));
    }

    @Test
    void a_conversation_changed_after_the_read_is_not_overwritten() {
        AttemptId id = next(begun(claimed(loaded(), 1)));
        conversations().write(id, conversation("first", 0));
        conversations().write(id, conversation("second", 1));

        assertThat(conversations().write(id, conversation("another first", 0))).isFalse();
        assertThat(conversations().write(id, conversation("another second", 1))).isFalse();
        assertThat(conversations().write(id, conversation("not there yet", 3))).isFalse();

        assertThat(conversations().find(id)).contains(conversation("second", 2));
    }

    @Test
    void all_of_a_contact_are_found_by_the_numbers_of_their_attempts() {
        List<Contact> two = loaded(2);
        Contact contact = begunTwice(two.get(0));
        for (int number : new int[] {1, 2, 11}) {
            conversations().write(new AttemptId(contact.id(), number), conversation("of " + number, 0));
        }
        conversations().write(new AttemptId(two.get(1).id(), 1), conversation("of another", 0));

        assertThat(conversations().of(contact.id()))
                .isEqualTo(
                        Map.of(1, conversation("of 1", 1), 2, conversation("of 2", 1), 11, conversation("of 11", 1)));
        assertThat(conversations().of(two.get(1).id())).containsOnlyKeys(1);
        assertThat(read(contact.id())).as("nothing of it is in the contact").isEqualTo(contact);
    }

    @Test
    void only_one_of_eight_concurrent_first_reports_is_written() {
        AttemptId id = next(begun(claimed(loaded(), 1)));

        List<Boolean> written = atOnce(8, () -> unlessBusy(() -> conversations().write(id, conversation("first", 0))));

        assertThat(written).contains(true);
        assertThat(conversations().find(id)).contains(conversation("first", 1));
    }
}
